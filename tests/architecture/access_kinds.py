"""Goods of special kinds on their way to a buyer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.architecture.access_calls import a_picture, checkout_body, multipart
from tests.architecture.access_shops import buyable
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.actors import a_product

_WEIGHED = {"per_kg": {"amount": 2490}, "grams": 300, "max_grams": 350}


async def _cheese(things: Things) -> str:
    """The id of its variant, once it can be bought."""
    shop, owner = await things.shared("live_shop"), things.who("owner")
    body = a_product("Bergkäse", 480)
    first = body["variants"][0] | {"weighed": _WEIGHED, "on_hand": 1000}
    del first["price"]
    path = f"/shops/{shop.values['slug']}/products"
    made = await owner.post(path, body | {"variants": [first]})
    await owner.post(f"/products/{made['id']}/publish")
    variant: str = made["variants"][0]["id"]
    await buyable(things, variant)
    return variant


async def weighed_part(things: Things) -> Thing:
    """Accepted, and waiting for the scales."""
    buyer, owner = things.who("buyer"), things.who("owner")
    line = {"variant_id": await _cheese(things), "quantity": 1}
    cart = await buyer.post("/carts", {"lines": [line]})
    offered = (await buyer.get(f"/carts/{cart['id']}/slots"))["shops"]
    slots = {shop["shop_id"]: shop["slots"][0]["start"] for shop in offered}
    path, key = f"/carts/{cart['id']}/checkout", {"idempotency-key": uuid4().hex}
    placed = await buyer.post(path, checkout_body({"slots": slots}), **key)
    part = placed["shop_orders"][0]
    await owner.post(f"/shop-orders/{part['id']}/accept", {})
    looks = ((owner, f"/shop-orders/{part['id']}/packing"),)
    return Thing({"shop_order_id": part["id"]}, owner, buyer, looks)


async def _asked(things: Things) -> tuple[Thing, str]:
    shop, buyer = await things.shared("live_shop"), things.who("buyer")
    path = f"/shops/{shop.values['slug']}/quotes"
    quote = await buyer.post(path, _request(None), **{"idempotency-key": uuid4().hex})
    look = f"/quotes/{quote['id']}"
    thing = Thing({"quote_id": quote["id"]}, buyer, things.who("owner"), ((buyer, look),))
    return thing, look


async def asked_quote(things: Things) -> Thing:
    return (await _asked(things))[0]


async def quote_at_shop(things: Things) -> Thing:
    """Here it is the shop that may act, and the buyer the other side."""
    thing, _ = await _asked(things)
    return replace(thing, entitled=thing.party, party=thing.entitled)


async def made_offer(things: Things) -> Thing:
    thing, path = await _asked(things)
    offered = await thing.party.post(f"{path}/offer", _offer(None))
    return replace(thing, facts={"version": offered["version"], "payment": "pickup"})


async def quote_photo(things: Things) -> Thing:
    thing, path = await _asked(things)
    body, headers = multipart(a_picture())
    seen = await thing.entitled.ask("POST", f"{path}/photos", body=body, headers=headers)
    photo_id = seen.json()["photos"][0]["id"]
    return replace(thing, values={**thing.values, "photo_id": photo_id})


def _request(_: Any) -> dict[str, Any]:
    contact = {"name": "Anna Beispiel", "email": "anna@example.org"}
    return {"contact": contact, "text": f"Was kostet das? {uuid4().hex}"}


def _offer(_: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "lines": [{"title": uuid4().hex, "price": {"amount": 12_000}}],
        "start": (now + timedelta(days=9)).isoformat(),
        "valid_until": (now + timedelta(days=5)).isoformat(),
    }


BODIES: Mapping[str, Callable[[Any], Any]] = {
    "POST /shop-orders/{shop_order_id}/weigh": lambda _: {
        "lines": [{"position": 1, "grams": [312]}]
    },
    "POST /shop-orders/{shop_order_id}/returns": lambda _: {
        "lines": [{"deposit_kind": "mw_015", "quantity": 3}]
    },
    "POST /shops/{slug}/quotes": _request,
    "POST /quotes/{quote_id}/offer": _offer,
    "POST /quotes/{quote_id}/refuse": lambda _: {"reason": "Keine Zeit."},
    "POST /quotes/{quote_id}/accept": lambda thing: dict(thing.facts),
    "POST /quotes/{quote_id}/decline": lambda _: {"reason": "Zu teuer."},
}
UPLOADS = {"POST /quotes/{quote_id}/photos"}
_MAKERS = (weighed_part, asked_quote, quote_at_shop, made_offer, quote_photo)
MAKERS: Mapping[str, Maker] = {make.__name__: make for make in _MAKERS}
