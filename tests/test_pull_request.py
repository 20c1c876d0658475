"""These are the rules for what a pull request may change, and what it is told of itself."""

import subprocess
import sys

import pytest

from generator.problems import Finding, Location, Problem, Severity
from tests.makers import REPOSITORY, article_text, write_archive
from tools.pull_request.changes import Change, Kind, moves, parse_raw, paths_to_check, refusals
from tools.pull_request.summary import MOST, Piece, Proposal, State, escape, losses, new_findings, write_summary

ZERO, SOME = "0" * 40, "1" * 40


def make_change(path="content/articles/x.md", *, kind=Kind.ADDED, old_path="", mode="100644"):
    return Change(kind=kind, path=path, old_path=old_path or path, mode=mode)


def make_finding(path="content/articles/x.md", rule="bad-date", *, line=3, message="m", severity=Severity.ERROR):
    place = Location(path=path, line=line, column=7)
    return Finding(problem=Problem(location=place, rule=rule, message=message, hint="Do it."), severity=severity)


def make_state(*findings, pieces=(), urls=()):
    listed = {piece.path: piece for piece in pieces}
    return State(findings=findings, pieces=listed, urls=frozenset({*urls, *(piece.url for piece in pieces)}))


def make_piece(slug, path="", title="T", words=1234):
    return Piece(path=path or f"content/articles/{slug}.md", title=title, url=f"/2022/03/{slug}/", words=words)


def make_proposal(*paths, renamed=None, told=()):
    return Proposal(paths=paths, renamed=renamed or {}, moves=told)


def test_a_raw_diff_is_read_with_its_renames():
    data = (
        f":000000 100644 {ZERO} {SOME} A\0content/a b.md\0"
        f":100644 000000 {SOME} {ZERO} D\0content/b\n.md\0"
        f":100644 100644 {SOME} {SOME} R098\0content/c.md\0content/d.md\0"
        f":100644 120000 {SOME} {SOME} T\0content/e.md\0"
    ).encode() + b":100644 100755 1 2 M\0content/\xff.md\0"

    assert parse_raw(data) == (
        make_change("content/a b.md"),
        make_change("content/b\n.md", kind=Kind.DELETED, mode="000000"),
        make_change("content/d.md", kind=Kind.RENAMED, old_path="content/c.md"),
        make_change("content/e.md", kind=Kind.RETYPED, mode="120000"),
        make_change("content/\udcff.md", kind=Kind.CHANGED, mode="100755"),
    )


def test_what_is_no_raw_diff_is_refused():
    with pytest.raises(ValueError, match="this is no line of a raw diff: 'fatal'"):
        parse_raw(b"fatal\0")


@pytest.mark.parametrize(
    ("change", "outsider", "insider"),
    [
        (make_change(), "", ""),
        (make_change(kind=Kind.DELETED, mode="000000"), "", ""),
        (
            make_change(mode="120000"),
            "content/articles/x.md is a symbolic link; only plain files may be there",
            "content/articles/x.md is a symbolic link; only plain files may be there",
        ),
        (
            make_change(mode="100755"),
            "content/articles/x.md is a file that can be executed; only plain files may be there",
            "content/articles/x.md is a file that can be executed; only plain files may be there",
        ),
        (
            make_change(mode="160000"),
            "content/articles/x.md is a submodule; only plain files may be there",
            "content/articles/x.md is a submodule; only plain files may be there",
        ),
        (
            make_change("content", mode="120000"),
            "content is a symbolic link; only plain files may be there",
            "content is a symbolic link; only plain files may be there",
        ),
        (
            make_change(".github/workflows/article.yml"),
            ".github/workflows/article.yml lies outside of content/, where only those with access may change something",
            "",
        ),
        (
            make_change(kind=Kind.RENAMED, old_path="site.toml"),
            "site.toml lies outside of content/, where only those with access may change something",
            "",
        ),
        (
            make_change("contents/\x1b[31m"),
            "contents/\\u{001B}[31m lies outside of content/, where only those with access may change something",
            "",
        ),
    ],
)
def test_outsiders_change_plain_files_of_content_alone(change, outsider, insider):
    assert refusals([change], is_outsider=True) == ((outsider,) if outsider else ())
    assert refusals([change], is_outsider=False) == ((insider,) if insider else ())


def test_files_that_are_there_are_checked_and_those_that_went_are_named():
    changes = [
        make_change("content/a.md"),
        make_change("content/b.md", kind=Kind.DELETED, mode="000000"),
        make_change("content/d.md", kind=Kind.RENAMED, old_path="content/c.md"),
        make_change("site.toml", kind=Kind.CHANGED),
    ]

    assert paths_to_check(changes) == ("content/a.md", "content/d.md")
    assert moves(changes) == ("content/b.md was deleted", "content/c.md became content/d.md")


