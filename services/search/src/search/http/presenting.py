"""Results as the JSON of the public API."""

from dataclasses import asdict
from hashlib import blake2b
from typing import Any

import orjson

from search.domain.diets import Trait
from search.domain.documents import is_on_offer
from search.domain.highlight import OPEN, Highlighter
from search.domain.language import Language
from search.domain.query import EXACT_UP_TO, reachable_pages
from search.domain.result import Hit, ShopHit
from search.http.cache import Answer
from search.http.explaining import explained
from search.http.moment import Moment
from search.http.presenting_understood import understood_json
from search.queries.ask import Question
from search.queries.facets import facets_from
from search.queries.search_products import Found
from search.queries.suggest import Suggestions


def search_answer(
    found: Found, question: Question, language: Language, moment: Moment, took_ms: float
) -> Answer:
    result, query = found.result, found.query
    marker = Highlighter(query.units, language.compounds)
    hits = explained(result.hits, query, language, moment)
    content = orjson.dumps(
        {
            "hits": [hit_json(hit, marker, moment, now=query.now) for hit in hits],
            "shops": [_shop(shop, marker) for shop in found.shops],
            "facets": facets_from(result.counted, moment.directory, moment.now),
            "total": min(result.total, EXACT_UP_TO),
            "total_is_exact": result.total <= EXACT_UP_TO,
            "page": query.page,
            "per_page": query.per_page,
            "pages": reachable_pages(result.total, query.per_page),
            "engine": result.engine,
            "degraded": result.degraded,
            "relaxed": result.relaxed,
            "corrected": found.corrected,
            "meanings": question.understood.meanings,
            "understood": understood_json(found, question),
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


def hit_json(hit: Hit, marker: Highlighter, moment: Moment, *, now: int) -> dict[str, Any]:
    """`now` as the query has it."""
    card = hit.card
    highlight = marker.mark(card.name)
    in_name = OPEN in highlight
    return {
        "product_id": card.product_id,
        "slug": card.slug,
        "name": card.name,
        "shop": card.shop,
        "price": card.price,
        "price_is_lowest": card.price_is_lowest,
        "on_request": card.on_request,
        "unit_price": card.unit_price,
        "deposit": card.deposit,
        "deposit_kind": card.deposit_kind,
        "promotion": card.promotion,
        "weighed": card.weighed,
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
        "collect_from": moment.directory.earliest(card.shop.id, moment.now),
        "diets": card.diets,
        "traits": (*card.traits, Trait.OFFER) if is_on_offer(card, now) else card.traits,
        "why": hit.why,
    }


def _shop(shop: ShopHit, marker: Highlighter) -> dict[str, Any]:
    return {**asdict(shop), "highlight": marker.mark(shop.name)}
