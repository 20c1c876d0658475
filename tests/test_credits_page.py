"""The page of picture credits: every picture once, with who made it and where it stands."""

from generator.archive.assemble import Records, assemble
from generator.model import Facts, Link, Url
from generator.plan.html import Source, html_pages
from generator.problems import Location
from generator.views.catalog import make_catalog
from generator.views.credits import CreditsLeaf, Use, leaves
from generator.views.records import Anchor, CreditView
from tests.makers import (
    ENGLISH,
    make_article,
    make_author,
    make_config,
    make_media,
    make_picture,
    make_today,
)


def credit_pages(*articles, authors=(), media=()):
    config = make_config()
    records = Records(articles=articles, authors=authors, media=media)
    assembly, _ = assemble(records, config, make_today())
    source = Source(catalog=make_catalog(assembly.archive, config, ENGLISH), targets=assembly.targets)
    planned = [page for page in html_pages(source) if page.url.startswith("/credits/")]
    return {page.url: page.make().view for page in planned}


def figure(credit):
    place = Location(path="content/articles/2022/b.md", line=9)
    return Link(number=0, target="../../media/map.png", location=place, is_picture=True, credit=credit)


def test_a_picture_stands_once_with_every_credit_and_every_page_that_shows_it():
    lead = make_picture(credit="Jane Doe", license="CC BY 4.0", source="https://example.org/map")
    first = make_article("a", picture=lead)
    second = make_article("b", day="2021-01-01", facts=Facts(links=(figure("Pacific Desk"),)))

    pages = credit_pages(first, second, media=(make_media(),))

    assert {url: (view.title, view.pictures, view.years) for url, view in pages.items()} == {
        "/credits/": (
            "Picture credits",
            (
                CreditView(
                    name="map.png",
                    href="/media/map.png",
                    credits=("Jane Doe", "Pacific Desk"),
                    licenses=("CC BY 4.0",),
                    sources=("https://example.org/map",),
                    places=(Anchor(text="A", href="/2022/03/a/"), Anchor(text="B", href="/2021/01/b/")),
                ),
            ),
            (),
        )
    }


def test_a_portrait_is_credited_to_its_authors_page():
    author = make_author(picture=make_picture("https://example.org/jane.jpg", credit="John Roe"))

    view = credit_pages(make_article("a"), authors=(author,))["/credits/"]

    assert view.pictures == (
        CreditView(
            name="jane.jpg",
            href="https://example.org/jane.jpg",
            credits=("John Roe",),
            licenses=(),
            sources=(),
            places=(Anchor(text="Jane Doe", href="/authors/jane-doe/"),),
        ),
    )


def use(number, year):
    picture = make_picture(f"content/media/{number:03d}.png")
    return Use(picture=picture, title="T", url=Url(f"/{year}/01/{number}/"), year=year)


def test_up_to_300_pictures_stand_on_one_page():
    uses = [use(number, 2021) for number in range(300)]

    assert leaves(uses) == (CreditsLeaf(url=Url("/credits/"), year=0, uses=tuple((one,) for one in uses)),)


def test_with_more_pictures_each_year_has_its_page_and_a_picture_stands_in_its_first():
    uses = [*(use(number, 2021) for number in range(300)), use(300, 2022), use(0, 2022), use(301, 0)]

    found = leaves(uses)

    assert [(leaf.url, leaf.year, len(leaf.uses), leaf.years) for leaf in found] == [
        ("/credits/", 0, 1, ((2022, 1), (2021, 300))),
        ("/credits/2022/", 2022, 1, ()),
        ("/credits/2021/", 2021, 300, ()),
    ]
