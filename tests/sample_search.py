"""These are the articles that the tests of search look for."""

from msgspec.structs import replace

from generator.model import Html, Url
from generator.search import NO_ALIASES, Care, Named, SearchEntry, make_document, update


def make_entry(**changes):
    entry = SearchEntry(
        url=Url("/2022/03/four-warships/"),
        title="Four warships pass Tsugaru",
        standfirst="The frigates sailed east.",
        body=Html('<p>They were seen.</p><h2 id="answer">The answer</h2><p>Tokyo protested.</p>'),
        authors=(Named("jane-doe", "Jane Doe"), Named("a-roe", "A. Roe")),
        tags=(Named("japan", "Japan"), Named("navy", "Navy")),
        section="Sea & Air",
        date="2022-03-18",
        date_text="March 18, 2022",
        language="en",
    )
    return replace(entry, **changes)


def make_documents(count=12):
    return [
        make_document(
            make_entry(
                url=Url(f"/2022/03/article-{number}/"),
                title=f"Headline {number}",
                body=Html(f"<p>The frigate number {number} has a word{number}.</p>"),
                date=f"2022-03-{number + 1:02d}",
                date_text=f"March {number + 1}, 2022",
            )
        )
        for number in range(count)
    ]


def make_index(documents, *, kept, language="en", aliases=NO_ALIASES, pagefind=None):
    """The files of the index of these documents, by their names."""
    files = update_index(documents, kept=kept, language=language, aliases=aliases, pagefind=pagefind)
    return {name: file.path for name, file in files.items()}


def update_index(documents, *, kept, before=(), asked=None, **settings):
    """What is told of each file of their index; `asked` takes down the digest of each document that was asked for."""
    html = {document.note.digest: document.html for document in (*before, *documents)}

    def load(digests):
        if asked is not None:
            asked.extend(digests)
        return [html[digest] for digest in digests]

    return update_with(documents, load, kept=kept, **settings)


def update_with(documents, load, *, kept, language="en", aliases=NO_ALIASES, pagefind=None):
    """The same, with documents from elsewhere."""
    return update(
        [document.note for document in documents],
        load,
        kept=kept,
        language=language,
        aliases=aliases,
        care=Care(pagefind=pagefind),
    )
