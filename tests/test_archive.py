import datetime as dt
from dataclasses import replace

import pytest

from generator.archive.assemble import Records, assemble
from generator.archive.links import Target, content_path, dead_root_links
from generator.archive.related import Dated, relate
from generator.archive.topics import name_topics
from generator.model import CorrectionKind, Facts, Link, Slug, Status, Url
from generator.problems import Location, Problem
from tests.makers import (
    make_article,
    make_config,
    make_correction,
    make_media,
    make_page,
    make_picture,
    make_today,
    make_topic,
)


def assembled(*articles, today=None, **records):
    return assemble(Records(articles=articles, **records), make_config(), today or make_today())


def urls_of(assembly):
    return [entry.url for entry in assembly.archive.entries]


def link_to(target, *, fragment="", number=0, is_picture=False):
    place = Location(path="content/articles/2022/a.md", line=9, column=5)
    return Link(number=number, target=target, fragment=fragment, location=place, is_picture=is_picture)


def test_entries_stand_newest_first_and_articles_of_one_instant_by_url():
    assembly, problems = assembled(
        make_article("b", day="2022-03-18"), make_article("a", day="2022-03-18"), make_article("c", day="2022-04-01")
    )

    assert urls_of(assembly) == ["/2022/04/c/", "/2022/03/a/", "/2022/03/b/"]
    assert problems == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"day": "2031-01-01"},
        {"expires": make_correction("2022-12-31").date},
    ],
)
def test_a_draft_a_future_and_an_expired_article_leave_no_trace(fields):
    hidden = make_article("hidden", author="Nobody Else", tags=["secret"], section="Nowhere", series="None", **fields)

    assembly, _ = assembled(make_article("shown", tags=["open"], section="Warship"), hidden)

    archive = assembly.archive
    assert urls_of(assembly) == ["/2022/03/shown/"]
    assert [tag.slug for tag in archive.tags] == ["open"]
    assert [section.slug for section in archive.sections] == ["warship"]
    assert archive.series == ()
    assert [author.id for author in archive.authors if author.articles] == ["jane-doe"]


def test_a_future_article_is_named_with_the_day_it_appears():
    _, problems = assembled(make_article("soon", day="2031-01-02", marks="date 3 7"))

    assert problems == (
        Problem(
            location=Location(path="content/articles/2031/soon.md", line=3, column=7),
            rule="future-date",
            message="2031-01-02 has not come yet, so the article is not shown",
            hint="It appears with the first build on that day. If the date is wrong, correct it.",
        ),
    )


def test_a_lead_that_readers_cannot_see_is_named():
    config = replace(make_config(), lead="content/articles/2022/four-warship.md")

    _, problems = assemble(Records(articles=(make_article(),)), config, make_today())

    assert problems == (
        Problem(
            location=Location(path="site.toml"),
            rule="broken-link",
            message="[front] lead names 'content/articles/2022/four-warship.md', and readers see no such article; "
            "another one leads the front page",
            hint="Did you mean content/articles/2022/four-warships.md?",
        ),
    )


def test_an_article_dated_today_is_shown():
    assembly, _ = assembled(make_article("now", day="2023-01-01"), today=make_today("2023-01-01"))

    assert urls_of(assembly) == ["/2023/01/now/"]


def test_drafts_are_shown_when_they_are_asked_for():
    assembly, _ = assembled(make_article("draft", status=Status.DRAFT), today=make_today(drafts=True))

    assert urls_of(assembly) == ["/2022/03/draft/"]


def test_two_articles_for_one_url_are_an_error_at_both_that_names_the_other():
    first = make_article("same", path="content/articles/2022/a.md", marks="slug 5 7")
    second = make_article("same", path="content/articles/2022/b.md", marks="slug 6 7")

    _, problems = assembled(first, second)

    hint = "Give one of them another slug; the one already published keeps its own."
    assert problems == (
        Problem(
            location=Location(path="content/articles/2022/a.md", line=5, column=7),
            rule="slug-collision",
            message="/2022/03/same/ is the address of content/articles/2022/b.md too",
            hint=hint,
        ),
        Problem(
            location=Location(path="content/articles/2022/b.md", line=6, column=7),
            rule="slug-collision",
            message="/2022/03/same/ is the address of content/articles/2022/a.md too",
            hint=hint,
        ),
    )


