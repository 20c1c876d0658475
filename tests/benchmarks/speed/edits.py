"""These are the edits after which an archive is built again: what writers do, the commonest first."""

import re
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path, int], None]
"""Given the archive's root and a number; each number makes another text, so that every round is an edit."""


def _articles(root: Path) -> list[Path]:
    """The oldest first: folders are years and months, or names begin with the date."""
    return sorted((root / "content" / "articles").rglob("*.md"))


def _say_more(path: Path, number: int) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nOne more remark, the {number}th of its kind.\n", encoding="utf-8")


def newest_body(root: Path, number: int) -> None:
    """A sentence more in the newest article."""
    _say_more(_articles(root)[-1], number)


def old_body(root: Path, number: int) -> None:
    """A sentence more in an article that no front page and no feed shows any more."""
    articles = _articles(root)
    _say_more(articles[len(articles) // 10], number)


def headline(root: Path, number: int) -> None:
    """Another headline in the middle of the archive, at the same address."""
    articles = _articles(root)
    path = articles[len(articles) // 2]
    head = f"slug: {_slug(path)}\ntitle: Another headline, the {number}th\n"
    text = re.sub(r"^(slug|title):.*\n", "", path.read_text(encoding="utf-8"), count=2, flags=re.MULTILINE)
    path.write_text(text.replace("---\n", f"---\n{head}", 1), encoding="utf-8")


def _slug(path: Path) -> str:
    return re.sub(r"^\d{4}-\d\d-\d\d-", "", path.stem)


def added(root: Path, number: int) -> None:
    """One article more, the newest of all, by an author and on topics that are there."""
    newest = _articles(root)[-1]
    text = newest.read_text(encoding="utf-8")
    head = f"slug: one-more-{number}\ntitle: One article more, the {number}th\n"
    text = re.sub(r"^(slug|title):.*\n", "", text, count=2, flags=re.MULTILINE)
    (newest.parent / f"z-one-more-{number}.md").write_text(text.replace("---\n", f"---\n{head}", 1), encoding="utf-8")


def bio(root: Path, number: int) -> None:
    """A sentence more in the record of the newest article's author."""
    newest = _articles(root)[-1].read_text(encoding="utf-8")
    records = sorted((root / "content" / "authors").glob("*.md"))
    _say_more(next(path for path in records if path.stem in newest or _name(path) in newest), number)


def _name(record: Path) -> str:
    return re.findall(r"^name: (.*)$", record.read_text(encoding="utf-8"), flags=re.MULTILINE)[0].strip("\"'")


def template(root: Path, number: int) -> None:
    """A line more in the template of articles."""
    path = root / "theme" / "templates" / "article.html"
    before, end, after = path.read_text(encoding="utf-8").rpartition("{% endblock %}")
    path.write_text(f"{before}<p>Line {number}.</p>\n{end}{after}", encoding="utf-8")


def nothing(_root: Path, _number: int) -> None:
    """No edit at all."""


EDITS: dict[str, Edit] = {
    "body of the newest article": newest_body,
    "the same body again": newest_body,
    "body of an old article": old_body,
    "headline": headline,
    "one article more": added,
    "bio of an author": bio,
    "template of articles": template,
    "nothing": nothing,
}
