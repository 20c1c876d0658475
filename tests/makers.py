"""Makers of records with defaults, so that a test names only what it is about."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.archive.visible import Today, today_at
from generator.config import Config, parse_config
from generator.images.header import ENDINGS, Header
from generator.images.renditions import plan
from generator.model import (
    Article,
    AuthorRecord,
    Byline,
    Correction,
    CorrectionKind,
    Digest,
    Facts,
    Mention,
    Moment,
    Picture,
    Slug,
    StaticPage,
    TopicRecord,
    make_marks,
)
from generator.problems import Location
from generator.words import make_words

ZONE = ZoneInfo("America/New_York")
SITE = """\
[theme]
fonts = "system"

[site]
title = "The Archive"
url = "https://example.org/"
language = "en-US"
timezone = "America/New_York"
"""
REPOSITORY = Path(__file__).parents[1]
STRINGS = {path.stem: path.read_text(encoding="utf-8") for path in (REPOSITORY / "theme" / "strings").glob("*.toml")}
ENGLISH = make_words(STRINGS, "en-US")


def make_config(extra="", *, url="https://example.org/"):
    return parse_config(SITE.replace("https://example.org/", url) + extra, root="/archive")


def make_moment(day="2022-03-18", time=""):
    date = dt.date.fromisoformat(day)
    at = dt.time.fromisoformat(time) if time else dt.time()
    return Moment(instant=dt.datetime.combine(date, at, ZONE), day=date, has_time=bool(time))


def make_today(day="2023-01-01", *, drafts=False, is_given=False) -> Today:
    instant = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), ZONE)
    return today_at(instant, ZONE, drafts=drafts, is_given=is_given)


def make_article(slug="four-warships", *, author="Jane Doe", day="2022-03-18", tags=(), **fields) -> Article:
    path = fields.pop("path", f"content/articles/{day[:4]}/{slug}.md")
    values = {
        "path": path,
        "digest": Digest(slug),
        "title": slug.replace("-", " ").capitalize(),
        "slug": Slug(slug),
        "published": make_moment(day),
        "bylines": (Byline(text=author, location=Location(path=path, line=4, column=9)),),
        "tags": tuple(tags),
        "marks": make_marks((f"tag{number}", 6 + number, 3) for number, _ in enumerate(tags)),
        "facts": Facts(words=460, opening=f"The opening of {slug}."),
    }
    return Article(**(values | fields))


def make_correction(day="2022-03-21", text="A figure was wrong.", kind=CorrectionKind.CORRECTION):
    return Correction(date=make_moment(day), kind=kind, text=text)


def make_picture(src="content/media/map.png", **fields):
    return Picture(src=src, location=Location(path="content/articles/2022/four-warships.md", line=8), **fields)


def make_media(path="content/media/map.png", width=1600, height=800, widths=(480, 800, 1200, 1920)):
    """A photograph: its fallback is 1,200 pixels wide at most."""
    ending = path[path.rindex(".") :]
    header = Header(form=ENDINGS[ending], width=width, height=height)
    return plan(path, Digest("0" * 64), header, widths)


def make_author(id_="jane-doe", name="Jane Doe", **fields):
    return AuthorRecord(path=f"content/authors/{id_}.md", id=Slug(id_), name=name, **fields)


def make_topic(slug, title, *, kind="tags", aliases=(), start_here=(), has_timeline=False):
    path = f"content/{kind}/{slug}.md"
    return TopicRecord(
        path=path,
        slug=Slug(slug),
        title=title,
        aliases=tuple(aliases),
        start_here=tuple(
            Mention(text=text, location=Location(path=path, line=4 + number, column=5))
            for number, text in enumerate(start_here)
        ),
        has_timeline=has_timeline,
    )


def make_page(slug="about", title="About"):
    return StaticPage(path=f"content/pages/{slug}.md", slug=Slug(slug), title=title, digest=Digest(slug))


def write_archive(root: Path, files: dict[str, str], site: str = SITE) -> Config:
    """A small archive on disk."""
    (root / "site.toml").write_text(site, encoding="utf-8")
    (root / "content" / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return parse_config(site, root=str(root))


def article_text(title="Four warships", *, date="2022-03-18", author="Jane Doe", extra="", body="Words of the body.\n"):
    return f"---\ntitle: {title}\ndate: {date}\nauthor: {author}\n{extra}---\n\n{body}"
