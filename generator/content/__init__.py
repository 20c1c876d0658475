"""This is the door to content/: what lies there, and what each file says."""

from generator.content.reading import Reading, digest, parse, read
from generator.content.scaffold import new_article, new_author
from generator.content.sources import Source, SourceKind, discover, is_leftover, look_again

__all__ = [
    "Reading",
    "Source",
    "SourceKind",
    "digest",
    "discover",
    "is_leftover",
    "look_again",
    "new_article",
    "new_author",
    "parse",
    "read",
]
