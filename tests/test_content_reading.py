"""These are the cases of front matter as writers really leave it: whole values, and whole messages."""

import datetime as dt
import hashlib
import zoneinfo
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import Reading, Source, SourceKind, parse, read
from generator.model import (
    Article,
    AuthorKind,
    AuthorRecord,
    Byline,
    Correction,
    CorrectionKind,
    Digest,
    Kind,
    Moment,
    Picture,
    PrintedBio,
    Reference,
    Slug,
    StaticPage,
    Status,
    TopicRecord,
)
from generator.problems import RULES, Location, Problem, Severity

ZONE = zoneinfo.ZoneInfo("America/New_York")
PATH = "content/articles/2022/x.md"
BROKEN = Path(__file__).parent / "fixtures" / "content" / "broken"


def parse_article(matter: str, body: str = "Text.\n", path: str = PATH) -> Reading:
    return parse(f"---\n{matter}\n---\n{body}", path=path, kind=SourceKind.ARTICLE, zone=ZONE)


def parse_with(*lines: str, path: str = PATH) -> Reading:
    """An article with a title, a date and an author, and these lines from line 5."""
    return parse_article("\n".join(("title: T", "date: 2022-03-18", "author: Jane Doe", *lines)), path=path)


def article_with(*lines: str, path: str = PATH) -> Article:
    reading = parse_with(*lines, path=path)
    assert reading.problems == ()
    assert isinstance(reading.record, Article)
    return reading.record


def lines_of(reading: Reading) -> list[str]:
    return [
        f"{p.location.line}:{p.location.column}: {p.message} [{p.rule}] {p.hint}".rstrip() for p in reading.problems
    ]


def offset(hours: float) -> dt.timezone:
    return dt.timezone(dt.timedelta(hours=hours))


def day(year: int, month: int, number: int, hours: float = -4) -> Moment:
    instant = dt.datetime(year, month, number, tzinfo=offset(hours))
    return Moment(instant=instant, day=dt.date(year, month, number))


def test_an_article_is_read_as_it_was_written():
    matter = "title: Four Warships\ndate: 2022-03-18\nauthor: By A and B\ntags: [F-35, 007]"

    reading = parse_article(matter, "One.\n\n---\n\nTwo.\n")

    assert reading == Reading(
        record=Article(
            path=PATH,
            digest=Digest(hashlib.sha256(b"One.\n\n---\n\nTwo.\n").hexdigest()),
            title="Four Warships",
            slug=Slug("x"),
            published=day(2022, 3, 18),
            bylines=(Byline(text="By A and B", location=Location(path=PATH, line=4, column=9)),),
            marks=(("title", 2, 1), ("date", 3, 1), ("author", 4, 1), ("tags", 5, 1)),
            tags=("F-35", "007"),
            tag_marks=(Location(path=PATH, line=5, column=8), Location(path=PATH, line=5, column=14)),
        ),
        body="One.\n\n---\n\nTwo.\n",
        first_line=7,
        problems=(),
    )


