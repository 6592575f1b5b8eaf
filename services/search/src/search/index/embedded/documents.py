"""Product documents as tantivy documents, and hits back from what they store."""

import math
from uuid import UUID

import orjson
import tantivy

from search.domain.card_json import card_from_json
from search.domain.document import ProductDocument
from search.domain.documents import traits_now
from search.domain.geo import Point, distance_km
from search.domain.result import Hit
from search.index.embedded.schema import SEPARATOR, TEXT_FIELDS

_TIE_SPAN = 0.03
"""How far quality may move a score: less than any two kinds of match are apart."""
_TIE_BITS = 20
_SHOP_BITS = (1 << 62) - 1
_TIES = (1 << _TIE_BITS) - 1
_TIE_SHARE = 0.01
"""What is left of the id where even quality is equal: pages must not mix, whatever is written."""


def to_tantivy(document: ProductDocument, schema: tantivy.Schema) -> tantivy.Document:
    card = document.card
    published = int(document.published_at.timestamp())
    tie = document.id.int & _TIES
    traits = traits_now(document)
    fields = {name: getattr(document.text, name) for name in TEXT_FIELDS}
    return tantivy.Document.from_dict(
        fields
        | {
            "id": str(document.id),
            "category": list(document.category_path),
            "place": card.shop.place,
            "postal_code": document.postal_code,
            "shop": card.shop.slug,
            "shop_id": card.shop.id,
            "diet": list(card.diets),
            "trait": traits,
            "categories": SEPARATOR.join(document.category_path),
            "labels": SEPARATOR.join(card.labels),
            "marks": SEPARATOR.join((*card.diets, *traits)),
            "shop_key": shop_key(card.shop.id),
            "price": card.price.amount,
            "offer_until": document.offer_until,
            "cheapest": card.price.amount << _TIE_BITS | tie,
            "cheapest_unit": document.unit_rank << _TIE_BITS | tie,
            "newest": published << _TIE_BITS | tie,
            # Without words the order is: can be bought first, then newest.
            "standing": (published + (1 << 40) * document.is_available) << _TIE_BITS | tie,
            "weight": _weight(document.quality, tie / _TIES),
            "payload": _payload(document),
        },
        schema,
    )


def shop_key(shop_id: str) -> int:
    """The shop as a number, which can be read of many hits at once: its id's random end."""
    return UUID(shop_id).int & _SHOP_BITS


def to_hit(payload: bytes, origin: Point | None) -> Hit:
    stored = orjson.loads(payload)
    lat, lon = stored["position"]
    distance = None if origin is None else round(distance_km(origin, Point(lat, lon)), 1)
    return Hit(card_from_json(stored["card"]), stored["summary"], distance)


def stored_payload(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> bytes:
    payload = searcher.doc(address).get_first("payload")
    assert payload is not None
    return bytes(payload)


def version_of(payload: bytes) -> tuple[str, int]:
    stored = orjson.loads(payload)
    return stored["card"]["product_id"], stored["version"]


def _weight(quality: float, tie: float) -> float:
    """tantivy multiplies a score by log2(2 + weight): this makes that 1 to 1 + the span."""
    return math.exp2(1 + _TIE_SPAN * (quality + _TIE_SHARE * tie)) - 2


def _payload(document: ProductDocument) -> bytes:
    return orjson.dumps(
        {
            "card": document.card,
            "summary": document.summary,
            "position": (document.position.lat, document.position.lon),
            "version": document.version,
        }
    )
