"""This is how social cards are kept: a file for each, named as it is published, and a list of how the files looked."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.images.social.design import Design
from generator.images.social.drawing import draw_card
from generator.images.storing import File, Kept, look, remember, write
from generator.model import SocialCard, Url

_FILE = "known.json"


class CardMaker(Struct, frozen=True, kw_only=True):
    """Draws batches of cards; it is a value, so that it can be sent to another process."""

    folder: Path
    design: Design

    def __call__(self, batch: Sequence[SocialCard]) -> list[Kept]:
        """One file for each card, in their order."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return [write(self.folder / name_of(card.url), draw_card(card, self.design)) for card in batch]


class Cards(Struct, frozen=True, kw_only=True):
    """The cards that are wanted, each address once: those that are kept, with how their files look, and the others."""

    kept: dict[Url, Kept]
    todo: tuple[SocialCard, ...]


def missing(wanted: Iterable[SocialCard], folder: Path, *, is_trusted: bool = True) -> Cards:
    """Which cards are to be drawn; where what is kept is not trusted, all of them."""
    known = _recall(folder) if is_trusted else {}
    by_url = {card.url: card for card in wanted}
    kept = {
        url: found
        for url in by_url
        if (before := known.get(name_of(url))) and (found := look(folder / name_of(url), before))
    }
    return Cards(kept=kept, todo=tuple(card for url, card in by_url.items() if url not in kept))


def keep(cards: Cards, made: Iterable[Kept], folder: Path) -> tuple[File, ...]:
    """Remember what was made, throw away what nobody wants, and name every file that is to be published."""
    kept = cards.kept | {card.url: file for card, file in zip(cards.todo, made, strict=True)}
    _sweep(folder, {name_of(url) for url in kept} | {_FILE})
    remember(folder / _FILE, _ENCODER.encode({name_of(url): file for url, file in kept.items()}))
    return tuple(
        File(url=url, path=folder / name_of(url), digest=file.digest, size=file.stamp[0]) for url, file in kept.items()
    )


def name_of(url: Url) -> str:
    """The last part of the address."""
    return url.rpartition("/")[2]


def _recall(folder: Path) -> dict[str, Kept]:
    """What is known; nothing when it cannot be read."""
    try:
        return _DECODER.decode((folder / _FILE).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return {}


def _sweep(folder: Path, names: Collection[str]) -> None:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_file() and entry.name not in names:
            entry.unlink(missing_ok=True)


_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder(dict[str, Kept])
