"""This is the tripwire: pages with payloads in every position, opened in Chromium, where nothing of them may run.

Everything that a payload would call is replaced by a trap; every request that is not for the site is refused and noted;
every link is judged by where the browser itself says that it leads; and a page with a live payload proves the wire.
"""

import contextlib
import re
import threading
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Error, expect

from generator.server import make_server
from tests.hostile.archives import attack
from tests.hostile.positions import read_payloads

FIFTY = 50
LIVE = re.compile(r"alert\(|onerror|onload|javascript:|<script|srcdoc|<svg|<iframe|http-equiv", re.IGNORECASE)
WIRE = """(() => {
  window.tripped = [];
  const trap = (name) => (...given) => { window.tripped.push(`${name}(${given.map(String).join()})`.slice(0, 200)); };
  for (const name of ["alert", "prompt", "confirm", "print", "open", "XSS"]) window[name] = trap(name);
  document.write = trap("document.write");
  window.addEventListener("error", (event) => {
    if (event.message) window.tripped.push(`error: ${event.message}`);
  });
  window.addEventListener("securitypolicyviolation", (event) => {
    if (event.violatedDirective.startsWith("img-src")) return;
    window.tripped.push(`policy: ${event.violatedDirective} ${event.blockedURI}`);
  });
})()"""
FOUND = """() => {
  const own = location.origin;
  const faults = [...window.tripped];
  for (const link of document.querySelectorAll("a[href], area[href]")) {
    if (!["http:", "https:", "mailto:", "tel:"].includes(link.protocol)) faults.push(`link: ${link.href}`);
    if (link.username) faults.push(`link with a name: ${link.href}`);
    const written = link.getAttribute("href");
    if (/^[/\\\\\\s]*[/\\\\]/.test(written) && link.origin !== own) faults.push(`link away: ${written}`);
  }
  for (const element of document.querySelectorAll("*")) {
    const names = element.getAttributeNames().filter((name) => /^on|^style$|^srcdoc$/i.test(name));
    faults.push(...names.map((name) => `${element.tagName} ${name}`));
  }
  for (const script of document.scripts) {
    if (script.type !== "application/ld+json" && !script.src.startsWith(own)) faults.push(`script: ${script.text}`);
  }
  return faults;
}"""

SHOW_ALL = """async () => {
  const more = () => [...document.querySelectorAll("main button")].find((button) => /^More/.test(button.textContent));
  for (let turn = 0; turn < 50 && more() && !more().hidden; turn += 1) {
    more().click();
    await new Promise((done) => setTimeout(done, 100));
  }
}"""


def choose_live(payloads):
    """The fifty that name most of what runs; among equals those that come first."""
    ranked = sorted(range(len(payloads)), key=lambda number: (-len(set(LIVE.findall(payloads[number]))), number))
    return {number: payloads[number] for number in sorted(ranked[:FIFTY])}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    return attack(tmp_path_factory.mktemp("tripwire"), choose_live(read_payloads()))


@pytest.fixture(scope="module")
def served(attacked):
    server = make_server(attacked.site, "/", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["with the policy", "without the policy"])
def wired(request, browser, served):
    """A page with the wire; the policy of the pages is the last gate, and everything must hold without it too."""
    context = browser.new_context(bypass_csp=request.param == "without the policy")
    page = context.new_page()
    page.strays = []
    page.add_init_script(WIRE)
    page.on("dialog", lambda dialog: (page.strays.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: page.strays.append(f"popup: {popup.url}"))
    context.route("**/*", lambda route: _answer(route, served, page.strays))
    yield page
    context.close()


def _answer(route, served, strays):
    """The site answers for itself. Pictures of other sites are allowed to be asked for; they are not fetched."""
    address, kind = route.request.url, route.request.resource_type
    if f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" == served:
        route.continue_()
        return
    if kind != "image":
        strays.append(f"{kind}: {address}")
    route.abort()


def _faults(page, address):
    page.strays.clear()
    page.goto(address, wait_until="load")
    faults = page.evaluate(FOUND)
    here = "" if page.url.startswith(address) else f"went to {page.url}"
    return [f"{address}: {fault}" for fault in [*faults, *page.strays, here] if fault]


def _pages(site):
    """Every page that shows what writers wrote; listings beyond the first page and redirects repeat it."""
    for path in sorted(site.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text:
            yield "/" + quote(path.relative_to(site).as_posix().removesuffix("index.html"))


@pytest.mark.browser
@pytest.mark.slow
def test_no_payload_runs_in_any_page(attacked, served, wired):
    addresses = [f"{served}{path}" for path in _pages(attacked.site)]

    faults = [fault for address in addresses for fault in _faults(wired, address)]

    assert len(addresses) > 3 * FIFTY
    assert faults == []


@pytest.mark.browser
@pytest.mark.slow
def test_no_payload_runs_in_the_results_of_the_search(served, wired):
    faults = []
    for query in ("script", "alert", "onerror", "img", "javascript", "svg", "harmless", "jane"):
        wired.strays.clear()
        wired.goto(f"{served}/search/?q={query}")
        expect(wired.locator("[role=status]")).not_to_have_text("")
        wired.evaluate(SHOW_ALL)
        faults += [*wired.evaluate(FOUND), *wired.strays]
        elements = wired.evaluate(
            "[...new Set([...document.querySelectorAll('[data-results] *')].map((element) => element.tagName))].sort()"
        )
        faults += [name for name in elements if name not in {"A", "LI", "MARK", "P", "SPAN", "TIME"}]

    assert faults == []


@pytest.mark.browser
@pytest.mark.slow
def test_old_addresses_lead_to_pages_of_the_site(attacked):
    refreshes = [
        match.group(1)
        for path in attacked.site.rglob("*.html")
        for match in re.finditer(r'http-equiv="refresh" content="0; url=([^"]*)"', path.read_text(encoding="utf-8"))
    ]

    assert refreshes != []
    assert [address for address in refreshes if not re.fullmatch(r"/[a-z0-9/-]*/", address)] == []


def _tripped(page):
    """What the wire has seen, asked until there is something: a page that leads away takes the question along."""
    found = []
    for _ in range(200):
        with contextlib.suppress(Error):
            found = page.evaluate(FOUND)
        if found or page.strays:
            break
        page.wait_for_timeout(50)
    return [*found, *page.strays]


CONTROLS = {
    "a script": "<script>alert(1)</script>",
    "a handler": "<img src=x onerror=alert(1)>",
    "a link": "<a href='javascript:alert(1)'>a</a>",
    "a frame": "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "a drawing": "<svg onload=alert(1)></svg>",
    "a link away": "<a href='/\\host.example/'>a</a>",
    "a foreign style": "<link rel=stylesheet href=https://host.example/a.css>",
    "a foreign script": "<script src=https://host.example/a.js></script>",
    "a way to elsewhere": "<meta http-equiv=refresh content='0; url=https://host.example/'>",
}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("control", CONTROLS)
def test_the_wire_is_tripped_by_a_live_payload(attacked, served, wired, control):
    name = control.replace(" ", "-")
    (attacked.site / f"{name}.html").write_text(
        f"<!doctype html><title>T</title><p>a</p>{CONTROLS[control]}", encoding="utf-8"
    )
    wired.goto(f"{served}/{name}.html", wait_until="commit")

    assert _tripped(wired) != []
