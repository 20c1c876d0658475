"""These are social cards: pictures made of an article's headline, for articles that have no picture of their own.

Places where links are shared, and feeds, show a picture or leave a gap. A card is known by its address, which holds a
digest of all that it shows and of how it is drawn: so each is drawn once.
"""

from generator.images.social.design import Design, read_design
from generator.images.social.keeping import CardMaker, Cards, keep, missing

__all__ = ["CardMaker", "Cards", "Design", "keep", "missing", "read_design"]
