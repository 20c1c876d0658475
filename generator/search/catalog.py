"""This is what the search page reads before it asks: which shards there are, and which names may have been meant."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.search.document import Indexed, Named
from generator.search.shards import Shard
from generator.search.starts import start_of

SHARDS, NAMES = "shards.json", "names.json"


def make_catalog(shards: Sequence[Shard], language: str) -> Mapping[str, bytes]:
    """shards.json and names.json, for theme/scripts/search.js.

    The first of the shards is the newest: it lies in /pagefind/ itself, with the program that searches all of them.
    """
    notes = [note for shard in shards for note in shard.notes]
    sections = sorted({note.section for note in notes} - {""})
    told = {
        "language": language,
        "shards": [_tell(shard, sections, place) for place, shard in enumerate(reversed(shards))],
        "sections": sections,
    }
    return {SHARDS: _encode(told), NAMES: _encode(make_names(notes))}


def add_words(content: bytes, words: Mapping[str, int]) -> bytes:
    """shards.json where the articles of some shards, by their names, have so many words more."""
    told = json.loads(content)
    for shard in told["shards"]:
        shard["words"] += words.get(shard["name"], 0)
    return _encode(told)


def make_names(notes: Sequence[Indexed]) -> Mapping[str, object]:
    """The authors and the tags by their ids, and the designations of headlines: what a misspelt word may have meant.

    Of the names that bylines printed of one author, the one that most articles print stands; of equals, the first.
    """
    return {
        "authors": _most_printed(author for note in notes for author in note.authors),
        "tags": _most_printed(tag for note in notes for tag in note.tags),
        "designations": sorted({name for note in notes for name in note.designations}),
    }


def _most_printed(found: Iterable[Named]) -> Mapping[str, str]:
    counts = Counter(found)
    ranked = sorted(counts, key=lambda named: (named.id, -counts[named], named.name))
    best: dict[str, str] = {}
    for named in ranked:
        best.setdefault(named.id, named.name)
    return best


def _tell(shard: Shard, sections: Sequence[str], place: int) -> Mapping[str, object]:
    held = {note.section for note in shard.notes}
    return {
        "name": shard.name,
        "path": f"{shard.name}/" if place else "",
        "start": start_of(place),
        "year": shard.year,
        "articles": len(shard.notes),
        "words": sum(note.words for note in shard.notes),
        "sections": [place for place, section in enumerate(sections) if section in held],
    }


def _encode(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
