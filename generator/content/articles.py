"""This is an article's front matter as a record."""

import datetime as dt
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from generator import hosts, urls
from generator.content.addresses import old_path
from generator.content.characters import shown
from generator.content.dates import moment_of_day
from generator.content.form import (
    Form,
    address,
    choice,
    chosen,
    clean,
    date,
    entries,
    missing,
    moment,
    required,
    text,
    texts,
)
from generator.content.names import BYLINE_FIELDS, CORRECTION_FIELDS, SOURCE_FIELDS
from generator.content.nodes import Fields, Node, Text
from generator.content.pictures import part, parts_of, picture
from generator.model import (
    Article,
    Byline,
    Correction,
    CorrectionKind,
    Digest,
    Kind,
    Moment,
    PrintedBio,
    Reference,
    Slug,
    Status,
    make_marks,
)

_DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(?=.)", re.ASCII)
# RFC 5646, section 2.1, without extensions and private use.
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*\Z"
)

_LETTERS = re.compile(r"[^\W_A-Z]+(?:-[^\W_A-Z]+)*\Z")
"""A slug but for letters of other alphabets, or with marks."""
_NEVER = Moment(instant=dt.datetime(1000, 1, 1, tzinfo=dt.UTC), day=dt.date(1000, 1, 1))
"""Stands in for a missing date until the incomplete record is dropped."""


def read_article(form: Form, digest: Digest) -> Article | None:
    """The article of a form; None when its title, date or slug cannot be had.

    Whatever is missing or wrong is reported; a lower severity lets the rest of the record through.
    """
    title = required(form, "title", "title: Four Warships Cross the Strait")
    published = _published(form)
    bylines = _bylines(form)
    slug = read_slug(form, title)
    tags = tuple(texts(form, "tags", split=","))
    article = Article(
        path=form.path,
        digest=digest,
        title=title,
        slug=slug,
        published=published or _NEVER,
        bylines=bylines,
        marks=make_marks([*((f"tag{at}", node.line, node.column) for at, (_, node) in enumerate(tags)), *form.marks]),
        tags=tuple(tag for tag, _ in tags),
        section=text(form, "section"),
        summary=text(form, "summary", prose=True),
        standfirst=text(form, "standfirst", prose=True),
        kind=choice(form, "kind", Kind.NEWS),
        dateline=text(form, "dateline"),
        picture=picture(form),
        updated=date(form, "updated"),
        corrections=tuple(_corrections(form)),
        sources=tuple(_sources(form)),
        bios=tuple(_bios(form)),
        aliases=tuple(_aliases(form)),
        status=choice(form, "status", Status.PUBLISHED),
        lang=read_language(form),
        series=text(form, "series"),
        expires=date(form, "expires"),
    )
    return article if title and published and slug else None


def stem_of(path: str) -> str:
    """The name of a file without its ending."""
    return posixpath.basename(path).removesuffix(".md")


def read_slug(form: Form, title: str) -> Slug:
    """The slug as given; else from the file name without its date; else from the title. "" when none can be made."""
    given = form.fields.get("slug")
    slug = text(form, "slug")
    if slug:
        return _given_slug(form, slug)
    if given is not None and not isinstance(given, Text):
        return Slug("")
    stem = stem_of(form.path)
    if dated := _DATED.match(stem):
        stem = stem[dated.end() :]
    for made in (_stem_slug(stem), urls.make_slug(title)):
        if made and not urls.slug_fault(made):
            return made
    if title:
        message = f"no address can be made of {shown(title)}"
        form.report("bad-slug", message, "Write a line such as: slug: four-warships", form.mark("title"))
    return Slug("")


def read_language(form: Form) -> str:
    """The language tag of a text (BCP 47), or "" when it is that of the site."""
    language = text(form, "lang")
    if not language or _LANGUAGE.match(language):
        return language
    meant = language.replace("_", "-")
    hint = f"Write: lang: {meant}" if _LANGUAGE.match(meant) else "Write a tag such as en, fr or pt-BR."
    form.report("bad-field", f"{shown(language)} is no language tag", hint, form.fields["lang"])
    return ""


def _stem_slug(stem: str) -> Slug:
    """A file's name is kept whole: cut, the parts of one report would claim one address."""
    return Slug(stem) if not urls.slug_fault(stem) else urls.make_slug(stem, length=urls.SLUG_LIMIT)


def _given_slug(form: Form, slug: str) -> Slug:
    """The slug that was written; where it cannot be one, the nearest that can.

    A long slug is kept, since its address was published; one whose only fault is a letter with a mark is read without
    the marks. Both are mild problems.
    """
    fault = urls.slug_fault(slug)
    made = urls.make_slug(unquote(slug))
    if not fault:
        if len(slug) > urls.SLUG_LENGTH:
            message = f"the slug {shown(slug)} has {len(slug)} characters, and {urls.SLUG_LENGTH} are enough"
            form.report(
                "bad-slug", message, "Keep it if it was published; else shorten it.", form.fields["slug"], mild=True
            )
        return Slug(slug)
    is_good = bool(made) and not urls.slug_fault(made)
    hint = f"Write: slug: {made}" if is_good else "Write one such as: slug: four-warships"
    is_mild = is_good and _LETTERS.match(slug) is not None
    form.report("bad-slug", f"the slug {shown(slug)} {fault}", hint, form.fields["slug"], mild=is_mild)
    return made if is_good else Slug("")


