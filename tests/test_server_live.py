"""The running preview over real sockets and real files; what a browser does with it is in test_server_browser.py."""

import http.client
import json
import signal
import subprocess
import sys
from urllib.parse import quote, urlsplit

import pytest

from tests.makers import REPOSITORY
from tests.preview import SETTINGS, Preview, make_text

ARTICLE = "/2022/03/four-warships/"
SOURCE = "content/articles/four-warships.md"
BAD = make_text(more="updated: Febuary 30\n")


@pytest.fixture
def start(tmp_path):
    """Starts a preview over some articles; the first build has ended when it is handed over."""
    started = []

    def start_(*options, begin="Built in ", **texts):
        preview = Preview(tmp_path, *options, **texts)
        started.append(preview)
        preview.hear(begin)
        return preview

    yield start_
    for preview in started:
        preview.end()


def ask(preview, path="", method="GET"):
    """The answer to a path below the base path: status, type and text."""
    address = urlsplit(preview.address)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    connection.request(method, address.path + path)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers["Content-Type"], text


class Listener:
    """What a browser hears that shows a page."""

    def __init__(self, preview, page, since, *, last="") -> None:
        address = urlsplit(preview.address)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        query = f"_events?page={quote(page)}&since={since}"
        self.connection.request("GET", address.path + query, headers={"Last-Event-ID": last} if last else {})
        self.answer = self.connection.getresponse()

    def hear(self):
        """The next event as its name, its id and its content; None at the end."""
        event = {}
        for line in self.answer:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name in {"event", "id", "data"}:
                event[name] = value
            elif not name and event:
                return event["event"], event["id"], json.loads(event["data"])
        return None


def version_of(text):
    return text.partition('data-version="')[2].partition('"')[0]


@pytest.fixture
def listen():
    opened = []

    def listen_(preview, page=ARTICLE, since=None, **options):
        since = version_of(ask(preview, page.removeprefix("/"))[2]) if since is None else since
        listener = Listener(preview, page, since, **options)
        opened.append(listener)
        return listener

    yield listen_
    for listener in opened:
        listener.connection.close()


def test_a_page_is_reloaded_when_its_article_is_saved_and_shows_what_was_written(start, listen):
    preview = start()
    listener = listen(preview)

    preview.write(SOURCE, make_text(body="Tokyo protested."))
    name, version, _ = listener.hear()

    text = ask(preview, ARTICLE.removeprefix("/"))[2]
    assert (name, listener.hear()) == ("reload", None)
    assert ("Tokyo protested." in text, version_of(text)) == (True, version)


def test_a_page_that_did_not_change_is_not_reloaded(start, listen):
    preview = start()
    listener = listen(preview, "/search/")

    preview.write(SOURCE, make_text(body="Tokyo protested."))

    assert listener.hear()[0] == "notes"


def test_a_page_whose_article_is_gone_is_reloaded(start, listen):
    preview = start(articles={"four-warships": make_text(), "other": make_text("Other")})
    listener = listen(preview)

    (preview.root / SOURCE).unlink()

    assert (listener.hear()[0], ask(preview, ARTICLE.removeprefix("/"))[0]) == ("reload", 404)


def test_a_page_that_is_missing_is_reloaded_when_it_comes(start, listen):
    preview = start()
    status, _, text = ask(preview, "2022/03/other/")
    listener = listen(preview, "/2022/03/other/", version_of(text))

    preview.write("content/articles/other.md", make_text("Other"))

    assert (status, listener.hear()[0], ask(preview, "2022/03/other/")[0]) == (404, "reload", 200)


def test_a_browser_that_was_away_catches_up_by_the_version_it_has_heard_last(start, listen):
    preview = start()
    old = version_of(ask(preview)[2])
    preview.write(SOURCE, make_text(body="Tokyo protested."))
    preview.built()
    new = version_of(ask(preview)[2])
    preview.write("site.toml", (preview.root / "site.toml").read_text(encoding="utf-8") + "nonsense = 1\n")
    preview.hear("The site stays as it was")

    heard = [
        listen(preview, since=old).hear()[0],
        listen(preview, since=old, last=new).hear()[0],
        listen(preview, since="00000000-1").hear()[0],
    ]

    assert heard == ["reload", "notes", "reload"]


def test_the_files_on_the_disk_are_the_bytes_that_will_be_published(start):
    preview = start("--drafts", articles={"four-warships": make_text(more="status: draft\n")})
    address = urlsplit(preview.address).path
    files = [path for path in preview.site.rglob("*.html") if "pagefind" not in path.parts]

    marked = [path for path in files if b"preview" in path.read_bytes()]
    served = [ask(preview, path.relative_to(preview.site).as_posix())[2] for path in files]
    script = f'<script src="{address}_preview/preview.js"'

    assert (marked, len(files) > 5, all(script in text for text in served)) == ([], True, True)


