"""This is the writer of links and pictures; whatever may not be a link is shown as the text it was."""

import re

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator import hosts
from generator.markdown import destinations, foreign
from generator.markdown.destinations import Way
from generator.markdown.draft import Draft
from generator.markdown.filling import IN_PAGE, link_mark, missing_picture, picture_mark
from generator.markdown.typography import smarten
from generator.model import Link

_BARE = re.compile(r"(?:https?://\S|www\.[^\s/]+/)\S*\Z", re.IGNORECASE)
_NOT_ASKED = -1
_REFUSED = frozenset({Way.UNSAFE, Way.SLIP, Way.SHORTCODE})
_LONGEST = 160
_MAIL = "Write mailto: and the address of mail alone, without a ? and what follows it."
_ADDRESS = "Write an https:// address or the path of a file of the archive."
_SEE = "See that it is the one you mean; if it is not, write the right one."
_ALT = (
    "this picture has no alt text, so a reader who cannot see it learns nothing of it",
    "Say what it shows between the brackets: ![A destroyer in the Taiwan Strait](media/name.jpg).",
)


def open_link(draft: Draft, token: Token) -> None:
    """Write the start of a link that markdown-it read."""
    begin(draft, _attribute(token, "href"), _attribute(token, "title"), is_auto=token.info == "auto")


def close_link(draft: Draft, token: Token) -> None:
    """Write its end."""
    end(draft, is_auto=token.info == "auto")


def begin(draft: Draft, destination: str, title: str = "", *, is_auto: bool = False) -> None:
    """Write the start of a link, or of the text that stands where a link may not be."""
    if draft.closings:  # CommonMark lets an autolink stand in a link's words; HTML does not
        draft.closings.append(("", "", _NOT_ASKED))
        return
    way = destinations.classify(destination)
    if way in _REFUSED:
        _refuse(draft, destination, way)
        start, stop = ("<", ">") if is_auto else ("[", f"]({_written(destination, title)})")
        draft.closings.append((escapeHtml(stop), stop, _NOT_ASKED))
        draft.write(escapeHtml(start), start)
        return
    draft.html.append(f"<a{_link_attributes(draft, destination, way)}{_titled(title)}>")
    is_asked = way is Way.OUTBOUND and destinations.is_web(destination)
    draft.closings.append(("</a>", "", len(draft.text) if is_asked else _NOT_ASKED))


def end(draft: Draft, *, is_auto: bool = False) -> None:
    """Write the end of a link, and the references of footnotes that had to wait for it."""
    html, text, start = draft.closings.pop()
    if start != _NOT_ASKED:
        _ask_for_words(draft, "".join(draft.text[start:]), "<" if is_auto else "[")
    if html:
        draft.write(html, text)
    if not draft.closings and draft.waiting:
        draft.html += draft.waiting
        draft.waiting.clear()


def write_picture(draft: Draft, token: Token) -> None:
    """Write a picture that stands in a line of text; its title becomes a tooltip."""
    title = _attribute(token, "title")
    draft.html.append(picture(draft, token, title=smarten(title)[0] if title else ""))


def picture(draft: Draft, token: Token, *, title: str = "") -> str:
    """The HTML of a picture. The archive's own keep a placeholder, those of other sites tell these no referrer."""
    destination = _attribute(token, "src")
    alt = " ".join(smarten(_flat(token))[0].split())
    way = destinations.classify(destination, is_picture=True)
    if way in _REFUSED:
        _refuse(draft, destination, way, instead=foreign.PICTURE)
        written = f"![{_flat(token)}]({_written(destination, _attribute(token, 'title'))})"
        draft.text.append(written)
        return escapeHtml(written)
    location = draft.place(destination)
    if not alt:
        draft.report(location, "missing-alt", *_ALT)
    if way is Way.OUTBOUND:
        return (
            f'<img src="{escapeHtml(destinations.picture(destination))}" alt="{escapeHtml(alt)}"{_titled(title)}'
            ' loading="lazy" decoding="async" referrerpolicy="no-referrer">'
        )
    if way is not Way.INTERNAL:
        draft.report(location, "missing-image", "this picture names no file", "Write ![what it shows](media/name.jpg).")
        return missing_picture(escapeHtml(alt))
    target, fragment = destinations.split(destination)
    number = len(draft.links)
    draft.links.append(Link(number=number, target=target, location=location, fragment=fragment, is_picture=True))
    return picture_mark(number, alt, title)


