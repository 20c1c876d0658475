import gzip
import hashlib
import json
import os
import re
import sys
import threading

import pytest
from msgspec.structs import replace

from generator.markdown import fill, parse
from generator.model import Digest, Html, Url
from generator.problems import BuildError
from generator.search import Indexed, Named, Pagefind, find_pagefind, make_document
from generator.search.service import index
from tests.sample_search import make_documents, make_entry, make_index


def make_pagefind(folder, script, patience=10.0):
    program = folder / "stand-in"
    program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return Pagefind(executable=program, version="stand-in", patience=patience)


def folders(kept):
    return sorted(path.name for path in kept.iterdir() if path.name != ".lock")


def read_all(files):
    return {name: path.read_bytes() for name, path in files.items()}


# ---- A document ------------------------------------------------------------------------------------------------------


def test_a_document_is_the_article_alone():
    document = make_document(make_entry())

    assert document.html == (
        '<!doctype html><html lang="en"><body data-pagefind-sort="date:2022-03-18">'
        '<span id="date:March%2018%2C%202022"></span><span id="section:Sea%20%26%20Air"></span>'
        '<h1 data-pagefind-ignore data-pagefind-meta="title">Four warships pass Tsugaru</h1>'
        '<p data-pagefind-ignore data-pagefind-meta="byline">Jane Doe, A. Roe</p>'
        '<p data-pagefind-ignore data-pagefind-meta="tags">Japan, Navy</p>'
        '<p data-pagefind-ignore data-pagefind-meta="in">zqrrbjfrgfklqt zqfljmhtqgrjjf zqnfbdmtqqgrgg '
        "zqfqlpqrldhdbh zqmbhdgpnbkjqq</p>"
        '<p data-pagefind-weight="3">The frigates sailed east.</p>'
        '<p>They were seen.</p><h2 id="answer">The answer</h2><p>Tokyo protested.</p></body></html>'
    )
    assert document.note == Indexed(
        url=Url("/2022/03/four-warships/"),
        digest=Digest(hashlib.sha256(document.html.encode()).hexdigest()),
        words=11,
        date="2022-03-18",
        section="Sea & Air",
        authors=(Named("jane-doe", "Jane Doe"), Named("a-roe", "A. Roe")),
        tags=(Named("japan", "Japan"), Named("navy", "Navy")),
        designations=(),
    )


def test_hostile_values_of_a_document_are_escaped():
    evil = "\"><script>alert(1)</script>'&"

    document = make_document(
        make_entry(
            title=evil,
            standfirst=evil,
            body=Html("<p>Text.</p>"),
            authors=(Named("evil", evil),),
            tags=(Named("evil", evil),),
            section=evil,
            date=evil,
            date_text=evil,
            language=evil,
        )
    )

    safe = "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;"
    coded = "%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%27%26"
    assert document.html == (
        f'<!doctype html><html lang="{safe}"><body data-pagefind-sort="date:{safe}">'
        f'<span id="date:{coded}"></span><span id="section:{coded}"></span>'
        f'<h1 data-pagefind-ignore data-pagefind-meta="title">{safe}</h1>'
        f'<p data-pagefind-ignore data-pagefind-meta="byline">{safe}</p>'
        f'<p data-pagefind-ignore data-pagefind-meta="tags">{safe}</p>'
        '<p data-pagefind-ignore data-pagefind-meta="in">zqbrkpnbrgtjtv zqlqpfmrfrntdv zqvhpktvbncvbn</p>'
        f'<p data-pagefind-weight="3">{safe}</p><p>Text.</p></body></html>'
    )


def test_an_article_that_is_all_picture_has_its_headline_as_text():
    picture = Html('<figure><img src="/a>b.png" alt="Ships at sea"></figure>' + "<hr>" * 600)

    document = make_document(make_entry(standfirst=" ", body=picture, authors=(), tags=(), section="", date_text=""))

    assert document.html == (
        '<!doctype html><html lang="en"><body data-pagefind-sort="date:2022-03-18">'
        '<h1 data-pagefind-ignore data-pagefind-meta="title">Four warships pass Tsugaru</h1>'
        f"<p>Four warships pass Tsugaru</p>{picture}</body></html>"
    )


def test_words_that_stand_late_in_a_body_are_found():
    body = Html("<hr>" * 600 + "<p>Late.</p>")

    document = make_document(make_entry(standfirst="", body=body, authors=(), tags=(), section="", date_text=""))

    assert document.html == (
        '<!doctype html><html lang="en"><body data-pagefind-sort="date:2022-03-18">'
        '<h1 data-pagefind-ignore data-pagefind-meta="title">Four warships pass Tsugaru</h1>'
        f"{body}</body></html>"
    )


