"""These tests hold the strings of the interface to their files, and the pages to the site's language."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from string import Formatter

import lxml.etree
import lxml.html
import pytest

from generator.build import Options, build, examine
from generator.config import read_config
from generator.problems import BuildError, Location, Problem, Severity
from generator.words import Around, Piece, Sentence, counted, direction, locale_of, make_words, number, untranslated
from tests.makers import ENGLISH, REPOSITORY, SITE, STRINGS, article_text, make_today, write_archive

UKRAINIAN = make_words(STRINGS, "uk")


def options_in(root: Path, **changes) -> Options:
    values = {"now": make_today().now, "output": root / "_site", "cache": root / ".cache", "use_search": False}
    return Options(**(values | {"theme": str(REPOSITORY / "theme")} | changes))


def changed(old: str, new: str, language: str = "en") -> dict[str, str]:
    assert old in STRINGS[language]
    return STRINGS | {language: STRINGS[language].replace(old, new)}


# ---- The files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", sorted(STRINGS))
def test_every_language_says_everything(language):
    words = make_words(STRINGS, language)

    assert (words.language, words.locale) == (language, language)


def test_the_site_may_name_a_land_that_the_file_does_not():
    words = make_words(STRINGS, "uk-UA")

    assert (words.language, words.locale, words.titles.archive) == ("uk", "uk-UA", "Архів")


def test_a_language_without_a_file_is_english_and_says_what_to_add():
    words = make_words(STRINGS, "fi-FI")

    assert (words.language, words.locale) == ("en", "en")
    assert untranslated(words, "fi-FI") == (
        Problem(
            location=Location(path="site.toml"),
            rule="untranslated",
            message="the theme has no strings in 'fi-FI', so its pages speak English",
            hint="Copy theme/strings/en.toml to theme/strings/fi.toml and translate it; docs/theming.md says how.",
        ),
    )
    assert untranslated(ENGLISH, "en-US") == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('skip = "До тексту"\n', "", "chrome.skip is missing"),
        (
            'skip = "До тексту"',
            'skip = "До тексту"\nskap = "x"',
            "chrome.skap is no string of the interface; did you mean chrome.skip?",
        ),
        ('"Оновлено {date}"', '"Оновлено"', "article.updated is to hold {date}, and holds nothing in braces"),
        ('"Оновлено {date}"', '"Оновлено {data}"', "article.updated is to hold {date}, and holds {data}"),
        ('"Оновлено {date}"', '"Оновлено {date"', "article.updated has a brace without its partner"),
        ('"Оновлено {date}"', "{ one = 'x' }", "article.updated is to be a text"),
        (
            'tags = { one = "{count} тег", ',
            "tags = { ",
            "counts.tags is to have the forms few, many, one, other, and has few, many, other",
        ),
        ("[тегів](tags)", "тегів", "dead_end.explanation is to link to (archive), (authors), (tags), each once"),
    ],
    ids=["missing", "unknown", "no placeholder", "another placeholder", "a brace", "a table", "a plural", "a link"],
)
def test_a_file_that_does_not_say_the_same_is_refused(old, new, fault):
    with pytest.raises(BuildError) as caught:
        make_words(changed(old, new, "uk"), "uk")

    assert str(caught.value) == f"theme/strings/uk.toml: {fault}"


def test_a_file_that_is_no_toml_is_refused():
    with pytest.raises(BuildError, match=r"\Atheme/strings/uk\.toml is no TOML: "):
        make_words(STRINGS | {"uk": "[chrome"}, "uk")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("skip = 'x'", "theme/strings/en.toml: skip is to stand below a [table]"),
        (
            "[chrome]\nskip = 1",
            "theme/strings/en.toml: chrome.skip is to be a text, or a table of texts for its plurals",
        ),
    ],
    ids=["no table", "no text"],
)
def test_a_value_that_is_no_string_is_refused(text, fault):
    with pytest.raises(BuildError) as caught:
        make_words({"en": text}, "en")

    assert str(caught.value) == fault


def test_a_theme_without_english_strings_is_refused():
    with pytest.raises(BuildError) as caught:
        make_words({"uk": STRINGS["uk"]}, "uk")

    assert str(caught.value) == "there is no theme/strings/en.toml, which says what every other language has to say"


def test_the_english_file_is_held_to_what_pages_ask_for():
    with pytest.raises(BuildError) as caught:
        make_words(changed('updated = "Updated {date}"', 'updated = "Updated"'), "en")

    assert str(caught.value) == "theme/strings/en.toml: article.updated is to hold one word in braces"


# ---- What is made of them --------------------------------------------------------------------------------------------


def test_a_string_around_an_element_is_said_in_two_halves():
    assert ENGLISH.article.updated == Around(before="Updated ", after="")
    assert ENGLISH.results.meant == Around(before="Did you mean ", after="?")


def test_a_sentence_holds_its_links_in_their_order():
    assert ENGLISH.results.unreachable == Sentence(
        pieces=(
            Piece(text="Search cannot be reached just now. The "),
            Piece(text="tags", place="tags"),
            Piece(text=" and the "),
            Piece(text="archive", place="archive"),
            Piece(text=" lead to every article."),
        )
    )


def test_a_number_of_things_takes_the_plural_of_its_language():
    said = [counted(UKRAINIAN, UKRAINIAN.counts.articles, count) for count in (1, 2, 5, 11, 21, 22, 1234)]

    assert said == ["1 стаття", "2 статті", "5 статей", "11 статей", "21 стаття", "22 статті", "1\N{NBSP}234 статті"]
    assert [counted(ENGLISH, ENGLISH.counts.articles, count) for count in (0, 1, 1234)] == [
        "0 articles",
        "1 article",
        "1,234 articles",
    ]


def test_a_number_is_grouped_as_its_land_does():
    assert [number(12345, language) for language in ("en-US", "uk", "de-CH", "tlh")] == [
        "12,345",
        "12\N{NBSP}345",
        "12’345",
        "12,345",
    ]


def test_a_language_that_cldr_does_not_know_keeps_what_it_knows_of_it():
    assert [str(locale_of(tag)) for tag in ("uk-UA", "uk-x-odesa", "tlh", "zh-Hant-TW")] == [
        "uk_UA",
        "uk",
        "en",
        "zh_Hant_TW",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-US", "ltr"),
        ("uk", "ltr"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("ckb", "rtl"),
        ("az", "ltr"),
        ("az-Arab", "rtl"),
        ("ku-latn", "ltr"),
        ("tlh", "ltr"),
    ],
)
def test_the_direction_follows_from_the_script(language, expected):
    assert direction(language) == expected


# ---- The pages -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ukrainian(tmp_path_factory):
    """The starter archive as a Ukrainian site."""
    root = tmp_path_factory.mktemp("ukrainian")
    report = build(replace(read_config(REPOSITORY), language="uk-UA"), options_in(root))
    assert not report.is_blocked
    return root / "_site"


def patterns_of(language: str) -> dict[str, re.Pattern[str]]:
    """Every string with more than three letters of its own, as what a page may show of it."""
    values = {}
    for table, entries in tomllib.loads(STRINGS[language]).items():
        for key, value in entries.items():
            forms = value.items() if isinstance(value, dict) else [("", value)]
            values |= {f"{table}.{key}.{form}": text for form, text in forms}
    return {key: as_pattern(text) for key, text in values.items() if sum(map(str.isalpha, own_words(text))) > 3}


BLANKS = {None: "", "count": r"[\d,. ]+", "year": r"\d{4}", "number": r"\d+"}
WRITTEN = "ancestor::*[contains(@class, 'prose') or @class='correction__text' or self::script]"


WRITTEN_SO = {
    ("kinds.opinion.", "Opinion"),  # the role of an author
    (
        "corrections.withdrawn_title.",
        "Withdrawn: this explainer repeated an earlier one and gave the wrong year for a treaty.",
    ),  # the summary of a withdrawn article
}
"""What writers wrote as the interface would have said it."""


def own_words(text: str) -> str:
    return "".join(literal for literal, _, _, _ in Formatter().parse(text))


def as_pattern(text: str) -> re.Pattern[str]:
    parts = [re.escape(literal.strip()) + BLANKS.get(name, ".*") for literal, name, _, _ in Formatter().parse(text)]
    return re.compile(r"\s*".join(parts))


def shown(page: Path) -> set[str]:
    """Every text and every attribute of the interface that a reader may meet, white space folded."""
    tree = lxml.html.document_fromstring(page.read_text(encoding="utf-8"))
    texts = tree.xpath(f"//text()[not({WRITTEN})]")
    attributes = tree.xpath("//@aria-label | //@title | //@alt | //meta/@content | //link/@title | //@placeholder")
    return {" ".join(str(text).split()) for text in (*texts, *attributes)} - {""}


def test_no_english_string_is_left_on_a_ukrainian_site(ukrainian):
    own = {pattern.pattern for pattern in patterns_of("uk").values()}
    english = {key: pattern for key, pattern in patterns_of("en").items() if pattern.pattern not in own}
    pages = sorted(ukrainian.rglob("*.html"))
    texts = {text for page in pages for text in shown(page)}

    left = {(key, text) for text in texts for key, pattern in english.items() if pattern.fullmatch(text)}

    assert (left, len(pages) > 100, len(english) > 100) == (WRITTEN_SO, True, True)


def test_the_same_look_finds_the_strings_of_an_english_site(starter):
    texts = {text for page in starter.rglob("*.html") for text in shown(page)}

    found = {key for text in texts for key, pattern in patterns_of("en").items() if pattern.fullmatch(text)}

    unseen = {key.partition(".")[0] for key in patterns_of("en").keys() - found}
    assert len(found) > 60
    assert "results" in unseen


def test_a_ukrainian_site_writes_its_dates_and_numbers_in_ukrainian(ukrainian):
    tree = lxml.html.parse(str(ukrainian / "2022/03/four-warships-through-the-tsugaru-strait/index.html")).getroot()

    assert tree.get("lang") == "uk-UA"
    assert tree.xpath("//article//time/text()")[0] == "18 березня 2022\u202fр."
    assert tree.xpath("//span[@class='dates__part']/text()")[0] == "3 хвилини"
    march = lxml.html.parse(str(ukrainian / "archive/2022/03/index.html")).getroot()
    assert march.xpath("string(//h1)") == "Березень 2022"


def test_a_ukrainian_site_has_ukrainian_feeds_and_metadata(ukrainian):
    feed = lxml.etree.parse(str(ukrainian / "corrections" / "feed.xml")).getroot()
    page = lxml.html.parse(str(ukrainian / "tags" / "index.html")).getroot()

    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk-UA"
    assert feed.findtext("{http://www.w3.org/2005/Atom}title") == "Виправлення · The Defense Archive"
    assert page.xpath("string(//meta[@property='og:locale']/@content)") == "uk_UA"
    assert page.xpath("string(//meta[@name='description']/@content)") == "The Defense Archive: 32 теги."


ARABIC = article_text(
    "مضيق تسوغارو", extra="slug: tsugaru\nlang: ar\nsection: Sea\nsummary: أربع سفن\n", date="2022-03-18"
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """An English site with an Arabic article between two English ones."""
    root = tmp_path_factory.mktemp("mixed")
    files = {
        "articles/tsugaru.md": ARABIC,
        "articles/before.md": article_text("Before", date="2022-03-17", extra="section: Sea\n"),
        "articles/after.md": article_text("After", date="2022-03-19", extra="section: Sea\n"),
    }
    report = build(write_archive(root, files), options_in(root))
    assert not report.is_blocked
    return root / "_site"


def marks(tree, path):
    return [(node.get("lang"), node.get("dir")) for node in tree.xpath(path)]


def test_an_article_in_another_language_is_marked_and_the_interface_around_it_is_not(mixed):
    tree = lxml.html.parse(str(mixed / "2022/03/tsugaru/index.html")).getroot()

    assert (tree.get("lang"), tree.get("dir")) == ("en-US", None)
    assert marks(tree, "//article") == [("ar", "rtl")]
    inside = "//article//*[contains(@class,'story__facts') or contains(@class,'story__foot') or @class='kicker']"
    assert marks(tree, inside) == [("en-US", "ltr")] * 3
    assert tree.xpath("string(//meta[@property='og:locale']/@content)") == "ar_EG"
    assert '"inLanguage":"ar"' in tree.xpath("string(//script)").replace('": "', '":"')


@pytest.mark.parametrize("page", ["index.html", "sections/sea/index.html", "archive/2022/index.html"])
def test_a_list_marks_headline_and_summary_in_another_language(mixed, page):
    tree = lxml.html.parse(str(mixed / page)).getroot()

    cards = tree.xpath("//li[contains(@class,'card')]")
    found = {card.xpath("string(.//a[@class='card__link'])"): marks(card, "*[@lang]") for card in cards}

    assert set(found["مضيق تسوغارو"]) == {("ar", "rtl")}
    assert (found["Before"], found["After"]) == ([], [])


def test_a_neighbor_in_another_language_is_marked(mixed):
    tree = lxml.html.parse(str(mixed / "2022/03/before/index.html")).getroot()

    assert marks(tree, "//span[@class='neighbors__title']") == [("ar", "rtl")]


def test_a_feed_marks_an_entry_in_another_language(mixed):
    feed = lxml.etree.parse(str(mixed / "feed.xml")).getroot()
    name = "{http://www.w3.org/XML/1998/namespace}lang"

    assert (feed.get(name), [entry.get(name) for entry in feed.findall("{http://www.w3.org/2005/Atom}entry")]) == (
        "en-US",
        [None, "ar", None],
    )


# ---- Building again --------------------------------------------------------------------------------------------------


def test_a_changed_string_makes_every_page_again(tmp_path):
    theme = tmp_path / "theme"
    theme.mkdir()
    for name in ("templates", "styles", "scripts", "icons"):
        (theme / name).symlink_to(REPOSITORY / "theme" / name)
    (theme / "strings").mkdir()
    (theme / "strings" / "en.toml").write_text(STRINGS["en"], encoding="utf-8")
    config = write_archive(tmp_path, {"articles/a.md": article_text()})
    build(config, options_in(tmp_path, theme=str(theme)))
    text = STRINGS["en"].replace('related = "Related"', 'related = "See also"')
    (theme / "strings" / "en.toml").write_text(text, encoding="utf-8")

    report = build(config, options_in(tmp_path, theme=str(theme)))

    kept = [url for url, reason in report.reasons.items() if url.endswith("/") and not reason]
    assert kept == []


def test_check_warns_of_a_language_without_strings(tmp_path):
    config = write_archive(tmp_path, {"articles/a.md": article_text()}, SITE.replace("en-US", "fi"))

    found = examine(config, options_in(tmp_path)).findings

    assert [(finding.problem.rule, finding.severity) for finding in found] == [("untranslated", Severity.WARNING)]