def test_one_slug_in_two_months_is_two_urls():
    assembly, problems = assembled(
        make_article("next-steps", day="2022-03-18", path="content/articles/a.md"),
        make_article("next-steps", day="2022-04-18", path="content/articles/b.md"),
    )

    assert urls_of(assembly) == ["/2022/04/next-steps/", "/2022/03/next-steps/"]
    assert problems == ()


def test_neighbors_are_those_of_the_section():
    assembly, _ = assembled(
        make_article("a", day="2022-01-01", section="Warship"),
        make_article("b", day="2022-02-01", section="Land"),
        make_article("c", day="2022-03-01", section="Warship"),
    )

    neighbors = {entry.url: (entry.previous, entry.next) for entry in assembly.archive.entries}
    assert neighbors == {
        "/2022/03/c/": ("/2022/01/a/", None),
        "/2022/02/b/": (None, None),
        "/2022/01/a/": (None, "/2022/03/c/"),
    }


def test_spellings_of_a_tag_are_one_tag_under_the_spelling_used_most():
    articles = [
        make_article("a", tags=["open science"]),
        make_article("b", tags=["Open Science"]),
        make_article("c", tags=["Open Science", "open-science"]),
    ]

    assembly, problems = assembled(*articles)

    tag = assembly.archive.tags[0]
    assert (tag.slug, tag.title, tag.entries) == (
        "open-science",
        "Open Science",
        ("/2022/03/a/", "/2022/03/b/", "/2022/03/c/"),
    )
    assert [(problem.location.path, problem.rule, problem.message) for problem in problems] == [
        (
            "content/articles/2022/a.md",
            "tag-variants",
            "the tag 'open science' is shown as 'Open Science', the spelling used most",
        ),
        (
            "content/articles/2022/c.md",
            "tag-variants",
            "the tag 'open-science' is shown as 'Open Science', the spelling used most",
        ),
    ]


def test_a_tag_record_decides_the_title_and_gathers_its_aliases_without_a_warning():
    record = make_topic("ukraine", "Ukraine", aliases=["Ukrainian war"])

    assembly, problems = assembled(make_article("a", tags=["Ukrainian war"]), tags=(record,))

    assert [(tag.slug, tag.title, tag.aliases) for tag in assembly.archive.tags] == [
        ("ukraine", "Ukraine", ("Ukrainian war",))
    ]
    assert problems == ()


def test_a_tag_without_a_letter_is_an_error():
    assembly, problems = assembled(make_article("a", tags=["!!!"]))

    assert assembly.archive.tags == ()
    assert [(problem.rule, problem.message) for problem in problems] == [
        ("bad-slug", "the tag '!!!' holds no letter or digit that a URL can keep")
    ]


def test_equally_frequent_spellings_stand_by_code_point():
    naming = name_topics(["nato", "NATO"], ())

    assert naming.title_of == {"nato": "NATO"}


def test_links_between_articles_pages_and_pictures_are_resolved():
    links = (
        link_to("../2021/b.md", fragment="width", number=0),
        link_to("../../pages/about.md", number=1),
        link_to("../../media/map.png", number=2, is_picture=True),
        link_to("/authors/", number=3),
        link_to("../../media/map.png", number=4),
    )
    article = make_article("a", facts=Facts(links=links))
    other = make_article("b", day="2021-01-01", facts=Facts(anchors=("width",)))

    assembly, problems = assembled(article, other, pages=(make_page(),), media=(make_media(),))

    assert assembly.targets["content/articles/2022/a.md"] == (
        Target(url=Url("/2021/01/b/"), fragment="width"),
        Target(url=Url("/about/")),
        Target(url=Url("/media/map.png"), width=1200, height=600, renditions=make_media().renditions),
        Target(url=Url("/authors/")),
        Target(url=Url("/media/map.000000000000-1600.webp")),
    )
    assert problems == ()


