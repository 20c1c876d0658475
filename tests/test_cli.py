import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.cli.arguments import Format
from generator.cli.findings import summarize, visible, write_findings
from generator.problems import Finding, Location, Problem, Severity, judge
from tests.makers import REPOSITORY, article_text, write_archive


def finding(message="'Febuary 30' is no date", *, rule="bad-date", severity=Severity.ERROR, hint="", column=7):
    place = Location(path="content/articles/2022/x.md", line=3, column=column)
    return Finding(problem=Problem(location=place, rule=rule, message=message, hint=hint), severity=severity)


def test_a_problem_is_one_line_with_its_source_line_a_caret_and_a_hint():
    text = write_findings([finding(hint="Write 2022-02-28.")], Format.TEXT, lambda _path, _line: "date: Febuary 30")

    assert text == (
        "content/articles/2022/x.md:3:7: error: 'Febuary 30' is no date [bad-date]\n"
        "    date: Febuary 30\n"
        "          ^\n"
        "    Write 2022-02-28.\n"
    )


def test_a_long_source_line_is_shown_around_the_column():
    text = write_findings([finding(column=500)], Format.TEXT, lambda _path, _line: "x" * 499 + "Y" + "x" * 499)

    shown, caret = text.splitlines()[1:3]
    assert shown[caret.index("^")] == "Y"
    assert len(shown) < 120


def test_a_problem_is_one_json_object_a_line():
    text = write_findings([finding(hint="Write it.")], Format.JSON, lambda _path, _line: "")

    assert [json.loads(line) for line in text.splitlines()] == [
        {
            "rule": "bad-date",
            "severity": "error",
            "path": "content/articles/2022/x.md",
            "line": 3,
            "column": 7,
            "message": "'Febuary 30' is no date",
            "hint": "Write it.",
        }
    ]


def test_a_message_cannot_begin_a_workflow_command_of_its_own():
    text = write_findings([finding("100% bad\n::error::pwned", hint="a")], Format.GITHUB, lambda _path, _line: "")

    assert text == (
        "::error file=content/articles/2022/x.md,line=3,col=7,title=bad-date::100%25 bad%0A::error::pwned. a\n"
    )


def test_what_a_terminal_would_obey_is_shown_as_its_code_point():
    assert visible("a\x1b[31m\u202eb\u200bc") == "a\\u{001B}[31m\\u{202E}b\\u{200B}c"


def test_the_summary_counts_by_rule_with_errors_first():
    findings = [
        finding(),
        finding(rule="missing-alt", severity=Severity.WARNING),
        finding(rule="missing-alt", severity=Severity.WARNING, column=9),
    ]

    assert summarize(findings) == (
        "1 error, 2 warnings\n"
        "  1 error   bad-date\n"
        "  2 warning missing-alt\n"
        "Each is explained in docs/problems.md; `make check` shows where.\n"
    )


def test_problems_are_sorted_once_each_and_graded_by_the_site():
    first = Problem(location=Location(path="a.md", line=2), rule="missing-alt", message="m")
    second = Problem(location=Location(path="a.md", line=1), rule="raw-html", message="m")

    findings = judge([first, second, first], {"missing-alt": Severity.ERROR, "raw-html": Severity.OFF})

    assert findings == (Finding(problem=first, severity=Severity.ERROR),)


@pytest.fixture
def root(tmp_path):
    write_archive(
        tmp_path,
        {
            "articles/2022/good.md": article_text(extra="titel: x\n"),
            "articles/2022/bad.md": article_text(date="Febuary 30"),
        },
    )
    return tmp_path


