"""These tests hold the description for browsers to OpenSearch 1.1."""

from generator.opensearch import description

TEXT = """<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>The Defense</ShortName>
<LongName>The Defense &amp; Security Archive</LongName>
<Description>Reports &lt;since 2010&gt;</Description>
<Url type="text/html" template="https://example.org/a/search/?q={searchTerms}" />
<Image type="image/svg+xml">https://example.org/a/assets/icon.svg</Image>
<Language>en-US</Language>
<InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
"""


def describe(**changes):
    given = {
        "title": "The Defense & Security Archive",
        "about": "Reports <since 2010>",
        "language": "en-US",
        "search": "https://example.org/a/search/",
        "icon": "https://example.org/a/assets/icon.svg",
    }
    return description(**given | changes)


def test_a_browser_is_told_where_to_search_and_by_which_name():
    assert describe() == TEXT


def test_a_short_name_has_sixteen_characters_at_most_and_whole_words_where_it_can():
    titles = ("Sixteen letters!", "Seventeen letters", "Verteidigungsarchiv", "A  b")

    shorts = [describe(title=title).partition("<ShortName>")[2].partition("<")[0] for title in titles]

    assert shorts == ["Sixteen letters!", "Seventeen", "Verteidigungsarc", "A  b"]


def test_a_site_without_a_description_is_described_by_its_title():
    assert "<Description>Archive</Description>" in describe(title="Archive", about="")