def is_local(token: Token) -> bool:
    """Whether a picture is a file of the archive."""
    return destinations.classify(_attribute(token, "src"), is_picture=True) is Way.INTERNAL


def _attribute(token: Token, name: str) -> str:
    return str(token.attrs.get(name, ""))


def _titled(title: str) -> str:
    return f' title="{escapeHtml(title)}"' if title else ""


def _written(destination: str, title: str) -> str:
    return f'{destination} "{title}"' if title else destination


def _link_attributes(draft: Draft, destination: str, way: Way) -> str:
    if way is Way.OUTBOUND:
        _doubt(draft, destination)
        rel = ' rel="external"' if destinations.is_web(destination) else ""
        return f' href="{escapeHtml(destinations.outbound(destination))}"{rel}'
    location = draft.place(destination)
    if way is Way.MAIL_WITH_QUERY:
        address = destination.partition("?")[0]
        words = f"{destination[:80]!r} holds more than an address, so the link is {address!r} alone"
        draft.report(location, "bad-link", words, _MAIL)
        return f' href="{escapeHtml(destinations.outbound(address))}"'
    if way is Way.NOWHERE:
        draft.report(location, "broken-link", "this link leads nowhere", "Write the destination between ( and ).")
        return ""
    target, fragment = destinations.split(destination)
    if way is Way.WITHIN:
        draft.within.append((fragment, location))
        return f' href="{IN_PAGE}{escapeHtml(destinations.fragment(destination))}"'
    number = len(draft.links)
    draft.links.append(Link(number=number, target=target, location=location, fragment=fragment))
    return link_mark(number)


def _refuse(draft: Draft, destination: str, way: Way, *, instead: str = foreign.TO_FILE) -> None:
    if way is Way.SHORTCODE:
        draft.note(foreign.destination(destination, instead))
        return
    if hosts.hides_its_host(destination):
        words = f"{destination[:80]!r} hides its host behind an '@', so it is shown as text"
        draft.report(
            draft.place(destination),
            "unsafe-url",
            words,
            "Write it without what stands before '@'; an address of mail begins with mailto:.",
        )
        return
    draft.report(
        draft.place(destination),
        "bad-link" if way is Way.SLIP else "unsafe-url",
        f"{destination[:80]!r} is no address that a link may have, so it is shown as text",
        _ADDRESS,
    )


def _doubt(draft: Draft, destination: str) -> None:
    if reason := hosts.doubt(destination):
        words = f"the host of {destination[:80]!r} {reason}"
        draft.report(draft.place(destination), "look-alike-host", words, _SEE)


def _ask_for_words(draft: Draft, words: str, opening: str) -> None:
    """Ask for other words than an address. It may stand before the link too, so it is looked for with its bracket."""
    words = words.strip()
    if _BARE.match(words):
        draft.report(
            draft.place(f"{opening}{words}", words),
            "bare-url",
            "the words of this link are its address, and a screen reader spells them out",
            f"Write what it leads to: [the report]({_whole(words)}).",
        )


def _whole(words: str) -> str:
    """An address for a hint, which is to be copied: whole, or not at all."""
    address = words if words[:4].lower() == "http" else f"https://{words}"
    return address if len(address) <= _LONGEST else "its address"


def _flat(token: Token) -> str:
    """The words of an alt text without their markup (CommonMark 0.31.2, 6.4)."""
    pieces = []
    for child in token.children or ():
        if child.type == "image":
            pieces.append(_flat(child))
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        else:
            pieces.append(child.content)
    return "".join(pieces)
