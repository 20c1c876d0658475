"""This is the judge being judged: it lets pass what is harmless, and finds every document that is known to be bad."""

import gzip
import json

import pytest

from generator.config import read_config
from tests.hostile.judging import Site, address_fault, judge_body, judge_file, judge_site
from tests.makers import REPOSITORY

SITE = Site(url="https://news.example/repo/")
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src 'self'\"><title>T</title>"
)
ATOM = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
RSS = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><item>{}</item></channel></rss>"
)

BAD_BODIES = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>a</p>",
    "<p STYLE='color:red'>a</p>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='JaVaScRiPt:alert(1)'>a</a>",
    "<a href='java\tscript:alert(1)'>a</a>",
    "<a href='java\nscript:alert(1)'>a</a>",
    "<a href='\x01javascript:alert(1)'>a</a>",
    "<a href='&#1;&#106;avascript&colon;alert(1)'>a</a>",
    "<a href='vbscript:x'>a</a>",
    "<a href='data:text/html,x'>a</a>",
    "<a href='feed:javascript:x'>a</a>",
    "<a href='blob:https://news.example/x'>a</a>",
    "<a href='//host.example/'>a</a>",
    "<a href='/\\host.example/'>a</a>",
    "<a href='/\t/host.example/'>a</a>",
    "<a href='https://news.example@host.example/'>a</a>",
    "<a href='https:host.example'>a</a>",
    "<a href=x ping=/y>a</a>",
    "<img src='http://host.example/a.png' alt=''>",
    "<img src='data:image/svg+xml,x' alt=''>",
    "<img src=x onerror=alert(1)>",
    "<img srcset='/a.png 1x, javascript:x 2x' alt=''>",
    "<svg/onload=alert(1)>",
    "<math href=x>a</math>",
    "<iframe srcdoc='x'></iframe>",
    "<object data=x></object>",
    "<form action=/x><input name=q></form>",
    "<base href=//host.example/>",
    "<link rel=stylesheet href=/x>",
    "<style>p{}</style>",
    "<meta http-equiv=refresh content='0; url=/x'>",
    "<template><p>a</p></template>",
    "<textarea></textarea>",
    "<details open ontoggle=alert(1)>",
    "<p class=masthead>a</p>",
    "<table background='javascript:x'><tr><td>a</table>",
    "<x>a</x>",
    "a <!-- b",
]


@pytest.mark.parametrize("html", BAD_BODIES)
def test_a_bad_body_is_found(html):
    assert list(judge_body(html)) != []


@pytest.mark.parametrize("html", BAD_BODIES)
def test_a_bad_body_is_found_in_a_page_and_in_every_feed(html):
    page = f'{HEAD}<div class="prose">{html}</div>'
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace("\x01", "&amp;#1;")
    feed = {"items": [{"id": SITE.url, "url": SITE.url, "content_html": html}]}

    assert list(judge_file("x/index.html", page.encode(), SITE)) != []
    assert (
        list(
            judge_file(
                "feed.xml", ATOM.format(f"<entry><content type='html'>{escaped}</content></entry>").encode(), SITE
            )
        )
        != []
    )
    assert list(judge_file("rss.xml", RSS.format(f"<content:encoded>{escaped}</content:encoded>").encode(), SITE)) != []
    assert list(judge_file("feed.json", json.dumps(feed).encode(), SITE)) != []


@pytest.mark.parametrize(
    "html",
    [
        "<p>a &lt;script&gt; <em>b</em> <code>onerror=</code></p>",
        '<h2 id="a">b</h2><pre tabindex="0"><code class="language-c">d</code></pre>',
        '<a href="https://host.example/a?b=c:d#e">a</a> <a href="mailto:a@host.example">b</a> <a href="tel:+1">c</a>',
        '<a href="/repo/a/">a</a> <a href="#b">b</a> <img src="https://host.example/a.png" alt="" loading="lazy">',
    ],
)
def test_a_harmless_body_passes(html):
    assert list(judge_body(html)) == []


