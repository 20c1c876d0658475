"""This is text as other machines take it: instants written out, no forbidden character, JSON safe inside a script."""

import json
import re

from generator.model import Html, Moment

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_TIMESTAMP_LENGTH = len("2022-03-18T09:30:00-04:00")


def timestamp(moment: Moment) -> str:
    """The instant as RFC 3339 with its own offset, to the second: `2022-03-18T09:30:00-04:00`.

    A date without a time is the first second of the writer's own day. Local mean times of the 19th century have offsets
    with seconds, which RFC 3339 cannot write: those seconds are dropped, and the day stays what it is.
    """
    return moment.instant.isoformat(timespec="seconds")[:_TIMESTAMP_LENGTH]


def legal(text: str) -> str:
    """The text without characters that XML 1.0 §2.2 forbids (C0 controls, surrogates, U+FFFE and U+FFFF).

    The door to the content refuses them; one that came another way would make a whole feed unreadable.
    """
    return _ILLEGAL.sub("", text)


def to_script(value: object) -> Html:
    """The value as JSON that can stand in a script element, on one line, its keys in the order they were given.

    `<`, `>`, `&`, U+2028 and U+2029 occur only inside strings of JSON, so that each may become its escape.
    """
    text = (
        _ENCODER.encode(value)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
    return Html(text if text.isascii() else legal(text))
