"""This is the judge of a published site: everything in it is on a list of what is allowed, or it is a hit.

It reads the files as a browser or a feed reader would, and knows nothing of how they were made. HTML is parsed by
Lexbor, which follows the WHATWG standard as browsers do. An element or attribute that a template needs and no list
names yet is added here, with a thought for what a writer could do with it.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.etree
from selectolax.lexbor import LexborHTMLParser, LexborNode


def words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


BODY_ELEMENTS = words(
    """
    p h2 h3 h4 h5 h6 em strong s code pre a br sup span hr ul ol li blockquote div section table thead tbody
    tr th td img picture source figure figcaption aside
    """
)
"""What a writer's Markdown may become."""
BODY_ATTRIBUTES = words(
    """
    id href rel title src srcset sizes alt loading decoding referrerpolicy width height class role aria-label
    tabindex scope start type aria-hidden data-pagefind-ignore
    """
)
BODY_CLASSES = re.compile(
    r"(?:language-\S+|align-(?:left|center|right)|table|wide|credit|missing-picture|pull-quote"
    r"|footnotes|footnote-(?:ref|back))\Z"
)
PAGE_ELEMENTS = BODY_ELEMENTS | words(
    """
    html head meta title link script body main header footer nav article aside h1 time b i small abbr mark
    cite q dl dt dd details summary noscript form label input button fieldset legend select option output svg
    rect text line path circle g use picture source caption
    """
)
"""What the templates print around it."""
PAGE_ATTRIBUTES = BODY_ATTRIBUTES | words(
    """
    lang dir hreflang charset name content property http-equiv media type itemscope itemprop datetime value
    for method action checked selected open disabled hidden autocomplete autocapitalize spellcheck
    enterkeyhint inputmode placeholder minlength maxlength min max step required fetchpriority color
    crossorigin as viewbox viewBox x y x1 x2 y1 y2 cx cy r d fill stroke text-anchor focusable
    """
)
"""Besides those that begin with `data-` or `aria-`."""
OURS_ALONE = frozenset({"form", "input", "button", "select", "svg", "fieldset", "label", "details", "use"})
"""Elements that ask a reader for something or draw something: only with a class that the theme styles."""
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
IMAGE_SCHEMES = frozenset({"https"})
LINK_TYPES = words("canonical prev next stylesheet icon alternate search preload modulepreload manifest")
XML_TAGS: Mapping[str, frozenset[str]] = {
    "http://www.w3.org/2005/Atom": words(
        """
    feed id title subtitle updated link icon entry author name uri published category summary content
    """
    ),
    "": words(
        """
    rss channel title link description language lastBuildDate image url item guid pubDate category
    """
    ),
    "http://search.yahoo.com/mrss/": frozenset({"content"}),
    "http://purl.org/rss/1.0/modules/content/": frozenset({"encoded"}),
    "http://purl.org/dc/elements/1.1/": frozenset({"creator", "language"}),
    "http://www.sitemaps.org/schemas/sitemap/0.9": words("urlset sitemapindex sitemap url loc lastmod"),
    "http://www.google.com/schemas/sitemap-news/0.9": words(
        """
    news publication name language publication_date title keywords
    """
    ),
    "http://www.google.com/schemas/sitemap-image/1.1": frozenset({"image", "loc"}),
    "http://www.w3.org/1999/xhtml": frozenset({"link"}),
    "http://a9.com/-/spec/opensearch/1.1/": words(
        "OpenSearchDescription ShortName LongName Description Url Image Language InputEncoding"
    ),
}
"""The elements of feeds and sitemaps, by namespace."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_EDGES = "".join(map(chr, range(0x21)))
_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\<>\"]")
_HANDLER = re.compile(r"on[a-z]+\Z", re.IGNORECASE)
_POLICY = "default-src 'none'; "
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x00\x00\x00")
_FRAGMENT = b"pagefind_dcd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the judged site is published: its address, with a slash at its end."""

    url: str

    @property
    def base(self) -> str:
        """The path that everything of the site lies below."""
        return urlsplit(self.url).path

    def owns(self, address: str) -> bool:
        """Whether a browser that reads the address on a page of the site stays on the site."""
        return urljoin(f"{self.url}a/page/", as_browsers_read(address)).startswith(self.url)


