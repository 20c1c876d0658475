"""This is what templates may see: `records` are the views, the other modules make them from an archive."""
