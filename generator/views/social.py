"""This is what a social card shows: headline, section, date and the site's name, in letters that its fonts hold."""

import hashlib
import unicodedata

from msgspec.structs import replace

from generator import urls
from generator.model import Entry, SocialCard, SocialStyle
from generator.views.catalog import Catalog, told_title
from generator.views.dates import day_in_words

_NAMED = 20
"""Hexadecimal digits of the digest in a card's name."""
_OTHERWISE = {0x00AD: None, 0x2010: "-", 0x2011: "-", 0x2015: "\N{EM DASH}"}
"""Characters that need no glyph, or look like another one that fonts do hold."""


def with_social_cards(catalog: Catalog, style: SocialStyle | None) -> Catalog:
    """The catalog with a card for each article that has no picture; none where the site asks for none.

    An article with a letter that the fonts lack gets no card, since a card with gaps in its words is worse than none.
    """
    if style is None:
        return catalog
    cards = ((entry.url, _card(catalog, entry, style)) for entry in catalog.archive.entries if _is_bare(entry))
    return replace(catalog, social={url: card for url, card in cards if card is not None})


def count_unlettered(catalog: Catalog, style: SocialStyle | None) -> int:
    """How many articles have neither a picture nor a card, where cards are asked for."""
    return sum(map(_is_bare, catalog.archive.entries)) - len(catalog.social) if style else 0


def _is_bare(entry: Entry) -> bool:
    return entry.article.picture is None


def _card(catalog: Catalog, entry: Entry, style: SocialStyle) -> SocialCard | None:
    texts = (
        _plain(told_title(catalog.words, entry.article)),
        _plain(catalog.sections[entry.section].title) if entry.section else "",
        _plain(day_in_words(entry.article.published.day, catalog.config.language)),
        _plain(catalog.config.title),
    )
    if not style.letters.issuperset("".join(texts)):
        return None
    headline, section, date, site = texts
    name = hashlib.sha256("\0".join((style.digest, *texts)).encode()).hexdigest()[:_NAMED]
    return SocialCard(url=urls.social_card(name), headline=headline, section=section, date=date, site=site)


def _plain(text: str) -> str:
    """One line with single spaces, each letter with its mark as one character."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_OTHERWISE).split())
