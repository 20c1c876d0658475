"""Social cards: what they show and say, which articles have one, and that each is drawn once."""

import io
import json
import shutil
from pathlib import Path

import lxml.html
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageFont

from generator.build import CardCounts
from generator.build.pictures import read_card_design
from generator.cli import main
from generator.images.social import CardMaker
from generator.images.social.drawing import draw_card
from generator.images.social.lettering import Setting, fit, measure, shorten, wrap
from generator.model import Digest, SocialCard, SocialStyle, Url
from generator.problems import BuildError
from generator.views.social import count_unlettered, with_social_cards
from tests.makers import REPOSITORY, SITE, article_text, make_article, make_picture, write_archive
from tests.test_amending import assert_clean, edit, is_short, run
from tests.test_images import encoded, gradient
from tests.test_views import catalog_of

DESIGN = read_card_design(str(REPOSITORY / "theme"))
STYLE = SocialStyle(digest=Digest("0" * 64), letters=DESIGN.letters)
ROOM = (1_056, 366)
WITH_CARDS = f"{SITE}\n[images]\ncards = true\n"
ARCHIVE = {
    "articles/2022/one.md": article_text("One", extra="section: Land\nsummary: First.\n", body="One begins.\n"),
    "articles/2022/two.md": article_text("Two", extra="summary: Second.\n", body="Two begins.\n"),
    "articles/2022/shown.md": article_text("Shown", extra="image: {src: map.png, alt: A map.}\n"),
    "articles/2022/kyiv.md": article_text("Київ"),
}


def card_of(headline="Four warships", **texts):
    given = {"section": "Land", "date": "March 18, 2022", "site": "The Archive", **texts}
    return SocialCard(url=Url("/assets/cards/x.png"), headline=headline, **given)


def shown(card):
    return Image.open(io.BytesIO(draw_card(card, DESIGN)))


@pytest.fixture
def built(tmp_path):
    root = tmp_path / "archive"
    root.mkdir()
    write_archive(root, ARCHIVE, WITH_CARDS)
    (root / "content/articles/2022/map.png").write_bytes(encoded(gradient(60, 40)))
    run(root)
    return root


def head(root, path):
    """The name and content of every property and twitter pair on a page, and its JSON-LD."""
    page = lxml.html.fromstring((root / "_site" / path / "index.html").read_text(encoding="utf-8"))
    pairs = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.xpath("//meta")}
    return pairs, json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["@graph"][0]


def cards_in(folder):
    return sorted(path.name for path in folder.glob("*.png"))


def test_a_card_has_the_size_that_networks_ask_for_and_sixteen_colors():
    picture = shown(card_of())

    assert (picture.format, picture.size, picture.mode, dict(picture.info)) == ("PNG", (1200, 630), "P", {})
    colors = [tuple(picture.getpalette()[place : place + 3]) for place in (0, 21, 33, 45)]
    assert colors == [DESIGN.paper, DESIGN.ink, DESIGN.quiet, DESIGN.signal]


def test_the_same_card_has_the_same_bytes_whoever_draws_it_and_after_whatever(tmp_path):
    cards = [card_of("One"), card_of("Two: “AVATAR”")]

    first = CardMaker(folder=tmp_path / "a", design=DESIGN)(cards)
    second = CardMaker(folder=tmp_path / "b", design=DESIGN)(cards[::-1])

    assert [kept.digest for kept in first] == [kept.digest for kept in second[::-1]]


@pytest.mark.parametrize("words", ["headline", "section", "date", "site"])
def test_every_text_is_shown(words):
    assert shown(card_of(**{words: "Other"})).tobytes() != shown(card_of()).tobytes()


def test_a_headline_is_set_in_the_largest_size_that_leaves_it_whole():
    long = "Congress asks the Navy why the frigate is three years late and what the delay will cost the yard"

    assert fit(DESIGN.headline, "Four warships", ROOM, 1.06) == Setting(lines=("Four warships",), size=104)
    assert fit(DESIGN.headline, long, ROOM, 1.06) == Setting(
        lines=(
            "Congress asks the Navy",
            "why the frigate is three",
            "years late and what the",
            "delay will cost the yard",
        ),
        size=84,
    )


def test_no_line_is_wider_than_its_room_whatever_the_words_are():
    for text in ("W" * 300, "i" * 9_000, "No way " * 200, "A", "x " * 1_000):
        setting = fit(DESIGN.headline, text, ROOM, 1.06)

        assert max(measure(DESIGN.headline, line) for line in setting.lines) * setting.size <= ROOM[0]
        assert len(setting.lines) * setting.size * 1.06 <= ROOM[1]


def test_a_headline_that_fits_no_size_ends_in_an_ellipsis():
    setting = fit(DESIGN.headline, "Words of the headline " * 40, ROOM, 1.06)

    assert (setting.size, len(setting.lines), setting.lines[-1][-1]) == (44, 7, "…")
    assert "".join(setting.lines[:-1]).count("…") == 0


