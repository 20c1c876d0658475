"""This is what the search page reads before it asks: which shards there are, and which names may have been meant."""

import json
from collections.abc import Mapping, Sequence

from generator.search.document import SearchDocument, section_word
from generator.search.shards import Shard

SHARDS, NAMES = "shards.json", "names.json"


def make_catalog(shards: Sequence[Shard], language: str) -> Mapping[str, bytes]:
    """shards.json and names.json, for theme/scripts/search.js.

    The first of the shards is the newest: it lies in /pagefind/ itself, with the program that searches all of them.
    """
    documents = [document for shard in shards for document in shard.documents]
    sections = sorted({document.section for document in documents} - {""})
    told = {
        "language": language,
        "shards": [_tell(shard, sections, is_first=not place) for place, shard in enumerate(reversed(shards))],
        "sections": {section: section_word(section) for section in sections},
    }
    return {SHARDS: _encode(told), NAMES: _encode(make_names(documents))}


def make_names(documents: Sequence[SearchDocument]) -> list[str]:
    """Every author, tag, and designation of a headline, sorted: what a misspelt word may have meant."""
    return sorted({name for document in documents for name in document.names})


def _tell(shard: Shard, sections: Sequence[str], *, is_first: bool) -> Mapping[str, object]:
    held = {document.section for document in shard.documents}
    return {
        "name": shard.name,
        "path": "" if is_first else f"{shard.name}/",
        "year": shard.year,
        "articles": len(shard.documents),
        "length": sum(len(document.html) for document in shard.documents) // len(shard.documents),
        "sections": [place for place, section in enumerate(sections) if section in held],
    }


def _encode(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
