"""This is the door to .cache/: what earlier builds found out, kept by what it was found out from.

Its parts: `known` keeps facts, in one database; `packs` keeps contents, by their digest; `records` says what a fact is.
"""

from generator.cache.known import Cache, make_key, opened, recalled, usable
from generator.cache.packs import DamagedError, LostError, content, contents, forget, pack
from generator.cache.records import KeptFile, KeptPage, KeptSource, News, Packed, Stamp

__all__ = [
    "Cache",
    "DamagedError",
    "KeptFile",
    "KeptPage",
    "KeptSource",
    "LostError",
    "News",
    "Packed",
    "Stamp",
    "content",
    "contents",
    "forget",
    "make_key",
    "opened",
    "pack",
    "recalled",
    "usable",
]