# ---- The bundle ------------------------------------------------------------------------------------------------------


def test_an_index_holds_what_a_reader_needs_and_no_widgets(tmp_path):
    late = make_document(make_entry(url=Url("/2023/01/late/"), date="2023-01-02"))

    files = make_index([*make_documents(), late], kept=tmp_path, language="en-US")

    by_kind = {}
    for name in files:
        kind = name if name.endswith((".js", ".json")) else re.sub(r"_[0-9a-f]{7,}", "#", name)
        by_kind[kind] = by_kind.get(kind, 0) + 1
    assert by_kind == {
        "2022/fragment/en-2022#.pf_fragment": 12,
        "2022/index/en-2022#.pf_index": 1,
        "2022/pagefind-entry.json": 1,
        "2022/pagefind.en-2022#.pf_meta": 1,
        "fragment/en-2023#.pf_fragment": 1,
        "index/en-2023#.pf_index": 1,
        "names.json": 1,
        "pagefind-entry.json": 1,
        "pagefind-worker.js": 1,
        "pagefind.en-2023#.pf_meta": 1,
        "shards.json": 1,
        "start-0.pagefind": 1,
        "wasm.en-2023.pagefind": 1,
        "wasm.unknown.pagefind": 1,
    }
    assert list(files) == sorted(files)
    entry = json.loads(files["2022/pagefind-entry.json"].read_text(encoding="utf-8"))
    assert {code: told["page_count"] for code, told in entry["languages"].items()} == {"en-2022": 12}
    assert json.loads(files["shards.json"].read_text(encoding="utf-8")) == {
        "language": "en",
        "shards": [
            {"name": "2023", "path": "", "start": 0, "year": 2023, "articles": 1, "words": 11, "sections": [0]},
            {"name": "2022", "path": "2022/", "start": 0, "year": 2022, "articles": 12, "words": 132, "sections": [0]},
        ],
        "sections": ["Sea & Air"],
    }
    assert json.loads(files["names.json"].read_text(encoding="utf-8")) == {
        "authors": {"a-roe": "A. Roe", "jane-doe": "Jane Doe"},
        "tags": {"japan": "Japan", "navy": "Navy"},
        "designations": [],
    }


def test_equal_documents_in_any_order_give_equal_bytes_in_any_folder(tmp_path):
    here = make_index(make_documents(), kept=tmp_path / "here", language="en")
    there = make_index(make_documents()[::-1], kept=tmp_path / "there", language="en")

    assert read_all(here) == read_all(there)


def test_an_equal_key_is_reused_without_starting_pagefind(tmp_path):
    first = make_index(make_documents(), kept=tmp_path, language="en")
    times = {name: path.stat().st_mtime_ns for name, path in first.items()}
    absent = replace(find_pagefind(), executable=tmp_path / "absent")

    second = make_index(make_documents(), kept=tmp_path, language="en", pagefind=absent)

    assert second == first
    assert {name: path.stat().st_mtime_ns for name, path in second.items()} == times


def test_a_machine_without_room_for_a_thread_is_a_said_failure():
    threading.stack_size(1 << 46)  # more than any machine has addresses for

    try:
        with pytest.raises(BuildError) as raised:
            index([("/x/", "<p>x</p>")], language="en", pagefind=find_pagefind())
    finally:
        threading.stack_size(0)

    assert str(raised.value) == "Pagefind cannot be spoken to: can't start new thread; build with --no-search"


def test_a_machine_without_room_for_a_shard_s_thread_is_a_said_failure_too(tmp_path):
    threading.stack_size(1 << 46)

    try:
        with pytest.raises(BuildError) as raised:
            make_index(make_documents(2), kept=tmp_path, language="en")
    finally:
        threading.stack_size(0)

    assert str(raised.value) == "the search index cannot be made: can't start new thread; build with --no-search"


@pytest.mark.parametrize("change", ["document", "language", "version"])
def test_a_change_of_what_goes_in_makes_the_bundle_anew(tmp_path, change):
    first = make_index(make_documents(2), kept=tmp_path, language="en")
    documents, language, pagefind = make_documents(2), "en", find_pagefind()
    if change == "document":
        documents[1] = make_document(make_entry(url=documents[1].note.url, title="A corvette"))
    elif change == "language":
        language = "de"
    else:
        pagefind = replace(pagefind, version="other")

    second = make_index(documents, kept=tmp_path, language=language, pagefind=pagefind)

    fragments = [path for name, path in first.items() if name.endswith(".pf_fragment")]
    assert len(fragments) == 2
    assert set(fragments).isdisjoint(second.values())
    assert not any(path.exists() for path in fragments)
    assert all(path.exists() for path in second.values())
    assert len(folders(tmp_path)) == 3


