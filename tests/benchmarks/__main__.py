"""This is the entrance to the benchmarks: every module beside this one that has a `main()`.

`python -m tests.benchmarks` runs them all, `python -m tests.benchmarks NAME …` those that are named, and `--list` only
tells what there is. Options behind a single name are that benchmark's own: `python -m tests.benchmarks speed --help`.
A benchmark prints its own figures; a `main()` that returns a number other than 0 has failed.
"""

import argparse
import importlib
import pkgutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parent


def find_benchmarks() -> Mapping[str, ModuleType]:
    """The benchmarks by name, sorted: modules of this folder with a `main()`, except `_private` ones."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(FOLDER)]) if not module.name.startswith("_"))
    modules = {name: importlib.import_module(f"tests.benchmarks.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "main")}


def list_benchmarks(benchmarks: Mapping[str, ModuleType]) -> None:
    """Each name with the first line of its module's docstring."""
    for name, module in benchmarks.items():
        print(f"{name:<16} {(module.__doc__ or '').strip().partition(chr(10))[0]}")


def run_benchmark(name: str, main: Callable[[], int | None]) -> bool:
    """Whether the benchmark ended well; says its name first and its time last."""
    print(f"== {name}", flush=True)
    start = time.perf_counter()
    status = main() or 0
    print(f"== {name}: {'failed, ' if status else ''}{time.perf_counter() - start:.1f} s", flush=True)
    return status == 0


def _part(words: list[str]) -> tuple[list[str], list[str]]:
    """Our words, and those of the benchmark whose name comes first with options behind it."""
    is_one = len(words) > 1 and not words[0].startswith("-") and words[1].startswith("-") and words[1] != "--list"
    return (words[:1], words[1:]) if is_one else (words, [])


def main() -> int:
    """Run what the command line names; exit status 1 when a benchmark failed, 2 when there is none of a name."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Run the benchmarks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a benchmark; all of them when none is named")
    parser.add_argument("--list", action="store_true", help="tell what there is, and run nothing")
    own, theirs = _part(sys.argv[1:])
    arguments = parser.parse_args(own)
    benchmarks = find_benchmarks()
    if unknown := sorted(set(arguments.names) - set(benchmarks)):
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are: {', '.join(benchmarks) or 'none yet'}")
    if arguments.list or not benchmarks:
        list_benchmarks(benchmarks)
        return 0
    # A benchmark's own reading of sys.argv is not to see our names.
    sys.argv[1:] = theirs
    results = [run_benchmark(name, benchmarks[name].main) for name in arguments.names or benchmarks]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
