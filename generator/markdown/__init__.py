"""This is the only room that makes HTML of what writers wrote: a body's text becomes chunks of HTML and facts."""

from generator.markdown.filling import Destination, fill
from generator.markdown.reading import parse, plain_text

__all__ = ["Destination", "fill", "parse", "plain_text"]