def test_case_1_a_colon_in_a_title_is_named_with_the_line_to_write():
    reading = parse_article("title: The Data Briefing: Ten Years of Digital Transformation\ndate: 2022-03-18")

    assert reading.record is None
    assert lines_of(reading) == [
        (
            "2:25: the value of 'title' holds a colon, so it needs quotes [bad-yaml] "
            'Write: title: "The Data Briefing: Ten Years of Digital Transformation"'
        )
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "bio: 'runs the Law Library's Twitter account'",
            (
                "2:28: the value of 'bio' ends at an apostrophe, since it stands between single quotes [bad-yaml] "
                'Write: bio: "runs the Law Library\'s Twitter account"'
            ),
        ),
        (
            'author: "Steve "Elmo" Lauver"',
            (
                "2:17: the value of 'author' ends at its second double quote, and more text follows [bad-yaml] "
                "Write: author: 'Steve \"Elmo\" Lauver'"
            ),
        ),
        (
            "author: \"Ravoyne \\'Ray\\' Payton\"",
            (
                "2:18: '\\'' means nothing between double quotes [bad-yaml] "
                "Leave out the backslash before an apostrophe; write \\\\ for a backslash itself."
            ),
        ),
        (
            "tags:\n\t- one",
            "3:1: a tab stands here, and YAML allows only spaces [bad-yaml] Write spaces in place of the tab.",
        ),
        (
            "title: Su-57 #1",
            (
                "2:8: '#1' would be lost: in YAML, what follows a space and '#' is a remark [bad-yaml] "
                "Put quotes around the whole value: \"Su-57 #1\". A remark needs a space after its '#'."
            ),
        ),
        (
            "title: *Moskva* sinks",
            (
                "2:8: the value of 'title' begins with '*', so it needs quotes [bad-yaml] "
                'Write: title: "*Moskva* sinks"'
            ),
        ),
        (
            "- one\n- two",
            (
                "2:1: front matter is lines such as 'title: …', and this one begins with a list [bad-yaml] "
                "Write each field on a line of its own: its name, a colon, a space, its value."
            ),
        ),
        (
            "a: [[[[x]]]]",
            (
                "2:7: lists and mappings stand 5 deep in one another here, and 4 levels are allowed [too-deep] "
                "Write it flatter. Put quotes around a text that begins with '[', '{' or '-'."
            ),
        ),
        (
            "<<: {title: x}",
            (
                "2:1: '<<' copies fields from elsewhere in YAML, which is not allowed here [bad-yaml] "
                "Write the fields out."
            ),
        ),
    ],
)
def test_cases_2_and_3_a_front_matter_that_is_no_yaml_gives_one_error_in_a_writers_words(line, expected):
    reading = parse_article(line)

    assert reading.record is None
    assert lines_of(reading) == [expected]


def test_case_4_a_repeated_field_is_a_warning_when_its_values_agree_and_an_error_when_they_differ():
    reading = parse_with("section: Sea", "section: Sea", "series: One", "series: Two")

    assert lines_of(reading) == [
        "6:1: 'section' is written twice with the same value, first in line 5 [duplicate-field] Delete one of the two.",
        (
            "8:1: 'series' is written twice with different values, first in line 7 [duplicate-field] "
            "Keep the one that is right, and delete the other."
        ),
    ]


def test_case_5_names_of_other_tools_are_named_with_the_field_that_was_meant():
    names = (
        "Date",
        "DATE",
        "pubDate",
        "published_at",
        "Title",
        "Tags",
        "topics",
        "categories",
        "Author",
        "descritpion",
    )

    reading = parse_with(*(f"{name}: x" for name in names))

    meant = ("date", "date", "date", "date", "title", "tags", "tags", "section", "author", "summary")
    assert lines_of(reading) == [
        f"{line}:1: there is no field '{name}' [unknown-field] Did you mean '{field}'?"
        for line, (name, field) in enumerate(zip(names, meant, strict=True), start=5)
    ]


def test_case_5_a_foreign_draft_is_an_error_since_it_would_be_published():
    reading = parse_with("draft: true")

    assert lines_of(reading) == [
        "5:1: there is no field 'draft', so this article would be published [bad-field] Write: status: draft"
    ]


def test_case_6_scalars_stay_the_text_that_was_written():
    reading = parse_with("tags: [F-35, 5.56, 5.50, .50, 7.62, 1917, 007, NO, on, 9E10, null, ~]")

    assert isinstance(reading.record, Article)
    assert reading.record.tags == ("F-35", "5.56", "5.50", ".50", "7.62", "1917", "007", "NO", "on", "9E10")
    assert lines_of(reading) == [
        "5:62: 'tags' has an entry that is empty [empty-value] Delete it, or write a value.",
        "5:68: 'tags' has an entry that is empty [empty-value] Delete it, or write a value.",
    ]


def test_tags_may_be_one_text_with_commas():
    assert article_with("tags: F-35,  South China Sea , ").tags == ("F-35", "South China Sea")


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
                "'Febuary 30' is no date [bad-date] Did you mean 'February 30'? "
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


