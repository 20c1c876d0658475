"""This is a new article or a new author: a file with every field that matters, each explained."""

import datetime as dt
import os
from pathlib import Path

from generator import urls
from generator.model import Slug
from generator.problems import BuildError, ConfigError

_ARTICLE = """\
---
title: {title}
date: {day}
author: {author}

# What it is about, and the one section it belongs to.
tags: []
section:

# One or two sentences for lists and search engines. Left blank, the first sentences of the text are used.
summary:

# news, analysis, opinion, explainer, interview, review or wire.
kind: news

# A picture: save it beside this file or in content/media/, and write its path. Say what it shows and who made it.
image:
  src:
  alt:
  caption:
  credit:

# The documents this article rests on, an address each.
sources: []

# Change to published when it is done.
status: draft
---

Write the text here.
"""

_AUTHOR = """\
---
name: {name}

# Other spellings that bylines used.
aliases: []

# person or organization.
kind: person

# What the author is, and where: Staff writer; a university, a ministry.
role:
affiliation:

# The author's own pages, an address each.
links: []
---

"""


def new_article(root: Path, title: str, *, author: str, today: dt.date) -> Path:
    """The path of a new draft below content/articles/; never overwritten (BuildError, ConfigError)."""
    slug = _slug(title, "title")
    path = root / "content" / "articles" / f"{today.year:04d}" / f"{today.isoformat()}-{slug}.md"
    return _write(path, _ARTICLE.format(title=_quoted(title), day=today.isoformat(), author=_quoted(author)))


def new_author(root: Path, name: str) -> Path:
    """The path of a new author record; BuildError when there is one already, ConfigError when the name makes no id."""
    path = root / "content" / "authors" / f"{_slug(name, 'name')}.md"
    return _write(path, _AUTHOR.format(name=_quoted(name)))


def _slug(text: str, what: str) -> Slug:
    slug = urls.make_slug(text)
    if not slug or urls.slug_fault(slug):
        message = f"no file name can be made of the {what} {text!r}; use at least one letter or digit"
        raise ConfigError(message)
    return slug


def _quoted(text: str) -> str:
    """A text as YAML that is read back as it was: in double quotes, which allow every character by escapes."""
    if not text.strip():
        return ""
    line = " ".join(text.split())
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write(path: Path, text: str) -> Path:
    """A new file; whatever has that name already stays as it is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        message = f"{path} exists already, and nothing is overwritten"
        raise BuildError(message) from None
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise BuildError(message) from error
    return path
