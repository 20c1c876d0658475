"""This is the generator: a folder of Markdown in, a whole archive out."""