def test_check_names_every_problem_in_one_run_and_writes_nothing(root, capsys):
    status = main(["--root", str(root), "check", "--format", "json"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 1
    assert [(row["path"], row["line"], row["rule"], row["severity"]) for row in rows] == [
        ("content/articles/2022/bad.md", 3, "bad-date", "error"),
        ("content/articles/2022/good.md", 5, "unknown-field", "warning"),
    ]
    assert sorted(path.name for path in root.iterdir()) == ["content", "site.toml"]


def test_a_body_below_a_front_matter_that_cannot_be_read_is_checked_in_the_same_run(tmp_path, capsys):
    text = "---\ntitle: Straits: a guide\n---\nOne <b>word</b>.\n"
    write_archive(tmp_path, {"articles/2022/a.md": text, "articles/2022/b.md": "No front matter, <b>none</b>.\n"})

    main(["--root", str(tmp_path), "check", "--format", "json"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["path"][-4:], row["line"], row["rule"]) for row in rows] == [
        ("a.md", 2, "bad-yaml"),
        ("a.md", 4, "raw-html"),
        ("b.md", 1, "missing-field"),
    ]


def test_check_of_named_paths_speaks_of_them_alone(root, capsys):
    status = main(["--root", str(root), "check", "--format", "json", "content/articles/2022/good.md"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert [row["rule"] for row in rows] == ["unknown-field"]


def test_the_line_that_is_shown_is_the_line_that_is_counted(tmp_path, capsys):
    body = "One\u2028two\x85three\x0cfour.\n\n<b>Five</b>\n"
    write_archive(tmp_path, {"articles/2022/x.md": article_text(body=body)})

    main(["--root", str(tmp_path), "check"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[lines.index("    <b>Five</b>") - 1].startswith("content/articles/2022/x.md:9:1: warning: <b> is HTML ")


def test_strict_fails_on_warnings(root):
    assert main(["--root", str(root), "--quiet", "check", "--strict", "content/articles/2022/good.md"]) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--root", "{root}", "check", "none.md"], "error: there is no none.md\n"),
        (["--root", "{root}", "check", "/"], "error: / does not lie in {root}\n"),
        (
            ["--root", "{root}", "build", "--now", "yesterday"],
            "error: --now yesterday is no instant; write it like 2022-03-18T12:00:00Z\n",
        ),
        (
            ["--root", "{root}/none", "check"],
            "error: there is no site.toml in {root}/none; give the archive's folder with --root\n",
        ),
        *(
            (
                ["--root", "{root}", "build", "--output", f"{{root}}/{folder}"],
                f"error: a site in {name}/ would be taken for a part of it; name another folder with --output\n",
            )
            for name, folder in (("content", "content/site"), ("theme", "theme"), (".cache", ".cache/site"))
        ),
    ],
)
def test_wrong_usage_is_status_2_with_what_to_do(root, capsys, arguments, message):
    status = main([word.format(root=root) for word in arguments])

    assert (status, capsys.readouterr().err) == (2, message.format(root=root))


def test_source_date_epoch_is_a_clock(root, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")

    main(["--root", str(root), "check", "--format", "json", "content/articles/2022/good.md"])

    rules = [json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()]
    assert rules == ["future-date", "unknown-field"]


def test_authors_are_printed_as_json(root, capsys):
    (root / "content" / "articles" / "2022" / "bad.md").unlink()

    status = main(["--root", str(root), "authors", "--format", "json"])

    printed = json.loads(capsys.readouterr().out)
    assert status == 0
    assert [(author["id"], author["name"], author["articles"]) for author in printed["authors"]] == [
        ("jane-doe", "Jane Doe", ["content/articles/2022/good.md"])
    ]
    assert printed["review"] == []


def test_new_begins_files_that_check_accepts_and_never_overwrites(root):
    (root / "content" / "articles" / "2022" / "bad.md").unlink()

    assert (
        main(["--root", str(root), "--quiet", "new", "article", "The Montreux Convention", "--author", "Jane Doe"]) == 0
    )
    assert main(["--root", str(root), "--quiet", "new", "author", "Jane Doe"]) == 0
    assert main(["--root", str(root), "--quiet", "check"]) == 0
    assert main(["--root", str(root), "--quiet", "new", "author", "Jane Doe"]) == 2


def test_problems_are_one_run_of_sarif_with_a_link_to_each_rule():
    findings = [
        finding(hint="Write 2022-02-28."),
        finding("no alt\x1b", rule="missing-alt", severity=Severity.WARNING, column=9),
        finding(column=1),
    ]

    text = write_findings(findings, Format.SARIF, lambda _path, _line: "", "https://example.org/docs/problems.md")

    def result(rule, index, level, words, column):
        artifact = {"uri": "content/articles/2022/x.md", "uriBaseId": "%SRCROOT%"}
        region = {"startLine": 3, "startColumn": column}
        return {
            "ruleId": rule,
            "ruleIndex": index,
            "level": level,
            "message": {"text": words},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        }

    def rule(name, level):
        address = f"https://example.org/docs/problems.md#{name}"
        return {"id": name, "defaultConfiguration": {"level": level}, "helpUri": address}

    assert json.loads(text) == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "generator check",
                        "rules": [rule("bad-date", "error"), rule("missing-alt", "warning")],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that holds site.toml."}}},
                "results": [
                    result("bad-date", 0, "error", "'Febuary 30' is no date. Write 2022-02-28.", 7),
                    result("missing-alt", 1, "warning", "no alt\\u{001B}", 9),
                    result("bad-date", 0, "error", "'Febuary 30' is no date", 1),
                ],
            }
        ],
    }


def test_sarif_percent_encodes_paths_and_names_the_rules_page_where_it_has_no_address():
    place = Location(path="content/articles/a b#é.md", line=1, column=1)
    problem = Problem(location=place, rule="bad-date", message="m")

    text = write_findings([Finding(problem=problem, severity=Severity.ERROR)], Format.SARIF, lambda _path, _line: "")

    (run,) = json.loads(text)["runs"]
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "content/articles/a%20b%23%C3%A9.md"
    assert [rule["help"] for rule in run["tool"]["driver"]["rules"]] == [{"text": "docs/problems.md#bad-date"}]


def test_sarif_without_problems_is_a_whole_document_still(root, capsys):
    (root / "content" / "articles" / "2022" / "bad.md").unlink()
    (root / "content" / "articles" / "2022" / "good.md").write_text(article_text(), encoding="utf-8")

    status = main(["--root", str(root), "check", "--format", "sarif"])

    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert (status, run["results"], run["tool"]["driver"]["rules"]) == (0, [], [])


def test_fix_with_diff_shows_what_it_would_change_and_changes_nothing(root, capsys):
    path = root / "content" / "articles" / "2022" / "good.md"
    before = path.read_bytes()

    status = main(["--root", str(root), "check", "--fix", "--diff"])

    assert (status, path.read_bytes()) == (0, before)
    assert capsys.readouterr().out == ""


def test_fix_with_diff_shows_a_unified_diff(root, capsys):
    path = root / "content" / "articles" / "2022" / "good.md"
    path.write_text(article_text(extra="topics: [Sea]\n"), encoding="utf-8")
    before = path.read_bytes()

    status = main(["--root", str(root), "check", "--fix", "--diff", str(path)])

    assert (status, path.read_bytes()) == (0, before)
    assert capsys.readouterr().out == (
        "--- a/content/articles/2022/good.md\n"
        "+++ b/content/articles/2022/good.md\n"
        "@@ -2,7 +2,7 @@\n"
        " title: Four warships\n"
        " date: 2022-03-18\n"
        " author: Jane Doe\n"
        "-topics: [Sea]\n"
        "+tags: [Sea]\n"
        " ---\n"
        " \n"
        " Words of the body.\n"
    )


def test_diff_alone_is_wrong_usage(root, capsys):
    status = main(["--root", str(root), "check", "--diff"])

    assert (status, capsys.readouterr().err) == (2, "error: --diff shows what --fix would change; write both\n")


def test_fix_says_what_it_changed_and_checks_what_is_left(root, capsys):
    path = root / "content" / "articles" / "2022" / "good.md"
    path.write_text(article_text(extra="topics: [Sea]\n"), encoding="utf-8")

    status = main(["--root", str(root), "check", "--fix", str(path)])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err) == (
        0,
        "",
        "content/articles/2022/good.md:5: wrote 'tags' for 'topics'\nNo problems.\n",
    )


def test_files_that_cannot_be_replaced_are_a_said_failure(root):
    folder = root / "content" / "articles" / "2022"
    for name in ("bad.md", "good.md"):
        (folder / name).write_text(article_text(extra="topics: [Sea]\n"), encoding="utf-8")
    command = 'ulimit -f 0; exec "$0" -m generator --root "$1" check --fix'

    run = subprocess.run(
        ["bash", "-c", command, sys.executable, root], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout, run.stderr) == (
        2,
        "",
        (
            "error: content/articles/2022/bad.md cannot be repaired: File too large; "
            "content/articles/2022/good.md cannot be repaired: File too large\n"
        ),
    )
    assert [path.read_text(encoding="utf-8") for path in folder.iterdir()] == [
        article_text(extra="topics: [Sea]\n")
    ] * 2


def test_root_and_quiet_may_stand_behind_the_command(root, capsys):
    status = main(["check", "content/articles/2022/good.md", "--root", str(root), "--quiet"])

    printed = capsys.readouterr()
    assert status == 0
    assert printed.out.splitlines()[0].startswith("content/articles/2022/good.md:5:1: warning: ")
    assert printed.err == ""


# ---- Streams as the caller left them ---------------------------------------------------------------------------------


def run_in_shell(command, root, python=sys.executable, **environment):
    """What `generator` in the command does is done with the archive at `root`; its exit status ends the command."""
    command = command.replace("generator", '$0 -m generator --root "$1"')
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}", python, root],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


