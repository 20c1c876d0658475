"""This is the entrance: arguments in, a report on the terminal and an exit status out."""

from generator.cli.main import main

__all__ = ["main"]
