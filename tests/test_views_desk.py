"""These are the links to GitHub: what is edited, what is begun, and with which fields filled in."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.archive.assemble import Records, assemble
from generator.content import SourceKind, parse
from generator.model import Author, AuthorKind, AuthorRecord, Slug, Topic, Wording
from generator.plan.html import Source, html_pages
from generator.views.catalog import make_catalog
from generator.views.desk import author_desk, begin_url, topic_desk
from generator.views.records import NO_DESK, DeskView
from tests.makers import ENGLISH, ZONE, make_article, make_author, make_config, make_page, make_today, make_topic

GITHUB = "https://github.com/owner/repo"
TODAY = dt.date(2022, 3, 18)
CONFIG = make_config(f'\n[repository]\nurl = "{GITHUB}"\n')
ARTICLE_FORM = (
    f"{GITHUB}/new/main?filename=content/articles/name-of-the-article.md&value="
    "---%0A%23%20Name%20the%20file%20after%20the%20headline:%20four-warships.md."
    "%20The%20name%20becomes%20the%20end%20of%20the%20article%27s%20address."
    "%0A%23%20The%20headline.%20Required.%0Atitle:%0A%23%20The%20day%20of%20publication:%202022-03-18"
    ",%20or%202022-03-18%2009:30.%20Required,%20unless%20the%20file%20name%20begins%20with%20it.%0Adate:"
    "%0A%23%20Who%20wrote%20it:%20By%20Jane%20Doe%20and%20John%20Roe.%20Required,%20unless%20%27authors%27"
    "%20is%20given.%0Aauthor:%0A%23%20The%20one%20section%20it%20belongs%20to.%0Asection:"
    "%0A%23%20What%20it%20is%20about:%20%5BF-35,%20South%20China%20Sea%5D.%0Atags:%20%5B%5D"
    "%0A%23%20One%20or%20two%20sentences%20for%20lists%20and%20search%20engines.%0Asummary:"
    "%0A%23%20news,%20analysis,%20opinion,%20explainer,%20interview,%20review%20or%20wire.%0Akind:%20news"
    "%0A%23%20A%20picture:%20its%20path,%20or%20%7Bsrc,%20alt,%20caption,%20credit,%20license,"
    "%20source%7D.%0Aimage:"
    "%0A%20%20src:%20%20%23%20Its%20path:%20ship.png%20beside%20this%20file,%20or%20/media/ship.png."
    "%0A%20%20alt:%20%20%23%20What%20it%20shows,%20for%20those%20who%20do%20not%20see%20it."
    "%0A%20%20caption:%20%20%23%20What%20to%20know%20about%20it.%0A%20%20credit:%20%20%23%20Who%20made%20it."
    "%0A%20%20license:%20%20%23%20On%20which%20terms%20it%20may%20be%20used:%20CC%20BY%204.0."
    "%0A%20%20source:%20%20%23%20The%20address%20where%20it%20was%20found."
    "%0A%23%20A%20list%20of%20addresses,%20or%20of%20%7Burl,%20title,%20archived,%20accessed%7D."
    "%0Asources:%20%5B%5D%0A---%0A%0AWrite%20the%20text%20here.%0A"
)


def begun(url):
    """The file that GitHub would begin, and its text."""
    query = parse_qs(urlsplit(url).query, strict_parsing=True)
    return query["filename"][0], query.get("value", [""])[0]


def desks_of(config):
    """The desk of each page by its address; of an article and a page of the site the address that edits it."""
    articles = (
        make_article(
            "one", author="By Jane Doe and John Roe", section="Sea", tags=["Japan", "Straits"], series="Ships"
        ),
    )
    records = Records(
        articles=articles,
        authors=(make_author(),),
        tags=(make_topic("japan", "Japan"),),
        pages=(make_page(),),
    )
    assembly, _ = assemble(records, config, make_today())
    catalog = make_catalog(assembly.archive, config, ENGLISH)
    views = {page.url: page.make().view for page in html_pages(Source(catalog=catalog, targets={}))}
    return {url: getattr(view, "desk", getattr(view, "edit", None)) for url, view in views.items()}


def test_every_page_leads_to_the_file_behind_it_or_to_the_one_that_may_be():
    new = f"{GITHUB}/new/main?filename=content"
    edit = f"{GITHUB}/edit/main/content"
    general = DeskView(write=ARTICLE_FORM)

    assert desks_of(CONFIG) == {
        "/": general,
        "/404.html": None,
        "/2022/03/one/": f"{edit}/articles/2022/one.md",
        "/about/": f"{edit}/pages/about.md",
        "/archive/": general,
        "/archive/2022/": general,
        "/archive/2022/03/": general,
        "/authors/": general,
        "/authors/jane-doe/": DeskView(edit=f"{edit}/authors/jane-doe.md"),
        "/authors/john-roe/": DeskView(
            describe=f"{new}/authors/john-roe.md&value=---%0A%23%20The%20name%20as%20it%20is%20to%20be%20shown."
            "%20Required.%0Aname:%20%22John%20Roe%22%0A%23%20Other%20spellings%20that%20bylines%20used."
            "%0Aaliases:%20%5B%5D%0A%23%20person%20or%20organization.%0Akind:%20person"
            "%0A%23%20What%20the%20author%20is:%20Staff%20writer.%0Arole:%0A%23%20Where%20the%20author%20works."
            "%0Aaffiliation:%0A%23%20Addresses%20of%20the%20author%27s%20own%20pages.%0Alinks:%20%5B%5D%0A---%0A%0A"
        ),
        "/corrections/": general,
        "/credits/": None,
        "/search/": None,
        "/sections/": general,
        "/sections/sea/": DeskView(
            describe=f"{new}/sections/sea.md&value=---%0A%23%20The%20name%20of%20the%20tag%20or%20section%20as%20it"
            "%20is%20to%20be%20shown.%0Atitle:%20%22Sea%22%0A%23%20Other%20spellings%20that%20mean%20the%20same."
            "%0Aaliases:%20%5B%5D%0A---%0A%0A",
            write=ARTICLE_FORM,
        ),
        "/series/ships/": general,
        "/tags/": general,
        "/tags/japan/": DeskView(edit=f"{edit}/tags/japan.md", write=ARTICLE_FORM),
        "/tags/straits/": DeskView(
            describe=f"{new}/tags/straits.md&value=---%0A%23%20The%20name%20of%20the%20tag%20or%20section%20as%20it"
            "%20is%20to%20be%20shown.%0Atitle:%20%22Straits%22%0A%23%20Other%20spellings%20that%20mean%20the%20same."
            "%0Aaliases:%20%5B%5D%0A---%0A%0A",
            write=ARTICLE_FORM,
        ),
    }


def test_a_site_without_a_repository_leads_nowhere():
    desks = desks_of(make_config())

    assert {url for url, desk in desks.items() if desk not in {None, "", NO_DESK}} == set()


def test_an_author_record_is_begun_with_what_the_articles_say():
    author = Author(
        id=Slug("data-desk"),
        name='The "Data" Desk',
        kind=AuthorKind.ORGANIZATION,
        names=("Data & Charts #1", 'The "Data" Desk'),
        role="Charts: maps",
        bio=Wording(text="The Data Desk draws charts.", source="content/articles/x.md", first=TODAY, last=TODAY),
    )

    path, text = begun(author_desk(CONFIG, author).describe)

    reading = parse(text, path=path, kind=SourceKind.AUTHOR, zone=ZONE)
    assert reading.problems == ()
    assert isinstance(reading.record, AuthorRecord)
    record = reading.record
    assert (record.id, record.name, record.aliases, record.kind, record.role, reading.body) == (
        "data-desk",
        'The "Data" Desk',
        ("Data & Charts #1",),
        AuthorKind.ORGANIZATION,
        "Charts: maps",
        "\nThe Data Desk draws charts.\n",
    )


@pytest.mark.parametrize("name", ['"&value=x#?%0A---', "a\n---\nname: b", "<script>'\"</script>", "Ні «так» \\ 日本"])
def test_a_hostile_title_stays_within_its_value(name):
    url = topic_desk(CONFIG, "tags", Topic(slug=Slug("x"), title=name, entries=())).describe

    path, text = begun(url)
    reading = parse(text, path=path, kind=SourceKind.TAG, zone=ZONE)
    assert set(parse_qs(urlsplit(url).query)) == {"filename", "value"}
    assert url.isascii()
    assert not set(url) & set("\"'<> \n\\")
    assert (path, reading.record.title) == ("content/tags/x.md", " ".join(name.split()))


def test_a_text_too_long_for_an_address_is_left_out():
    url = begin_url(CONFIG, "content/tags/x.md", "x" * 6_200)

    assert url == f"{GITHUB}/new/main?filename=content/tags/x.md"
    assert len(begin_url(CONFIG, "content/tags/x.md", "x" * 6_000)) == len(url) + len("&value=") + 6_000


def test_a_branch_and_a_path_are_encoded():
    config = make_config(f'\n[repository]\nurl = "{GITHUB}"\nbranch = "news/next #1"\n')

    desk = topic_desk(config, "tags", Topic(slug=Slug("x"), title="X", entries=(), path="content/tags/a b?.md"))

    assert desk.edit == f"{GITHUB}/edit/news/next%20%231/content/tags/a%20b%3F.md"
