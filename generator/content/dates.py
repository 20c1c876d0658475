"""This is a date as a writer writes it: the instant, and the day on the writer's own calendar, which never shifts.

ISO 8601 with a few freedoms comes first; `18 March 2022` and `March 18, 2022` have one reading each and are accepted;
`03/04/2022` has two and is refused. A time without a zone is one of the site's clock: where the clock is set back the
first of the two instants counts, and a time that the clock skipped counts with the offset from before the change.
"""

import calendar
import datetime as dt
import re

from msgspec import Struct

from generator.content.characters import shown
from generator.model import Moment
from generator.problems import nearest

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_TIME = (
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[aApP])\.?[mM]\.?)?(?:\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))?)?"
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _TIME, re.ASCII)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<name>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})" + _TIME, re.ASCII
)
_MONTH_FIRST = re.compile(
    r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})" + _TIME, re.ASCII
)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s.*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(\s.*)?", re.ASCII)
_WORD = re.compile(r"[A-Za-z]{3,}")
_EXAMPLE = "Write it as 2022-03-18, or with a time as 2022-03-18 09:30."
_MONTHS_IN_YEAR = 12
_LONGEST = 60
"""Characters; no date is longer."""
_EARLIEST = 1000
_FURTHEST = 14 * 60
"""Minutes: the largest offset that any clock on Earth has from UTC."""


class DateFault(Struct, frozen=True):
    """Why a text is no date, and what to write instead."""

    message: str
    hint: str
    meant: str = ""
    """The date as it should be written, where it has one reading only."""


def parse_date(text: str, zone: dt.tzinfo) -> Moment | DateFault:
    """The moment a text names, by the site's zone where it names none."""
    text = text.strip()
    if len(text) > _LONGEST:
        return DateFault(f"{shown(text)} is no date", _EXAMPLE)
    match = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if match is None:
        return _explain(text)
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else _month(parts["name"])
    if not month:
        return _explain(text)
    year, day = int(parts["year"]), int(parts["day"])
    fault = _day_fault(text, year, month, day)
    return fault or _moment(text, dt.date(year, month, day), parts, zone)


def moment_of_day(day: dt.date, zone: dt.tzinfo) -> Moment:
    """The moment of a day without a time: its first instant on the site's clock."""
    return Moment(instant=_on_clock(dt.datetime.combine(day, dt.time()), zone), day=day)


def _moment(text: str, day: dt.date, parts: dict[str, str], zone: dt.tzinfo) -> Moment | DateFault:
    if parts["hour"] is None:
        return _in_range(text, moment_of_day(day, zone))
    hour = _hour(int(parts["hour"]), parts["half"])
    minute, second = int(parts["minute"]), int(parts["second"] or 0)
    if hour is None or hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 -- what a clock shows
        return DateFault(
            f"{shown(text)} has a time that no clock shows", "Hours go from 00 to 23, minutes from 00 to 59."
        )
    offset = _offset(parts["zone"])
    if offset is not None and abs(offset) > _FURTHEST:
        return DateFault(
            f"{shown(text)} has an offset from UTC that no place has", "Write one such as -0500 or +09:00."
        )
    naive = dt.datetime.combine(day, dt.time(hour, minute, second))
    if offset is None:
        return _in_range(text, Moment(instant=_on_clock(naive, zone), day=day, has_time=True))
    instant = naive.replace(tzinfo=dt.timezone(dt.timedelta(minutes=offset)))
    return _in_range(text, Moment(instant=instant, day=day, has_time=True))


def _in_range(text: str, moment: Moment) -> Moment | DateFault:
    """The first and last hours of the calendar have no equal in UTC."""
    try:
        moment.instant.astimezone(dt.UTC)
    except OverflowError:
        return DateFault(f"{shown(text)} lies outside the calendar", _EXAMPLE)
    return moment


def _on_clock(naive: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    offset = naive.replace(tzinfo=zone, fold=0).utcoffset() or dt.timedelta()
    return naive.replace(tzinfo=dt.timezone(offset))


def _hour(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour
    if not 1 <= hour <= 12:  # noqa: PLR2004 -- a clock with two halves
        return None
    return hour % 12 + (12 if half in "pP" else 0)


def _offset(zone: str | None) -> int | None:
    """Minutes east of UTC."""
    if zone is None:
        return None
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 -- HH or HHMM
    total = int(hours) * 60 + int(minutes)
    return -total if zone[0] == "-" else total


def _month(name: str) -> int:
    return _MONTHS.get(name.lower()) or _SHORT.get(name.lower(), 0)


def _day_fault(text: str, year: int, month: int, day: int) -> DateFault | None:
    if year < _EARLIEST:
        return DateFault(f"{shown(text)} is no date of this archive", f"The year has four digits. {_EXAMPLE}")
    if not 1 <= month <= _MONTHS_IN_YEAR:
        is_swapped = 1 <= day <= _MONTHS_IN_YEAR and month <= calendar.monthrange(year, day)[1]
        hint = f"Write {year}-{day:02d}-{month:02d}, if the day comes first." if is_swapped and month else _EXAMPLE
        return DateFault(f"{shown(text)} is no date: there is no month {month}", hint)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return DateFault(f"{shown(text)} is no date", f"{calendar.month_name[month]} {year} has {last} days.")
    return None


def _explain(text: str) -> DateFault:
    if match := _SLASHED.fullmatch(text):
        return _slashed(text, *map(int, match.groups()))
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day, rest = match.groups()
        meant = f"{year}-{int(month):02d}-{int(day):02d}{rest or ''}"
        return DateFault(f"{shown(text)} is no date", f"Write {meant}.", meant)
    for word in _WORD.findall(text):
        meant = nearest(word.lower(), _MONTHS)
        if meant and meant != word.lower():
            return _misspelt(text, text.replace(word, meant.capitalize()), meant.capitalize())
    return DateFault(f"{shown(text)} is no date", _EXAMPLE)


def _misspelt(text: str, written: str, month: str) -> DateFault:
    """What was meant is offered only if it is a date itself."""
    message = f"{shown(text)} is no date"
    if isinstance(parse_date(written, dt.UTC), DateFault):
        return DateFault(message, f"The month is called {month}. {_EXAMPLE}")
    return DateFault(message, f"Did you mean {written!r}? {_EXAMPLE}", written)


def _slashed(text: str, first: int, second: int, year: int) -> DateFault:
    readings = [
        (month, day)
        for month, day in dict.fromkeys(((first, second), (second, first)))
        if year >= _EARLIEST and 1 <= month <= _MONTHS_IN_YEAR and 1 <= day <= calendar.monthrange(year, month)[1]
    ]
    if not readings:
        return DateFault(f"{shown(text)} is no date", _EXAMPLE)
    written = [f"{year}-{month:02d}-{day:02d} for {calendar.month_name[month]} {day}" for month, day in readings]
    if len(written) > 1:
        return DateFault(f"{shown(text)} can be read as two dates", f"Write {', or '.join(written)}.")
    return DateFault(
        f"{shown(text)} is no date", f"Write {written[0]}.", f"{year}-{readings[0][0]:02d}-{readings[0][1]:02d}"
    )
