"""This is the text of a file that is still to be written: every field that matters, each with what to know of it.

What is said of a field is what its table says (names.py), so that a new file, the schema and the reader agree.
"""

from collections.abc import Iterable, Mapping

from generator.content.names import ARTICLE_FIELDS, AUTHOR_FIELDS, PICTURE_PARTS, TOPIC_FIELDS

_TO_FILL = "Write the text here.\n"
_NAMING = "# Name the file after the headline: four-warships.md. The name becomes the end of the article's address."


def article(*, title: str = "", day: str = "", author: str = "", status: str = "") -> str:
    """A new article. What is not given is blank, and the check asks for it; a status is named only when given."""
    fields = {
        "title": quoted(title),
        "date": day,
        "author": quoted(author),
        "section": "",
        "tags": "[]",
        "summary": "",
        "kind": "news",
        "image": _parts(PICTURE_PARTS),
        "sources": "[]",
    }
    text = _file(fields | ({"status": status} if status else {}), ARTICLE_FIELDS, _TO_FILL)
    return text if title else text.replace("---\n", f"---\n{_NAMING}\n", 1)


def author(*, name: str, aliases: Iterable[str] = (), kind: str = "person", role: str = "", bio: str = "") -> str:
    """A new author record; its body is the one bio."""
    fields = {
        "name": quoted(name),
        "aliases": _list(aliases),
        "kind": kind,
        "role": quoted(role),
        "affiliation": "",
        "links": "[]",
    }
    return _file(fields, AUTHOR_FIELDS, f"{bio}\n" if bio else "")


def topic(*, title: str) -> str:
    """A new record of a tag or a section; its body is the description."""
    return _file({"title": quoted(title), "aliases": "[]"}, TOPIC_FIELDS, "")


def quoted(text: str) -> str:
    """A text as YAML that is read back as it was, but for its white space; "" for none.

    In double quotes, which allow every character by escapes (YAML 1.2, section 5.7).
    """
    line = " ".join(text.split())
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if line else ""


def _file(fields: Mapping[str, str], known: Mapping[str, str], body: str) -> str:
    lines = [line for name, value in fields.items() for line in (f"# {known[name]}", _line(name, value))]
    return "\n".join(("---", *lines, "---", "", body))


def _line(name: str, value: str) -> str:
    return f"{name}:{value}" if value[:1] in {"", "\n"} else f"{name}: {value}"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def _parts(known: Mapping[str, str]) -> str:
    return "".join(f"\n  {name}:  # {description}" for name, description in known.items())
