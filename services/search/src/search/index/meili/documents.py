"""Product documents as Meilisearch stores them, and hits back."""

from collections.abc import Sequence
from typing import Any

import orjson

from search.domain.card_json import card_from_json
from search.domain.document import ProductDocument
from search.domain.documents import traits_now
from search.domain.geo import Point, distance_km
from search.domain.result import Hit
from search.domain.stemming import inflections, stem

RETRIEVED = ["card", "summary", "_geo"]


def to_json(documents: Sequence[ProductDocument]) -> bytes:
    return orjson.dumps([_fields(document) for document in documents])


def to_hit(stored: dict[str, Any], origin: Point | None) -> Hit:
    position = Point(stored["_geo"]["lat"], stored["_geo"]["lng"])
    distance = None if origin is None else round(distance_km(origin, position), 1)
    return Hit(card_from_json(stored["card"]), stored["summary"], distance)


def _fields(document: ProductDocument) -> dict[str, Any]:
    card, text = document.card, document.text
    published = int(document.published_at.timestamp())
    return {
        "id": str(document.id),
        "version": document.version,
        "whole": _with_forms(text.whole),
        "confirmed": _with_forms(text.confirmed),
        "named": _with_forms(text.named),
        "core": _with_forms(text.core, first=_core_as_written(document)),
        "heads": _with_forms(text.heads),
        "extra": _with_forms(text.extra),
        "parts": _with_forms(text.parts),
        "kind": _with_forms(text.kind),
        "maker": _with_forms(text.maker),
        "body": text.body,
        "category": document.category_path,
        "place": card.shop.place,
        "postal_code": document.postal_code,
        "shop": card.shop.slug,
        "shop_id": card.shop.id,
        "label": card.labels,
        "diet": card.diets,
        "trait": traits_now(document),
        "price": card.price.amount,
        "unit_rank": document.unit_rank,
        "published": published,
        "standing": published + (1 << 40) * document.is_available,
        "quality": round(document.quality, 4),
        "_geo": {"lat": document.position.lat, "lng": document.position.lon},
        "card": card,
        "summary": document.summary,
        # Few goods are on offer: those that never were have no such value to count.
        **({"offer_until": document.offer_until} if document.offer_until else {}),
    }


def _core_as_written(document: ProductDocument) -> list[str]:
    """The title's own words, so that what is typed as it stands there counts most."""
    core = set(document.text.core.split())
    return [form for form in document.text.forms.split() if stem(form) in core]


def _with_forms(stems: str, *, first: Sequence[str] = ()) -> str:
    """Every form of the words: Meilisearch compares forms and knows no stems."""
    forms = (form for base in stems.split() for form in inflections(base))
    return " ".join(dict.fromkeys((*first, *forms)))
