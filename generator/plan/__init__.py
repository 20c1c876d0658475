"""This is the step from an archive to every page that will exist; each page is a value before it is a file."""

from generator.plan.pages import BodyPart, FeedFormat, FeedPage, HtmlPage, Page, Plan, Planned, TextPage
from generator.plan.planning import plan_pages

__all__ = ["BodyPart", "FeedFormat", "FeedPage", "HtmlPage", "Page", "Plan", "Planned", "TextPage", "plan_pages"]
