"""What buyers are shown, as documents: in the cart now, and frozen into the order they place."""

from collections.abc import Mapping
from typing import Any

from orders.domain.cart import Line, Shop

Document = dict[str, Any]
_IDENTITY = ("legal_name", "legal_form", "representative", "register_entry", "vat_id")
_SHOWN_FACTS = ("age", "temperature", "withdrawal_class", "weighed", "lead_days")


def money(cents: int) -> Document:
    return {"amount": cents, "currency": "EUR"}


def shown_line(line: Line) -> Document:
    """A line with its prices; the deposit is named apart and not part of `line_total`.

    Of weighed goods `price` and `estimate` are what is likely, `line_total` what it is at most.
    """
    offer = line.offer
    return {
        "variant_id": offer.variant_id,
        "product_id": offer.product_id,
        "slug": offer.slug,
        "title": offer.title,
        "label": offer.label,
        "quantity": line.quantity,
        "price": money(offer.price),
        "line_total": money(line.line_total),
        "unit_price": offer.unit_price,
        "deposit": money(offer.deposit) if offer.deposit else None,
        "deposit_kind": offer.deposit_kind if offer.deposit else None,
        "deposit_total": money(line.deposit_total) if offer.deposit else None,
        "vat_class": offer.vat_class,
        "picture": offer.picture,
        **({"batch": offer.batch} if offer.batch else {}),
        **({"estimate": money(offer.price * line.quantity)} if "weighed" in offer.facts else {}),
        **{name: offer.facts[name] for name in _SHOWN_FACTS if name in offer.facts},
    }


def shown_shop(shop: Shop) -> Document:
    return {
        "id": shop.id,
        "slug": shop.slug,
        "name": shop.name,
        "place": shop.place,
        "picture": shop.picture,
    }


def shown_seller(shop: Shop) -> Mapping[str, Any]:
    """Who sold it and where it is collected, as it stood at the time (§ 312d BGB)."""
    return shown_shop(shop) | {
        "street": shop.street,
        "postal_code": shop.postal_code,
        "phone": shop.phone,
        "email": shop.email,
        "pickup_note": shop.pickup_note,
        "imprint": {name: shop.imprint[name] for name in _IDENTITY if shop.imprint.get(name)},
    }