@pytest.mark.parametrize(
    ("text", "first_line", "body"),
    [
        ("\ufeff---\n{}\n---\nText.\n", 6, "Text.\n"),
        ("---\r\n{}\r\n---\r\nText.\r\n", 6, "Text.\n"),
        ("\n\n---\n{}\n---\nText.\n", 8, "Text.\n"),
        ("---  \n{}\n--- \t\nText.\n", 6, "Text.\n"),
        ("---\n{}\n---\n\n---\n\nText.\n\n---\n", 6, "\n---\n\nText.\n\n---\n"),
        ("---\n{}\n---\n", 6, ""),
        ("---\n{}\n---", 6, ""),
    ],
)
def test_case_10_a_front_matter_is_found_and_no_text_is_lost(text, first_line, body):
    matter = "title: T\ndate: 2022-03-18\nauthor: A"

    reading = parse(text.format(matter), path=PATH, kind=SourceKind.ARTICLE, zone=ZONE)

    assert isinstance(reading.record, Article)
    assert (reading.record.title, reading.first_line, reading.body, reading.problems) == ("T", first_line, body, ())


_EXAMPLE = (
    "Begin the file with a line '---', then 'title: …', 'date: …' and 'author: …', then a line '---', then the text."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", f"1:1: the file is empty [missing-field] {_EXAMPLE}"),
        (" \n\n", f"1:1: the file is empty [missing-field] {_EXAMPLE}"),
        ("Text.\n", f"1:1: the file has no front matter [missing-field] {_EXAMPLE}"),
        (
            "---\ntitle: T\n",
            (
                "1:1: the front matter that opens here never ends [unclosed-front-matter] "
                "Write a line '---' after the last field, above the text."
            ),
        ),
        (
            "---\ntitle: T\n----\nText.\n",
            (
                "1:1: the front matter that opens here never ends [unclosed-front-matter] "
                "Line 3 is '----'; write --- there, if it is to end the front matter."
            ),
        ),
        (
            "---\ntitle: T\n---\n---\ntitle: U\ndate: 2022-03-18\n---\nText.\n",
            (
                "5:1: a second front matter stands here, after the first was closed [bad-yaml] "
                "Move its fields up between the first two lines '---', and delete the other lines '---'."
            ),
        ),
        (
            "title: T\n---\nText.\n",
            (
                "1:1: 'title: T' stands before the line '---' that opens the front matter [bad-yaml] "
                "Front matter begins with a line '---': write that line first, "
                "and keep one such line after the last field."
            ),
        ),
        (
            "+++\ntitle = 'T'\n+++\nText.\n",
            (
                "1:1: this front matter is TOML ('+++'), which is not read here [foreign-front-matter] "
                "Write it as YAML between two lines '---', or bring the archive in with 'python -m generator import'."
            ),
        ),
        (
            "---\ntitle: T\n<<<<<<< Updated upstream\ndate: 1\n=======\ndate: 2\n>>>>>>> stash\n---\nText.\n",
            (
                "3:1: two versions of the text meet here, and nobody has chosen between them [merge-marker] "
                "Keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
            ),
        ),
    ],
)
def test_cases_10_to_12_and_18_a_file_without_one_front_matter_gives_one_error(text, expected):
    reading = parse(text, path=PATH, kind=SourceKind.ARTICLE, zone=ZONE)

    assert reading.record is None
    assert lines_of(reading) == [expected]


def test_case_12_a_merge_marker_in_the_body_is_an_error_and_a_quotation_is_none():
    conflict = parse_article("title: T\ndate: 2022-03-18\nauthor: A", "One.\n<<<<<<< HEAD\nTwo.\n")
    quotation = parse_article("title: T\ndate: 2022-03-18\nauthor: A", ">>>>>>> One.\n")

    assert [(problem.rule, problem.location.line) for problem in conflict.problems] == [("merge-marker", 7)]
    assert quotation.problems == ()


def test_case_17_caption_and_credit_are_told_apart():
    article = article_with(
        "image:",
        "  src: /media/t-72.png",
        "  alt: A tank",
        '  caption: "Russia\'s T-72 tank drilling. Image Credit: Creative Commons."',
    )

    assert article.picture == Picture(
        src="content/media/t-72.png",
        location=Location(path=PATH, line=6, column=8),
        alt="A tank",
        caption="Russia's T-72 tank drilling.",
        credit="Creative Commons",
    )


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("A tank. Photo by Jane Doe.", ("A tank.", "Jane Doe")),
        ("A tank (AP Photo/Jane Doe)", ("A tank", "AP Photo/Jane Doe")),
        ("A tank. Courtesy of the U.S. Navy", ("A tank.", "the U.S. Navy")),
        ("A tank. (U.S. Navy photo by Jane Doe/Released)", ("A tank.", "U.S. Navy photo by Jane Doe/Released")),
        ("A tank (Photo: Jane Doe)", ("A tank", "Jane Doe")),
        ("The delay came courtesy of Congress.", ("The delay came courtesy of Congress.", "")),
        ("The photo by the door.", ("The photo by the door.", "")),
        ("Image: Reuters", ("", "Reuters")),
    ],
)
def test_case_17_a_credit_is_known_by_its_label(caption, expected):
    article = (
        article_with("image:", "  src: x.png", '  alt: ""', f"  caption: {caption!r}", "  credit:")
        if expected[1]
        else None
    )
    reading = parse_with("image:", "  src: x.png", '  alt: ""', f"  caption: {caption!r}")
    record = article or reading.record

    assert isinstance(record, Article)
    assert record.picture is not None
    assert (record.picture.caption, record.picture.credit) == expected


