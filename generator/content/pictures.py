"""This is the picture of an article or an author, as front matter describes it."""

from generator.content.addresses import picture_source
from generator.content.characters import shown
from generator.content.form import Form, address, clean, unique
from generator.content.names import PART_FOREIGN, PICTURE_FIELDS
from generator.content.nodes import Fields, Node, Text
from generator.credits import split_credit
from generator.model import Picture
from generator.problems import nearest


def picture(form: Form, name: str = "image") -> Picture | None:
    """The picture of the field `image`; None when it is absent, blank or cannot be used, which is then reported."""
    node = form.fields.get(name)
    if node is None or (isinstance(node, Text) and node.is_empty):
        return None
    if isinstance(node, Text):
        source = _source(form, node)
        return _asked(form, node, Picture(src=source, location=form.place(node))) if source else None
    if not isinstance(node, Fields):
        form.report(
            "bad-field", "'image' is one picture", "Write: image: media/x.png, or the parts src, alt, credit.", node
        )
        return None
    return _described(form, node)


def parts_of(form: Form, node: Fields, owner: str, known: frozenset[str]) -> dict[str, Node]:
    """The parts of a mapping; names that are none are reported."""
    for key, _ in node.pairs:
        if key.text not in known:
            lowered = key.text.lower()
            meant = lowered if lowered in known else PART_FOREIGN.get(lowered, "")
            meant = meant if meant in known else nearest(lowered, known)
            hint = f"Did you mean '{meant}'?" if meant else f"Known parts: {', '.join(sorted(known))}."
            form.report("unknown-field", f"'{owner}' has no part {shown(key.text)}", hint, key)
    return unique(form, node, owner)


def part(form: Form, parts: dict[str, Node], name: str, owner: str, *, prose: bool = True) -> str:
    """One text of a mapping; "" when it is absent or blank."""
    node = parts.get(name)
    if node is None:
        return ""
    if not isinstance(node, Text):
        form.report("bad-field", f"'{owner}.{name}' is to be one text", f"Write: {name}: a text", node)
        return ""
    return "" if node.is_empty else clean(form, node, f"{owner}.{name}", prose=prose)


def _described(form: Form, node: Fields) -> Picture | None:
    parts = parts_of(form, node, "image", PICTURE_FIELDS)
    src = parts.get("src")
    if src is None or (isinstance(src, Text) and src.is_empty):
        if any(not (isinstance(value, Text) and value.is_empty) for value in parts.values()):
            form.report(
                "missing-image", "'image' has no 'src', so no picture is shown", "Write: src: media/x.png", node
            )
        return None
    source = _source(form, src) if isinstance(src, Text) else part(form, parts, "src", "image")
    if not source:
        return None
    caption, credit = part(form, parts, "caption", "image"), part(form, parts, "credit", "image")
    if caption and not credit:
        caption, credit = split_credit(caption)
    made = Picture(
        src=source,
        location=form.place(src),
        alt=part(form, parts, "alt", "image"),
        caption=caption,
        credit=credit,
        license=part(form, parts, "license", "image"),
        source=_origin(form, parts),
    )
    return _asked(form, node, made, is_decorative=_is_decorative(parts.get("alt")))


def _origin(form: Form, parts: dict[str, Node]) -> str:
    """Where a picture was taken from: words, or an address that readers may follow."""
    node = parts.get("source")
    if isinstance(node, Text) and node.text.lstrip()[:4].lower() == "http":
        return address(form, node, "image.source")
    return part(form, parts, "source", "image")


def _is_decorative(alt: Node | None) -> bool:
    """`alt: ""` says that the picture tells nothing that the text does not; a blank says nothing."""
    return isinstance(alt, Text) and not alt.plain and not alt.text


def _asked(form: Form, node: Node, made: Picture, *, is_decorative: bool = False) -> Picture:
    if not made.alt and not is_decorative:
        hint = f"Write what it shows, for those who cannot see it: {_line(node, 'alt', 'A destroyer at anchor')}"
        form.report("missing-alt", f"the picture {shown(made.src)} has no description", hint, node)
    if not made.credit:
        hint = f"Write who made it: {_line(node, 'credit', 'Jane Doe')}"
        form.report("missing-credit", f"the picture {shown(made.src)} has no credit", hint, node)
    return made


def _line(node: Node, name: str, example: str) -> str:
    """The line to write: below the others, or, where the picture is a path alone, with the path as a part."""
    line = f"{name}: {example}"
    return f"image: {{src: {shown(node.text, 80)[1:-1]}, {line}}}" if isinstance(node, Text) else line


def _source(form: Form, node: Text) -> str:
    text = clean(form, node, "image")
    source, rule, fault = picture_source(text, form.path)
    if rule:
        hint = (
            "Write the path of a picture below content/, such as media/x.png, or an address that begins with https://."
        )
        form.report(rule, f"{shown(text)} {fault}", hint, node)
    return source
