"""This is the measure of time and memory, beside Hugo, Pelican and Eleventy: make bench SIZES="1000 10000"."""

from tests.benchmarks.speed.command import main

__all__ = ["main"]
