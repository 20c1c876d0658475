"""This is the door to content/: what lies there, and what each file says."""

from generator.content.reading import Reading, digest, parse, read
from generator.content.scaffold import new_article, new_author
from generator.content.sources import Source, SourceKind, discover

__all__ = ["Reading", "Source", "SourceKind", "digest", "discover", "new_article", "new_author", "parse", "read"]