BAD_PAGES = [
    "<script>alert(1)</script>",
    "<script src=https://host.example/a.js></script>",
    "<script src=/repo/media/a.js></script>",
    "<script src=/repo/assets/a.js>alert(1)</script>",
    '<script type="application/ld+json">{"a": "<b"}</script>',
    '<script type="application/ld+json">{"a": </script>',
    '<script type="application/ld+json">{"url": "javascript:x"}</script>',
    '<script type="application/ld+json">{"sameAs": ["data:x"]}</script>',
    "<meta http-equiv=refresh content='0; url=https://host.example/'>",
    "<meta http-equiv=refresh content='0; url=javascript:x'>",
    "<meta http-equiv=refresh content='0; url=//host.example/'>",
    "<meta http-equiv=set-cookie content=x>",
    "<meta property=og:url content=javascript:x>",
    "<link rel=import href=/repo/x>",
    "<link rel=canonical href=https://host.example/>",
    "<form class=search action=https://host.example/>",
    "<form class=search method=post action=/repo/search/>",
    "<input name=q>",
    "<svg><a href=/x></a></svg>",
    "<body onload=alert(1)>",
    "<iframe src=/repo/></iframe>",
    "<marquee>a</marquee>",
    "<!-- a -->",
]


@pytest.mark.parametrize("html", BAD_PAGES)
def test_a_bad_page_is_found(html):
    assert list(judge_file("index.html", f"{HEAD}{html}".encode(), SITE)) != []


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><meta charset=utf-8><title>T</title>",
        HEAD.replace("default-src 'none'", "default-src 'self'"),
        HEAD.replace("img-src", "script-src 'unsafe-inline'; img-src"),
    ],
)
def test_a_page_without_a_strict_policy_is_found(page):
    assert list(judge_file("index.html", page.encode(), SITE)) != []


def test_a_harmless_page_passes():
    page = (
        f'{HEAD}<meta http-equiv="refresh" content="0; url=/repo/a/"><link rel="canonical" href="{SITE.url}a/">'
        f'<script type="application/ld+json">{{"url":"{SITE.url}"}}</script>'
        '<script type="module" src="/repo/assets/search.js"></script></head>'
        '<body><form class="search" action="/repo/search/"></form><div class="prose"><p>a</p></div></body></html>'
    )

    assert list(judge_file("index.html", page.encode(), SITE)) == []


BAD_FILES = {
    "x.svg.html": b"<svg onload=alert(1)>",
    "media/a.png": b"<html><script>alert(1)</script>",
    "media/a.exe": b"MZ",
    "a.htm": b"",
    "feed.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>',
    "b/feed.xml": ATOM.format('<script xmlns="http://www.w3.org/1999/xhtml"/>').encode(),
    "c/feed.xml": ATOM.format('<link href="javascript:x"/>').encode(),
    "d/feed.xml": b'<?xml version="1.0"?><?xml-stylesheet href="x"?><feed xmlns="http://www.w3.org/2005/Atom"/>',
    "rss.xml": RSS.format("<description>&lt;b&gt;</description>").encode(),
    "e/rss.xml": RSS.format("<link>https://host.example/</link>").encode(),
    "sitemap.xml": b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://host.example/</loc></url></urlset>',
    "feed.json": b'{"items": [{"id": "https://host.example/", "url": "https://host.example/"}]}',
    "manifest.json": b'{"files": {"javascript:x": "0"}}',
    "robots.txt": b"User-agent: *\nSitemap: https://host.example/sitemap.xml\n",
    "pagefind/fragment/a.pf_fragment": gzip.compress(b'pagefind_dcd{"url": "javascript:x"}'),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_found(name):
    assert list(judge_file(name, BAD_FILES[name], SITE)) != []


@pytest.mark.parametrize(
    "address", ["", "/a/", "#a", "a/b:c", "?a=b:c", "https://host.example:8080/@a", "mailto:a@b.example"]
)
def test_a_harmless_address_passes(address):
    assert address_fault(address) == ""


def test_the_starter_archive_passes(starter):
    """What fails here is an element, an attribute or a kind of file of the theme that no list of the judge has."""
    site = Site(url=read_config(REPOSITORY).url)

    assert list(judge_site(starter, site)) == []
