"""This is the attack on a whole site: payloads in every position, through the commands, each published file judged.

Here every twelfth payload is tried; `python -m tests.benchmarks xss` tries all 636.
"""

from collections import Counter

import pytest

from tests.hostile.archives import SETTINGS, attack, sample
from tests.hostile.positions import DOCUMENTS, POSITIONS, Slot, quoted, read_payloads

pytestmark = pytest.mark.slow
EVERY = 12


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    return attack(tmp_path_factory.mktemp("hostile"), sample(read_payloads(), EVERY))


def test_nothing_that_was_published_can_run(attacked):
    assert attacked.hits == []


def test_what_was_not_refused_was_published(attacked):
    """A payload that swallowed the positions after it, or an article that went missing, would prove nothing."""
    sentinels = sum(isinstance(part, str) and part.startswith("Sentinel") for part in DOCUMENTS[1].parts)
    for number in attacked.payloads:
        page = (attacked.site / f"2022/03/body-{number}/index.html").read_text(encoding="utf-8")
        assert page.count("<p>Sentinel ") == sentinels


def test_the_build_refuses_addresses_and_lets_words_through(attacked):
    refused = Counter(position for found in attacked.refused.values() for position in found)
    words = ("title", "summary", "tag", "bio", "body: text", "body: fence", "body: link title", "image caption")

    assert attacked.tried == len(attacked.payloads) * len(POSITIONS) + len(attacked.names)
    assert attacked.count_refused < attacked.tried / 4
    assert refused["author same as a scheme"] == len(attacked.payloads)
    assert [word for word in words if refused[word] > len(attacked.payloads) / 4] == []


def test_positions_are_many_and_each_is_named_once():
    slots = [part for document in DOCUMENTS for part in document.parts if isinstance(part, Slot)]

    assert len(set(POSITIONS)) == len(POSITIONS) > 120
    assert all("%P" in slot.lines or "%E" in slot.lines for slot in slots)
    assert [slot.position for slot in slots if "%P" in slot.harmless or "%E" in slot.harmless] == []


def test_the_settings_switch_off_every_rule_that_can_be():
    assert 'raw-html = "off"' in SETTINGS
    assert "unsafe-url" not in SETTINGS


@pytest.mark.parametrize(
    ("payload", "written"), [('a"b\\', 'a\\"b\\\\'), ("\x01\u202e\U000e0001", "\\x01\\u202E\\U000E0001")]
)
def test_a_payload_is_quoted_as_yaml_has_it(payload, written):
    assert quoted(payload) == written
