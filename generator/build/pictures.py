"""This is the work on pictures within a build: they are looked at before pages are planned, and made before any is."""

from collections.abc import Iterable
from pathlib import Path

from generator import fonts, images, output
from generator.build.hands import FEW_LARGE, SOME_MEDIUM, map_batches
from generator.build.records import Options, Run
from generator.build.report import CardCounts
from generator.config import Config
from generator.content import Source, SourceKind
from generator.images import File, Maker, Recipe, Survey, social
from generator.images.social import Design
from generator.model import SocialStyle
from generator.output import Staging, Written
from generator.plan import Plan
from generator.problems import Problem

_FOLDER, _CARDS = "pictures", "cards"


def recipe_of(config: Config) -> Recipe:
    """How the site's settings have pictures made."""
    return Recipe(widths=config.picture_widths, quality=config.picture_quality)


def survey_pictures(config: Config, options: Options, sources: Iterable[Source]) -> Survey:
    """Every picture of the archive, judged by its header; one that looks as before is not opened."""
    pictures = [
        (source.path, (source.size, source.modified_ns, source.inode))
        for source in sources
        if source.kind is SourceKind.MEDIA
    ]
    folder = options.cache / _FOLDER if options.use_cache else None
    return images.survey(Path(config.root), pictures, recipe_of(config), folder)


def make_pictures(run: Run, found: Survey) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """Every rendition, made where it is not kept; a problem for each picture whose pixels turn out to be broken."""
    folder, recipe = run.options.cache / _FOLDER, recipe_of(run.config)
    todo = images.missing(found, recipe, folder)
    maker = Maker(root=run.config.root, folder=folder, recipe=recipe)
    tell = run.tell("Making pictures")
    outcomes = tuple(map_batches(maker, todo, run.hands, tell, FEW_LARGE, named=lambda media: media.path))
    problems = tuple(outcome.problem for outcome in outcomes if outcome.problem is not None)
    return () if problems else images.keep(found, outcomes, recipe, folder), problems


def read_card_design(theme: str) -> Design:
    """How the theme in a folder has social cards look."""
    sources = fonts.read_sources(theme)
    return social.read_design(theme, sources.files, sources.letters)


def card_style(run: Run) -> SocialStyle | None:
    """What planning must know of that; None where the site asks for no cards."""
    return SocialStyle(digest=run.design.digest, letters=run.design.letters) if run.design else None


def make_cards(run: Run, plan: Plan) -> tuple[tuple[File, ...], CardCounts | None]:
    """Every social card that the pages name, drawn where it is not kept; nothing where the site asks for none."""
    if run.design is None:
        return (), None
    folder = run.options.cache / _CARDS
    cards = social.missing(plan.cards, folder, is_trusted=run.options.use_cache)
    maker = social.CardMaker(folder=folder, design=run.design)
    tell = run.tell("Drawing social cards")
    made = map_batches(maker, cards.todo, run.hands, tell, SOME_MEDIUM, named=lambda card: card.url)
    files = social.keep(cards, made, folder)
    size = sum(file.size for file in files)
    counts = CardCounts(total=len(files), made=len(cards.todo), size=size, unlettered=plan.unlettered)
    return files, counts


def place_pictures(files: Iterable[File], staging: Staging) -> list[Written]:
    """The renditions, published: linked where they are kept, and not read."""
    return [output.place(staging, output.offer(staging, file.url, file.digest, file.size), file.path) for file in files]