SUMMARY = (
    "1 error, 1 warning\n"
    "  1 error   bad-date\n"
    "  1 warning unknown-field\n"
    "Each is explained in docs/problems.md; `make check` shows where.\n"
)


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        ("generator check >&-", 1, SUMMARY),
        ("generator check --format json >&-", 1, ""),
        ("generator authors --format json >&- 2>&-", 1, ""),
        ("generator schema article >&-", 0, ""),
        ("generator check <&- >/dev/null", 1, SUMMARY),
        ("generator check 2>&- >/dev/null", 1, ""),
        ("generator check <&- >&- 2>&-", 1, ""),
    ],
)
def test_a_stream_that_the_caller_closed_changes_no_exit_status(root, command, status, said):
    run = run_in_shell(command, root)

    assert (run.returncode, run.stdout, run.stderr) == (status, "", said)


@pytest.mark.parametrize("leaves", ["standard output", "both"])
def test_a_reader_that_leaves_early_changes_no_exit_status_and_gets_no_complaint(root, leaves):
    reader, writer = os.pipe()
    os.close(reader)

    run = subprocess.run(
        [sys.executable, "-m", "generator", "--root", root, "check"],
        cwd=REPOSITORY,
        stdout=writer,
        stderr=writer if leaves == "both" else subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)

    assert (run.returncode, run.stderr) == (1, None if leaves == "both" else SUMMARY)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (
            "generator check >/dev/full",
            2,
            "error: nothing can be written to standard output: No space left on device\n",
        ),
        ("generator check 2>/dev/full >/dev/null", 1, ""),
        ("generator check >/dev/full 2>/dev/full", 2, ""),
        ("generator --quiet nonsense 2>/dev/full", 2, ""),
    ],
)
def test_a_stream_that_is_full_is_said_where_that_can_be_heard(root, command, status, said):
    run = run_in_shell(command, root)

    assert (run.returncode, run.stdout, run.stderr) == (status, "", said)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_pipe_gets_utf_8_whatever_the_locale(tmp_path, encoding):
    files = {
        "articles/2022/протока.md": article_text(date="Febuary 30"),
        "articles/2022/good.md": article_text(author="Олена Коваль"),
    }
    write_archive(tmp_path, files)

    found = run_in_shell("generator --quiet check", tmp_path, PYTHONIOENCODING=encoding)
    people = run_in_shell("generator authors --format json", tmp_path, PYTHONIOENCODING=encoding)

    assert found.stdout.splitlines()[0] == (
        "content/articles/2022/протока.md:3:7: error: 'Febuary 30' is no date [bad-date]"
    )
    assert [author["name"] for author in json.loads(people.stdout)["authors"]] == ["Олена Коваль"]


def test_a_python_without_the_packages_is_told_what_to_do(root):
    run = run_in_shell("generator check", root, python=f"{sys.executable} -S")

    assert (run.returncode, run.stdout) == (2, "")
    told = r"error: No module named '\w+'; `make site` installs what is needed, and .venv/bin/python has it\n"
    assert re.fullmatch(told, run.stderr)
