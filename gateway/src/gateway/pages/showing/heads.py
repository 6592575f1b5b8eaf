"""What the pages for finding tell machines: the market and its search, a category and its goods."""

from collections.abc import Iterable, Sequence

from gateway.pages import catalogue
from gateway.pages.answers.catalog import Category
from gateway.pages.answers.search import Hit
from gateway.pages.context import Context
from gateway.pages.head import Head, base_of, head_of
from gateway.presenters import structured


def start_head(here: Context) -> Head:
    base, name = base_of(here.request), str(here.text("site.name"))
    market = structured.website(base, name, f"{base}/suche?q=", catalogue.LANGUAGES)
    return head_of(here).about(market).offering(here.text("feed.of_market"), "/feed.xml")


def category_head(here: Context, path: Sequence[Category], hits: Iterable[Hit]) -> Head:
    """`path` leads from the root to the category."""
    base, shown = base_of(here.request), head_of(here)
    steps = [(step.name or step.key, f"{base}/kategorie/{step.key}") for step in path]
    name, url = steps[-1]
    goods = [(hit.name, f"{base}/produkt/{hit.product_id}/{hit.slug or '-'}") for hit in hits]
    trail = structured.breadcrumbs([(str(here.text("crumbs.market")), f"{base}/"), *steps])
    listed = [structured.item_list(url, name, goods)] if goods else []
    title = here.text("feed.of_category", category=name)
    return shown.about(trail, *listed).offering(title, f"/kategorie/{path[-1].key}/feed.xml")
