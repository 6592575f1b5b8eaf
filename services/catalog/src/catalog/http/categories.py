"""The category tree: rendered once per language, when the program starts."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from catalog.domain.region import Region
from catalog.http.answers import stored
from catalog.http.shapes import CategoriesShape
from catalog.queries.product_page import StoredAnswer
from catalog.store.answers import digest

LANGUAGES = ("de", "en")
router = APIRouter(prefix="/api/v1", tags=["categories"])


def render_categories(region: Region) -> Mapping[str, StoredAnswer]:
    """The whole tree in each language, ready to send."""
    return {language: _render(region, language) for language in LANGUAGES}


@router.get("/categories", responses={200: {"model": CategoriesShape}})
async def list_categories(request: Request, lang: str = "de") -> Response:
    """The tree people browse. An unknown language answers in German."""
    trees: Mapping[str, StoredAnswer] = request.app.state.categories
    return stored(request, trees.get(lang, trees["de"]))


def _render(region: Region, language: str) -> StoredAnswer:
    roots = [key for key, category in region.categories.items() if category.parent is None]
    body = orjson.dumps({"items": [_node(region, key, language) for key in roots]})
    return StoredAnswer(body, f'"{digest(body)}"')


def _node(region: Region, key: str, language: str) -> dict[str, Any]:
    category = region.categories[key]
    return {
        "key": key,
        "name": category.names.get(language, category.names["de"]),
        "parent": category.parent,
        "profile": category.profile,
        "picture": category.picture,
        "children": [_node(region, child, language) for child in category.children],
    }
