"""Two real archives: how many authors, questions and bios they have, and that no word of a bio is lost on its way.

The corpora lie beside the checkout and not in it; without them these tests are skipped, loudly.
"""

import re
import subprocess
import sys
import unicodedata
from collections import Counter

import lxml.html
import pytest

from generator import content
from generator.archive.people import resolve_people
from generator.build.keeping import decode_body, record_of
from generator.build.reading import Reader
from generator.config import parse_config
from generator.content import SourceKind
from generator.model import Article, AuthorRecord
from tests.makers import REPOSITORY, SITE

CORPORA = REPOSITORY.parent / "shared" / "corpora"
WORD = re.compile(r"[^\W_]+")
CALL = re.compile(r"\{\{.*?\}\}")
MARKUP = re.compile(r"<[^<>]*>|\]\([^()]*\)")
"""What other generators left in the texts that is no word: calls of templates, then tags and addresses of links."""
MARKER = {"written", "by", "about", "the", "author", "authors"}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="THE CORPORA ARE NOT BESIDE THE CHECKOUT: no real bio was read"),
]


def words(text):
    return Counter(WORD.findall(unicodedata.normalize("NFKC", MARKUP.sub(" ", CALL.sub("", text))).casefold()))


def words_of_chunk(chunk):
    return words(lxml.html.fragment_fromstring(chunk, create_parent=True).text_content())


@pytest.fixture(scope="module", params=["digitalgov", "18f"])
def archive(request, tmp_path_factory):
    """(name, articles, records, bodies by path, who is who)."""
    root = tmp_path_factory.mktemp(request.param)
    script = [sys.executable, str(CORPORA / "convert.py"), request.param, str(CORPORA / f"{request.param}.tar.xz")]
    subprocess.run([*script, str(root)], check=True, capture_output=True)
    sources, _ = content.discover(root)
    read = Reader(config=parse_config(SITE, root=str(root)), cache=None)
    reads = read([source for source in sources if source.kind in {SourceKind.ARTICLE, SourceKind.AUTHOR}])
    found = [record_of(read) for read in reads]
    articles = [record for record in found if isinstance(record, Article)]
    records = [record for record in found if isinstance(record, AuthorRecord)]
    bodies = {read.path: decode_body(read.body).chunks for read in reads if read.body}
    return request.param, articles, records, bodies, resolve_people(articles, records, strip_bios=True)


def kept_of(people, path):
    """The words that the authors of an article have of it: the wordings it prints, and their names and roles."""
    known = {author.id: author for author in people.authors}
    authors = [known[credit.author] for credit in people.credits[path]]
    found = Counter()
    for author in authors:
        found += words(f"{author.name} {author.role} {' '.join(author.names)}")
        for wording in author.wordings:
            if path in wording.articles:
                found += words(wording.text)
    return found


def test_every_word_that_is_taken_out_of_a_body_is_in_its_authors_bios(archive):
    _, _, _, bodies, people = archive

    lost = {}
    for path, cut in people.cuts.items():
        taken = [words_of_chunk(bodies[path][index]) for index in cut]
        printed = sum((block for block in taken if not set(block) <= MARKER), Counter())
        if missing := printed - kept_of(people, path):
            lost[path] = missing

    assert lost == {}


def test_what_stays_and_what_is_taken_out_are_the_whole_body(archive):
    _, articles, _, bodies, people = archive

    broken = []
    for article in articles:
        chunks = bodies[article.path]
        cut = people.cuts.get(article.path, ())
        blocks = {block.index: words(block.text) for block in article.facts.closing}
        stays = sum((words_of_chunk(chunk) for index, chunk in enumerate(chunks) if index not in cut), Counter())
        taken = sum((blocks[index] for index in cut), Counter())
        if cut and stays + taken != sum(map(words_of_chunk, chunks), Counter()):
            broken.append(article.path)

    assert broken == []


COUNTS = {
    "digitalgov": {
        "articles": 2076, "records": 1044, "authors": 1044, "organizations": 34, "joined by evidence": 0,
        "questions": {"two-records": 7}, "problems": {"bio-mismatch": 5, "similar-author": 7},
        "bios printed": 224, "bodies shortened": 195, "blocks taken out": 196, "wordings": 751,
    },
    "18f": {
        "articles": 509, "records": 0, "authors": 273, "organizations": 2, "joined by evidence": 0,
        "questions": {"similar-author": 1}, "problems": {"similar-author": 1},
        "bios printed": 0, "bodies shortened": 0, "blocks taken out": 0, "wordings": 0,
    },
}  # fmt: skip
"""Read one by one when they were written down: each question and each bio was judged right."""


def test_the_counts_are_those_that_were_judged(archive):
    name, articles, records, _, people = archive

    found = {
        "articles": len(articles),
        "records": len(records),
        "authors": len(people.authors),
        "organizations": sum(author.kind == "organization" for author in people.authors),
        "joined by evidence": sum(map(len, people.merges.values())),
        "questions": dict(Counter(row.reason for row in people.review)),
        "problems": dict(Counter(problem.rule for problem in people.problems)),
        "bios printed": sum(map(len, people.printed.values())),
        "bodies shortened": len(people.cuts),
        "blocks taken out": sum(map(len, people.cuts.values())),
        "wordings": sum(len(author.wordings) for author in people.authors),
    }
    assert found == COUNTS[name]
