"""This is how sets of letters are written: as a unicode-range of CSS, `U+20-7E, U+A0`."""

from collections.abc import Iterator


def code_points(letters: str) -> Iterator[int]:
    """The characters of a unicode-range."""
    for part in letters.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
