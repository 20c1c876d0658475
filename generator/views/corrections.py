"""This is the log of corrections: each note under its article, and all of them together."""

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from generator.model import Correction, CorrectionKind, Entry, Status
from generator.views.catalog import Catalog, foreign
from generator.views.dates import date_view
from generator.views.records import CorrectionView
from generator.words import Words


class LoggedCorrection(Struct, frozen=True, kw_only=True):
    """A note with the article that it stands under."""

    entry: Entry
    note: Correction
    view: CorrectionView


def correction_views(catalog: Catalog, entry: Entry) -> tuple[CorrectionView, ...]:
    """The notes under an article, oldest first."""
    return tuple(logged.view for logged in _logged(catalog, entry))


def logged_corrections(catalog: Catalog) -> tuple[LoggedCorrection, ...]:
    """Every note under every article, newest first; notes of one day stand by URL."""
    found = [
        logged for entry in catalog.archive.entries if entry.article.corrections for logged in _logged(catalog, entry)
    ]
    found.sort(key=lambda logged: logged.entry.url)
    found.sort(key=lambda logged: logged.note.date, reverse=True)
    return tuple(found)


def _logged(catalog: Catalog, entry: Entry) -> list[LoggedCorrection]:
    """An id is the note's day, with a number from the second of that day on: later notes rename no earlier one."""
    seen: Counter[str] = Counter()
    logged = []
    for note in sorted(entry.article.corrections, key=lambda note: note.date):
        day = note.date.day.isoformat()
        seen[day] += 1
        anchor = f"correction-{day}" if seen[day] == 1 else f"correction-{day}-{seen[day]}"
        logged.append(LoggedCorrection(entry=entry, note=note, view=_view(catalog, entry, note, anchor)))
    return logged


def _view(catalog: Catalog, entry: Entry, note: Correction, anchor: str) -> CorrectionView:
    return CorrectionView(
        id=anchor,
        href=f"{catalog.href(entry.url)}#{anchor}",
        label=_label(catalog.words, note.kind),
        date=date_view(note.date, catalog.config.language),
        text=note.text,
        article=entry.article.title,
        language=foreign(catalog, entry.article.lang),
        is_withdrawal=note.kind is CorrectionKind.WITHDRAWN,
    )


def _label(words: Words, kind: CorrectionKind) -> str:
    match kind:
        case CorrectionKind.CORRECTION:
            return words.corrections.correction
        case CorrectionKind.CLARIFICATION:
            return words.corrections.clarification
        case CorrectionKind.UPDATE:
            return words.corrections.update
        case CorrectionKind.WITHDRAWN:
            return words.corrections.withdrawn
    assert_never(kind)


def withdrawal(catalog: Catalog, entry: Entry, notes: Sequence[CorrectionView]) -> CorrectionView | None:
    """The notice of a withdrawn article; one that gives no reason still says that it was withdrawn."""
    if entry.article.status is not Status.WITHDRAWN:
        return None
    for note in reversed(notes):
        if note.is_withdrawal:
            return note
    return CorrectionView(
        id="withdrawn",
        href=f"{catalog.href(entry.url)}#withdrawn",
        label=catalog.words.corrections.withdrawn,
        date=date_view(entry.article.updated or entry.article.published, catalog.config.language),
        text=catalog.words.corrections.withdrawal,
        article=entry.article.title,
        is_withdrawal=True,
    )
