"""The pages of our archive as far as Pelican has them: docs/performance.md says what differs."""

import json
from pathlib import Path

HERE = Path(__file__).parent

SITENAME = "Benchmark"
SITEURL = "https://example.org"
RELATIVE_URLS = False
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = str(HERE / "content")
ARTICLE_PATHS = ["articles"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME = str(HERE / "theme")
THEME_STATIC_DIR = "assets"
USE_FOLDER_AS_CATEGORY = False
LOAD_CONTENT_CACHE = False
AUTHOR_BIOS = json.loads((HERE / "bios.json").read_text(encoding="utf-8"))

DEFAULT_PAGINATION = 40
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
ARTICLE_URL, ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/", "{date:%Y}/{date:%m}/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "authors/{slug}/", "authors/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "sections/{slug}/", "sections/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/", "archive/{date:%Y}/index.html"
MONTH_ARCHIVE_URL, MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/", "archive/{date:%Y}/{date:%m}/index.html"

DIRECT_TEMPLATES = ["index", "archives", "authors", "categories", "tags", "sitemap"]
ARCHIVES_SAVE_AS = "archive/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
CATEGORIES_SAVE_AS = "sections/index.html"
TAGS_SAVE_AS = "tags/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 30
AUTHOR_FEED_ATOM = "authors/{slug}/feed.xml"
AUTHOR_FEED_RSS = None
CATEGORY_FEED_ATOM = "sections/{slug}/feed.xml"
TAG_FEED_ATOM = "tags/{slug}/feed.xml"
TRANSLATION_FEED_ATOM = None
