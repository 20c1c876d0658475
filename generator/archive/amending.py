"""This is whether an edit of a body can be seen anywhere but where the body stands.

Most edits of a newsroom are of this kind, and then nothing need be looked up again. It is said of an edit only when
all that other pages may show or rest on is equal: the front matter, the summary, the anchors, the links, and what the
body prints of its authors.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.people_credits import read_articles
from generator.archive.people_opening import without_bios
from generator.archive.people_records import Register
from generator.model import Article, Block, Facts, StaticPage


class Amendment(Struct, frozen=True, kw_only=True):
    """What the pages with an edited body owe to it: the chunks that stand elsewhere, and the words without them."""

    cut: tuple[int, ...] = ()
    words: int = 0


def amend_article(old: Article, new: Article, cut: tuple[int, ...], register: Register) -> Amendment | None:
    """The amendment, or None where the edit can be seen elsewhere. `cut` is what was cut from the old body."""
    if replace(old, digest=new.digest, facts=new.facts) != new or not _leads_alike(old.facts, new.facts):
        return None
    if _texts(old.facts.closing) == _texts(new.facts.closing):
        new_cut = cut
    else:
        before, after = read_articles([old], register), read_articles([new], register)
        if (before.printed, before.sightings, before.problems) != (after.printed, after.sightings, after.problems):
            return None
        new_cut = after.cuts.get(new.path, ()) if cut or not before.cuts else ()
    shown = without_bios(new, new_cut)
    if not _is_summarized(new) and without_bios(old, cut).facts.opening != shown.facts.opening:
        return None
    return Amendment(cut=new_cut, words=shown.facts.words)


def amend_page(old: StaticPage, new: StaticPage) -> Amendment | None:
    """The same for a page, which has no authors."""
    if replace(old, digest=new.digest, facts=new.facts) != new or not _leads_alike(old.facts, new.facts):
        return None
    return Amendment() if old.facts.opening == new.facts.opening else None


def _leads_alike(old: Facts, new: Facts) -> bool:
    """Whether links lead from and to the same places; where they stand does not matter while none is at fault."""
    return old.anchors == new.anchors and _links(old) == _links(new)


def _links(facts: Facts) -> list[tuple[int, str, str, bool]]:
    return [(link.number, link.target, link.fragment, link.is_picture) for link in facts.links]


def _texts(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    return [(block.index, block.text) for block in blocks]


def _is_summarized(article: Article) -> bool:
    return bool(article.summary or article.standfirst)
