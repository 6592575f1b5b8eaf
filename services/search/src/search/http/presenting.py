"""Results as the JSON of the public API."""

from hashlib import blake2b
from typing import Any

import orjson

from search.domain.highlight import OPEN, Highlighter
from search.domain.language import Language
from search.domain.result import Hit
from search.domain.understood import Understood
from search.http.cache import Answer
from search.queries.search_products import Found
from search.queries.suggest import Suggestions


def search_answer(
    found: Found, understood: Understood, language: Language, took_ms: float
) -> Answer:
    result, query = found.result, found.query
    marker = Highlighter(query.units, language.compounds)
    content = orjson.dumps(
        {
            "hits": [_hit(hit, marker) for hit in result.hits],
            "facets": result.facets,
            "total": result.total,
            "page": query.page,
            "per_page": query.per_page,
            "engine": result.engine,
            "degraded": result.degraded,
            "relaxed": result.relaxed,
            "understood": _understood(found, understood),
        }
    )
    # The time taken is no part of what the tag stands for.
    body = b'%s,"took_ms":%s}' % (content[:-1], orjson.dumps(round(took_ms, 2)))
    return Answer(body, etag_of(content), found.searched)


def suggest_answer(suggestions: Suggestions) -> Answer:
    content = orjson.dumps(suggestions)
    return Answer(content, etag_of(content))


def etag_of(content: bytes) -> str:
    return f'W/"{blake2b(content, digest_size=12).hexdigest()}"'


def _hit(hit: Hit, marker: Highlighter) -> dict[str, Any]:
    card = hit.card
    highlight = marker.mark(card.name)
    in_name = OPEN in highlight
    return {
        "product_id": card.product_id,
        "slug": card.slug,
        "name": card.name,
        "shop": card.shop,
        "price": card.price,
        "unit_price": card.unit_price,
        "deposit": card.deposit,
        "deposit_kind": card.deposit_kind,
        "promotion": card.promotion,
        "confirmed_at": card.confirmed_at,
        "available": card.available,
        "on_order": card.on_order,
        "distance_km": hit.distance_km,
        "highlight": highlight,
        "excerpt": None if in_name else marker.excerpt(hit.summary),
        "picture": card.picture,
        "image_url": card.image_url,
        "category": card.category,
        "labels": card.labels,
    }


def _understood(found: Found, understood: Understood) -> dict[str, Any]:
    """What was read from the words, so that a page can show it and let one take it back."""
    place = None
    if understood.area:
        circle = found.query.filters.circle
        place = {
            "name": understood.area.label,
            "words": understood.place_text,
            "radius_km": circle.radius_km if circle else None,
        }
    return {"text": understood.text, "place": place}
