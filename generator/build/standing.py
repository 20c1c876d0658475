"""This is how a site stands after a build: all that the next one must find unchanged to take the short way."""

import datetime as dt
import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from generator import output
from generator.archive.visible import Today, why_hidden
from generator.build.reading import is_text
from generator.build.records import Run
from generator.build.report import Counts
from generator.content import Source
from generator.model import Article
from generator.problems import Problem
from generator.views.records import SiteView


class Standing(Struct, frozen=True, kw_only=True):
    """What a build found, as far as no single text decides it."""

    manifest: str
    """The digest of the published manifest."""
    theme: str
    """The digest of the whole theme, its fonts included."""
    cards: str
    """The digest of how social cards look, or ""."""
    others: str
    """The digest of how pictures and other files that are no texts look."""
    state: str
    """The digest of all texts."""
    now: dt.datetime
    is_now_given: bool
    drafts: bool
    is_searched: bool
    is_indexed: bool = True
    """Whether the search index knows every edit; a preview shows an edit first and indexes it later."""
    dated: tuple[tuple[str, str], ...]
    """(path, why it is hidden, or "") of each article that the clock hides or will hide."""
    elsewhere: tuple[Problem, ...]
    """The problems that no single text shows."""
    counts: Counts
    site: SiteView

    def fits(self, run: Run) -> bool:
        """Whether a build is asked for the same, and finds the site that this one left."""
        today = run.today
        asked = (today.is_given, today.drafts, run.options.use_search, run.theme.whole, run.card_digest)
        if asked != (self.is_now_given, self.drafts, self.is_searched, self.theme, self.cards):
            return False
        # A clock that goes back may hide anything.
        if today.now != self.now if today.is_given else today.now < self.now:
            return False
        return output.manifest_digest(run.options.output) == self.manifest

    @property
    def troubled(self) -> frozenset[str]:
        """The files at which such problems stand: an edit there may end or move them."""
        return frozenset(problem.location.path for problem in self.elsewhere)


_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder(Standing)


def encode_standing(standing: Standing) -> str:
    """As it is kept."""
    return _ENCODER.encode(standing).decode()


def decode_standing(encoded: str) -> Standing | None:
    """As it was; None when nothing is kept, or nothing that can be read."""
    try:
        return _DECODER.decode(encoded) if encoded else None
    except msgspec.MsgspecError:
        return None


def digest_others(sources: Iterable[Source]) -> str:
    """The digest of size, time and inode of every file that is no text."""
    others = [(source.path, source.size, source.modified_ns, source.inode) for source in sources if not is_text(source)]
    return hashlib.sha256(repr(others).encode()).hexdigest()


def dated_articles(articles: Iterable[Article], today: Today) -> tuple[tuple[str, str], ...]:
    """Those on which the clock has a word, and what it says."""
    told = ((article, why_hidden(article, today)) for article in articles)
    return tuple((article.path, why) for article, why in told if why or article.expires is not None)