@pytest.mark.parametrize("harm", ["cut", "changed", "removed", "manifest", "emptied manifest"])
def test_a_kept_bundle_that_is_not_whole_is_made_again(tmp_path, harm):
    first = make_index(make_documents(2), kept=tmp_path, language="en")
    before = read_all(first)
    victim = next(path for name, path in first.items() if name.endswith(".pf_fragment"))
    content = victim.read_bytes()
    manifest = victim.parents[2] / "manifest.json"
    match harm:
        case "cut":
            victim.write_bytes(content[:-1])
        case "changed":
            victim.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
            os.utime(victim, ns=(0, 0))
        case "removed":
            victim.unlink()
        case "manifest":
            manifest.write_text('{"pagefind.js": 3}', encoding="utf-8")
        case _:
            manifest.write_text("{}", encoding="utf-8")

    second = make_index(make_documents(2), kept=tmp_path, language="en")

    assert read_all(second) == before


def test_no_documents_give_no_files_and_leave_none(tmp_path):
    make_index(make_documents(2), kept=tmp_path, language="en")

    files = make_index([], kept=tmp_path, language="en")

    assert files == {}
    assert folders(tmp_path) == []
    assert make_index([], kept=tmp_path / "absent", language="en") == {}


def test_two_documents_with_one_url_are_refused(tmp_path):
    documents = [*make_documents(3), make_documents(1)[0]]

    with pytest.raises(BuildError) as caught:
        make_index(documents, kept=tmp_path, language="en")

    assert str(caught.value) == "two articles would be found at one URL: /2022/03/article-0/"


def test_an_article_without_a_word_is_still_found(tmp_path):
    document = make_document(make_entry(standfirst="", body=Html("<hr>")))

    files = make_index([document], kept=tmp_path, language="en")

    assert sum(name.startswith("fragment/") for name in files) == 1


def read_text(files):
    """What Pagefind keeps of the text of the one article."""
    fragment = next(path for name, path in files.items() if name.endswith(".pf_fragment"))
    told = gzip.decompress(fragment.read_bytes()).decode()
    return json.loads(told[told.index("{") :])["content"]


def test_words_of_two_cells_are_two_words(tmp_path):
    body = fill(parse("| measured | miles |\n|---|---|\n| limit | twelve |\n", path="x.md", first_line=1)[0], [])

    files = make_index([make_document(make_entry(standfirst="", body=body))], kept=tmp_path)

    assert read_text(files).split() == ["measured", "miles", "limit.", "twelve."]


def test_a_pull_quote_is_not_found_a_second_time(tmp_path):
    body = fill(parse("One is thrown.\n\n> [!PULL]\n> One is thrown.\n", path="x.md", first_line=1)[0], [])
    document = make_document(make_entry(standfirst="", body=body))

    files = make_index([document], kept=tmp_path)

    assert read_text(files) == "One is thrown."


def test_many_documents_pass_through_bounded_pipes(tmp_path):
    filler = "<p>" + "A sentence that fills the pipe. " * 100 + "</p>"
    documents = [make_document(make_entry(url=Url(f"/{n}/"), body=Html(f"{filler}<p>x{n}</p>"))) for n in range(700)]

    files = make_index(documents, kept=tmp_path, language="en")

    assert sum("fragment/" in name for name in files) == 700


# ---- A Pagefind that fails -------------------------------------------------------------------------------------------

