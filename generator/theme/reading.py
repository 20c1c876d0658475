"""This is how the files of a theme are read."""

from collections.abc import Iterable
from pathlib import Path

from generator.problems import BuildError


def texts(folder: Path, pattern: str) -> dict[str, str]:
    """The texts of the files that match, by path below the folder, sorted; BuildError when one cannot be read."""
    try:
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in _files(folder, pattern)
        }
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"the theme cannot be read: {error}") from error


def _files(folder: Path, pattern: str) -> Iterable[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())
