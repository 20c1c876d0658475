"""These are the words of the command line (contract §2)."""

import argparse
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from generator.problems import ConfigError


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


SCHEMAS = ("article", "author", "tag", "section", "page")
"""The kinds of files that have front matter, named here so that --help need not know the content's reader."""


def make_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser(
        prog="python -m generator", description="Turns a folder of Markdown into a news archive's website."
    )
    parser.add_argument("--root", default=".", metavar="DIR", help="the folder that holds site.toml (default: here)")
    parser.add_argument("--quiet", action="store_true", help="print nothing but problems")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_check(commands)
    authors = commands.add_parser("authors", help="print who is who, and what an editor may want to settle")
    authors.add_argument("--format", choices=["text", "json"], default="text")
    _add_now(authors)
    serve = commands.add_parser("serve", help="show the site on this machine, and build it again on every change")
    serve.add_argument("--port", type=int, default=8000, metavar="N")
    serve.add_argument("--drafts", action="store_true", help="show drafts too")
    schema = commands.add_parser("schema", help="print the JSON Schema of the front matter, for editors")
    schema.add_argument("kind", choices=SCHEMAS)
    new = commands.add_parser("new", help="begin an article or an author record")
    kinds = new.add_subparsers(dest="kind", required=True, metavar="article | author")
    article = kinds.add_parser("article", help="content/articles/<year>/<slug>.md")
    article.add_argument("title", metavar="TITLE")
    article.add_argument("--author", default="", metavar="NAME")
    author = kinds.add_parser("author", help="content/authors/<id>.md")
    author.add_argument("name", metavar="NAME")
    for command in commands.choices.values():
        _add_common_again(command)
    return parser


def _add_common_again(command: argparse.ArgumentParser) -> None:
    """Take --root and --quiet behind the command too, where a hand may put them; help shows them once, in front."""
    command.add_argument("--root", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--quiet", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    build = commands.add_parser("build", help="build the site")
    build.add_argument("--output", default="", metavar="DIR", help="where the site goes (default: _site)")
    build.add_argument("--drafts", action="store_true", help="publish drafts too")
    build.add_argument("--jobs", type=_jobs, default=0, metavar="N", help="processes (default: one for each core)")
    build.add_argument("--no-cache", action="store_true", help="trust nothing that was kept from earlier builds")
    build.add_argument("--no-search", action="store_true", help="leave the search index out")
    build.add_argument("--strict", action="store_true", help="let warnings stop the build too")
    build.add_argument("--why", default="", metavar="URL", help="say why the page at URL was written or left alone")
    build.add_argument("--profile", action="store_true", help="say where the time went; works in one process")
    _add_now(build)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="say what is wrong with the content, and write nothing")
    check.add_argument("paths", nargs="*", metavar="PATH", help="only problems in these files or folders")
    check.add_argument("--format", choices=[form.value for form in Format], default=Format.TEXT.value)
    check.add_argument("--strict", action="store_true", help="fail on warnings too")
    check.add_argument("--fix", action="store_true", help="repair in place what has one right answer")
    check.add_argument("--diff", action="store_true", help="with --fix: only show what it would change")
    _add_now(check)


def _add_now(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--now",
        default="",
        metavar="ISO",
        help="the instant to build for, such as 2022-03-18T12:00:00Z (default: today)",
    )


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one process is needed")
    return number


def parse_now(text: str, environment: Mapping[str, str], zone: dt.tzinfo) -> dt.datetime | None:
    """The instant asked for by `--now` or SOURCE_DATE_EPOCH; None when neither is given.

    A date without a zone is the site's; a day without a time is its midnight. ConfigError when it is no date.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    try:
        if text:
            instant = dt.datetime.fromisoformat(text)
            return instant if instant.tzinfo else instant.replace(tzinfo=zone)
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else None
    except (ValueError, OverflowError, OSError):
        given = f"--now {text}" if text else f"SOURCE_DATE_EPOCH={epoch}"
        raise ConfigError(f"{given} is no instant; write it like 2022-03-18T12:00:00Z") from None
