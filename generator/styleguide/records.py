"""These are the parts of the style guide: what a component is shown with, and where it is set."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from generator.model import Html
from generator.styleguide.declarations import Declaration
from generator.views.records import HeadView


class Frame(StrEnum):
    """What stands around a component on the pages that use it."""

    BLOCK = "block"
    LINE = "line"
    """A line of text."""
    LIST = "list"
    FACTS = "facts"
    """A list of terms and links."""
    STORY = "story"
    """The text of an article."""
    ATTRIBUTES = "attributes"
    """The tag that opens a paragraph."""


class Sample(Struct, frozen=True, kw_only=True):
    """One call of a component. `note` says what it shows; `inside` stands for what a page would put into it."""

    note: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)
    frame: Frame = Frame.BLOCK
    inside: str = ""


class Exhibit(Struct, frozen=True, kw_only=True):
    """A component with what it says of itself; without samples where it is one of a site's own."""

    name: str
    macro: str
    template: str
    declaration: Declaration
    samples: tuple[Sample, ...]


class Passage(Struct, frozen=True, kw_only=True):
    """What a writer can say in the text: the Markdown, and the HTML that comes of it."""

    name: str
    source: str
    html: Html


class GuideView(Struct, frozen=True, kw_only=True):
    """template styleguide.html."""

    head: HeadView
    exhibits: tuple[Exhibit, ...]
    passages: tuple[Passage, ...]
    problems: Html
