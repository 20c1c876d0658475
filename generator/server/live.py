"""This is what the preview adds to a plain server: dressed pages, its own addresses, and events for the browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.model import Html, Url
from generator.problems import BuildError, ConfigError
from generator.server.dressing import Dress, dress
from generator.server.files import HTML, TEXT, type_of
from generator.server.scenery import Excerpt, make_notes, make_overview, render, render_specimen
from generator.server.stage import Scene, Stage
from generator.styleguide import STYLE_FILE

EVENTS, PROBLEMS, STYLEGUIDE = "_events", "_problems/", "_styleguide/"
"""Below the base path; no slug begins with a line, so that no page of the site stands there."""
_OWN_FILES = {
    **{f"_preview/{name}": Path(__file__).with_name("static") / name for name in ("preview.css", "preview.js")},
    f"{STYLEGUIDE}{STYLE_FILE.name}": STYLE_FILE,
}
_OWN_PAGES = frozenset({f"/{PROBLEMS}", f"/{STYLEGUIDE}"})
"""Nobody tells whether they changed."""
_SHOWN = ("/assets/", "/media/")
"""What a page shows besides its own HTML."""

_HEARTBEAT = 15.0
"""Seconds after which a browser hears from us even without news; one that has gone on is noticed by that."""
_RETRY = 500
"""Milliseconds after which a browser tries again when the connection is lost."""


class Live(Struct, frozen=True, kw_only=True):
    """The preview's part of each answer."""

    stage: Stage
    excerpt: Excerpt
    styleguide: Callable[[Html], str]
    """Makes the page that shows the components of the theme, and problems as they are given to it.

    BuildError or ConfigError when it cannot be made.
    """

    def own(self, relative: str) -> tuple[str, bytes] | None:
        """The type and the content of an address of the preview's own, below the base path; None for all others."""
        if relative == PROBLEMS:
            scene, page = self.stage.scene, Url(f"/{PROBLEMS}")
            overview = make_overview(scene, page, self.excerpt)
            return HTML, _html("problems.html", scene, page, overview=overview)
        if relative == STYLEGUIDE:
            return self._shown_components(self.stage.scene)
        path = _OWN_FILES.get(relative)
        return (type_of(path), path.read_bytes()) if path else None

    def _shown_components(self, scene: Scene) -> tuple[str, bytes]:
        try:
            return HTML, self.dressed(scene, Url(f"/{STYLEGUIDE}"), self.styleguide(render_specimen()).encode())
        except (BuildError, ConfigError) as error:
            return TEXT, f"The components cannot be shown: {error}\n".encode()

    def dressed(self, scene: Scene, page: Url, content: bytes) -> bytes:
        """A page of the site with what the preview adds; bytes that are no text stay as they are.

        The scene is to be older than the content: then a page that changes in between is loaded once too often, and
        never once too rarely.
        """
        try:
            text = content.decode()
        except UnicodeDecodeError:
            return content
        notes = make_notes(scene, page, self.excerpt, is_built=True)
        clothes = Dress(
            head=render("head.html", base=scene.base, page=page, version=scene.version),
            body=render("body.html", notes=notes),
            title="Draft · " if notes.is_draft else "",
            policy=lambda policy: render("policy.html", policy=policy),
        )
        return dress(text, clothes).encode()

    def unbuilt(self, scene: Scene, page: Url) -> bytes:
        """What stands in for any page as long as no build has been good."""
        notes = make_notes(scene, page, self.excerpt, is_built=False)
        return _html("unbuilt.html", scene, page, notes=notes)

    def events(self, page: Url, version: str, read: Callable[[], str]) -> Iterator[bytes]:
        """Server-sent events (HTML Standard, section 9.2) for a browser that shows `page` as of `version`.

        `reload` when the page, or a file that it shows, is another one now, and then no more; else `notes` with what
        is to be told there, and an id that says how far the browser has heard. `read` gives the page's HTML.
        """
        yield b"retry: %d\n\n" % _RETRY
        while not self.stage.is_closed:
            scene = self.stage.later_than(version, _HEARTBEAT)
            if scene is None:
                yield b": still here\n\n"
            elif self._is_stale(page, version, read):
                yield _event("reload", scene.version, "")
                return
            else:
                notes = make_notes(scene, page, self.excerpt, is_built=True)
                yield _event("notes", scene.version, render("notes.html", notes=notes))
                version = scene.version

    def _is_stale(self, page: Url, version: str, read: Callable[[], str]) -> bool:
        changed = self.stage.changed_since(version)
        if changed is None or page in changed or page in _OWN_PAGES:
            return True
        shown = [url for url in changed if url.startswith(_SHOWN)]
        text = read() if shown else ""
        return any(url in text for url in shown)


def _html(template: str, scene: Scene, page: Url, **values: object) -> bytes:
    values |= {"scene": scene, "base": scene.base, "version": scene.version}
    return render(template, page=page, **values).encode()


def _event(name: str, version: str, text: str) -> bytes:
    """One event; JSON keeps a text of many lines on one."""
    return f"event: {name}\nid: {version}\ndata: {json.dumps(text)}\n\n".encode()
