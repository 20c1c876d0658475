"""These are the parts of views: anchors, dates, pictures, cards, heads of pages, and a body as Markdown makes one."""

from msgspec.structs import replace

from generator.model import Html
from generator.views.records import (
    Anchor,
    CardView,
    CorrectionView,
    DateView,
    FeedView,
    HeadView,
    NameView,
    PictureView,
    SiteView,
)

HOSTILE = """</script><b>"x"</b>'&"""

MARCH_18 = DateView(iso="2022-03-18", text="March 18, 2022", short="Mar 18, 2022")
MARCH_21 = DateView(iso="2022-03-21", text="March 21, 2022", short="Mar 21, 2022")
FEBRUARY_24 = DateView(iso="2022-02-24", text="February 24, 2022", short="Feb 24, 2022")
MAY_2 = DateView(iso="2019-05-02", text="May 2, 2019", short="May 2, 2019")

SMART_BOMBS = Anchor(text="Smart Bombs", href="/archive-site/sections/smart-bombs/", count=214)
WARSHIP = Anchor(text="Warship", href="/archive-site/sections/warship/", count=98)
LAND = Anchor(text="Land", href="/archive-site/sections/land/", count=41)
RUSSIA = Anchor(text="Russia", href="/archive-site/tags/russia/", count=112)
JAPAN = Anchor(text="Japan", href="/archive-site/tags/japan/", count=31)
STRAITS = Anchor(text="Straits", href="/archive-site/tags/straits/", count=1)
BUCKBY = Anchor(text="Jack Buckby", href="/archive-site/authors/jack-buckby/", count=226)
DESK = Anchor(text="Pacific Desk", href="/archive-site/authors/pacific-desk/", count=12)

MAP = PictureView(
    src="/archive-site/media/tsugaru.png",
    alt="Map of the strait between Honshu and Hokkaido with a ship's track from east to west",
    width=1600,
    height=800,
    caption="The Tsugaru Strait, about twenty kilometers wide at its narrowest, is open to foreign warships.",
    credit="Map: The Defense Archive",
    license="CC BY 4.0",
    source="https://example.org/map",
)
BYLINE = (
    NameView(name="Jack Buckby", href=BUCKBY.href, role="in New York"),
    NameView(name="Pacific Desk", href=DESK.href, is_person=False),
)

BODY = Html("""<p>Japan’s defense ministry reported four Russian warships in the <a href="/archive-site/2022/03/straits/">Tsugaru
Strait</a> over two days in March, and published photographs in which dozens of trucks stand on their decks. It said that it
would go on watching the movements of Russian forces with great caution.<sup class="footnote-ref"><a href="#footnote-1" id="footnote-1-ref"
aria-label="Footnote 1">1</a></sup></p>
<p>The strait is one of five that Japan keeps at a three-mile limit, so foreign navies pass it without asking. What was unusual was
the direction and the cargo. Landing ships of the <em>Ropucha</em> and <em>Alligator</em> classes seldom leave the Sea of Japan in
pairs; four in two days, loaded to the rails, had not been seen by the ministry’s own account since it began to print such reports.</p>
<h2 id="losses">Losses behind the move</h2>
<p>London’s public assessment of the same week described reinforcements called from as far as the Eastern Military District, the
Pacific Fleet and Armenia, after heavy losses in three weeks of war. It did not give figures for the ships themselves.</p>
<blockquote><p>Russia is likely now looking to secure alternative sources of manpower, and it is moving forces from as far away as its
Eastern Military District.</p></blockquote>
<p>Volunteers from Syria and private companies were expected to hold ground so that regular units could attack again. Whether trucks
that left Vladivostok in the middle of March could matter to that is a question of railways rather than of ships.</p>
<h3 id="ships">The four ships</h3>
<div class="table" role="region" aria-label="Table 1" tabindex="0"><table><thead><tr><th scope="col">Hull</th><th scope="col">Class</th><th scope="col" class="align-right">Full load, tons</th><th scope="col">Seen</th></tr></thead>
<tbody><tr><td>055 Admiral Nevelskoy</td><td>Ropucha</td><td class="align-right">4,080</td><td>March 15</td></tr>
<tr><td>066 Oslyabya</td><td>Ropucha</td><td class="align-right">4,080</td><td>March 15</td></tr>
<tr><td>077 Peresvet</td><td>Ropucha II</td><td class="align-right">4,080</td><td>March 16</td></tr>
<tr><td>081 Nikolay Vilkov</td><td>Alligator</td><td class="align-right">4,700</td><td>March 16</td></tr></tbody></table></div>
<p>Each carries about five hundred tons of cargo on two decks. Three things follow from the photographs, and none of them needs a
source inside either navy:</p>
<ul><li>the trucks are of the types that supply units have, not of those that fight;</li>
<li>nothing is lashed under cover, so the crossing was meant to be short;</li>
<li>the ships sit low, which agrees with what the ministry’s table gives as <code>full load</code>.</li></ul>
<figure><img src="/archive-site/media/five-straits.png" alt="Five straits of Japan, drawn to one scale" width="1600" height="900" loading="lazy">
<figcaption>The five straits in which Japan claims three miles instead of twelve. <span class="credit">Drawing: The Defense Archive</span></figcaption></figure>
<p>The ministry named no destination. The likeliest is the railhead at Vladivostok, from which the journey to the border of Ukraine
takes between nine and fourteen days, depending on how many trains are already waiting at the junctions of the Trans-Siberian.<sup class="footnote-ref"><a href="#footnote-2" id="footnote-2-ref"
aria-label="Footnote 2">2</a></sup></p>
<hr>
<p>Since then the ministry has reported <a href="https://www.mod.go.jp/" rel="external">eleven further passages</a>, all eastbound and
all empty. <s>It has published no further photographs.</s></p>
<section class="footnotes" aria-label="Footnotes"><ol>
<li id="footnote-1"><p>Joint Staff press release of March 16, 2022. <a href="#footnote-1-ref" class="footnote-back"
aria-label="Back to reference 1 of footnote 1">↩︎</a></p></li>
<li id="footnote-2"><p>The timetable of 2019 gives nine days for military freight. <a href="#footnote-2-ref" class="footnote-back"
aria-label="Back to reference 1 of footnote 2">↩︎</a></p></li>
</ol></section>
""")  # noqa: E501 -- a body is as Markdown makes it


