import json

import pytest

from generator.cli import main
from generator.cli.findings import Format, summarize, visible, write_findings
from generator.problems import Finding, Location, Problem, Severity, judge
from tests.makers import article_text, write_archive


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


def test_check_of_named_paths_speaks_of_them_alone(root, capsys):
    status = main(["--root", str(root), "check", "--format", "json", "content/articles/2022/good.md"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert [row["rule"] for row in rows] == ["unknown-field"]


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
