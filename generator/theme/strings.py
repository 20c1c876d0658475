"""This is how templates say the words of the interface: as constants, set in when a template is compiled.

A page looks up no string then, and Jinja escapes each once and joins it to the markup around it.
"""

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

WORDS = "words"
"""The global of a template environment that holds `Words`."""


class Constants(Extension):
    """Puts the text in place of `words.article.related`; Jinja asks that such a thing be a class of this kind.

    What is no text, a sentence with links, is left to be looked up. A name that is misspelt is a fault of its template.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template with constants for the words."""
        before = ""
        for token in stream:
            if token.type == "name" and token.value == WORDS and before != "dot":
                yield from self._said(token, stream)
            else:
                yield token
            before = token.type

    def _said(self, first: Token, stream: TokenStream) -> Iterator[Token]:
        passed, value = [first], self.environment.globals[WORDS]
        while not isinstance(value, str) and stream.current.type == "dot":
            passed.append(next(stream))
            name = stream.current.value
            if not hasattr(value, name):
                said = "".join(token.value if token.type == "name" else "." for token in [*passed, stream.current])
                raise TemplateSyntaxError(f"there is no string {said}", first.lineno, stream.name, stream.filename)
            value = getattr(value, name)
            passed.append(next(stream))
        if isinstance(value, str):
            yield Token(first.lineno, "string", value)
        else:
            yield from passed