def test_only_what_a_change_brought_and_what_stands_in_its_files_is_told():
    old, moved = make_finding("content/old.md"), make_finding("content/old.md", line=9)
    twin, brought = make_finding("content/old.md", line=12), make_finding("content/old.md", "broken-link")
    own = make_finding("content/x.md")

    found = new_findings(make_state(old, own), make_state(moved, twin, brought, own), {"content/x.md"})

    assert found == (twin, brought, own)


def test_a_stranger_cannot_write_markdown_into_the_summary():
    assert escape("<img src=x>|[a](b)\n# `x`\u202e @team") == (
        "\\<img src\\=x\\>\\|\\[a\\]\\(b\\)\\\\u\\{000A\\}\\# \\`x\\`\\\\u\\{202E\\} \\@team"
    )
    assert escape("x" * 500) == "x" * 300 + "…"


def test_a_summary_names_problems_words_and_addresses():
    before = make_state(pieces=[make_piece("old"), make_piece("moved", "content/articles/a.md")], urls=["/tags/x/"])
    after = make_state(
        make_finding(severity=Severity.WARNING),
        make_finding("content/articles/a.md", "missing-alt", severity=Severity.WARNING),
        pieces=[make_piece("renamed", "content/articles/a.md"), make_piece("new", title="A | B")],
        urls=["/authors/y/"],
    )
    proposal = make_proposal("content/articles/new.md", "content/articles/a.md", told=("x was deleted",))

    assert write_summary(before, after, proposal, "https://example.org/p.md") == (
        "## 0 errors and 2 warnings\n"
        "\n"
        "An error keeps the archive from being built. A warning does not.\n"
        "\n"
        "|  | place | what | what to do | rule |\n"
        "|---|---|---|---|---|\n"
        "| warning | content\\/articles\\/x\\.md\\:3\\:7 | m | Do it\\. "
        "| [bad-date](https://example.org/p.md#bad-date) |\n"
        "| warning | content\\/articles\\/a\\.md\\:3\\:7 | m | Do it\\. "
        "| [missing-alt](https://example.org/p.md#missing-alt) |\n"
        "\n"
        "## 2 addresses would be lost\n"
        "\n"
        "Links and search engines lead there. An address never goes, so this counts as an error.\n"
        "\n"
        "| address | what to do |\n"
        "|---|---|\n"
        "| \\/2022\\/03\\/moved\\/ | in content\\/articles\\/a\\.md\\, write\\: "
        "aliases\\: \\[\\/2022\\/03\\/moved\\/\\] |\n"
        "| \\/2022\\/03\\/old\\/ | keep the file content\\/articles\\/old\\.md\\, and write in it\\: "
        "status\\: withdrawn |\n"
        "\n"
        "## Articles\n"
        "\n"
        "| title | words | address | file |\n"
        "|---|---|---|---|\n"
        "| T | 1,234 | \\/2022\\/03\\/renamed\\/ | content\\/articles\\/a\\.md |\n"
        "| A \\| B | 1,234 | \\/2022\\/03\\/new\\/ | content\\/articles\\/new\\.md |\n"
        "\n"
        "## New addresses\n"
        "\n"
        "- \\/2022\\/03\\/new\\/\n"
        "- \\/authors\\/y\\/\n"
        "\n"
        "## Changed addresses\n"
        "\n"
        "- \\/2022\\/03\\/moved\\/ became \\/2022\\/03\\/renamed\\/\n"
        "\n"
        "## Lists and other pages that are gone\n"
        "\n"
        "- \\/tags\\/x\\/\n"
        "\n"
        "## Renamed and deleted\n"
        "\n"
        "- x was deleted\n"
    )


def test_an_address_that_redirects_needs_no_word():
    before = make_state(pieces=[make_piece("a", "content/articles/a.md")])
    after = make_state(pieces=[make_piece("b", "content/articles/b.md")], urls=["/2022/03/a/"])

    text = write_summary(before, after, make_proposal(renamed={"content/articles/b.md": "content/articles/a.md"}))

    assert text == (
        "## Nothing is wrong\n\n## Changed addresses\n\n"
        "- \\/2022\\/03\\/a\\/ became \\/2022\\/03\\/b\\/, and leads there\n"
    )


def test_a_long_table_is_cut_and_says_so():
    findings = [make_finding(line=line, message=f"{line}") for line in range(MOST + 5)]

    text = write_summary(make_state(), make_state(*findings), make_proposal())

    assert text.splitlines()[-1] == "And 5 more."
    assert len(text.splitlines()) == MOST + 8


def lost(before, after, *paths, renamed=None):
    return [(loss.url, loss.remedy) for loss in losses(before, after, make_proposal(*paths, renamed=renamed))]


