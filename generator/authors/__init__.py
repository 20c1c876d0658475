"""This is the question who is who: spellings become authors, doubts become questions to an editor."""

from generator.authors.figures import Doubt, Figure, Grouping, Suspicion
from generator.authors.grouping import group
from generator.authors.kinship import Kinship, kinship

__all__ = ["Doubt", "Figure", "Grouping", "Kinship", "Suspicion", "group", "kinship"]