def test_an_error_keeps_the_last_good_site_and_is_told_on_every_page(start):
    preview = start()
    preview.write(SOURCE, BAD)
    preview.hear("The site stays as it was until the errors are mended: ")

    texts = [ask(preview, path)[2] for path in ("", ARTICLE.removeprefix("/"), "404.html", "tags/")]

    assert "The frigates sailed east." in texts[1]
    for text in texts:
        assert text.count(f'<p class="preview-notice__place">{SOURCE}:5:10</p>') == 1
        assert "updated: Febuary 30\n         ^</pre>" in text
        assert '<p class="preview-panel__title" id="preview-title" role="alert">1 error in the sources' in text


def test_an_error_stays_while_another_article_is_saved(start, listen):
    # With a summary of its own, the other article's text is all that changes: what is known of the rest stands.
    other = make_text("Other", more="summary: Ships sail.\n")
    preview = start(articles={"four-warships": make_text(), "other": other})
    preview.write(SOURCE, BAD)
    preview.hear("The site stays as it was")
    listener = listen(preview, "/2022/03/other/")

    preview.write("content/articles/other.md", other.replace("The frigates sailed east.", "Tokyo protested."))
    preview.hear("The site stays as it was")
    notes = listener.hear()[2]
    preview.write(SOURCE, make_text())

    assert f"{SOURCE}:5:10" in notes
    assert listener.hear()[0] == "reload"
    assert "Tokyo protested." in ask(preview, "2022/03/other/")[2]


def test_search_is_told_of_an_edit_once_the_page_is_shown_and_the_writer_pauses(start):
    preview = start(articles={"four-warships": make_text(more="summary: Ships sail.\n")})
    preview.write(SOURCE, make_text(body="Tokyo protested.", more="summary: Ships sail.\n"))

    preview.hear("Search is up to date.")

    said = [line for line in preview.heard if line.startswith(("Built in", "Search"))]
    assert [line[:6] for line in said] == ["Built ", "Built ", "Search"]


def test_an_error_that_is_mended_is_told_no_more(start, listen):
    preview = start()
    preview.write(SOURCE, BAD)
    preview.hear("The site stays as it was")
    listener = listen(preview, "/")

    preview.write(SOURCE, make_text())
    name, _, notes = listener.hear()

    assert (name, notes) == ("notes", "")


def test_settings_that_cannot_be_read_are_told_and_read_again_when_mended(start, listen):
    preview = start()
    settings = (preview.root / "site.toml").read_text(encoding="utf-8")
    listener = listen(preview)
    preview.write("site.toml", "[site\n")
    notes = listener.hear()[2]

    preview.write("site.toml", settings.replace("The Archive", "The Review"))
    listener.hear()

    assert "site.toml is no TOML" in notes
    assert "<title>The Review</title>" in ask(preview)[2]


def test_another_base_path_is_served_at_once(start):
    preview = start()
    settings = (preview.root / "site.toml").read_text(encoding="utf-8")
    preview.write("site.toml", settings.replace("/repo/", "/other/"))
    preview.built()

    preview.address = preview.address.replace("/repo/", "/other/")

    assert (ask(preview)[0], ask(preview, "../repo/")[0]) == (200, 404)


def test_before_the_first_good_build_an_honest_page_stands_in_for_all(start):
    preview = start(begin="The site stays as it was", articles={"four-warships": BAD})

    answers = [ask(preview, path) for path in ("", "tags/", "assets/main.css")]
    preview.write(SOURCE, make_text())
    preview.built()

    assert [(status, kind.partition(";")[0]) for status, kind, _ in answers] == [
        (503, "text/html"),
        (503, "text/html"),
        (404, "text/plain"),
    ]
    for _, _, text in answers[:2]:
        assert "<h1>The archive has not been built yet</h1>" in text
        assert f"{SOURCE}:5:10" in text
        assert "last good site" not in text
    assert ask(preview)[0] == 200


def test_titles_that_hold_html_are_shown_as_they_were_written(start):
    field = "<img src=x onerror=alert(1)> & </dialog><script>alert(2)</script>"
    preview = start(articles={"four-warships": make_text(more=f'"{field}": 1\n')})

    texts = [ask(preview, path)[2] for path in ("_problems/", ARTICLE.removeprefix("/"))]

    for text in texts:
        assert ("<img src=x" in text, "</dialog><script>" in text, "&lt;img src=x" in text) == (False, False, True)


def test_all_problems_are_listed_by_file_those_with_errors_first(start):
    warned = make_text("Warned", more="colour: red\n")
    preview = start(articles={"a-warned": warned, "four-warships": make_text()})
    before = ask(preview, "_problems/")[2]
    preview.write(SOURCE, BAD)
    preview.hear("The site stays as it was")

    text = ask(preview, "_problems/")[2]

    assert "<title>0 errors, 1 warning</title>" in before
    assert "<title>1 error, 1 warning</title>" in text
    assert text.index(f"<h2>{SOURCE}</h2>") < text.index("<h2>content/articles/a-warned.md</h2>")