def judge_site(folder: Path, site: Site) -> Iterator[tuple[str, str]]:
    """(file, what is wrong with it) for every hit in a published site."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield name, "is no ordinary file"
        elif path.is_file():
            yield from ((name, fault) for fault in judge_file(name, path.read_bytes(), site))


def judge_file(name: str, data: bytes, site: Site) -> Iterator[str]:
    """What is wrong with one published file."""
    for ending, judge in _JUDGES:
        if name.endswith(ending):
            try:
                yield from judge(data, site)
            except (ValueError, lxml.etree.XMLSyntaxError, OSError) as error:
                yield f"cannot be read: {error}"
            return
    yield "is of a kind that nobody judges"


# ---- Addresses -------------------------------------------------------------------------------------------------------


def as_browsers_read(address: str) -> str:
    """An address after the first steps of the URL standard: no control characters at its ends, no tabs or line ends."""
    return re.sub(r"[\t\n\r]", "", address.strip(_EDGES))


def address_fault(address: str, schemes: frozenset[str] = LINK_SCHEMES) -> str:
    """Why a link or a picture may not have this address, or ""."""
    seen = as_browsers_read(address)
    if _IN_ADDRESS.search(address):
        return f"the address {address!r} holds a character that hides what it is"
    scheme = _SCHEME.match(seen)
    if scheme is None:
        return f"the address {address!r} leaves the site" if seen[:2].replace("\\", "/") == "//" else ""
    if scheme[1].lower() not in schemes:
        return f"the address {address!r} has a scheme that is not allowed"
    if scheme[1].lower() in {"http", "https"}:
        host = re.match(r"//([^/?#]+)", seen[scheme.end() :])
        if host is None or "@" in host[1]:
            return f"the address {address!r} hides its host"
    return ""


# ---- HTML ------------------------------------------------------------------------------------------------------------


def judge_body(html: str) -> Iterator[str]:
    """What is wrong with HTML that a writer's Markdown became."""
    tree = LexborHTMLParser(f"<!doctype html><title></title><body>{html}")
    if tree.body is not None:
        yield from _judge_zone(tree.body)
    if "<!--" in html:
        yield "there is a comment"


def _judge_zone(zone: LexborNode) -> Iterator[str]:
    for node in _below(zone):
        if node.tag not in BODY_ELEMENTS:
            yield f"<{node.tag}> stands in a text"
        for name, value in node.attributes.items():
            if name not in BODY_ATTRIBUTES:
                yield f"<{node.tag} {name}> stands in a text"
            elif name == "class" and not all(map(BODY_CLASSES.match, (value or "").split())):
                yield f"the class {value!r} stands in a text"
        yield from _address_faults(node)


def _below(zone: LexborNode) -> Iterator[LexborNode]:
    """The elements below one, in the order of the text."""
    inner = iter(zone.traverse(include_text=False))
    next(inner)
    return inner