def test_dead_links_are_named_with_what_was_probably_meant():
    links = (
        link_to("b.md", number=0),
        link_to("../2021/b.md", fragment="widht", number=1),
        link_to("hidden.md", number=2),
        link_to("none.png", number=3, is_picture=True),
        link_to("../../../secret.md", number=4),
    )
    article = make_article("a", facts=Facts(links=links))
    other = make_article("b", day="2021-01-01", facts=Facts(anchors=("width",)))
    draft = make_article("hidden", status=Status.DRAFT)

    assembly, problems = assembled(article, other, draft)

    assert assembly.targets["content/articles/2022/a.md"] == (
        Target(url=Url("")),
        Target(url=Url("/2021/01/b/")),
        Target(url=Url("")),
        Target(url=Url("")),
        Target(url=Url("")),
    )
    assert [(problem.rule, problem.message, problem.hint) for problem in problems] == [
        ("broken-link", "there is no file 'b.md'", "Did you mean ../2021/b.md?"),
        ("broken-anchor", "../2021/b.md has no heading #widht", "Did you mean #width?"),
        (
            "broken-link",
            "hidden.md is a draft, so readers cannot follow this link",
            "Take the link out, or leave it until that article is shown: its words stay as plain text.",
        ),
        (
            "missing-image",
            "there is no picture 'none.png'",
            "Put the file beside the article or in content/media/, and spell its name exactly so.",
        ),
        (
            "broken-link",
            "there is no file '../../../secret.md'",
            "Write the path from this file to the other, for example ../2022/name.md.",
        ),
    ]


def test_a_dead_address_is_told_with_the_one_that_ends_alike():
    links = (link_to("/2021/02/b/", number=0), link_to("/nowhere/at/all/", number=1))

    problems = dead_root_links(links, frozenset({Url("/"), Url("/2021/01/b/"), Url("/tags/")}))

    assert [(problem.message, problem.hint) for problem in problems] == [
        ("no page of this site is at /2021/02/b/", "Did you mean /2021/01/b/?"),
        (
            "no page of this site is at /nowhere/at/all/",
            "Write the path from this file to the other, for example ../2022/name.md.",
        ),
    ]


def test_links_to_files_that_could_not_be_read_are_no_fault_of_their_own():
    links = (link_to("broken.md"), link_to("bomb.png", number=1, is_picture=True))
    article = make_article("a", facts=Facts(links=links), picture=make_picture("content/articles/2022/bomb.png"))
    unread = frozenset({"content/articles/2022/broken.md", "content/articles/2022/bomb.png"})

    assembly, problems = assembled(article, unread=unread)

    assert assembly.targets["content/articles/2022/a.md"] == (Target(url=Url("")), Target(url=Url("")))
    assert problems == ()


def test_a_lead_picture_that_does_not_exist_is_named():
    _, problems = assembled(make_article("a", picture=make_picture("content/media/none.png")))

    assert [(problem.rule, problem.message, problem.location.line) for problem in problems] == [
        ("missing-image", "there is no picture content/media/none.png", 8)
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("b.md", "content/articles/2022/b.md"),
        ("../2021/b.md", "content/articles/2021/b.md"),
        ("/media/x.png", "content/media/x.png"),
        ("../../../etc/passwd", ""),
        ("/../../x.md", ""),
    ],
)
def test_a_relative_path_never_leaves_content(target, expected):
    assert content_path("content/articles/2022/a.md", target) == expected


def test_related_articles_share_rare_tags_and_are_near_in_time():
    day = dt.date(2022, 1, 1)
    common = [Dated(url=Url(f"/c{n}/"), day=day, tags=(Slug("common"),)) for n in range(6)]
    entries = [
        Dated(url=Url("/own/"), day=day, tags=(Slug("common"), Slug("rare"))),
        Dated(url=Url("/near/"), day=day + dt.timedelta(days=30), tags=(Slug("rare"),)),
        Dated(url=Url("/far/"), day=day - dt.timedelta(days=3000), tags=(Slug("rare"),)),
        *common,
    ]

    related = relate(entries, count=3)

    assert related[Url("/own/")] == ("/near/", "/c0/", "/c1/")
    assert related[Url("/far/")] == ("/own/", "/near/")


def test_related_articles_do_not_depend_on_the_order_of_the_files():
    day = dt.date(2022, 1, 1)
    entries = [
        Dated(url=Url(f"/{n}/"), day=day + dt.timedelta(days=n % 7), tags=(Slug(f"t{n % 3}"), Slug(f"u{n % 5}")))
        for n in range(60)
    ]

    assert relate(entries, count=4) == relate(entries[::-1], count=4)


def test_a_withdrawn_article_stays_in_the_archive():
    assembly, _ = assembled(
        make_article("gone", status=Status.WITHDRAWN, corrections=(make_correction(kind=CorrectionKind.WITHDRAWN),))
    )

    assert urls_of(assembly) == ["/2022/03/gone/"]
