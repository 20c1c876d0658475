"""This is the entrance of the gate, called by .github/workflows/article.yml: guard, then summary.

    python -m tools.pull_request guard REPOSITORY ROOT LIST  # says what a pull request may not change; 1 if anything
    python -m tools.pull_request summary REPOSITORY BEFORE AFTER [--now ISO]

REPOSITORY is the checkout of the merge of a pull request, with its first parent. It is data: nothing in it is run.
LIST gets the paths to check below ROOT, each ended by a NUL. BEFORE and AFTER are the roots of two archives. The
environment tells the rest: AUTHOR_ASSOCIATION, what the sender is to the repository; GITHUB_STEP_SUMMARY, the file for
the summary.
"""

import argparse
import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

from generator.build import Options, examine
from generator.cli.arguments import parse_now
from generator.config import read_config
from generator.model import Status
from tools.pull_request.changes import Change, Kind, moves, parse_raw, paths_to_check, refusals
from tools.pull_request.summary import Piece, Proposal, State, any_error, escape, losses, write_summary

INSIDERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
"""GitHub's words for those who may write to a repository, or who belong to whom it belongs."""
THEME = Path(__file__).parents[2] / "theme"


def read_changes(repository: Path) -> tuple[Change, ...]:
    """What the merge commit of a checkout changes against its first parent, the base."""
    command = [
        "git",
        "-C",
        str(repository),
        "diff",
        "--raw",
        "-z",
        "-M",
        "--no-abbrev",
        "--no-ext-diff",
        "--no-textconv",
    ]
    run = subprocess.run([*command, "HEAD^1", "HEAD"], capture_output=True, check=True)  # noqa: S603 -- no word is a stranger's
    return parse_raw(run.stdout)


def read_state(root: Path, now: dt.datetime) -> State:
    """The archive below a root as readers would see it, drafts included; nothing is written."""
    config = read_config(root)
    options = Options(
        now=now, now_is_given=False, output=root / "_site", cache=root / ".cache", theme=str(THEME), drafts=True
    )
    found = examine(config, options)
    pieces = (
        Piece(
            path=entry.article.path,
            title=entry.article.title,
            url=entry.url,
            words=entry.article.facts.words,
            is_draft=entry.article.status is Status.DRAFT,
        )
        for entry in found.assembly.archive.entries
    )
    return State(
        findings=found.findings,
        pieces={piece.path: piece for piece in pieces},
        urls=frozenset(page.url for page in found.plan.pages if page.url.endswith("/")),
    )


def guard(repository: Path, root: Path, listed: Path) -> int:
    """Name what may not be changed, and list what is to be checked."""
    changes = read_changes(repository)
    is_outsider = os.environ.get("AUTHOR_ASSOCIATION", "") not in INSIDERS
    refused = refusals(changes, is_outsider=is_outsider)
    listed.write_bytes(
        "".join(f"{root}/{path}\0" for path in paths_to_check(changes)).encode("utf-8", "surrogateescape")
    )
    for reason in refused:
        print(f"error: {reason}")
    if refused:
        items = "\n".join(f"- {escape(reason)}" for reason in refused)
        _tell(f"## This pull request changes what it may not\n\n{items}\n")
    return 1 if refused else 0


def summarize(repository: Path, before: Path, after: Path, now: dt.datetime) -> int:
    """Write the summary; 1 when the archive could not be built, or an address would be lost."""
    changes = read_changes(repository)
    proposal = Proposal(
        paths=paths_to_check(changes),
        renamed={change.path: change.old_path for change in changes if change.kind is Kind.RENAMED},
        moves=moves(changes),
    )
    config = read_config(before)
    page = f"{config.repository}/blob/{config.branch}/docs/problems.md" if config.repository else ""
    known, state = read_state(before, now), read_state(after, now)
    _tell(write_summary(known, state, proposal, page))
    return 1 if any_error(state.findings) or losses(known, state, proposal) else 0


def _tell(text: str) -> None:
    """Add to the summary of the job, or print it where there is none."""
    path = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if not path:
        print(text)
        return
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


def main() -> int:
    """Run one of the two."""
    parser = argparse.ArgumentParser(prog="python -m tools.pull_request")
    commands = parser.add_subparsers(dest="command", required=True)
    guarding = commands.add_parser("guard")
    guarding.add_argument("repository", type=Path)
    guarding.add_argument("root", type=Path)
    guarding.add_argument("listed", type=Path)
    telling = commands.add_parser("summary")
    telling.add_argument("repository", type=Path)
    telling.add_argument("before", type=Path)
    telling.add_argument("after", type=Path)
    telling.add_argument("--now", default="")
    given = parser.parse_args()
    if given.command == "guard":
        return guard(given.repository, given.root, given.listed)
    now = parse_now(given.now, {}, dt.UTC) or dt.datetime.now(dt.UTC)
    return summarize(given.repository, given.before, given.after, now)


if __name__ == "__main__":
    sys.exit(main())
