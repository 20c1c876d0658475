"""This is the door to pictures: what they are is read from headers, and readers get cleaned renditions of them.

A picture is judged before any of its pixels is decoded (Pillow only warns at 89 megapixels, and a PNG of 20 KB can hold
169). None is published as it came: each is decoded once, in each of its sizes written anew, and kept by the digest of
its bytes.
"""

from generator.images.keeping import Maker, Outcome, Recipe, Survey, keep, missing, survey
from generator.images.storing import File, Stamp

__all__ = ["File", "Maker", "Outcome", "Recipe", "Stamp", "Survey", "keep", "missing", "survey"]
