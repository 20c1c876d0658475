"""This is how problems are written for tools: one run of SARIF 2.1.0, the format of GitHub's code scanning.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. Equal findings give equal bytes: the
log names no time, no machine and no path above the root.
"""

import json
from collections.abc import Callable, Sequence
from urllib.parse import quote

from generator.problems import RULES, Finding, Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_DOCS = "docs/problems.md"
_ROOT = "%SRCROOT%"

_Json = str | int | list["_Json"] | dict[str, "_Json"]


def write_sarif(findings: Sequence[Finding], visible: Callable[[str], str], page: str = "") -> str:
    """The findings as one log with one run, in the order given, and every rule that one of them breaks.

    `visible` makes safe what a terminal would obey. `page` is the address of docs/problems.md for the rules' helpUri,
    which has to be absolute (SARIF 3.49.12); without one, the rules name the path as their help.
    """
    names = sorted({finding.problem.rule for finding in findings})
    rules: list[_Json] = [_rule(name, page) for name in names]
    results: list[_Json] = [_result(finding, names.index(finding.problem.rule), visible) for finding in findings]
    run: _Json = {
        "tool": {"driver": {"name": "generator check", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that holds site.toml."}}},
        "results": results,
    }
    log: _Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _rule(name: str, page: str) -> _Json:
    rule: dict[str, _Json] = {"id": name, "defaultConfiguration": {"level": RULES[name].value}}
    if page:
        rule["helpUri"] = f"{page}#{name}"
    else:
        rule["help"] = {"text": f"{_DOCS}#{name}"}
    return rule


def _result(finding: Finding, index: int, visible: Callable[[str], str]) -> _Json:
    problem = finding.problem
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": visible(f"{problem.message}. {problem.hint}" if problem.hint else problem.message)},
        "locations": [{"physicalLocation": _place(problem)}],
    }


def _place(problem: Problem) -> _Json:
    place = problem.location
    return {
        "artifactLocation": {"uri": quote(place.path, errors="surrogateescape"), "uriBaseId": _ROOT},
        "region": {"startLine": place.line, "startColumn": place.column},
    }
