"""This is the pipeline from a folder of Markdown to a published site, one step a line."""

from generator.build.pipeline import build, examine, find_origins, wear_theme
from generator.build.records import Examination, Options
from generator.build.report import CardCounts, Counts, Origins, Report, Step
from generator.build.session import Session

__all__ = [
    "CardCounts",
    "Counts",
    "Examination",
    "Options",
    "Origins",
    "Report",
    "Session",
    "Step",
    "build",
    "examine",
    "find_origins",
    "wear_theme",
]
