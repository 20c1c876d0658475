"""This is which articles readers see today: drafts, future and expired ones appear nowhere."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from generator.model import Article, Moment, Status
from generator.problems import Problem


class Today(Struct, frozen=True, kw_only=True):
    """The only clock there is: an instant, the site's own day at that instant, and whether drafts are shown."""

    now: dt.datetime
    day: dt.date
    drafts: bool = False
    is_given: bool = False
    """Whether the instant was asked for (`--now`), so that what is published may depend on it."""


def today_at(now: dt.datetime, zone: dt.tzinfo, *, drafts: bool = False, is_given: bool = False) -> Today:
    """The day that `now` (with a zone) falls on in the site's zone."""
    return Today(now=now, day=now.astimezone(zone).date(), drafts=drafts, is_given=is_given)


def why_hidden(article: Article, today: Today) -> str:
    """Why readers do not see an article: "a draft", "dated in the future", "expired", or "" when they do."""
    if article.status is Status.DRAFT and not today.drafts:
        return "a draft"
    if _is_after(article.published, today):
        return "dated in the future"
    if article.expires is not None and not _is_after(article.expires, today):
        return "expired"
    return ""


def hidden_articles(articles: Iterable[Article], today: Today) -> dict[str, str]:
    """path → reason, for each article that readers do not see."""
    reasons = ((article.path, why_hidden(article, today)) for article in articles)
    return {path: reason for path, reason in reasons if reason}


def warn_of_future(articles: Iterable[Article], today: Today) -> tuple[Problem, ...]:
    """A warning for each published article whose date has not come yet, since that is often a misspelt year."""
    return tuple(
        Problem(
            location=article.place("date"),
            rule="future-date",
            message=f"{article.published.day.isoformat()} has not come yet, so the article is not shown",
            hint="It appears with the first build on that day. If the date is wrong, correct it.",
        )
        for article in articles
        if article.status is Status.PUBLISHED and _is_after(article.published, today)
    )


def _is_after(moment: Moment, today: Today) -> bool:
    """A date without a time comes with its day; a date with a time comes at its instant."""
    return moment.instant > today.now if moment.has_time else moment.day > today.day