def test_a_page_is_told_of_the_warnings_of_its_own_source(start):
    preview = start(articles={"four-warships": make_text(more="colour: red\n"), "other": make_text("Other")})

    texts = [ask(preview, path)[2] for path in (ARTICLE.removeprefix("/"), "2022/03/other/", "")]

    assert ["1 warning on this page" in text for text in texts] == [True, False, False]


def test_a_draft_is_marked_with_drafts_and_missing_without(start):
    preview = start("--drafts", articles={"four-warships": make_text(more="status: draft\n"), "x": make_text("Out")})

    draft, public = (ask(preview, f"2022/03/{slug}/")[2] for slug in ("four-warships", "x"))

    assert ("<title>Draft · Four warships" in draft, '<p class="preview-draft">' in draft) == (True, True)
    assert ("Draft" in public, "preview-draft" in public) == (False, False)


def test_head_is_as_get_without_the_content(start):
    preview = start()

    status, kind, text = ask(preview, method="HEAD")

    assert (status, kind, text) == (200, "text/html; charset=utf-8", "")


def test_files_that_editors_leave_for_a_moment_are_no_errors(start):
    preview = start()
    for name in ("4913", ".four-warships.md.swp", "four-warships.md~", "#four-warships.md#", "x.md___jb_tmp___"):
        (preview.root / "content/articles" / name).write_text("---\n", encoding="utf-8")
    (preview.root / "content/articles/.#four-warships.md").symlink_to("jane@desk.4711")

    preview.write(SOURCE, make_text(body="Tokyo protested."))
    preview.built()

    assert "<title>0 errors, 0 warnings</title>" in ask(preview, "_problems/")[2]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_well_when_asked_though_browsers_listen(start, listen, number):
    preview = start()
    listener = listen(preview)

    preview.process.send_signal(number)

    assert (preview.hear("Stopped."), preview.process.wait(60), listener.hear()) == ("Stopped.", 0, None)


def test_a_preview_that_is_started_again_knows_its_drafts_and_sources(start):
    article = make_text(more="status: draft\ncolour: red\n")
    preview = start("--drafts", articles={"four-warships": article})
    preview.process.terminate()
    preview.process.wait(60)
    preview.process.stdout.close()

    preview.start("--port", "0", "--drafts")
    preview.built()

    text = ask(preview, ARTICLE.removeprefix("/"))[2]
    assert ("<title>Draft · " in text, "1 warning on this page" in text) == (True, True)


def test_the_style_guide_is_a_page_of_the_preview_and_follows_every_change(start, listen):
    preview = start()
    listener = listen(preview, "/_styleguide/")

    preview.write(SOURCE, make_text(body="Tokyo protested."))

    assert ask(preview, "_styleguide/")[:2] == (200, "text/html; charset=utf-8")
    assert ask(preview, "_styleguide/styleguide.css")[:2] == (200, "text/css; charset=utf-8")
    assert listener.hear()[0] == "reload"


def test_a_style_guide_that_cannot_be_made_says_why(start):
    preview = start()
    (preview.root / "look/templates/components").mkdir(parents=True)
    preview.write("look/templates/components/tags.html", "{% macro tags(other) %}{% endmacro %}")
    preview.write("site.toml", SETTINGS.replace("[theme]\n", '[theme]\noverrides = "look"\n'))

    status, kind, text = ask(preview, "_styleguide/")

    fault = "macro 'tags' takes no keyword argument 'anchors'"
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    assert text.startswith("The components cannot be shown: ")
    assert text.endswith(f": {fault}\n")


FAULTY = """
import sys
from pathlib import Path
from generator.server import Outcome, Preview, serve

root = Path(sys.argv[1]).resolve()

serve(Preview(root=root, site=root, base="/", folders=(root / "content",), rebuild=lambda changed: Outcome(),
              catch_up=lambda: 1 / 0, excerpt=lambda place: "", styleguide=str,
              say=lambda words: print(words, flush=True)), 0)
"""


def test_a_fault_of_the_generator_is_told_whole_and_does_not_end_the_preview(tmp_path):
    (tmp_path / "content").mkdir()
    running = subprocess.Popen(
        [sys.executable, "-c", FAULTY, str(tmp_path)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    lines = iter(running.stdout.readline, "")

    told = next(line for line in lines if line.startswith("The site stays"))
    running.send_signal(signal.SIGINT)

    assert told == "The site stays as it was: the generator has a fault, told in the terminal: division by zero\n"
    assert (list(lines)[-1], running.wait(60)) == ("Stopped.\n", 0)
    running.stdout.close()
