"""This is how links get their destinations once the whole archive is known, without the body being read again.

A chunk holds U+0002 … U+0003 wherever a destination goes. These two characters never come from a writer: the content
room refuses them and `reading` replaces them.
"""

from collections.abc import Collection, Sequence

from markdown_it.common.utils import escapeHtml
from msgspec import Struct

from generator.model import Body, Html

OPEN, CLOSE = "\x02", "\x03"
IN_PAGE = f"{OPEN}#{CLOSE}"
"""Stands before the `#` of a link within the page."""
FOR_EYES = '<aside class="pull-quote" aria-hidden="true" data-pagefind-ignore>'
"""Begins a chunk that repeats words of the text."""


class Destination(Struct, frozen=True, kw_only=True):
    """Where a link leads, ready to print and not yet escaped; "" when it leads nowhere.

    Pictures have pixels; `srcset` and `sizes` are those of their WebP renditions, "" where there are none.
    `is_wide` lets a picture stand wider than the text where the window has room.
    """

    href: str = ""
    width: int = 0
    height: int = 0
    srcset: str = ""
    sizes: str = ""
    is_wide: bool = False


_NOWHERE = Destination()


def link_mark(number: int) -> str:
    """The placeholder of a link's `href`, inside its tag."""
    return f"{OPEN}{number}{CLOSE}"


def picture_mark(number: int, alt: str, title: str) -> str:
    """The placeholder of a whole picture; `alt` and `title` are escaped here."""
    return f"{OPEN}!{number}{CLOSE}{escapeHtml(alt)}{CLOSE}{escapeHtml(title)}{CLOSE}"


def missing_picture(alt: str) -> str:
    """What stands in place of a picture that does not exist: its alt text, which must be escaped already."""
    return f'<span class="missing-picture">{alt}</span>'


def fill(body: Body, destinations: Sequence[Destination], *, cut: Collection[int] = (), page: str = "") -> Html:
    """The body as HTML without the chunks in `cut`; destination n goes where the link of number n stands.

    In a feed, which has no style to set them apart, the chunks that repeat words of the text are left out.

    A link without a destination keeps its words and is no link; a picture without one leaves its alt text. `page` is
    printed before the `#` of links within the body: "" on the article's own page, its address in a feed.
    """
    chunks = [chunk for index, chunk in enumerate(body.chunks) if index not in cut] if cut else body.chunks
    if page:
        chunks = [chunk for chunk in chunks if not chunk.startswith(FOR_EYES)]
    first, *pieces = "".join(chunks).split(OPEN)
    filled = [first]
    for piece in pieces:
        mark, _, rest = piece.partition(CLOSE)
        if mark == "#":
            filled += (escapeHtml(page), rest)
        elif mark.startswith("!"):
            alt, title, rest = rest.split(CLOSE, 2)
            filled += (_picture(_find(destinations, mark[1:]), alt, title), rest)
        else:
            href = _find(destinations, mark).href
            filled += (f' href="{escapeHtml(href)}"' if href else "", rest)
    return Html("".join(filled))


def _find(destinations: Sequence[Destination], mark: str) -> Destination:
    number = int(mark)
    return destinations[number] if number < len(destinations) else _NOWHERE


def _picture(destination: Destination, alt: str, title: str) -> str:
    if not destination.href:
        return missing_picture(alt)
    size = f' width="{destination.width}" height="{destination.height}"' if destination.width else ""
    more = f' title="{title}"' if title else ""
    more += ' class="wide"' if destination.is_wide else ""
    image = f'<img src="{escapeHtml(destination.href)}"{size} alt="{alt}"{more} loading="lazy" decoding="async">'
    if not destination.srcset:
        return image
    choice = f'srcset="{escapeHtml(destination.srcset)}" sizes="{escapeHtml(destination.sizes)}"'
    return f'<picture><source type="image/webp" {choice}>{image}</picture>'