@pytest.mark.parametrize("lines", [("image:",), ("image:", "  src:", "  alt:")])
def test_case_17_a_blank_image_is_no_image(lines):
    assert article_with(*lines).picture is None


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("x.png", "content/articles/2022/x.png"),
        ("./x.png", "content/articles/2022/x.png"),
        ("../x.png", "content/articles/x.png"),
        ("media/x.png", "content/media/x.png"),
        ("/media/a%20b.JPG", "content/media/a b.JPG"),
        ("https://example.org/x", "https://example.org/x"),
        ("http://example.org/x.png", "https://example.org/x.png"),
    ],
)
def test_a_picture_is_found_beside_its_article_or_below_content(written, source):
    picture = article_with("image:", f"  src: {written}", "  alt: A", "  credit: C").picture

    assert picture is not None
    assert picture.src == source


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("../../../etc/x.png", "'../../../etc/x.png' leads out of the folder content/ [unsafe-path]"),
        ("javascript:x.png", "'javascript:x.png' begins with 'javascript:', which is not allowed [unsafe-url]"),
        ("x.svg", "'x.svg' is no picture by its ending [bad-field]"),
    ],
)
def test_a_picture_from_elsewhere_is_refused(written, expected):
    reading = parse_with(f"image: {written}")

    hint = "Write the path of a picture below content/, such as media/x.png, or an address that begins with https://."
    assert lines_of(reading) == [f"5:8: {expected} {hint}"]


def test_an_image_without_a_source_a_description_and_a_credit_is_told():
    no_source = parse_with("image: {alt: A tank}")
    bare = parse_with("image: x.png")

    assert lines_of(no_source) == [
        "5:8: 'image' has no 'src', so no picture is shown [missing-image] Write: src: media/x.png"
    ]
    assert lines_of(bare) == [
        (
            "5:8: the picture 'content/articles/2022/x.png' has no description [missing-alt] "
            "Write alt: and what the picture shows, for those who cannot see it."
        ),
        (
            "5:8: the picture 'content/articles/2022/x.png' has no credit [missing-credit] "
            "Write credit: and who made the picture."
        ),
    ]


def test_case_18_what_is_too_large_gives_one_error():
    matter = parse_article("title: " + "x" * 17_000)
    body = parse_article("title: T", "x" * 513 * 1024)

    assert lines_of(matter) == [
        "2:1: the front matter has 17,008 bytes, and 16,384 are allowed [too-large] Move long texts into the body."
    ]
    assert lines_of(body) == [
        "4:1: the text has 525,312 bytes, and 524,288 are allowed [too-large] Split the article in two."
    ]


def test_a_control_character_is_named_at_its_place():
    reading = parse_article("title: T\ndate: 2022-03-18\nauthor: A", "One.\nTw\x0bo.\n")

    assert lines_of(reading) == [
        (
            "7:3: the control character \\u{000B} cannot be published [control-character] "
            "Delete it; it cannot be seen in most editors, and usually comes from a word processor or a PDF."
        )
    ]


def test_a_control_character_written_as_an_escape_is_no_way_around():
    reading = parse_with('section: "a\\x0bb"')

    assert lines_of(reading) == [
        "5:10: 'section' holds the control character \\u{000B} [control-character] Write it without: ab"
    ]


