"""This is what a component says of itself, in the comment at the head of its template."""

import re

from msgspec import Struct

_HEAD = re.compile(r"\{#\n(?P<purpose>.+)\n\n(?P<parameters>(?:.+\n)+)#\}\n")
_PARAMETER = re.compile(r"(?P<name>\w+): (?P<kind>.+?)(?: = (?P<default>\S+))? – (?P<purpose>.+)")


class Parameter(Struct, frozen=True, kw_only=True):
    """What a component is called with: its name, its kind, what it is for, and what it is when it is left out.

    `default` is an expression of Jinja, or "" for a parameter that must be given.
    """

    name: str
    kind: str
    default: str
    purpose: str


class Declaration(Struct, frozen=True, kw_only=True):
    """What a component is for, and its parameters in the order of its macro."""

    purpose: str
    parameters: tuple[Parameter, ...]


SILENT = Declaration(purpose="It says nothing of itself.", parameters=())
"""What stands for the declaration of a component without one, as a site of its own may have."""


def read_declaration(template: str) -> Declaration:
    """The declaration of a component: a sentence, a blank line, and a line for each parameter."""
    head = _HEAD.match(template)
    if head is None:
        return SILENT
    found = [_PARAMETER.fullmatch(line) for line in head["parameters"].splitlines()]
    return Declaration(
        purpose=head["purpose"],
        parameters=tuple(
            Parameter(name=said["name"], kind=said["kind"], default=said["default"] or "", purpose=said["purpose"])
            for said in found
            if said is not None
        ),
    )


def macro_name(component: str) -> str:
    """What the macro of a component is called: `feed_link` in feed-link.html."""
    return component.replace("-", "_")
