"""One author, one bio, once: whole sites built from archives whose bios stand under their articles."""

import gzip
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import lxml.html
import pytest

from generator.cli import main
from tests.makers import REPOSITORY, SITE, article_text, write_archive

NOW = "2023-01-01T12:00:00Z"
CORPORA = REPOSITORY.parent / "shared" / "corpora"
LAST = "His books and research papers explore these themes."
OLD = (
    "Jack Buckby is a British author, counter-extremism researcher, and journalist based in New York. "
    f"He works to understand radicalization, and report on Western governments. {LAST}"
)
NEW = (
    "Jack Buckby is 19FortyFive’s Breaking News Editor. He is a British author, counter-extremism researcher, and "
    "journalist based in New York. He works to understand radicalization, and reports on Western governments. "
    f"{LAST}"
)
STORY = ("Four ships passed the strait on Tuesday.", "The ministry will go on watching them.")


def text_of(root, path, query):
    page = lxml.html.fromstring((root / "_site" / path).read_text(encoding="utf-8"))
    return [" ".join(element.text_content().split()) for element in page.xpath(query)]


def words_of_search(root):
    """What the search knows of each page, by URL."""
    fragments = (root / "_site" / "pagefind").rglob("*.pf_fragment")
    found = [json.loads(gzip.decompress(path.read_bytes()).partition(b"pagefind_dcd")[2]) for path in fragments]
    return {fragment["url"]: fragment["content"] for fragment in found}


@pytest.fixture(scope="module")
def warships(tmp_path_factory):
    """The article of the seed: the bio twice at its end, in two wordings, and a line "Written By" between them."""
    root = tmp_path_factory.mktemp("warships")
    body = "\n\n".join([*STORY, OLD, "Written By", NEW, ""])
    write_archive(root, {"articles/2022/warships.md": article_text("Warships", author="Jack Buckby", body=body)})
    assert main(["--root", str(root), "--quiet", "build", "--now", NOW, "--jobs", "1"]) == 0
    return root


def test_case_1_the_body_holds_the_story_and_the_bio_stands_below_it_once(warships):
    article = "2022/03/warships/index.html"

    assert text_of(warships, article, "//*[@itemprop='articleBody']") == [" ".join(STORY)]
    assert text_of(warships, article, "//*[@class='bio']") == [NEW]
    assert text_of(warships, article, "//main")[0].count(LAST) == 1


