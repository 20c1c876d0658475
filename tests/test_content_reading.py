"""These are the fields of front matter as writers really leave them: whole values, and whole messages."""

import datetime as dt
import hashlib

import pytest

from generator.content import Reading, SourceKind, parse
from generator.model import (
    Article,
    AuthorKind,
    AuthorRecord,
    Byline,
    Correction,
    CorrectionKind,
    Digest,
    Kind,
    PrintedBio,
    Reference,
    Slug,
    StaticPage,
    Status,
    TopicRecord,
)
from generator.problems import Location, Problem
from tests.content_makers import PATH, ZONE, article_with, day, lines_of, parse_article, parse_with


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
            marks="tag0 5 8\ntag1 5 14\ntitle 2 1\ndate 3 1\nauthor 4 1\ntags 5 1",
            tags=("F-35", "007"),
        ),
        body="One.\n\n---\n\nTwo.\n",
        first_line=7,
        problems=(),
    )


def test_the_place_of_a_tag_is_its_own_even_where_a_field_is_called_so():
    article = parse_article("title: T\ndate: 2022-03-18\nauthor: A\ntag0: x\ntags: [F-35, 007]", "One.\n").record

    assert [article.tag_place(index) for index in (0, 1)] == [
        Location(path=PATH, line=6, column=8),
        Location(path=PATH, line=6, column=14),
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
            marks="name 2 1\naliases 3 1\nkind 4 1\nlinks 5 1",
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


def test_a_tag_says_where_to_start_and_whether_it_is_a_timeline():
    text = "---\ntitle: Japan\nstart_here: [four-warships, ../articles/2021/five-straits.md]\ntimeline: true\n---\n"

    record = parse(text, path="content/tags/japan.md", kind=SourceKind.TAG, zone=ZONE).record

    assert isinstance(record, TopicRecord)
    assert record.has_timeline
    assert [(mention.text, mention.location.line, mention.location.column) for mention in record.start_here] == [
        ("four-warships", 3, 14),
        ("../articles/2021/five-straits.md", 3, 29),
    ]


@pytest.mark.parametrize(("written", "expected"), [("false", False), ("True", True), ("", False)])
def test_a_switch_is_true_or_false(written, expected):
    reading = parse(f"---\ntimeline: {written}\n---\n", path="content/tags/x.md", kind=SourceKind.TAG, zone=ZONE)

    assert isinstance(reading.record, TopicRecord)
    assert (reading.record.has_timeline, reading.problems) == (expected, ())


def test_a_switch_that_says_neither_is_told():
    reading = parse("---\ntimeline: newest\n---\n", path="content/tags/x.md", kind=SourceKind.TAG, zone=ZONE)

    assert reading.problems == (
        Problem(
            location=Location(path="content/tags/x.md", line=2, column=11),
            rule="bad-field",
            message="'timeline' is to be true or false",
            hint="Write: timeline: true",
        ),
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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "section: AT&amp;T",
            (
                "5:12: 'section' holds the HTML '&amp;', which is shown as it was written [raw-html] "
                "Write '&' in its place."
            ),
        ),
        (
            "summary: It is <em>true</em>.",
            (
                "5:16: 'summary' holds the HTML '<em>', which is shown as it was written [raw-html] "
                "Write it without: a field is plain text."
            ),
        ),
        (
            "series: x<!-- y",
            (
                "5:10: 'series' holds the HTML '<!--', which is shown as it was written [raw-html] "
                "Write it without: a field is plain text."
            ),
        ),
    ],
)
def test_html_in_a_field_is_told_since_it_is_shown_as_it_was_written(line, expected):
    assert lines_of(parse_with(line)) == [expected]


@pytest.mark.parametrize("line", ["section: AT&T; a < b > c", "series: <3", "summary: R&D;", "dateline: x&amp y"])
def test_what_only_looks_like_html_is_no_problem(line):
    assert article_with(line).title == "T"
