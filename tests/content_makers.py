"""This is what the tests of the content room share: an article in a line or two, and problems as text."""

import datetime as dt
import zoneinfo

from generator.content import Reading, SourceKind, parse
from generator.model import Article, Moment

ZONE = zoneinfo.ZoneInfo("America/New_York")
PATH = "content/articles/2022/x.md"


def parse_article(matter: str, body: str = "Text.\n", path: str = PATH) -> Reading:
    return parse(f"---\n{matter}\n---\n{body}", path=path, kind=SourceKind.ARTICLE, zone=ZONE)


def parse_with(*lines: str, path: str = PATH) -> Reading:
    """An article with a title, a date and an author, and these lines from line 5."""
    return parse_article("\n".join(("title: T", "date: 2022-03-18", "author: Jane Doe", *lines)), path=path)


def article_with(*lines: str, path: str = PATH) -> Article:
    reading = parse_with(*lines, path=path)
    assert reading.problems == ()
    assert isinstance(reading.record, Article)
    return reading.record


def lines_of(reading: Reading) -> list[str]:
    return [
        f"{p.location.line}:{p.location.column}: {p.message} [{p.rule}] {p.hint}".rstrip() for p in reading.problems
    ]


def offset(hours: float) -> dt.timezone:
    return dt.timezone(dt.timedelta(hours=hours))


def day(year: int, month: int, number: int, hours: float = -4) -> Moment:
    instant = dt.datetime(year, month, number, tzinfo=offset(hours))
    return Moment(instant=instant, day=dt.date(year, month, number))