def _address_faults(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    if "href" in attributes and node.tag != "use":
        yield from _said(address_fault(attributes["href"] or ""))
    if "src" in attributes and node.tag != "script":
        yield from _said(address_fault(attributes["src"] or "", IMAGE_SCHEMES))
    for entry in (attributes.get("srcset") or "").split(","):
        yield from _said(address_fault(entry.strip().partition(" ")[0], IMAGE_SCHEMES))


def _said(fault: str) -> Iterator[str]:
    if fault:
        yield fault


def _judge_page(data: bytes, site: Site) -> Iterator[str]:
    text = data.decode()
    tree = LexborHTMLParser(text)
    if "<!--" in text:
        yield "there is a comment"
    for node in _below(tree.root):
        if node.tag not in PAGE_ELEMENTS:
            yield f"<{node.tag}>"
        yield from _attribute_faults(node)
        yield from _address_faults(node)
        judge = _PAGE_JUDGES.get(node.tag)
        if judge is not None:
            yield from judge(node, site)
        if node.tag in OURS_ALONE and not (node.attributes.get("class") or _has_class_above(node)):
            yield f"<{node.tag}> without a class of the theme"
    for zone in tree.css(".prose"):
        yield from _judge_zone(zone)
    yield from _policy_faults(tree)


def _has_class_above(node: LexborNode) -> bool:
    """A radio button lies in a label that has the class."""
    return bool(node.parent and node.parent.tag in {"label", "form", "figcaption", "svg"} and _class_near(node.parent))


def _class_near(node: LexborNode) -> bool:
    return bool(node.attributes.get("class"))


def _attribute_faults(node: LexborNode) -> Iterator[str]:
    for name, value in node.attributes.items():
        if name in PAGE_ATTRIBUTES or name.startswith(("data-", "aria-")):
            continue
        yield f"<{node.tag} {name}={value!r}>{' is a handler' if _HANDLER.match(name) else ''}"


def _policy_faults(tree: LexborHTMLParser) -> Iterator[str]:
    metas = tree.css("meta")
    policy = metas[1].attributes if len(metas) > 1 else {}
    content = policy.get("content") or ""
    if (policy.get("http-equiv") or "").lower() != "content-security-policy" or not content.startswith(_POLICY):
        yield "the policy does not stand before everything that it governs"
    if "unsafe-inline" in content or "'unsafe-eval'" in content:
        yield "the policy lets scripts run that stand in the page"


def _meta(node: LexborNode, site: Site) -> Iterator[str]:
    attributes = node.attributes
    kind, content = (attributes.get("http-equiv") or "").lower(), attributes.get("content") or ""
    if kind == "refresh":
        wait, _, address = content.partition("; url=")
        if wait != "0" or not site.owns(address) or address_fault(address):
            yield f"the page sends its reader to {content!r}"
    elif kind and kind != "content-security-policy":
        yield f"<meta http-equiv={kind!r}>"
    if (attributes.get("property") or "") in {"og:url", "og:image", "article:author"}:
        yield from _said(address_fault(content, frozenset({"https", "http"})))


def _link(node: LexborNode, site: Site) -> Iterator[str]:
    kinds = (node.attributes.get("rel") or "").lower().split()
    if not kinds or not set(kinds) <= LINK_TYPES:
        yield f"<link rel={' '.join(kinds)!r}>"
    if not site.owns(node.attributes.get("href") or ""):
        yield f"<link> leads away, to {node.attributes.get('href')!r}"


def _script(node: LexborNode, site: Site) -> Iterator[str]:
    source, kind = node.attributes.get("src"), node.attributes.get("type")
    if source is not None:
        if not (
            site.owns(source) and urlsplit(source).path.startswith((f"{site.base}assets/", f"{site.base}pagefind/"))
        ):
            yield f"a script from {source!r}"
        if node.text().strip():
            yield "a script with a source and a text"
    elif kind != "application/ld+json":
        yield f"a script in the page: {node.text()[:60]!r}"
    else:
        yield from _judge_data(node.text())


def _form(node: LexborNode, site: Site) -> Iterator[str]:
    action = node.attributes.get("action") or ""
    if not site.owns(action) or (node.attributes.get("method") or "get").lower() != "get":
        yield f"a form sends what is typed to {action!r}"


_PAGE_JUDGES: Mapping[str, Callable[[LexborNode, Site], Iterator[str]]] = {
    "meta": _meta,
    "link": _link,
    "script": _script,
    "form": _form,
}

# ---- What programs read ----------------------------------------------------------------------------------------------

_ADDRESSES = frozenset(
    {"url", "@id", "sameAs", "image", "contentUrl", "item", "urlTemplate", "mainEntityOfPage", "logo"}
)


def _judge_data(text: str) -> Iterator[str]:
    """JSON-LD: JSON in which nothing can end the script, and in which every address is one."""
    if "<" in text or ">" in text or "&" in text:
        yield "data in the page holds a mark that could end the script"
    yield from _json_faults(json.loads(text), "")


def _json_faults(value: object, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _json_faults(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _json_faults(inner, key)
    elif isinstance(value, str) and key in _ADDRESSES:
        yield from _said(address_fault(value.replace("{search_term_string}", "x"), frozenset({"http", "https"})))


def _judge_xml(data: bytes, site: Site) -> Iterator[str]:
    if data.count(b"<?") != 1 or b"<!" in data:
        yield "XML with more than elements and text"
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for element in lxml.etree.fromstring(data, parser).iter():
        tag = lxml.etree.QName(element)
        if tag.localname not in XML_TAGS.get(tag.namespace or "", ()):
            yield f"<{element.tag}>"
        yield from _element_faults(tag.localname, element, site)


def _element_faults(tag: str, element: lxml.etree._Element, site: Site) -> Iterator[str]:
    text = element.text or ""
    if tag == "encoded" or element.get("type") == "html":
        yield from judge_body(text)
    if tag == "description" and element.getparent().tag == "item" and _below_of(text):
        yield "a summary of a feed holds elements"
    if tag in {"loc", "url", "link", "uri", "id"} and not len(element) and text:
        yield from _said("" if site.owns(text) else f"<{tag}> leads away, to {text!r}")
        yield from _said(address_fault(text))
    for name in ("href", "url"):
        yield from _said(address_fault(element.get(name) or ""))
    if not site.owns(element.get("template", "")):
        yield f"the search of the site leads away, to {element.get('template')!r}"


def _below_of(html: str) -> bool:
    body = LexborHTMLParser(html).body
    return body is not None and any(True for _ in _below(body))


def _judge_json(data: bytes, site: Site) -> Iterator[str]:
    value = json.loads(data)
    for item in value.get("items", ()) if isinstance(value, dict) else ():
        yield from judge_body(item.get("content_html", ""))
        for key in ("id", "url"):
            yield from _said("" if site.owns(item[key]) else f"an item leads away, to {item[key]!r}")
    yield from _json_faults(value, "")


def _judge_manifest(data: bytes, _site: Site) -> Iterator[str]:
    for url, digest in json.loads(data)["files"].items():
        if address_fault(url.replace(" ", "%20")) or not url.startswith("/"):
            yield f"the manifest names {url!r}"
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            yield f"the manifest gives {url!r} the digest {digest!r}"


def _judge_fragment(data: bytes, _site: Site) -> Iterator[str]:
    """What search shows of a page. The title and the notes are set as text; the browser tests see to the excerpt."""
    plain = gzip.decompress(data).removeprefix(_FRAGMENT)
    fragment = json.loads(plain)
    address = fragment["url"]
    if not address.startswith("/") or address_fault(address):
        yield f"a result of the search leads to {address!r}"


def _judge_lines(data: bytes, site: Site) -> Iterator[str]:
    for line in data.decode().splitlines():
        name, _, value = line.partition(": ")
        if line and name not in {"User-agent", "Allow", "Disallow", "Sitemap"}:
            yield f"robots.txt says {line!r}"
        if name == "Sitemap" and not site.owns(value):
            yield f"robots.txt leads away, to {value!r}"


def _judge_picture(data: bytes, _site: Site) -> Iterator[str]:
    if not data.startswith(_PICTURES):
        yield "is no picture, whatever its name says"


def _trust(_data: bytes, _site: Site) -> Iterator[str]:
    """Files of the theme and of Pagefind, which no writer can change: their digests stand in the manifest."""
    return iter(())


_JUDGES: tuple[tuple[str, Callable[[bytes, Site], Iterator[str]]], ...] = (
    ("manifest.json", _judge_manifest),
    (".html", _judge_page),
    (".xml", _judge_xml),
    (".json", _judge_json),
    ("robots.txt", _judge_lines),
    (".pf_fragment", _judge_fragment),
    *((ending, _judge_picture) for ending in (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")),
    *(
        (ending, _trust)
        for ending in (".js", ".css", ".svg", ".woff2", ".pf_meta", ".pf_index", ".pf_filter", ".pagefind")
    ),
    *(
        (ending, _trust)
        for ending in ("-license.txt", ".wasm", ".pagefind", ".nojekyll", "CNAME", "pagefind-entry.json")
    ),
)
"""The judge of each kind of file, by the end of its name; the first that fits."""
