"""This is the section of footnotes at the end of a body; every note is in it, whether something refers to it or not."""

from collections.abc import Mapping, Sequence

from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct, field

from generator.markdown.blocks import write_blocks
from generator.markdown.draft import Draft
from generator.markdown.filling import IN_PAGE

_UNUSED = -1
"""Stands for markdown-it's id of a note that nothing refers to."""


class Notes(Struct, kw_only=True):
    """The tokens of the notes: by label, by the number markdown-it gave to one in a line (`^[…]`), and second ones."""

    labels: dict[str, list[Token]] = field(default_factory=dict)
    inline: dict[int, list[Token]] = field(default_factory=dict)
    label_of: dict[int, str] = field(default_factory=dict)
    twins: list[list[Token]] = field(default_factory=list)
    """Notes whose label another note had before."""

    def each(self) -> list[list[Token]]:
        """The tokens of every note."""
        return [*self.labels.values(), *self.inline.values(), *self.twins]


def part(tokens: list[Token], env: EnvType) -> tuple[list[Token], Notes]:
    """The body without its notes, and the notes; a note inside a note stands for itself."""
    notes = Notes()
    if "footnotes" not in env:
        return tokens, notes
    _take_references(notes, env)
    levels: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "footnote_reference_open":
            levels.append([])
            label = str(token.meta["label"])
            if label in notes.labels:
                notes.twins.append(levels[-1])
            else:
                notes.labels[label] = levels[-1]
        elif token.type == "footnote_reference_close":
            levels.pop()
        else:
            levels[-1].append(token)
    return levels[0], notes


def _take_references(notes: Notes, env: EnvType) -> None:
    known: Mapping[int, Mapping[str, object]] = env["footnotes"].get("list", {})
    for key, note in known.items():
        if "tokens" in note:
            inline = Token("inline", "", 0)
            inline.children = env["footnotes"]["list"][key]["tokens"]
            notes.inline[key] = [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
        else:
            notes.label_of[key] = str(note["label"])


def write_notes(draft: Draft, notes: Notes) -> None:
    """Write the section, notes in the order of their first reference and the unused ones last; nothing if none is."""
    if not notes.labels and not notes.inline:
        return
    draft.html.append('<section class="footnotes" aria-label="Footnotes">\n<ol>\n')
    written = 0
    while written < len(draft.notes):
        keys = list(draft.notes)[written:]
        for key in keys:  # a note may refer to notes that nothing has referred to yet
            written += 1
            _write_note(draft, _take(notes, key), key, written)
    for tokens in notes.each():
        written += 1
        _write_note(draft, tokens, _UNUSED, written)
    draft.html.append("</ol>\n</section>\n")


def _take(notes: Notes, key: int) -> list[Token]:
    if key in notes.inline:
        return notes.inline.pop(key)
    return notes.labels.pop(notes.label_of[key], [])


def _write_note(draft: Draft, tokens: Sequence[Token], key: int, number: int) -> None:
    draft.ids[f"footnote-{number}"] = 0
    draft.html.append(f'<li id="footnote-{number}">')
    write_blocks(draft, tokens)
    last = draft.html.pop() if draft.html[-1] == "</p>\n" else ""
    draft.html += [_way_back(number, count) for count in range(1, draft.notes.get(key, (0, 0))[1] + 1)]
    draft.html.append(f"{last}</li>\n")
    draft.text.append("\n")


def _way_back(number: int, count: int) -> str:
    suffix = f"-{count}" if count > 1 else ""
    return (
        f' <a href="{IN_PAGE}#footnote-{number}-ref{suffix}" class="footnote-back"'
        f' aria-label="Back to reference {count} of footnote {number}">↩︎</a>'
    )
