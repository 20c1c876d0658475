"""This is the front matter of an author, a tag, a section or a page as a record."""

from collections.abc import Iterator

from generator import urls
from generator.content.articles import read_language, read_slug, stem_of
from generator.content.characters import shown
from generator.content.form import Form, address, choice, entries, required, switch, text, texts
from generator.content.nodes import Fields, Node, Text
from generator.content.pictures import picture
from generator.model import AuthorKind, AuthorRecord, Digest, Mention, Slug, StaticPage, TopicRecord, make_marks


def read_author(form: Form, digest: Digest) -> AuthorRecord | None:  # noqa: ARG001 -- the readers of all kinds are called alike
    """The author of a form; None when the name or the id cannot be had. The id is the name of the file."""
    name = required(form, "name", "name: Jane Doe")
    id_ = _slug_of_file(form)
    record = AuthorRecord(
        path=form.path,
        id=id_,
        name=name,
        aliases=_names(form, "aliases"),
        kind=choice(form, "kind", AuthorKind.PERSON) if _is_given(form, "kind") else None,
        role=text(form, "role"),
        affiliation=text(form, "affiliation"),
        links=tuple(_links(form)),
        same_as=tuple(_same_as(form)),
        not_same_as=_names(form, "not_same_as"),
        picture=picture(form),
        marks=make_marks(form.marks),
    )
    return record if name and id_ else None


def read_topic(form: Form, digest: Digest) -> TopicRecord | None:
    """The tag or section of a form; its slug is the name of the file, and so is its title where none is given."""
    slug = _slug_of_file(form)
    title = text(form, "title") or _words(form.path)
    record = TopicRecord(
        path=form.path,
        slug=slug,
        title=title,
        aliases=_names(form, "aliases"),
        start_here=tuple(Mention(text=value, location=form.place(node)) for value, node in texts(form, "start_here")),
        has_timeline=switch(form, "timeline"),
        digest=digest,
    )
    return record if slug else None


def read_page(form: Form, digest: Digest) -> StaticPage | None:
    """The page of a form; its slug may not be a part of the site's own addresses, nor look like a year."""
    title = text(form, "title") or _words(form.path)
    slug = read_slug(form, title)
    if slug in urls.ROUTES or (len(slug) == len("2022") and slug.isdigit()):
        at: Node | None = form.fields.get("slug")
        message = f"the address /{slug}/ belongs to the site itself"
        hint = f"Choose another: slug: about-{slug}"
        form.report("slug-collision", message, hint, at if at is not None else form.mark("slug"))
        slug = Slug("")
    summary = text(form, "summary", prose=True)
    page = StaticPage(path=form.path, slug=slug, title=title, digest=digest, summary=summary, lang=read_language(form))
    return page if slug else None


def _is_given(form: Form, name: str) -> bool:
    node = form.fields.get(name)
    return node is not None and not (isinstance(node, Text) and node.is_empty)


def _names(form: Form, name: str) -> tuple[str, ...]:
    return tuple(value for value, _ in texts(form, name))


def _same_as(form: Form) -> Iterator[str]:
    """Ids and names as they were written; what has a scheme is an address, and is judged like every other."""
    for value, node in texts(form, "same_as"):
        if kept := address(form, node, "same_as") if ":" in value else value:
            yield kept


def _words(path: str) -> str:
    """The name of a file as a title: south-china-sea.md is "South china sea"."""
    words = stem_of(path).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _slug_of_file(form: Form) -> Slug:
    stem = stem_of(form.path)
    fault = urls.slug_fault(stem)
    if fault:
        made = urls.make_slug(stem)
        hint = f"Rename the file to {made}.md." if made and not urls.slug_fault(made) else "Choose another file name."
        form.report("bad-slug", f"the file name {shown(stem)} {fault}", hint, form.mark(""))
        return Slug("")
    return Slug(stem)


def _links(form: Form) -> Iterator[str]:
    """Addresses: a list, a list of {title, url}, or one for each name of a mapping."""
    for node in entries(form, "links"):
        for value in _values(node):
            if not isinstance(value, Text):
                form.report("bad-field", "'links' is to be a list of addresses", "Write: - https://example.org/", value)
            elif not value.is_empty and (url := address(form, value, "links")):
                yield url


def _values(node: Node) -> tuple[Node, ...]:
    if not isinstance(node, Fields):
        return (node,)
    named = {key.text: value for key, value in node.pairs}
    return (named["url"],) if "url" in named else tuple(value for _, value in node.pairs)