def test_case_1_feeds_and_search_hold_neither_bio_nor_its_marker(warships):
    site = warships / "_site"
    atom, of_author = (
        feedparser.parse((site / name).read_bytes()) for name in ("feed.xml", "authors/jack-buckby/feed.xml")
    )
    rss = (site / "rss.xml").read_text(encoding="utf-8")
    texts = [atom.entries[0].content[0].value, of_author.entries[0].summary]
    texts.append(json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"][0]["content_html"])

    bodies = [
        " ".join(lxml.html.fragment_fromstring(text, create_parent=True).text_content().split()) for text in texts
    ]
    searched = words_of_search(warships)

    assert bodies == [" ".join(STORY)] * 3
    assert LAST not in rss
    assert list(searched) == ["/2022/03/warships/"]
    assert searched["/2022/03/warships/"].endswith(" ".join(STORY))
    assert LAST not in searched["/2022/03/warships/"]
    assert [path.name for path in site.rglob("*.*ml") if "Written By" in path.read_text(encoding="utf-8")] == []


def test_case_1_the_author_page_shows_one_bio_and_its_last_sentence_once(warships):
    author = "authors/jack-buckby/index.html"

    assert text_of(warships, author, "//*[@class='bio']") == [NEW]
    assert text_of(warships, author, "//main")[0].count(LAST) == 1
    assert text_of(warships, author, "//*[@class='bio-history__text']") == [OLD.replace(LAST, "…")]


def test_case_1_both_wordings_are_kept(warships, capsys):
    assert main(["--root", str(warships), "authors", "--format", "json", "--now", NOW]) == 0

    report = json.loads(capsys.readouterr().out)
    (author,) = report["authors"]
    path = "content/articles/2022/warships.md"
    assert (author["id"], author["name"], author["names"]) == ("jack-buckby", "Jack Buckby", ["Jack Buckby"])
    assert author["bio"] == {"text": NEW, "source": path, "since": "2022-03-18"}
    assert author["wordings"] == [
        {"text": text, "first": "2022-03-18", "last": "2022-03-18", "articles": [path]} for text in (NEW, OLD)
    ]
    assert report["review"] == []


def test_case_3_no_sentence_is_read_twice_on_the_author_page(tmp_path):
    first = "Jack Buckby is a British author and journalist in New York."
    second = f"{first} He covers the Pacific."
    files = {
        f"articles/{year}/a.md": article_text(date=f"{year}-05-01", author="Jack Buckby", body=f"Ships.\n\n{text}\n")
        for year, text in (("2019", first), ("2021", second))
    }
    write_archive(tmp_path, files)

    assert main(["--root", str(tmp_path), "--quiet", "build", "--no-search", "--now", NOW, "--jobs", "1"]) == 0

    author = "authors/jack-buckby/index.html"
    assert text_of(tmp_path, author, "//*[@class='bio']") == [second]
    assert text_of(tmp_path, author, "//main")[0].count(first) == 1


def test_case_6_the_misspelt_address_of_an_author_redirects(tmp_path):
    bio = "Jonathan Clinton is the acting deputy chief financial officer and the director of a program."
    files = {
        f"articles/2020/{number}.md": article_text(f"Story {number}", author=name, body=f"Ships.\n\n{bio}\n")
        for number, name in enumerate(("Jonanthan Clinton", "Jonathan Clinton"))
    }
    write_archive(tmp_path, files)

    assert main(["--root", str(tmp_path), "--quiet", "build", "--no-search", "--now", NOW, "--jobs", "1"]) == 0

    redirect = lxml.html.parse(str(tmp_path / "_site/authors/jonanthan-clinton/index.html"))
    assert redirect.xpath("//a/@href") == ["/authors/jonathan-clinton/"]


def test_cases_7_and_10_an_article_prints_the_old_name_and_links_to_the_one_page_and_namesakes_have_two(tmp_path):
    files = {
        "articles/2022/a.md": article_text("Old", author="Julia Elman"),
        "articles/2022/b.md": article_text("Two", author="[duncan-campbell, duncan-campbell-2]"),
        "authors/julia-solorzano.md": "---\nname: Julia Solórzano\naliases: [Julia Elman]\n---\n",
        "authors/duncan-campbell.md": "---\nname: Duncan Campbell\nnot_same_as: [duncan-campbell-2]\n---\n",
        "authors/duncan-campbell-2.md": "---\nname: Duncan Campbell\n---\n",
    }
    write_archive(tmp_path, files)

    assert main(["--root", str(tmp_path), "--quiet", "build", "--no-search", "--now", NOW, "--jobs", "1"]) == 0

    links = {
        slug: [
            (link.text, link.get("href"))
            for link in lxml.html.parse(str(tmp_path / f"_site/2022/03/{slug}/index.html")).xpath("//a[@rel='author']")
        ]
        for slug in ("a", "b")
    }
    assert links == {
        "a": [("Julia Elman", "/authors/julia-solorzano/")],
        "b": [("Duncan Campbell", "/authors/duncan-campbell/"), ("Duncan Campbell", "/authors/duncan-campbell-2/")],
    }
    assert text_of(tmp_path, "authors/julia-solorzano/index.html", "//h1") == ["Julia Solórzano"]
    assert text_of(tmp_path, "authors/duncan-campbell-2/index.html", "//h1") == ["Duncan Campbell"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("author: By Ann Lee and Bob Stone", ["Ann Lee", "Bob Stone"]),
        ("author: Ann Lee, Bob Stone and Carl Day", ["Ann Lee", "Bob Stone", "Carl Day"]),
        ("author: [Ann Lee and Bob Stone]", ["Ann Lee", "Bob Stone"]),
        ("authors: [Ann Lee, Bob Stone]", ["Ann Lee", "Bob Stone"]),
        ("author: {name: Ann Lee, role: photos}", ["Ann Lee"]),
        ("authors:\n  - name: Ann Lee\n    role: photos\n  - name: Bob Stone", ["Ann Lee", "Bob Stone"]),
        ("author: Jong, Michiel de", ["Michiel de Jong"]),
        ("author: Susan J. Simmons, NCSU Analytics", ["Susan J. Simmons"]),
        ("author: Kelvin Droegemeier, PhD", ["Kelvin Droegemeier"]),
        ("author: King, Martin, Jr.", ["Martin King Jr."]),
    ],
)
def test_case_15_every_form_in_the_front_matter_gives_its_authors(tmp_path, capsys, written, names):
    text = article_text().replace("author: Jane Doe", written)
    write_archive(tmp_path, {"articles/2022/a.md": text})

    assert main(["--root", str(tmp_path), "authors", "--format", "json", "--now", NOW]) == 0

    authors = json.loads(capsys.readouterr().out)["authors"]
    assert sorted(author["name"] for author in authors) == names