def test_a_character_that_reorders_is_an_error_in_a_tag_and_a_warning_in_a_summary():
    reading = parse_with("tags: [a\u202eb]", "summary: a\u202eb")

    assert lines_of(reading) == [
        "5:8: 'tags' holds the character \\u{202E}, which cannot be seen [unsafe-character] Write it without: ab",
        "6:10: 'summary' holds the character \\u{202E}, which cannot be seen [hidden-character] Write it without: ab",
    ]


def test_a_hidden_character_in_a_body_is_a_warning_and_a_joiner_between_letters_that_need_it_is_none():
    matter = "title: T\ndate: 2022-03-18\nauthor: A"

    reading = parse_article(matter, "One\u200b two\u200b.\n\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n")

    assert lines_of(reading) == [
        (
            "6:4: the character \\u{200B} is here and cannot be seen [hidden-character] "
            "Delete it, unless the script of the text needs it."
        )
    ]


def test_every_form_of_an_author_is_read():
    def bylines(*lines: str) -> tuple[tuple[str, str, str], ...]:
        reading = parse_article("\n".join(("title: T", "date: 2022-03-18", *lines)))
        assert reading.problems == ()
        assert isinstance(reading.record, Article)
        return tuple((byline.text, byline.id, byline.role) for byline in reading.record.bylines)

    assert bylines("author: By A and B") == (("By A and B", "", ""),)
    assert bylines("authors: [jane-doe, John Roe]") == (("jane-doe", "", ""), ("John Roe", "", ""))
    assert bylines("authors:", "- {name: A, role: Photographer}", "- id: b") == (
        ("A", "", "Photographer"),
        ("", "b", ""),
    )
    assert bylines("author: A", "authors: [A, B]") == (("A", "", ""), ("B", "", ""))


@pytest.mark.parametrize(("line", "place", "what"), [("", "1:1", "missing"), ("author:", "4:1", "empty")])
def test_an_article_without_an_author_is_an_error(line, place, what):
    reading = parse_article(f"title: T\ndate: 2022-03-18\n{line}")

    assert lines_of(reading) == [
        f"{place}: 'author' is {what} [missing-field] Write a line such as: author: By Jane Doe"
    ]


def test_every_other_field_is_read():
    article = article_with(
        "section: Sea",
        "slug: four-warships",
        "kind: Analysis",
        "dateline: TOKYO",
        "status: withdrawn",
        "lang: pt-BR",
        "series: Ships",
        "expires: 2023-03-18",
        "updated: 2022-03-19",
        "aliases: [old/path, /2022/x.html, /a//b/]",
        "corrections: [{date: 2022-03-20, kind: clarification, text: Not so.}]",
        "sources: ['https://example.org/a', {url: 'https://example.org/b', title: B, accessed: 2022-03-01}]",
        "bio: {Jane Doe: Jane writes.}",
    )

    assert article == Article(
        path=PATH,
        digest=Digest(hashlib.sha256(b"Text.\n").hexdigest()),
        title="T",
        slug=Slug("four-warships"),
        published=day(2022, 3, 18),
        bylines=(Byline(text="Jane Doe", location=Location(path=PATH, line=4, column=9)),),
        marks=article.marks,
        section="Sea",
        kind=Kind.ANALYSIS,
        dateline="TOKYO",
        updated=day(2022, 3, 19),
        corrections=(Correction(date=day(2022, 3, 20), kind=CorrectionKind.CLARIFICATION, text="Not so."),),
        sources=(
            Reference(url="https://example.org/a"),
            Reference(url="https://example.org/b", title="B", accessed=dt.date(2022, 3, 1)),
        ),
        bios=(PrintedBio(text="Jane writes.", location=Location(path=PATH, line=17, column=17), name="Jane Doe"),),
        aliases=("/old/path/", "/2022/x.html", "/a/b/"),
        status=Status.WITHDRAWN,
        lang="pt-BR",
        series="Ships",
        expires=day(2023, 3, 18),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "kind: anaylsis",
            (
                "5:7: 'anaylsis' is no kind [bad-field] Did you mean 'analysis'? "
                "One of: news, analysis, opinion, explainer, interview, review, wire."
            ),
        ),
        ("lang: en_US", "5:7: 'en_US' is no language tag [bad-field] Write: lang: en-US"),
        ("section: [A, B]", "5:10: 'section' is to be one text [bad-field] Write: section: a text"),
        (
            "slug: Four Warships",
            (
                "5:7: the slug 'Four Warships' may hold only a-z, 0-9 and single hyphens between them [bad-slug] "
                "Write: slug: four-warships"
            ),
        ),
        (
            "aliases: [../x]",
            "5:11: the old address '../x' leads nowhere below this site [unsafe-path] Write it as a path: /old/path/",
        ),
        (
            "aliases: ['https://example.org/x']",
            (
                "5:11: the old address 'https://example.org/x' names a site, and is to be a path [unsafe-path] "
                "Write it as a path: /old/path/"
            ),
        ),
        (
            "sources: ['javascript:alert(1)']",
            (
                "5:11: 'javascript:alert(1)' begins with 'javascript:', which is not allowed [unsafe-url] "
                "Write an address that begins with https://, or leave it out."
            ),
        ),
        (
            "sources: ['https://example.org@evil.example/']",
            (
                "5:11: 'https://example.org@evil.example/' hides its host behind an '@' [unsafe-url] "
                "Write an address that begins with https://, or leave it out."
            ),
        ),
        (
            "sources: [www.example.org]",
            "5:11: 'www.example.org' is no address of a page [bad-field] Write: https://www.example.org",
        ),
    ],
)
def test_a_bad_value_is_told_with_what_was_meant(line, expected):
    assert lines_of(parse_with(line)) == [expected]