def test_what_is_too_wide_is_cut_before_the_ellipsis():
    em = measure(DESIGN.label, "The Arch…")

    assert shorten(DESIGN.label, "The Archive", em) == "The Arch…"
    assert shorten(DESIGN.label, "The Arch…", em) == "The Arch…"
    assert shorten(DESIGN.label, "The Archive", 100) == "The Archive"


def test_a_word_that_is_wider_than_a_line_stands_alone():
    em = measure(DESIGN.label, "one two")

    assert wrap(DESIGN.label, ["one", "two", "Donaudampfschiff", "three"], em) == (
        "one two",
        "Donaudampfschiff",
        "three",
    )


@pytest.mark.parametrize("pair", ["AV", "To", "Yo", "Wa", "”A"])
def test_pairs_of_letters_are_fitted(pair):
    apart = sum(measure(DESIGN.headline, letter) for letter in pair)

    assert measure(DESIGN.headline, pair) < apart - 0.01


def test_words_are_not_drawn_together_across_a_space():
    parts = sum(measure(DESIGN.headline, part) for part in ("INF", " ", "Treaty"))

    assert measure(DESIGN.headline, "INF Treaty") == pytest.approx(parts)


def test_letters_are_as_wide_as_pillow_draws_them():
    plain = ImageFont.truetype(DESIGN.headline.source, 1_000, layout_engine=ImageFont.Layout.BASIC)
    plain.set_variation_by_axes([560, 48])

    widths = [measure(DESIGN.headline, letter) - DESIGN.headline.tracking for letter in "aWi—8"]

    assert widths == pytest.approx([plain.getlength(letter) / 1_000 for letter in "aWi—8"], abs=0.001)


def test_articles_without_a_picture_have_a_card_and_no_others():
    bare, pictured = make_article("bare", section="Land"), make_article("pictured", picture=make_picture())

    catalog = with_social_cards(catalog_of(bare, pictured), STYLE)

    (card,) = catalog.social.values()
    assert card == SocialCard(url=card.url, headline="Bare", section="Land", date="March 18, 2022", site="The Archive")
    assert list(catalog.social) == ["/2022/03/bare/"]


def test_no_article_has_a_card_where_none_are_asked_for():
    catalog = with_social_cards(catalog_of(make_article()), None)

    assert (catalog.social, count_unlettered(catalog, None)) == ({}, 0)


def test_letters_that_the_fonts_lack_make_no_card_and_are_counted():
    catalog = catalog_of(
        make_article("a", title="Київ"), make_article("b", title="東京"), make_article("c", title="Łódź")
    )

    carded = with_social_cards(catalog, STYLE)

    assert [card.headline for card in carded.social.values()] == ["Łódź"]
    assert count_unlettered(carded, STYLE) == 2


def test_letters_that_look_alike_are_no_reason_to_go_without():
    article = make_article(title="F\u201135\u00a0flies over\u202fZu\u0308\u00adrich")

    (card,) = with_social_cards(catalog_of(article), STYLE).social.values()

    assert card.headline == "F-35 flies over Zürich"


def test_a_card_has_another_address_when_it_shows_something_else():
    one, other = (with_social_cards(catalog_of(make_article(title=title)), STYLE) for title in ("One", "Two"))
    redrawn = with_social_cards(
        catalog_of(make_article(title="One")), SocialStyle(digest=Digest("1" * 64), letters=STYLE.letters)
    )

    assert len({card.url for catalog in (one, other, redrawn) for card in catalog.social.values()}) == 3


def test_machines_are_given_the_card_wherever_a_picture_would_be(built):
    pairs, data = head(built, "2022/03/one")

    url = pairs["og:image"]
    assert (built / "_site" / url.removeprefix("https://example.org/")).is_file()
    wanted = ("og:image:width", "og:image:height", "og:image:alt", "twitter:card")
    assert [pairs[name] for name in wanted] == ["1200", "630", "One", "summary_large_image"]
    assert data["image"]["url"] == url
    feed = json.loads((built / "_site/feed.json").read_text())
    assert next(item for item in feed["items"] if item["title"] == "One")["image"] == url
    assert f'<media:content url="{url}" medium="image"' in (built / "_site/feed.xml").read_text()
    assert f'<media:content url="{url}" medium="image"' in (built / "_site/rss.xml").read_text()


def test_a_picture_of_its_own_stays_and_foreign_letters_have_neither(built):
    pictured, _ = head(built, "2022/03/shown")
    foreign, _ = head(built, "2022/03/kyiv")

    assert pictured["og:image"] == "https://example.org/media/articles/2022/map.png"
    assert ("og:image" in foreign, foreign["twitter:card"]) == (False, "summary")


def test_readers_see_no_card(built):
    assert "/assets/cards/" not in lxml.html.tostring(
        lxml.html.fromstring((built / "_site/2022/03/one/index.html").read_text()).find("body"), encoding="unicode"
    )