def make_site(**changes):
    site = SiteView(
        title="The Defense Archive",
        description="Two decades of defense reporting, with every correction in the open",
        language="en",
        home="/archive-site/",
        menu=(
            SMART_BOMBS,
            WARSHIP,
            Anchor(text="Airpower", href="/archive-site/sections/airpower/"),
            LAND,
            Anchor(text="The Embassy", href="/archive-site/sections/the-embassy/"),
            Anchor(text="Explainers", href="/archive-site/sections/explainers/"),
            Anchor(text="Archive", href="/archive-site/archive/"),
        ),
        footer=(
            Anchor(text="Corrections", href="/archive-site/corrections/"),
            Anchor(text="Authors", href="/archive-site/authors/"),
            Anchor(text="Tags", href="/archive-site/tags/"),
            Anchor(text="About", href="/archive-site/about/"),
        ),
        social=(Anchor(text="Mastodon", href="https://social.example/@archive"),),
        search="/archive-site/search/",
        base="/archive-site/",
        stylesheet="/archive-site/assets/main.css",
        search_script="/archive-site/assets/search.js",
        search_modules=("/archive-site/assets/search-words.js",),
        opensearch="/archive-site/opensearch.xml",
        icon="/archive-site/assets/icon.svg",
        fonts=("/archive-site/assets/newsreader-text.woff2",),
        feed="/archive-site/feed.xml",
        tags="/archive-site/tags/",
        authors="/archive-site/authors/",
        archive="/archive-site/archive/",
        corrections="/archive-site/corrections/",
    )
    return replace(site, **changes)


def make_head(**changes):
    head = HeadView(
        title="Four warships through the strait | The Defense Archive",
        description="Vessels with rows of trucks on deck went west between Honshu and Hokkaido.",
        canonical="https://example.org/archive-site/2022/03/four-warships/",
        language="en",
        feeds=(FeedView(title="The Defense Archive", href="/archive-site/feed.xml", type="application/atom+xml"),),
        properties=(("og:title", "Four warships through the strait"), ("og:type", "article")),
        card="summary_large_image",
        data=Html('{"@context":"https://schema.org"}'),
    )
    return replace(head, **changes)


def make_card(**changes):
    card = CardView(
        title="Four warships through the strait: what Tokyo saw, and what it did not say",
        href="/archive-site/2022/03/four-warships/",
        date=MARCH_18,
        section=SMART_BOMBS,
        summary="Vessels with rows of trucks on deck went west between Honshu and Hokkaido.",
        byline=BYLINE,
    )
    return replace(card, **changes)


CARDS = (
    make_card(notice="Corrected"),
    make_card(
        title="What the letters mean: F, A, B and the rest",
        href="/archive-site/2022/03/letters/",
        section=Anchor(text="Airpower", href="/archive-site/sections/airpower/"),
        summary="A field guide to American designations, and where they break their own rules.",
        byline=BYLINE[1:],
        kind="Explainer",
    ),
    make_card(
        title="Five straits that decide a Pacific war",
        href="/archive-site/2022/02/five-straits/",
        section=WARSHIP,
        summary="Width, depth, law and who watches: one page for each.",
        date=FEBRUARY_24,
        byline=BYLINE[:1],
    ),
    make_card(
        title="Why the T-72 will not go away",
        href="/archive-site/2022/02/t-72/",
        section=LAND,
        summary="Fifty years, ten thousand hulls, and an autoloader that everybody has an opinion about.",
        date=FEBRUARY_24,
        byline=BYLINE[:1],
        kind="Opinion",
    ),
    make_card(title="The column that stopped", href="/archive-site/2022/02/column/", date=FEBRUARY_24, section=LAND),
    make_card(
        title="The treaty that outlived its signatories",
        href="/archive-site/2019/05/treaty/",
        date=MAY_2,
        section=None,
        summary="",
        byline=(),
        notice="Withdrawn",
    ),
)


def make_correction(**changes):
    correction = CorrectionView(
        id="correction-1",
        href="/archive-site/2022/03/four-warships/#correction-1",
        label="Correction",
        date=MARCH_21,
        text="An earlier version gave the width of the strait in miles as though they were nautical miles.",
        article="Four warships through the strait",
    )
    return replace(correction, **changes)


WITHDRAWAL = make_correction(
    id="correction-2",
    href="/archive-site/2022/03/four-warships/#correction-2",
    label="Withdrawn",
    text="The photographs were of another year. The text stays below for the record.",
    is_withdrawal=True,
)
