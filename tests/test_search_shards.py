import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Digest, Url
from generator.search import Indexed
from generator.search.shards import cut


def make_note(number, date):
    return Indexed(
        url=Url(f"/{number:05}/"),
        digest=Digest(""),
        words=1,
        date=date,
        section="",
        authors=(),
        tags=(),
        designations=(),
    )


def make_days(count, first="2020-01-01", every=1):
    """One article a day, or one on each `every`th."""
    day = dt.date.fromisoformat(first)
    return [make_note(number, (day + dt.timedelta(number * every)).isoformat()) for number in range(count)]


def sizes(shards):
    return {shard.name: len(shard.notes) for shard in shards}


def test_without_articles_there_are_no_shards():
    assert cut([]) == ()


def test_each_year_is_a_shard_and_the_newest_is_last():
    assert sizes(cut(make_days(800))) == {"2020": 366, "2021": 365, "2022": 69}


def test_a_year_that_is_too_large_is_cut_into_halves_and_quarters():
    notes = make_days(366 + 31)

    assert sizes(cut(notes, most=200)) == {"20200": 182, "20201": 184, "2021": 31}
    assert sizes(cut(notes, most=100)) == {"202000": 91, "202001": 91, "202010": 92, "202011": 92, "2021": 31}


def test_thousands_of_articles_of_one_day_are_parted_by_their_urls():
    notes = [make_note(number, "2020-05-17") for number in range(400)] + make_days(1, "2021-01-01")

    shards = cut(notes, most=150)

    assert [shard.name[:12] for shard in shards[:-1]] == ["202001110001"] * (len(shards) - 1)
    assert max(len(shard.notes) for shard in shards) <= 150
    assert sum(len(shard.notes) for shard in shards) == 401


def test_the_hot_shard_narrows_when_it_is_full_and_the_rest_joins_its_year():
    assert sizes(cut(make_days(100), hot=100)) == {"2020": 100}
    assert sizes(cut(make_days(101), hot=100)) == {"2020": 91, "202001": 10}
    assert sizes(cut(make_days(366), hot=100)) == {"2020": 274, "202011": 92}


def test_articles_of_a_shard_stand_in_the_order_of_their_days_and_urls():
    notes = make_days(300)
    shuffled = notes[150:] + notes[:150][::-1]

    (shard,) = cut(shuffled)

    assert list(shard.notes) == notes


def test_a_new_article_touches_only_the_hot_shard_until_that_is_full():
    notes = make_days(1000)
    touched = []
    for count in range(800, 1000):
        before = {(shard.name, shard.notes) for shard in cut(notes[:count], hot=100)}
        after = {(shard.name, shard.notes) for shard in cut(notes[: count + 1], hot=100)}
        touched.append(len(after - before))

    assert touched.count(1) == 198
    assert max(touched) == 2


def test_an_article_that_comes_late_touches_only_the_shard_of_its_day():
    notes = make_days(1000)
    before = {(shard.name, shard.notes) for shard in cut(notes, most=100)}

    after = {(shard.name, shard.notes) for shard in cut([*notes, make_note(9999, "2021-02-03")], most=100)}

    assert [name for name, _ in after - before] == ["202100"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dates(dt.date(1990, 1, 1), dt.date(1993, 12, 31)), max_size=200), st.integers(1, 40))
def test_shards_hold_every_article_once_in_spans_that_do_not_overlap(dates, most):
    notes = [make_note(number, date.isoformat()) for number, date in enumerate(dates)]

    shards = cut(notes, most=most, hot=most)

    held = [note for shard in shards for note in shard.notes]
    days = [note.date for note in held]
    assert sorted(held, key=lambda note: note.url) == notes
    assert days == sorted(days)
    assert all(len(shard.notes) <= most for shard in shards)
    assert len({shard.name for shard in shards}) == len(shards)
    assert all(note.date[:4] == str(shard.year) for shard in shards for note in shard.notes)