def test_a_slug_is_made_of_the_file_name_or_else_of_the_title():
    assert article_with(path="content/articles/2022-03-18-Four_Warships!.md").slug == "four-warships"
    assert article_with(path="content/articles/2022-03-18-!.md").slug == "t"


def test_an_author_record_is_read():
    text = "---\nname: Jane Doe\naliases: [J. Doe]\nkind: person\nlinks: ['https://example.org/']\n---\nJane writes.\n"

    reading = parse(text, path="content/authors/jane-doe.md", kind=SourceKind.AUTHOR, zone=ZONE)

    assert reading == Reading(
        record=AuthorRecord(
            path="content/authors/jane-doe.md",
            id=Slug("jane-doe"),
            name="Jane Doe",
            aliases=("J. Doe",),
            kind=AuthorKind.PERSON,
            links=("https://example.org/",),
            marks=(("name", 2, 1), ("aliases", 3, 1), ("kind", 4, 1), ("links", 5, 1)),
        ),
        body="Jane writes.\n",
        first_line=7,
    )


def test_a_tag_is_named_after_its_file_unless_it_has_a_title():
    reading = parse("---\n---\n", path="content/tags/south-china-sea.md", kind=SourceKind.TAG, zone=ZONE)

    assert reading.problems == ()
    assert reading.record == TopicRecord(
        path="content/tags/south-china-sea.md",
        slug=Slug("south-china-sea"),
        title="South china sea",
        digest=Digest(hashlib.sha256(b"").hexdigest()),
    )


@pytest.mark.parametrize("slug", ["tags", "2022"])
def test_a_page_may_not_take_an_address_of_the_site(slug):
    text = f"---\ntitle: T\nslug: {slug}\n---\n"

    reading = parse(text, path="content/pages/x.md", kind=SourceKind.PAGE, zone=ZONE)

    assert lines_of(reading) == [
        f"3:7: the address /{slug}/ belongs to the site itself [slug-collision] Choose another: slug: about-{slug}"
    ]


def test_a_page_is_read():
    text = "---\ntitle: About us\nsummary: Who we are.\n---\nWe.\n"

    reading = parse(text, path="content/pages/about.md", kind=SourceKind.PAGE, zone=ZONE)

    assert reading.record == StaticPage(
        path="content/pages/about.md",
        slug=Slug("about"),
        title="About us",
        digest=Digest(hashlib.sha256(b"We.\n").hexdigest()),
        summary="Who we are.",
    )


# The line of each file at which a person would look first.
_BROKEN_LINES = {
    "0003": 5, "0005": 5, "0009": 5, "0010": 7, "0012": 14, "0013": 16, "0015": 16, "0033": 15, "0034": 14, "0037": 26,
    "0038": 19, "0042": 7, "0045": 11, "0046": 9, "0056": 16, "0057": 16, "0060": 8, "0062": 1, "0063": 7, "0067": 8,
    "0068": 8, "0070": 9, "0072": 6, "0074": 18, "0078": 20, "0109": 5, "0137": 2, "0138": 2, "0140": 2, "0141": 2,
}  # fmt: skip
_BROKEN_AUTHORS = {"0010", "0012", "0013", "0015", "0078"}


