"""This is the reading of bylines: "By A and B" becomes mentions, a name becomes the key that two spellings share."""

from generator.bylines.folding import clean, fold
from generator.bylines.given import is_given, same_given
from generator.bylines.mentions import Mention, organization_key, parse_byline
from generator.bylines.names import Name, parse_name
from generator.bylines.organizations import is_organization

__all__ = [
    "Mention",
    "Name",
    "clean",
    "fold",
    "is_given",
    "is_organization",
    "organization_key",
    "parse_byline",
    "parse_name",
    "same_given",
]
