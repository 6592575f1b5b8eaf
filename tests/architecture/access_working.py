"""Orders that are worked off: something else instead, handed over, withdrawn, paid back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.architecture.access_orders import guest_order, order, placed_part
from tests.architecture.access_shops import buyable
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.actors import a_product


async def _cheaper(things: Things) -> str:
    """A variant that costs next to nothing, once it can be bought."""
    shop, owner = await things.shared("live_shop"), things.who("owner")
    path = f"/shops/{shop.values['slug']}/products"
    made = await owner.post(path, a_product(f"Ersatzbrot {uuid4().hex}", 1))
    await owner.post(f"/products/{made['id']}/publish")
    variant: str = made["variants"][0]["id"]
    await buyable(things, variant)
    return variant


async def replaceable_part(things: Things) -> Thing:
    made = await placed_part(things)
    return replace(made, facts={"variant_id": await _cheaper(things)})


async def asked_substitute(things: Things) -> Thing:
    """The buyer's to answer."""
    bought = await order(things)
    order_id, owner = bought.values["order_id"], things.who("owner")
    part = (await bought.entitled.get(f"/orders/{order_id}"))["shop_orders"][0]["id"]
    body = {"position": 1, "quantity": 1, "variant_id": await _cheaper(things)}
    found = await owner.post(f"/shop-orders/{part}/substitute", body)
    values = {"order_id": order_id, "substitute_id": found["substitutes"][0]["id"]}
    return replace(bought, values=values)


async def offline_part(things: Things) -> Thing:
    """Paid at pickup: not even the operator gives goodwill for it."""
    made = await placed_part(things)
    return replace(made, entitled=things.who("operator"))


async def _hand_over(things: Things, bought: Thing) -> str:
    owner, token = things.who("owner"), bought.key.get("token")
    look = f"/orders/{bought.values['order_id']}" + (f"?token={token}" if token else "")
    part = (await bought.entitled.get(look))["shop_orders"][0]
    for verb, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": part["pickup_code"]}),
    ):  # fmt: skip
        await owner.post(f"/shop-orders/{part['id']}/{verb}", body)
    shop_order_id: str = part["id"]
    return shop_order_id


async def handed_part(things: Things) -> Thing:
    bought = await order(things)
    part = await _hand_over(things, bought)
    return Thing({"shop_order_id": part}, things.who("owner"), bought.entitled, bought.looks)


async def back(things: Things) -> Thing:
    """Withdrawn after it was fetched and paid in the shop; the shop has accepted it."""
    bought = await guest_order(things)
    part, token = await _hand_over(things, bought), bought.key["token"]
    said = {
        "name": "Anna", "receipt_to": "anna@example.org", "order_id": bought.values["order_id"],
    }  # fmt: skip
    made = await bought.entitled.post(
        f"/withdrawals?token={token}", said, **{"idempotency-key": uuid4().hex}
    )
    owner = things.who("owner")
    await owner.post(f"/withdrawals/{made['id']}/parts/{part}/accept", {})
    look = f"/withdrawals/{made['id']}?token={made['token']}"
    values = {"withdrawal_id": made["id"], "shop_order_id": part}
    return Thing(values, owner, bought.entitled, ((bought.entitled, look),))


async def unmatched(things: Things) -> Thing:
    """Nobody could tell which order is meant."""
    bought = await order(things)
    number = (await bought.entitled.get(f"/orders/{bought.values['order_id']}"))["number"]
    said = {
        "name": "Rita", "receipt_to": "rita@example.org", "contract": f"Brot {uuid4().hex}",
    }  # fmt: skip
    made = await things.who("guest").post("/withdrawals", said, **{"idempotency-key": uuid4().hex})
    operator = things.who("operator")
    return Thing(
        {"withdrawal_id": made["id"]},
        operator,
        things.who("owner"),
        ((operator, "/withdrawals/unmatched"),),
        facts={"order_number": number},
    )


_BACK = {"amount": 1, "reason": "War hart."}
BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "POST /shop-orders/{shop_order_id}/reduce": lambda _: {
        "lines": [{"position": 1, "quantity": 1}], "reason": "Leider keins mehr da."},
    "POST /shop-orders/{shop_order_id}/substitute": lambda thing: {
        "position": 1, "quantity": 1, "variant_id": thing.facts["variant_id"]},
    "POST /shop-orders/{shop_order_id}/goodwill": lambda _: _BACK,
    "POST /shop-orders/{shop_order_id}/paid-back": lambda _: _BACK,
    "POST /orders/{order_id}/substitutes/{substitute_id}": lambda _: {"agree": True},
    "POST /withdrawals/{withdrawal_id}/match": lambda thing: dict(thing.facts),
    "POST /withdrawals/{withdrawal_id}/parts/{shop_order_id}/paid-back": lambda _: {},
    "POST /withdrawals/{withdrawal_id}/parts/{shop_order_id}/returned": lambda _: {
        "positions": [1], "restock": True},
}  # fmt: skip
_MAKERS = (
    replaceable_part, asked_substitute, offline_part, handed_part, back, unmatched,
)  # fmt: skip
MAKERS: Mapping[str, Maker] = {make.__name__: make for make in _MAKERS}
