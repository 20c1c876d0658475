"""This is how dates are written for readers, in the site's language and by nobody's clock."""

import datetime as dt
from functools import lru_cache

from babel.dates import format_date

from generator.model import Moment
from generator.views.records import DateView
from generator.words import locale_of


@lru_cache(maxsize=65_536)
def _day(day: dt.date, language: str) -> tuple[str, str]:
    locale = locale_of(language)
    return format_date(day, "long", locale), format_date(day, "medium", locale)


def date_view(moment: Moment, language: str) -> DateView:
    """The writer's own day in words; for machines the instant where a time was written, else the day."""
    text, short = _day(moment.day, language)
    iso = moment.instant.isoformat() if moment.has_time else moment.day.isoformat()
    return DateView(iso=iso, text=text, short=short)


def day_in_words(day: dt.date, language: str) -> str:
    """A day in words: "March 18, 2022"."""
    return _day(day, language)[0]


@lru_cache(maxsize=4_096)
def month_name(number: int, language: str) -> str:
    """The name of a month as it stands alone: "March"."""
    name: str = format_date(dt.date(2000, number, 1), "LLLL", locale_of(language))
    return name[:1].upper() + name[1:]