def test_another_headline_draws_its_card_alone(built):
    before = cards_in(built / "_site/assets/cards")
    edit(built, "articles/2022/one.md", "title: One", "title: Won")

    report = run(built)

    after = cards_in(built / "_site/assets/cards")
    size = sum((built / "_site/assets/cards" / name).stat().st_size for name in after)
    assert report.cards == CardCounts(total=2, made=1, size=size, unlettered=1)
    assert (len(before), len(after), len(set(before) & set(after))) == (2, 2, 1)
    assert cards_in(built / ".cache/cards") == after
    assert_clean(built)


def test_an_edit_of_a_body_takes_the_short_way_and_leaves_cards_alone(built):
    edit(built, "articles/2022/one.md", "begins", "starts")

    report = run(built)

    assert (is_short(report), report.cards) == (True, None)
    assert_clean(built)


def test_a_theme_with_another_design_draws_every_card_again(built):
    shutil.copytree(REPOSITORY / "theme", built / "theme")
    run(built)
    sheet = built / "theme/social-card.toml"
    sheet.write_text(sheet.read_text().replace("#8a1c12", "#2b4a63"))

    report = run(built)

    assert (is_short(report), report.cards.made) == (False, 2)
    assert_clean(built)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"no picture"),
        lambda path: (path.parent / "known.json").write_bytes(b"no JSON"),
    ],
    ids=["gone", "broken", "unknown"],
)
def test_a_card_that_is_not_what_it_was_is_drawn_again(built, harm):
    harm(built / ".cache/cards" / cards_in(built / ".cache/cards")[0])
    edit(built, "articles/2022/two.md", "summary: Second.", "summary: Other.")

    run(built)

    assert_clean(built)


def test_cards_that_two_processes_draw_are_those_of_one(built):
    shutil.rmtree(built / ".cache")

    report = run(built, jobs=2)

    assert report.cards.made == 2
    assert_clean(built)


def test_two_articles_that_say_the_same_share_a_card(tmp_path):
    root = tmp_path / "archive"
    root.mkdir()
    write_archive(root, {f"articles/2022/{name}.md": article_text("Same") for name in "ab"}, WITH_CARDS)

    report = run(root)

    assert (report.cards.total, cards_in(root / "_site/assets/cards")) == (1, cards_in(root / ".cache/cards"))


def test_a_site_that_asks_for_no_cards_any_more_has_none(built):
    (built / "site.toml").write_text(SITE)

    assert run(built).cards is None

    assert not (built / "_site/assets/cards").exists()


def test_a_withdrawn_article_says_so_on_its_card(tmp_path):
    root = tmp_path / "archive"
    root.mkdir()
    withdrawn = "status: withdrawn\ncorrections:\n  - {date: 2022-04-01, kind: withdrawn, text: It was wrong.}\n"
    write_archive(root, {"articles/2022/a.md": article_text("Wrong", extra=withdrawn)}, WITH_CARDS)

    run(root)

    assert head(root, "2022/03/a")[0]["og:image:alt"] == "Withdrawn: Wrong"


def test_the_summary_tells_what_cards_cost(built, capsys):
    shutil.rmtree(built / ".cache")

    main(["--root", str(built), "build", "--no-search", "--now", "2023-01-01"])

    size = sum(path.stat().st_size for path in (built / "_site/assets/cards").iterdir())
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("cards: ")]
    assert told == [
        f"cards: 2 made, 0 left alone, {size / 1e3:.0f} kB; articles with letters that the theme's fonts lack: 1"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('face = "public-sans"', 'face = "comic"', "theme/social-card.toml: theme/fonts.toml has no face 'comic'"),
        (
            "#8a1c12",
            "oxide",
            "theme/social-card.toml: a color is to be written as #17191b, and 'oxide' is not",
        ),
        (
            "largest = 30",
            "largest = 3",
            "theme/social-card.toml: smallest is to be at least 1 and at most largest",
        ),
        (
            "[label]",
            "[labels]",
            "theme/social-card.toml, which [images] cards asks for: Object missing required field `label`",
        ),
    ],
)
def test_a_design_that_cannot_be_read_says_what_to_write(tmp_path, old, new, message):
    for name in ("fonts.toml", "social-card.toml"):
        text = (REPOSITORY / "theme" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(old, new) if name == "social-card.toml" else text, encoding="utf-8")

    with pytest.raises(BuildError) as caught:
        read_card_design(str(tmp_path))

    assert str(caught.value) == message


def test_a_theme_without_a_design_says_who_asks_for_it(tmp_path):
    shutil.copy(REPOSITORY / "theme/fonts.toml", tmp_path)

    with pytest.raises(BuildError, match=r"\Atheme/social-card.toml, which \[images\] cards asks for: .*No such file"):
        read_card_design(str(tmp_path))


def test_every_font_of_the_design_holds_every_letter_of_the_site():
    for lettering in (DESIGN.headline, DESIGN.label):
        held = {chr(point) for point in TTFont(lettering.source).getBestCmap()}

        assert sorted(DESIGN.letters - held) == [], Path(lettering.source).name