def _published(form: Form) -> Moment | None:
    node = form.fields.get("date")
    if node is not None and not (isinstance(node, Text) and node.is_empty):
        return moment(form, node, "date")
    if dated := _DATED.match(stem_of(form.path)):
        try:
            return moment_of_day(dt.date(*map(int, dated.groups())), form.zone)
        except ValueError:
            pass  # no such day: the file name gives no date
    missing(form, "date", "date: 2022-03-18")
    return None


def _bylines(form: Form) -> tuple[Byline, ...]:
    """Who signed. An old article that nobody signed is published without a byline, and the problem is mild."""
    names = [name for name in ("author", "authors") if name in form.fields]
    found: dict[tuple[str, str], Byline] = {}
    before = len(form.problems)
    for name in names:
        for node in entries(form, name):
            byline = _byline(form, node, name)
            if byline is not None:
                found.setdefault((byline.text.casefold(), byline.id), byline)
    if not found and not any(problem.rule == "bad-field" for problem in form.problems[before:]):
        missing(form, names[0] if names else "author", "author: By Jane Doe", mild=True)
    return tuple(found.values())


def _byline(form: Form, node: Node, name: str) -> Byline | None:
    if isinstance(node, Text):
        value = clean(form, node, name)
        _look_for_mixture(form, value, node)
        return Byline(text=value, location=form.place(node))
    if not isinstance(node, Fields):
        form.report("bad-field", f"'{name}' is to be a list of names", f"Write: {name}: [Jane Doe, John Roe]", node)
        return None
    parts = parts_of(form, node, name, BYLINE_FIELDS)
    written, identity, role = (part(form, parts, key, name, prose=False) for key in ("name", "id", "role"))
    if not written and not identity:
        form.report(
            "bad-field", f"this entry of '{name}' names nobody", "Write: {name: Jane Doe, role: Photographer}", node
        )
        return None
    _look_for_mixture(form, written, node)
    return Byline(text=written, location=form.place(node), id=identity, role=role)


def _look_for_mixture(form: Form, name: str, node: Node) -> None:
    """A name with one letter of another alphabet looks like somebody else's, and makes another author of it."""
    for word in name.split() if not name.isascii() else ():
        if mixed := hosts.mixture(unicodedata.normalize("NFC", word)):
            form.report("similar-author", f"{shown(word)} {mixed}", "Type the name again, in one alphabet.", node)


def _corrections(form: Form) -> Iterator[Correction]:
    for node in entries(form, "corrections"):
        if not isinstance(node, Fields):
            hint = "Write: - {date: 2022-03-19, kind: correction, text: what was wrong and what is right}"
            form.report("bad-field", "a correction is to have a date, a kind and a text", hint, node)
            continue
        parts = parts_of(form, node, "corrections", CORRECTION_FIELDS)
        day = moment(form, parts["date"], "date") if "date" in parts else None
        words = part(form, parts, "text", "corrections")
        kind = CorrectionKind.CORRECTION
        if "kind" in parts:
            kind = chosen(form, parts["kind"], "kind", kind)
        for name, example in (("date", "date: 2022-03-19"), ("text", "text: An earlier version misnamed the ship.")):
            value = parts.get(name)
            if value is None or (isinstance(value, Text) and value.is_empty):
                form.report("missing-field", f"this correction has no {name}", f"Write a line such as: {example}", node)
        if day and words:
            yield Correction(date=day, kind=kind, text=words)


def _sources(form: Form) -> Iterator[Reference]:
    for node in entries(form, "sources"):
        if isinstance(node, Text):
            if url := address(form, node, "sources"):
                yield Reference(url=url)
        elif isinstance(node, Fields):
            reference = _reference(form, node)
            if reference is not None:
                yield reference
        else:
            form.report(
                "bad-field", "'sources' is to be a list of addresses", "Write: - https://example.org/page", node
            )


def _reference(form: Form, node: Fields) -> Reference | None:
    parts = parts_of(form, node, "sources", SOURCE_FIELDS)
    url = parts.get("url")
    if not isinstance(url, Text) or url.is_empty:
        form.report("missing-field", "this source has no address", "Write: url: https://example.org/page", node)
        return None
    archived = parts.get("archived")
    accessed = moment(form, parts["accessed"], "accessed") if "accessed" in parts else None
    checked = address(form, url, "sources")
    copy = address(form, archived, "sources") if isinstance(archived, Text) and not archived.is_empty else ""
    title = part(form, parts, "title", "sources")
    if not checked:
        return None
    return Reference(url=checked, title=title, archived=copy, accessed=accessed.day if accessed else None)


def _bios(form: Form) -> Iterator[PrintedBio]:
    node = form.fields.get("bio")
    if node is None or (isinstance(node, Text) and node.is_empty):
        return
    if isinstance(node, Text):
        yield PrintedBio(text=clean(form, node, "bio", prose=True), location=form.place(node))
        return
    if not isinstance(node, Fields):
        form.report(
            "bad-field", "'bio' is to be one text, or a text for each name", "Write: bio: {Jane Doe: a text}", node
        )
        return
    for key, value in node.pairs:
        if not isinstance(value, Text):
            form.report(
                "bad-field", f"the bio of {shown(key.text)} is to be one text", "Write: a text in quotes", value
            )
        elif not value.is_empty:
            name = clean(form, key, "bio")
            yield PrintedBio(text=clean(form, value, "bio", prose=True), location=form.place(value), name=name)


def _aliases(form: Form) -> Iterator[str]:
    for value, node in texts(form, "aliases"):
        path, fault = old_path(value)
        if fault:
            form.report(
                "unsafe-path", f"the old address {shown(value)} {fault}", "Write it as a path: /old/path/", node
            )
        else:
            yield path
