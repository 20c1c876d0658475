"""This is the beginning of a new file below content/: it is written once, and nothing that is there is overwritten."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

from generator import urls
from generator.content import blanks
from generator.content.characters import first_forbidden, first_unsafe, named, shown, without_needed_joiners
from generator.content.reading import read
from generator.content.sources import SourceKind, discover
from generator.model import AuthorRecord, Slug
from generator.problems import BuildError, ConfigError


def new_article(root: Path, title: str, *, author: str, today: dt.date) -> Path:
    """The path of a new draft below content/articles/; BuildError when it is there, ConfigError for a bad title."""
    slug = _slug(title, "title")
    path = root / "content" / "articles" / f"{today.year:04d}" / f"{today.isoformat()}-{slug}.md"
    _refuse_unseen(author, "author")
    return _write(root, path, blanks.article(title=title, day=today.isoformat(), author=author, status="draft"))


def new_author(root: Path, name: str) -> Path:
    """The path of a new author record; BuildError when a record has the name, ConfigError when it makes no id."""
    path = root / "content" / "authors" / f"{_slug(name, 'name')}.md"
    for record in _records(root):
        if name.casefold() in {known.casefold() for known in (record.name, *record.aliases)}:
            message = f"{record.path} is the record of {shown(name)} already"
            raise BuildError(message)
    return _write(root, path, blanks.author(name=name))


def _records(root: Path) -> Iterator[AuthorRecord]:
    """The author records that can be read."""
    for source in discover(root)[0] if (root / "content").is_dir() else ():
        if source.kind is SourceKind.AUTHOR:
            record = read(root, source, dt.UTC).record
            if isinstance(record, AuthorRecord):
                yield record


def _slug(text: str, what: str) -> Slug:
    _refuse_unseen(text, what)
    slug = urls.make_slug(text)
    if not slug:
        message = f"no file name can be made of the {what} {shown(text)}; use at least one letter or digit"
        raise ConfigError(message)
    if fault := urls.slug_fault(slug):
        raise ConfigError(f"the {what} {shown(text)} gives the file name {slug}, which {fault}; add a word to it")
    return slug


def _refuse_unseen(text: str, what: str) -> None:
    """Refuse at once what `check` would refuse in the file."""
    line = " ".join(text.split())
    if found := first_forbidden(line) or first_unsafe(without_needed_joiners(line)):
        raise ConfigError(f"the {what} holds the character {named(found)}, which cannot be seen; type it again")


def _write(root: Path, path: Path, text: str) -> Path:
    """A new file; whatever has that name already stays as it is."""
    shown_path = path.relative_to(root).as_posix()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        message = f"{shown_path} exists already, and nothing is overwritten"
        raise BuildError(message) from None
    except OSError as error:
        message = f"{shown_path} cannot be written: {error.strerror}"
        raise BuildError(message) from error
    return path
