"""These tests hold what a command pays before it begins: which packages it imports, told by their names."""

import subprocess
import sys

import pytest

from tests.makers import REPOSITORY, article_text, write_archive

_TELL = """
import sys
before = set(sys.modules)
from generator.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
sys.stdout.write("\\0" + " ".join(sorted(set(sys.modules) - before)))
"""


@pytest.fixture
def imported(tmp_path):
    """What a command imports on a small archive: packages of others by their top name, and our own modules in full."""
    write_archive(tmp_path, {"articles/2022/good.md": article_text()})

    def run(*arguments: str) -> set[str]:
        command = [sys.executable, "-c", _TELL, "--root", str(tmp_path), *arguments]
        ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
        return set(ended.stdout.rpartition("\0")[2].split())

    return run


def foreign(modules: set[str]) -> set[str]:
    tops = {name.partition(".")[0] for name in modules}
    return {name for name in tops if name not in sys.stdlib_module_names and not name.startswith("_")} - {"generator"}


def test_help_imports_the_words_of_the_command_line_and_no_package_of_others(imported):
    modules = imported("--help")

    assert foreign(modules) == set()
    assert {name for name in modules if name.startswith("generator.")} == {
        "generator.cli",
        "generator.cli.arguments",
        "generator.cli.main",
        "generator.cli.status",
        "generator.cli.streams",
        "generator.cli.terminal",
        "generator.config",
        "generator.problems",
    }


@pytest.mark.parametrize("arguments", [["schema", "article"], ["new", "author", "Jane Doe"]])
def test_what_needs_no_archive_does_not_import_the_pipeline(imported, arguments):
    modules = imported(*arguments)

    packages = {"PIL", "babel", "jinja2", "pagefind_bin", "rapidfuzz", "rich", "watchfiles"}
    assert modules.isdisjoint(packages | {"generator.build", "generator.server"})


@pytest.mark.parametrize("arguments", [["check"], ["authors"], ["build", "--no-search"]])
def test_a_command_that_ends_at_once_imports_no_progress_bars_no_server_and_no_network(imported, arguments):
    modules = imported(*arguments)

    needless = {"rich", "watchfiles", "http.server", "http.client", "ssl", "urllib.request", "dask", "distributed"}
    assert modules.isdisjoint(needless)
    assert {name for name in modules if name.startswith("generator.cli.commands.")} == {
        f"generator.cli.commands.{arguments[0]}"
    }
