"""This is the live preview: the finished site at an address of this machine, made again when a source changes."""

from generator.server.answers import make_server
from generator.server.serving import Preview, serve
from generator.server.stage import Outcome

__all__ = ["Outcome", "Preview", "make_server", "serve"]
