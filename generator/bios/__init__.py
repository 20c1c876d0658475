"""This is the reading of bios: found at the end of bodies, grouped by wording, and one of them chosen to be shown."""

from generator.bios.finding import Found, Printed, find_bios, mismatch, telling
from generator.bios.prose import is_prose, role_of, says_nothing
from generator.bios.subjects import Signature, names_author
from generator.bios.text import content_words, normal_form, plain_text, profile_accounts
from generator.bios.wordings import Change, Print, change_between, choose, gather

__all__ = [
    "Change",
    "Found",
    "Print",
    "Printed",
    "Signature",
    "change_between",
    "choose",
    "content_words",
    "find_bios",
    "gather",
    "is_prose",
    "mismatch",
    "names_author",
    "normal_form",
    "plain_text",
    "profile_accounts",
    "role_of",
    "says_nothing",
    "telling",
]
