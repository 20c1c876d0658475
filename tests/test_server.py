import http.client
import socket
import threading

import pytest

from generator.problems import BuildError
from generator.server import make_server


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    files = {
        "index.html": "front",
        "404.html": "missing",
        "2022/03/a b/index.html": "article",
        "media/empty/picture.png": "picture",
        "pagefind/index/en_1.pf_index": "chunk",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture
def ask(site):
    """Asks for a path below /repo/ as it is given, without mending it; answers status, headers and text."""
    server = make_server(site, "/repo/", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()

    def ask_(path, method="GET", hosts=("localhost:8000",)):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for host in hosts:
            connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    yield ask_
    server.shutdown()
    server.server_close()
    thread.join()


def short(answer):
    status, headers, text = answer
    return status, headers["Content-Type"], text


def test_the_front_page_answers_below_the_base_path_and_is_never_kept(ask):
    status, headers, text = ask("/repo/")

    del headers["Server"], headers["Date"]
    assert (status, text) == (200, "front")
    assert headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": "5",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }


def test_a_folder_answers_with_its_page_and_a_query_changes_nothing(ask):
    assert short(ask("/repo/2022/03/a%20b/?q=x")) == (200, "text/html; charset=utf-8", "article")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/", "/repo/"),
        ("/repo", "/repo/"),
        ("/repo?q=x", "/repo/?q=x"),
        ("/repo/2022/03/a%20b", "/repo/2022/03/a%20b/"),
        ("/repo/2022/03/a%20b?q=x", "/repo/2022/03/a%20b/?q=x"),
    ],
)
def test_an_address_that_lacks_its_slash_leads_on(ask, path, target):
    status, headers, _ = ask(path)

    assert (status, headers["Location"]) == (302, target)


@pytest.mark.parametrize(
    "path",
    [
        "/repo/absent",
        "/repo/2022/",
        "/repo/media/empty/",
        "/repo/media/empty",
        "/other/index.html",
        "/repo/../secret.txt",
        "/repo/%2e%2e/secret.txt",
        "/repo/..%2fsecret.txt",
        "/repo/2022/../../../secret.txt",
        "/repo/..%5csecret.txt",
        "/repo//index.html",
        "/repo/./index.html",
        "/repo/index.html%00",
        "/repo/link.txt",
        "/repo/links/secret.txt",
        "/repo/" + "a" * 300,
    ],
)
def test_what_is_missing_or_outside_answers_404_with_the_page_for_it(ask, site, path):
    (site / "link.txt").symlink_to(site.parent / "secret.txt")
    (site / "links").symlink_to(site.parent)

    assert short(ask(path)) == (404, "text/html; charset=utf-8", "missing")


def test_a_site_without_a_404_page_says_so_in_words(ask, site):
    (site / "404.html").unlink()

    assert short(ask("/repo/absent")) == (404, "text/plain; charset=utf-8", "There is no such page.\n")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.xml", "application/atom+xml"),
        ("tags/navy/feed.xml", "application/atom+xml"),
        ("rss.xml", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml"),
        ("manifest.json", "application/json"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("assets/main.css", "text/css; charset=utf-8"),
        ("assets/search.js", "text/javascript; charset=utf-8"),
        ("assets/icon.svg", "image/svg+xml"),
        ("media/a.JPG", "image/jpeg"),
        ("media/a.webp", "image/webp"),
        ("a.wasm", "application/wasm"),
        ("pagefind/wasm.en.pagefind", "application/octet-stream"),
        ("pagefind/fragment/en_1.pf_fragment", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_each_file_has_the_type_that_the_host_will_give_it(ask, site, name, kind):
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("content", encoding="utf-8")

    assert short(ask(f"/repo/{name}")) == (200, kind, "content")


def test_head_answers_as_get_does_without_the_content(ask):
    status, headers, text = ask("/repo/", method="HEAD")

    assert (status, headers["Content-Length"], text) == (200, "5", "")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:8000", "[::1]:8000"])
def test_a_browser_that_means_this_machine_is_answered(ask, host):
    assert short(ask("/repo/", hosts=[host])) == (200, "text/html; charset=utf-8", "front")


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [""],
        ["example.org:8000"],
        ["127.0.0.1.example.org"],
        ["localhost.example.org"],
        ["example.org@localhost.example.org"],
        ["[::1"],
        ["localhost", "example.org"],
        ["192.168.0.2:8000"],
    ],
)
def test_a_name_that_leads_here_from_elsewhere_is_refused(ask, hosts):
    assert short(ask("/repo/", hosts=hosts)) == (
        421,
        "text/plain; charset=utf-8",
        "This preview answers at 127.0.0.1 and localhost alone.\n",
    )


def test_a_plain_server_has_nothing_of_the_preview(ask):
    assert [ask(f"/repo/{name}")[0] for name in ("_events", "_problems/", "_preview/preview.js")] == [404, 404, 404]


def test_a_site_that_is_exchanged_is_served_at_once(ask, site):
    ask("/repo/")
    fresh = site.with_name("fresh")
    fresh.mkdir()
    (fresh / "index.html").write_text("newer", encoding="utf-8")
    site.rename(site.with_name("old"))
    fresh.rename(site)

    assert short(ask("/repo/")) == (200, "text/html; charset=utf-8", "newer")


def test_a_site_at_the_root_of_its_host_is_served_at_the_root(site):
    server = make_server(site, "/", 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)

    answers = []
    for path in ("/", "/absent", "//example.org/"):
        connection.request("GET", path)
        answer = connection.getresponse()
        answers.append((answer.status, answer.read()))

    connection.close()
    server.shutdown()
    server.server_close()
    thread.join()
    assert answers == [(200, b"front"), (404, b"missing"), (404, b"missing")]


def test_a_port_in_use_is_told_with_the_next_to_try(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(BuildError) as caught:
            make_server(site, "/", port)

    assert str(caught.value) == f"port {port} is in use; try --port {port + 1}"


def test_a_port_that_cannot_be_is_told(site):
    with pytest.raises(BuildError) as caught:
        make_server(site, "/", 70000)

    assert str(caught.value) == "there is no port 70000; give one from 1024 to 65535 with --port"