@pytest.mark.parametrize("name", sorted(_BROKEN_LINES))
def test_a_broken_front_matter_of_the_field_gives_one_error_at_its_line(name):
    text = (BROKEN / f"{name}.md").read_text(encoding="utf-8")
    kind = SourceKind.AUTHOR if name in _BROKEN_AUTHORS else SourceKind.ARTICLE

    reading = parse(text, path=PATH, kind=kind, zone=ZONE)

    assert [(p.rule, p.location.line, bool(p.hint)) for p in reading.problems] == [
        ("bad-yaml", _BROKEN_LINES[name], True)
    ]
    assert reading.record is None


def write(root: Path, data: bytes) -> Source:
    (root / "x.md").write_bytes(data)
    return Source(path="x.md", kind=SourceKind.ARTICLE, size=len(data), modified_ns=0, inode=0)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"---\ntitle: caf\xc3\xa9 \x93x\n---\n",
            (
                "2:13: the byte 0x93 is no UTF-8; it may stand for '“' [bad-encoding] "
                "Save the file again with the encoding UTF-8; editors offer it under 'Save with encoding'."
            ),
        ),
        (
            "---\ntitle: T".encode("utf-16"),
            (
                "1:1: this file is saved as UTF-16, and only UTF-8 is read [bad-encoding] "
                "Save the file again with the encoding UTF-8; editors offer it under 'Save with encoding'."
            ),
        ),
        (b"x" * 600_000, "1:1: this file has more than 541,696 bytes [too-large] Split the article in two."),
    ],
)
def test_case_18_a_file_that_is_no_text_gives_one_error(tmp_path, data, expected):
    assert lines_of(read(tmp_path, write(tmp_path, data), ZONE)) == [expected]


def test_a_file_that_became_a_link_or_went_away_is_a_problem(tmp_path):
    source = write(tmp_path, b"---\n---\n")
    (tmp_path / "x.md").rename(tmp_path / "y.md")
    gone = read(tmp_path, source, ZONE)
    (tmp_path / "x.md").symlink_to(tmp_path / "y.md")
    linked = read(tmp_path, source, ZONE)

    hint = "Make it an ordinary file that everybody may read."
    assert lines_of(gone) == [f"1:1: this file cannot be read: No such file or directory [bad-encoding] {hint}"]
    assert lines_of(linked) == [
        f"1:1: this file cannot be read: Too many levels of symbolic links [bad-encoding] {hint}"
    ]


@pytest.mark.parametrize("hostile", ["[", "{", "- ", "? ", "[{", "a: {", "&a [", "!!x [", '"\\', "- - ? "])
def test_hostile_nesting_is_refused_and_kills_nothing(hostile):
    text = hostile * (16_000 // len(hostile))

    reading = parse_article(f"title: T\nx: {text}")

    assert reading.record is None
    assert {problem.rule for problem in reading.problems} <= {"too-deep", "bad-yaml", "too-large"}
    assert len(reading.problems) == 1


PIECES = st.sampled_from(
    ["---", "\n", "title: ", "date: ", "2022-03-18", "author: ", "tags: ", "[", "]", "{", "}", ": ", "- ", "'", '"',
     "#",
     "  ", "\t", "|", ">", "*", "&a", "!!str ", "<<", "\ufeff", "\r", "\x0b", "\u202e", "\ud800", "image: ", "src: ",
     "sources: ", "https://[", "aliases: ", "..", "corrections: ", "9999-12-31 23:59 -1400", "slug: ", "x"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(lambda p: "---\n" + "".join(p) + "\n---\nx")
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(SourceKind))
def test_no_text_raises_and_no_line_is_lost(text, kind):
    reading = parse(text, path=PATH, kind=kind, zone=ZONE)

    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if reading.record is not None:
        assert "\n".join(lines.split("\n")[reading.first_line - 1 :]) == reading.body
    elif kind not in {SourceKind.MEDIA, SourceKind.DATA}:
        assert any(RULES[problem.rule] is Severity.ERROR for problem in reading.problems)
    assert all(isinstance(problem, Problem) and "\x00" not in problem.message for problem in reading.problems)
