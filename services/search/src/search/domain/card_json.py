"""Reads a stored card back; the inverse of orjson's dump of the dataclass."""

from typing import Any

from search.domain.document import Money, ProductCard, Promotion, ShopCard, UnitPrice


def card_from_json(stored: dict[str, Any]) -> ProductCard:
    unit_price, deposit = stored["unit_price"], stored["deposit"]
    return ProductCard(
        product_id=stored["product_id"],
        slug=stored["slug"],
        name=stored["name"],
        shop=ShopCard(**stored["shop"]),
        price=Money(**stored["price"]),
        unit_price=UnitPrice(**unit_price) if unit_price else None,
        deposit=Money(**deposit) if deposit else None,
        available=stored["available"],
        on_order=stored["on_order"],
        picture=stored["picture"],
        image_url=stored["image_url"],
        category=stored["category"],
        labels=tuple(stored["labels"]),
        deposit_kind=stored.get("deposit_kind"),
        promotion=promotion_from_json(stored.get("promotion")),
        confirmed_at=stored.get("confirmed_at"),
        diets=tuple(stored.get("diets", ())),
        traits=tuple(stored.get("traits", ())),
        weighed=stored.get("weighed", False),
        price_is_lowest=stored.get("price_is_lowest", False),
        on_request=stored.get("on_request", False),
    )


def promotion_from_json(stored: dict[str, Any] | None) -> Promotion | None:
    if stored is None:
        return None
    reference = stored["reference"]
    return Promotion(
        reference=Money(**reference) if reference else None,
        percent=stored["percent"],
        until=stored["until"],
        reason=stored["reason"],
    )