DESIGNER = "is the co-founder of a design system and a designer of public services in Chicago."
DOUBTS = {
    "articles/2020/a.md": article_text(
        "One", date="2020-01-01", author="Julia Elman", body=f"Julia Elman {DESIGNER}\n"
    ),
    "articles/2020/b.md": article_text(
        "Two", date="2020-01-02", author="Julia Solórzano", body=f"Julia Solórzano {DESIGNER}\n"
    ),
    "articles/2020/c.md": article_text("Three", date="2020-01-03", author="Clayton Bagley"),
    "articles/2020/d.md": article_text("Four", date="2020-01-04", author="Bagley"),
    "articles/2020/e.md": article_text("Five", date="2020-01-05", author="Robert O. Blake"),
    "articles/2020/f.md": article_text("Six", date="2020-01-06", author="Robert O. Blake Jr."),
    "articles/2020/g.md": article_text("Seven", date="2020-01-07", author="Robert Blake"),
    "articles/2020/h.md": article_text("Eight", date="2020-01-08", author="Alex Wilson"),
    "authors/jsnee.md": "---\nname: Jacqueline Snee\n---\n",
    "authors/jacqueline-snee.md": "---\nname: Jacqueline Snee\nsame_as: [https://example.org/js]\n---\n",
    "authors/alexander-wilson.md": "---\nname: Alexander Wilson\naliases: [Xander Wilson]\n---\n",
}


def questions(root, capsys):
    assert main(["--root", str(root), "authors", "--format", "json", "--now", NOW]) == 0
    return json.loads(capsys.readouterr().out)["review"]


def answer(root, row, *, as_one):
    """Paste a suggestion: its lines replace those of the record, or are a new one."""
    lines = row["suggestion"].splitlines()
    path = root / lines[0].removeprefix("# ").removesuffix(", a new file")
    if not as_one:
        parting = next(line.partition("two: ")[2] for line in lines if line.startswith("# or, if they are two: "))
        lines = [*(line for line in lines if line.startswith("name:")), parting]
    pasted = [line for line in lines if not line.startswith("#")]
    fields = {line.partition(":")[0] for line in pasted}
    old = path.read_text(encoding="utf-8").splitlines()[1:-1] if path.exists() else []
    kept = [line for line in old if line.partition(":")[0] not in fields]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["---", *kept, *pasted, "---", ""]), encoding="utf-8")


@pytest.mark.parametrize("as_one", [True, False])
def test_a_question_that_a_pasted_suggestion_answers_is_never_asked_again(tmp_path, capsys, as_one):
    write_archive(tmp_path, DOUBTS)
    asked = questions(tmp_path, capsys)

    for _ in range(len(asked) + 2):
        rows = questions(tmp_path, capsys)
        if rows:
            answer(tmp_path, rows[0], as_one=as_one)

    assert [(row["reason"], row["names"]) for row in asked] == [
        ("ambiguous-author", ["Robert Blake", "Robert O. Blake Jr.", "Robert O. Blake"]),
        ("other-family-name", ["Julia Elman", "Julia Solórzano"]),
        ("similar-author", ["Alex Wilson", "Alexander Wilson"]),
        ("similar-author", ["Bagley", "Clayton Bagley"]),
        ("similar-author", ["Robert O. Blake Jr.", "Robert O. Blake"]),
        ("two-records", ["Jacqueline Snee", "Jacqueline Snee"]),
    ]
    assert questions(tmp_path, capsys) == []


FAULTS = {
    **DOUBTS,
    "articles/2020/i.md": article_text("Nine", date="2020-01-09", author="Ann Lee @desk"),
    "articles/2020/j.md": article_text("Ten", date="2020-01-10", author="Bob Stone @desk"),
    "articles/2020/k.md": article_text(
        "Eleven",
        date="2020-01-11",
        author="Jonathan Rubin",
        body="Text.\n\nJessica Milcetich is a digital media strategist on the team in Washington.\n",
    ),
}


STAFF = 'same_as: ["@…"], or none: an account of a staff does not say who is who.'
ADDING = (
    "If Jessica Milcetich wrote it too, write authors: [Jonathan Rubin, Jessica Milcetich]; "
    "if not, leave it: it stays nobody's bio."
)
SAME = (
    "If they are one, write same_as: [jacqueline-snee] in content/authors/jsnee.md; "
    "if not, not_same_as: [jacqueline-snee]."
)


def joining(name, id_, others=""):
    return (
        f"If they are one, write aliases: [{others}{name}] in content/authors/{id_}.md; if not, not_same_as: [{name}]."
    )


