"""This is an archive made for measuring: any number of articles, in the words of each tool. Equal numbers, equal bytes.

Words are made of syllables, shorter the more frequent, and drawn by Zipf's law, so that an article has about as many
different words as a real one of its length; bylines and bios are real sentences, since telling who is who reads them.
"""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SECTIONS = ("Airpower", "Cyber", "Land", "Opinion", "Space", "The Embassy", "Treaties", "Warship")
FIRST_DAY, DAYS = dt.datetime(2010, 1, 1, tzinfo=dt.UTC), 16 * 365
WORDS = 25_000
_POOL = 400_000
_ONSETS = (*"bcdfghlmnprstvbdlmnrst", "br", "pl", "st", "tr")
_VOWELS = (*"aeiouaeio", "ou")
_CODAS = ("", "", "", "n", "r", "s", "t", "l", "nd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article, before any tool's dialect."""

    slug: str
    title: str
    when: dt.datetime
    authors: tuple[str, ...]
    section: str
    tags: tuple[str, ...]
    summary: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All articles, oldest first, and the bio of each author."""

    items: tuple[Item, ...]
    bios: dict[str, str]


class _Writer:
    def __init__(self, count: int) -> None:
        self.chance = random.Random(20100101)  # noqa: S311 -- to be the same each time is the point
        words = _words(self.chance)
        weights = [(rank + 2.7) ** -1.1 for rank in range(len(words))]
        self._pool = self.chance.choices(words, weights, k=_POOL)
        names = {f"{self._name(words)} {self._name(words)}" for _ in range(max(20, count // 50))}
        self.authors = sorted(names)
        self.tags = sorted({f"{self._name(words)} {self._name(words)}" for _ in range(max(50, count // 30))})
        self.chance.shuffle(self.tags)

    def _name(self, words: Sequence[str]) -> str:
        return words[self.chance.randrange(300, len(words))].title()

    def words(self, count: int) -> list[str]:
        start = self.chance.randrange(len(self._pool) - count)
        return self._pool[start : start + count]

    def sentence(self) -> str:
        words = self.words(self.chance.randint(8, 30))
        lot, at = self.chance.random(), self.chance.randrange(len(words))
        for limit, mark in ((0.15, "[{0}](https://example.org/{0})"), (0.22, "*{0}*"), (0.27, "**{0}**")):
            if lot < limit:
                words[at] = mark.format(words[at])
                break
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def body(self) -> str:
        return "\n\n".join(self._block(number) for number in range(self.chance.randint(8, 22)))

    def _block(self, number: int) -> str:
        head = f"## {' '.join(self.words(5)).capitalize()}\n\n" if number and number % 5 == 0 else ""
        lot = self.chance.random()
        if lot < 0.06:
            return f"{head}> {self.sentence()} {self.sentence()}"
        if lot < 0.10:
            return head + "\n".join(f"- {self.sentence()}" for _ in range(self.chance.randint(3, 6)))
        return head + " ".join(self.sentence() for _ in range(self.chance.randint(2, 4)))


def _words(chance: random.Random) -> list[str]:
    """Different words, the frequent ones short: one syllable for the first 600, then two, then three."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        syllables = 1 if len(words) < 600 else 2 if len(words) < 12_000 else 3
        parts = [chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)]
        words["".join(parts) + chance.choice(_CODAS)] = None
    return list(words)


def make_archive(count: int) -> Archive:
    """So many articles over sixteen years; an author for every fifty, a tag for every thirty, two to seven each."""
    writer = _Writer(count)
    bios = {author: f"{author} is a reporter on {' '.join(writer.words(9))}." for author in writer.authors}
    return Archive(items=tuple(_items(writer, count, bios)), bios=bios)


