"""These are the programs that make what the repository keeps: pictures of the archive, screenshots of the site."""