def test_check_warns_at_the_line_of_the_byline_with_text_to_paste(tmp_path, capsys):
    write_archive(tmp_path, FAULTS)

    main(["--root", str(tmp_path), "check", "--format", "json", "--now", NOW])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = [
        (row["path"].removeprefix("content/"), row["line"], row["rule"], row["hint"])
        for row in rows
        if row["rule"] in {"similar-author", "ambiguous-author", "bio-mismatch", "shared-account"}
    ]
    assert found == [
        ("articles/2020/a.md", 4, "similar-author", joining("Julia Elman", "julia-solorzano")),
        ("articles/2020/d.md", 4, "similar-author", joining("Bagley", "clayton-bagley")),
        ("articles/2020/f.md", 4, "similar-author", joining("Robert O. Blake Jr.", "robert-o-blake")),
        ("articles/2020/g.md", 4, "ambiguous-author", joining("Robert Blake", "robert-o-blake-jr")),
        ("articles/2020/h.md", 4, "similar-author", joining("Alex Wilson", "alexander-wilson", "Xander Wilson, ")),
        ("articles/2020/i.md", 4, "shared-account", f"Write an own account in content/authors/ann-lee.md, {STAFF}"),
        ("articles/2020/j.md", 4, "shared-account", f"Write an own account in content/authors/bob-stone.md, {STAFF}"),
        ("articles/2020/k.md", 4, "bio-mismatch", ADDING),
        ("authors/jacqueline-snee.md", 2, "similar-author", SAME),
    ]


GROTON = "Jonathan Clinton is deputy editor here and covers submarines, tankers and shipyards."
EXAMPLE = {
    "articles/2020/yards.md": article_text(
        "Yards", date="2020-03-01", author="By Jonanthan Clinton", body=f"The yard is full.\n\nWritten By\n\n{GROTON}\n"
    ),
    "articles/2021/docks.md": article_text(
        "Docks",
        date="2021-05-01",
        author="Jonathan Clinton and Pacific Desk",
        body=f"The dock is empty.\n\n{GROTON} He lives in Groton.\n",
    ),
    "articles/2021/keels.md": article_text("Keels", date="2021-06-01", author="J. Clinton", body="It was laid.\n"),
}


def test_the_document_for_editors_shows_what_the_command_prints(tmp_path, capsys):
    write_archive(tmp_path, EXAMPLE)

    assert main(["--root", str(tmp_path), "authors", "--now", NOW]) == 0

    printed = capsys.readouterr().out
    shown = "".join(f"    {line}\n" if line else "\n" for line in printed.splitlines())
    assert shown in (REPOSITORY / "docs" / "authors.md").read_text(encoding="utf-8")


def tree(site):
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def run(root, command, *, seed, options=()):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    whole = [sys.executable, "-m", "generator", "--root", str(root), "--quiet", *command, "--now", NOW, *options]
    return subprocess.run(whole, capture_output=True, check=False, cwd=REPOSITORY, env=environment)


def scatter(files: dict[str, bytes], root: Path, *, seed):
    """The files written in another order into another folder, with its own settings."""
    root.mkdir(parents=True)
    (root / "site.toml").write_text(SITE, encoding="utf-8")
    for name in random.Random(seed).sample(sorted(files), len(files)):  # noqa: S311 -- a shuffle keeps no secret
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Three hundred articles of a real archive with all its author records, without the files that have errors."""
    if not CORPORA.is_dir():
        pytest.skip("THE CORPORA ARE NOT BESIDE THE CHECKOUT: no real archive was shuffled")
    root = tmp_path_factory.mktemp("digitalgov")
    script = [sys.executable, str(CORPORA / "convert.py"), "digitalgov", str(CORPORA / "digitalgov.tar.xz"), str(root)]
    subprocess.run(script, check=True, capture_output=True)
    for number, path in enumerate(sorted((root / "content" / "articles").rglob("*.md"))):
        if number % 7:
            path.unlink()
    checked = run(root, ["check", "--format", "json"], seed="0").stdout.decode().splitlines()
    for path in {row["path"] for row in map(json.loads, checked) if row["severity"] == "error"}:
        (root / path).unlink()
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*.md")}
    shutil.rmtree(root / "content")
    return files


@pytest.mark.corpus
@pytest.mark.slow
def test_case_14_order_folder_hash_seed_and_jobs_change_no_byte_of_a_real_archive(sample, tmp_path):
    roots = [tmp_path / "one", tmp_path / "two" / "in another folder", tmp_path / "three"]
    ways = list(zip(roots, ("0", "1", "4711"), ("1", "2", "2"), strict=True))
    for number, root in enumerate(roots):
        scatter(sample, root, seed=number)

    reports = [run(root, ["authors", "--format", "json"], seed=seed) for root, seed, _ in ways]
    builds = [run(root, ["build"], seed=seed, options=["--no-search", "--jobs", jobs]) for root, seed, jobs in ways]

    assert [build.returncode for build in builds] == [0, 0, 0]
    assert sum(name.startswith("content/articles/") for name in sample) > 280
    assert len({report.stdout for report in reports}) == 1
    assert len(json.loads(reports[0].stdout)["authors"]) > 1000
    trees = [tree(root / "_site") for root in roots]
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) > 800