def _items(writer: _Writer, count: int, bios: dict[str, str]) -> Iterator[Item]:
    for number in range(count):
        title = " ".join(writer.words(writer.chance.randint(6, 14))).capitalize()
        author = writer.chance.choice(writer.authors)
        ranks = [int(writer.chance.paretovariate(0.7)) - 1 for _ in range(writer.chance.randint(2, 7))]
        body = writer.body()
        yield Item(
            slug="-".join([*title.lower().split()[:6], str(number)]),
            title=title,
            when=FIRST_DAY + dt.timedelta(minutes=number * DAYS * 1440 // count),
            authors=(author,),
            section=SECTIONS[number % len(SECTIONS)],
            tags=tuple(sorted({writer.tags[min(rank, len(writer.tags) - 1)] for rank in ranks})),
            summary=" ".join(writer.words(14)).capitalize() + ".",
            body=f"{body}\n\n{bios[author]}" if number % 3 == 0 else body,
        )


def slug(text: str) -> str:
    """A name as an address."""
    return "-".join("".join(char if char.isalnum() else " " for char in text.lower()).split())


def write_ours(archive: Archive, root: Path) -> None:
    """As docs/writing.md has it, with a record for every author."""
    for item in archive.items:
        _write(root / "content" / "articles" / _place(item), _matter(item, authors="authors", section="section"))
    for author, bio in archive.bios.items():
        _write(root / "content" / "authors" / f"{slug(author)}.md", f"---\nname: {json.dumps(author)}\n---\n\n{bio}\n")
    settings = 'title = "Benchmark"\nurl = "https://example.org/"\nlanguage = "en"\ntimezone = "UTC"\n'
    _write(root / "site.toml", f"[site]\n{settings}")


def write_hugo(archive: Archive, root: Path) -> None:
    """Years and months are taxonomies, since Hugo has no pages of dates; a bio is the page of its author's term."""
    for item in archive.items:
        dates = f"years: [{json.dumps(f'{item.when:%Y}')}]\nmonths: [{json.dumps(f'{item.when:%Y-%m}')}]\n"
        text = _matter(item, authors="authors", section="sections", more=dates, listed=True)
        _write(root / "content" / "articles" / _place(item), text)
    for author, bio in archive.bios.items():
        path = root / "content" / "authors" / slug(author) / "_index.md"
        _write(path, f"---\ntitle: {json.dumps(author)}\n---\n\n{bio}\n")


def write_eleventy(archive: Archive, root: Path) -> None:
    """Bios are data."""
    for item in archive.items:
        text = _matter(item, authors="authors", section="section", tags="topics")
        _write(root / "content" / "articles" / _place(item), text)
    _write(root / "_data" / "bios.json", json.dumps(archive.bios))


def write_pelican(archive: Archive, root: Path) -> None:
    """Pelican's own form of metadata; bios are data of its settings."""
    for item in archive.items:
        fields = {
            "Title": item.title,
            "Date": f"{item.when:%Y-%m-%d %H:%M}",
            "Authors": "; ".join(item.authors),
            "Slug": item.slug,
            "Category": item.section,
            "Tags": ", ".join(item.tags),
            "Summary": item.summary,
        }
        head = "".join(f"{name}: {value}\n" for name, value in fields.items())
        _write(root / "content" / "articles" / _place(item), f"{head}\n{item.body}\n")
    _write(root / "bios.json", json.dumps(archive.bios))


DIALECTS: dict[str, Callable[[Archive, Path], None]] = {
    "ours": write_ours,
    "hugo": write_hugo,
    "pelican": write_pelican,
    "eleventy": write_eleventy,
}


def _place(item: Item) -> str:
    return f"{item.when:%Y/%m}/{item.slug}.md"


def _matter(item: Item, *, authors: str, section: str, tags: str = "tags", more: str = "", listed: bool = False) -> str:
    """YAML takes JSON's texts and lists as they are."""
    fields = {
        "title": item.title,
        "date": item.when.isoformat().replace("+00:00", "Z"),
        authors: list(item.authors),
        "slug": item.slug,
        section: [item.section] if listed else item.section,
        tags: list(item.tags),
        "summary": item.summary,
    }
    shown = {name: value for name, value in fields.items() if value and value != [""]}
    lines = "".join(
        f"{name}: {value if name == 'date' else json.dumps(value, ensure_ascii=False)}\n"
        for name, value in shown.items()
    )
    return f"---\n{lines}{more}---\n\n{item.body}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