ANSWER = """
import base64, json, sys
def answer(number, payload):
    message = json.dumps({"message_id": number, "payload": payload}).encode()
    sys.stdout.buffer.write(base64.b64encode(message) + b",")
    sys.stdout.flush()
"""
READ = "import sys; sys.stdin.buffer.read(1);"
FAILURES = {
    "exits": (
        "import sys; sys.stderr.write('no memory'); sys.exit(3)",
        "Pagefind ended before it had answered; it said: no memory",
    ),
    "garbage": (READ + "print('what?,', end='')", "Pagefind answered what is no message: b'what?'"),
    "tail": (READ + "print('what', end='')", "Pagefind answered what is no message: b'what'"),
    "list": (READ + "print('W10=,', end='')", "Pagefind answered what is no message: b'W10='"),
    "hangs": ("import time; time.sleep(60)", "Pagefind was silent for 0.5 seconds"),
    "refuses": (
        ANSWER
        + "answer(0, {'type': 'NewIndex'})\nanswer(2, {'type': 'Error', 'message': 'too long'})\nsys.stdin.read()",
        "Pagefind refuses /2022/03/article-1/: too long",
    ),
    "unasked": (
        ANSWER + "answer(7, {'type': 'NewIndex'})\nsys.stdin.read()",
        "Pagefind sent an answer that nobody waits for: NewIndex, number 7",
    ),
    "empty": (
        ANSWER
        + "answer(0, {'type': 'NewIndex'})\nanswer(1, {'type': 'IndexedFile'})\nanswer(2, {'type': 'IndexedFile'})\n"
        + "answer(3, {'type': 'GetFiles', 'files': []})\nsys.stdin.read()",
        "Pagefind left out pagefind-entry.json, pagefind-worker.js",
    ),
    "damaged": (
        ANSWER
        + "answer(0, {'type': 'NewIndex'})\nanswer(1, {'type': 'IndexedFile'})\nanswer(2, {'type': 'IndexedFile'})\n"
        + "names = ['pagefind-entry.json', 'pagefind-worker.js', 'fragment/a.pf_fragment']\n"
        + "answer(3, {'type': 'GetFiles', 'files': [{'path': n, 'content': 'YQ=='} for n in names]})\nsys.stdin.read()",
        "Pagefind gave a damaged file: fragment/a.pf_fragment",
    ),
    "outside": (
        ANSWER
        + "answer(0, {'type': 'NewIndex'})\nanswer(1, {'type': 'IndexedFile'})\nanswer(2, {'type': 'IndexedFile'})\n"
        + "names = ['pagefind-entry.json', 'pagefind-worker.js', '../a.pf_fragment']\n"
        + "answer(3, {'type': 'GetFiles', 'files': [{'path': n, 'content': 'YQ=='} for n in names]})\nsys.stdin.read()",
        "Pagefind names a file outside its folder: ../a.pf_fragment",
    ),
    "drops": (
        ANSWER
        + "answer(0, {'type': 'NewIndex'})\nanswer(1, {'type': 'IndexedFile'})\nanswer(2, {'type': 'IndexedFile'})\n"
        + "names = ['pagefind-entry.json', 'pagefind-worker.js', 'fragment/a.pf_fragment']\n"
        + "answer(3, {'type': 'GetFiles', 'files': [{'path': n, 'content': 'H4s='} for n in names]})\nsys.stdin.read()",
        "Pagefind gave 1 files .pf_fragment for 2 articles",
    ),
}


@pytest.mark.parametrize("failure", sorted(FAILURES))
def test_a_pagefind_that_fails_is_told_and_the_old_bundle_stays(tmp_path, failure):
    script, message = FAILURES[failure]
    kept = tmp_path / "kept"
    before = read_all(make_index(make_documents(3), kept=kept, language="en"))
    pagefind = make_pagefind(tmp_path, script, patience=0.5 if failure == "hangs" else 10.0)

    with pytest.raises(BuildError) as caught:
        make_index(make_documents(2), kept=kept, language="en", pagefind=pagefind)

    assert str(caught.value) == message
    absent = replace(find_pagefind(), executable=tmp_path / "absent")
    assert read_all(make_index(make_documents(3), kept=kept, language="en", pagefind=absent)) == before


def test_a_pagefind_that_never_reads_does_not_stop_us(tmp_path):
    pagefind = make_pagefind(tmp_path, "import time; time.sleep(60)", patience=0.5)
    documents = [make_document(make_entry(url=Url(f"/{number}/"), body=Html("x" * 10_000))) for number in range(300)]

    with pytest.raises(BuildError) as caught:
        make_index(documents, kept=tmp_path / "kept", language="en", pagefind=pagefind)

    assert str(caught.value) == "Pagefind was silent for 0.5 seconds"


def test_a_pagefind_that_cannot_be_started_is_told(tmp_path):
    pagefind = Pagefind(executable=tmp_path / "absent", version="none")

    with pytest.raises(BuildError) as caught:
        make_index(make_documents(1), kept=tmp_path / "kept", language="en", pagefind=pagefind)

    assert str(caught.value) == (
        f"Pagefind cannot be started: [Errno 2] No such file or directory: '{tmp_path}/absent'; build with --no-search"
    )


def test_settings_of_pagefind_that_lie_around_change_nothing(tmp_path, monkeypatch):
    before = read_all(make_index(make_documents(2), kept=tmp_path / "before", language="en"))
    (tmp_path / "pagefind.toml").write_text('exclude_selectors = ["p"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")

    after = read_all(make_index(make_documents(2), kept=tmp_path / "after", language="en"))

    assert after == before
