"""This is the opening of an article without its bios, so that no summary, card or feed of a short article shows one."""

from collections.abc import Collection

from msgspec.structs import replace

from generator.model import Article


def without_bios(article: Article, cut: Collection[int]) -> Article:
    """The article with the blocks in `cut` taken out of its opening and of its count of words."""
    texts = [block.text for block in article.facts.closing if block.index in cut]
    if not texts:
        return article
    opening = article.facts.opening
    for text in texts:
        before, found, after = opening.rpartition(text)
        opening = f"{before.rstrip()} {after.lstrip()}".strip() if found else opening
    words = article.facts.words - sum(len(text.split()) for text in texts)
    return replace(article, facts=replace(article.facts, opening=opening, words=words))
