"""These are dates as writers spell them: the right instant on the right day, or what to write instead."""

import datetime as dt

import pytest

from generator.model import Article, Moment
from tests.content_makers import day, lines_of, offset, parse_article


@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize(
    ("written", "instant", "local"),
    [
        ("2014-08-26 11:00:35 -0400", dt.datetime(2014, 8, 26, 11, 0, 35, tzinfo=offset(-4)), dt.date(2014, 8, 26)),
        ("2015-03-17 14:00:00 -4", dt.datetime(2015, 3, 17, 14, tzinfo=offset(-4)), dt.date(2015, 3, 17)),
        ("2020-07-22 8:00:00 -0500", dt.datetime(2020, 7, 22, 8, tzinfo=offset(-5)), dt.date(2020, 7, 22)),
        ("2022-03-18 09:30", dt.datetime(2022, 3, 18, 9, 30, tzinfo=offset(-4)), dt.date(2022, 3, 18)),
        ("2020-07-07T00:00:00.000Z", dt.datetime(2020, 7, 7, tzinfo=dt.UTC), dt.date(2020, 7, 7)),
        ("2022-01-18T23:30:00+09:00", dt.datetime(2022, 1, 18, 23, 30, tzinfo=offset(9)), dt.date(2022, 1, 18)),
        # the clock skipped this time, and showed the other one twice
        ("2022-03-13 02:30", dt.datetime(2022, 3, 13, 2, 30, tzinfo=offset(-5)), dt.date(2022, 3, 13)),
        ("2022-11-06 01:30", dt.datetime(2022, 11, 6, 1, 30, tzinfo=offset(-4)), dt.date(2022, 11, 6)),
    ],
)
def test_case_7_a_time_is_the_right_instant_on_the_right_day(written, instant, local, quote):
    reading = parse_article(f"title: T\nauthor: A\ndate: {quote}{written}{quote}")

    assert isinstance(reading.record, Article)
    assert reading.record.published == Moment(instant=instant, day=local, has_time=True)


@pytest.mark.parametrize("written", ["2022-3-8", "8 March 2022", "March 8, 2022", "8 Mar 2022", "Mar. 8 2022"])
def test_case_7_a_day_has_no_time(written):
    reading = parse_article(f"title: T\nauthor: A\ndate: {written}")

    assert isinstance(reading.record, Article)
    assert reading.record.published == day(2022, 3, 8, -5)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "03/04/2022",
            "'03/04/2022' can be read as two dates [bad-date] Write 2022-03-04 for March 4, or 2022-04-03 for April 3.",
        ),
        ("25/12/2022", "'25/12/2022' is no date [bad-date] Write 2022-12-25 for December 25."),
        ("2022/12/25", "'2022/12/25' is no date [bad-date] Write 2022-12-25."),
        ("2022-02-30", "'2022-02-30' is no date [bad-date] February 2022 has 28 days."),
        (
            "2022-25-12",
            "'2022-25-12' is no date: there is no month 25 [bad-date] Write 2022-12-25, if the day comes first.",
        ),
        (
            "Febuary 30",
            (
                "'Febuary 30' is no date [bad-date] The month is called February. "
                "Write it as 2022-03-18, or with a time as 2022-03-18 09:30."
            ),
        ),
        (
            "2022-03-18 25:00",
            (
                "'2022-03-18 25:00' has a time that no clock shows [bad-date] "
                "Hours go from 00 to 23, minutes from 00 to 59."
            ),
        ),
        ("yesterday", "'yesterday' is no date [bad-date] Write it as 2022-03-18, or with a time as 2022-03-18 09:30."),
    ],
)
def test_case_7_what_is_no_date_is_refused_with_what_to_write(written, expected):
    reading = parse_article(f"title: T\nauthor: A\ndate: {written}")

    assert reading.record is None
    assert lines_of(reading) == [f"4:7: {expected}"]


def test_case_8_the_file_name_gives_the_date_and_nothing_else_does():
    named = parse_article("title: T\nauthor: A", path="content/articles/2016-05-19-x.md")
    unnamed = parse_article("title: T\nauthor: A")

    assert isinstance(named.record, Article)
    assert (named.record.published, named.record.slug) == (day(2016, 5, 19), "x")
    assert unnamed.record is None
    assert lines_of(unnamed) == ["1:1: 'date' is missing [missing-field] Write a line such as: date: 2022-03-18"]