def test_an_address_that_readers_know_is_never_lost_in_silence():
    a, b = "content/articles/a.md", "content/articles/b.md"
    before = make_state(pieces=[make_piece("a", a)])
    draft = Piece(path=a, title="T", url="/2022/03/a/", words=1, is_draft=True)
    moved, url = make_piece("b", b), "/2022/03/a/"

    assert lost(before, make_state()) == [(url, f"keep the file {a}, and write in it: status: withdrawn")]
    assert lost(before, make_state(pieces=[moved]), b, renamed={b: a}) == [(url, f"in {b}, write: aliases: [{url}]")]
    assert lost(before, make_state(pieces=[draft]), a) == [
        (url, f"in {a}, write: status: published, or status: withdrawn")
    ]
    assert lost(before, make_state(), a) == [
        (url, f"in {a}, take out what hides it, a later date or expires, or write: status: withdrawn")
    ]


def test_an_address_that_redirects_was_a_draft_or_cannot_be_read_yet_is_not_lost():
    a, b = "content/articles/a.md", "content/articles/b.md"
    before = make_state(pieces=[make_piece("a", a)])
    draft = make_state(pieces=[Piece(path=a, title="T", url="/2022/03/a/", words=1, is_draft=True)])

    assert lost(before, make_state(pieces=[make_piece("b", b)], urls=["/2022/03/a/"]), b, renamed={b: a}) == []
    assert lost(draft, make_state()) == []
    assert lost(before, make_state(make_finding(a)), a) == []
    assert lost(before, make_state(make_finding(b)), b, renamed={b: a}) == []


def git(folder, *arguments):
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def proposal(tmp_path):
    """A repository whose last commit adds an article, and makes a symbolic link of another file where a test asks."""
    made = tmp_path / "proposal"
    made.mkdir()
    write_archive(made, {"articles/2022/old.md": article_text()})
    git(made, "init", "-q")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "base")
    write_archive(made, {"articles/2022/new.md": article_text(date="Febuary 30")})
    return made


def run_gate(tmp_path, *arguments, association="NONE"):
    environment = {
        "AUTHOR_ASSOCIATION": association,
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "PATH": "/usr/bin:/bin",
    }
    run = subprocess.run(
        [sys.executable, "-m", "tools.pull_request", *map(str, arguments)],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    told = (tmp_path / "summary").read_text(encoding="utf-8") if (tmp_path / "summary").exists() else ""
    return run.returncode, run.stdout, run.stderr, told


def test_the_guard_lists_what_is_to_be_checked(tmp_path, proposal):
    git(proposal, "add", "-A")
    git(proposal, "commit", "-qm", "change")

    found = run_gate(tmp_path, "guard", proposal, "../archive", tmp_path / "list")

    assert found == (0, "", "", "")
    assert (tmp_path / "list").read_bytes() == b"../archive/content/articles/2022/new.md\0"


def test_the_guard_refuses_a_link_and_what_lies_outside(tmp_path, proposal):
    (proposal / "content" / "articles" / "link.md").symlink_to("/etc/passwd")
    (proposal / "Makefile").write_text("site:\n\ttouch pwned\n", encoding="utf-8")
    git(proposal, "add", "-A")
    git(proposal, "commit", "-qm", "change")

    status, printed, _, told = run_gate(tmp_path, "guard", proposal, "../archive", tmp_path / "list")

    assert (status, printed) == (
        1,
        (
            "error: Makefile lies outside of content/, where only those with access may change something\n"
            "error: content/articles/link.md is a symbolic link; only plain files may be there\n"
        ),
    )
    assert told.startswith("## This pull request changes what it may not\n\n- Makefile lies outside of content\\/\\,")


def test_the_summary_says_that_the_archive_could_not_be_built(tmp_path, proposal):
    git(proposal, "add", "-A")
    git(proposal, "commit", "-qm", "change")
    before = tmp_path / "before"
    before.mkdir()
    write_archive(before, {"articles/2022/old.md": article_text()})

    status, _, faults, told = run_gate(tmp_path, "summary", proposal, before, proposal, "--now", "2023-01-01T00:00:00Z")

    assert (status, faults) == (1, "")
    assert told == (
        "## 1 error and 0 warnings\n"
        "\n"
        "An error keeps the archive from being built. A warning does not.\n"
        "\n"
        "|  | place | what | what to do | rule |\n"
        "|---|---|---|---|---|\n"
        "| error | content\\/articles\\/2022\\/new\\.md\\:3\\:7 | \\'Febuary 30\\' is no date "
        "| The month is called February\\. Write it as 2022\\-03\\-18\\, or with a time as 2022\\-03\\-18 09\\:30\\. "
        "| bad-date |\n"
        "\n"
    )
