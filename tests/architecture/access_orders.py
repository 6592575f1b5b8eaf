"""Carts, orders and their parts in every state, and what the gateway keeps itself."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from marketkit.clock import new_id
from marketkit.contracts import StaffChanged
from marketkit.messaging import Message

from tests.architecture.access_calls import checkout_body
from tests.architecture.access_people import Person, a_token
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.things import eventually


async def _cart(things: Things, entitled: str) -> Thing:
    goods, buyer = await things.shared("shelf"), things.who(entitled)
    variant = goods.values["variant_id"]
    cart = await buyer.post("/carts", {"lines": [{"variant_id": variant, "quantity": 1}]})
    path = f"/carts/{cart['id']}"
    offered = (await buyer.get(f"{path}/slots"))["shops"]
    return Thing(
        {"cart_id": cart["id"], "variant_id": variant},
        buyer,
        things.who("owner"),
        ((buyer, path),),
        facts={"slots": {shop["shop_id"]: shop["slots"][0]["start"] for shop in offered}},
    )


async def cart(things: Things) -> Thing:
    return await _cart(things, "buyer")


async def guest_cart(things: Things) -> Thing:
    """Its unguessable id is the key, so whoever knows it may use it."""
    return await _cart(things, "guest")


async def _order(things: Things, entitled: str, payment: str) -> tuple[Thing, Any]:
    wanted = await _cart(things, entitled)
    path = f"/carts/{wanted.values['cart_id']}/checkout"
    body = checkout_body(wanted.facts, payment)
    placed = await wanted.entitled.post(path, body, **{"idempotency-key": uuid4().hex})
    token = placed.get("token")
    look = f"/orders/{placed['id']}" + (f"?token={token}" if token else "")
    thing = Thing(
        {"order_id": placed["id"]},
        wanted.entitled,
        wanted.party,
        ((wanted.entitled, look),),
        key={"token": token} if token else {},
    )
    return thing, placed


async def order(things: Things) -> Thing:
    return (await _order(things, "buyer", "pickup"))[0]


async def unpaid_order(things: Things) -> Thing:
    return (await _order(things, "buyer", "online"))[0]


async def guest_order(things: Things) -> Thing:
    return await _with_keys(things, "pickup")


async def unpaid_guest_order(things: Things) -> Thing:
    return await _with_keys(things, "online")


async def _with_keys(things: Things, payment: str) -> Thing:
    """Others come with the key to another order."""
    thing, _ = await _order(things, "guest", payment)
    other, _ = await _order(things, "guest", "pickup")
    return Thing(
        thing.values, thing.entitled, thing.party, thing.looks, thing.key, wrong_key=other.key
    )


async def _part(things: Things, payment: str, *verbs: str) -> Thing:
    bought, placed = await _order(things, "buyer", payment)
    part, owner = placed["shop_orders"][0], things.who("owner")
    path = f"/shop-orders/{part['id']}"
    for verb in verbs:
        await owner.post(f"{path}/{verb}", {})
    shop = await things.shared("live_shop")
    return Thing(
        {"shop_order_id": part["id"]},
        owner,
        bought.entitled,
        (*bought.looks, (owner, f"/shops/{shop.values['slug']}/stock")),
        facts={"pickup_code": part.get("pickup_code") or "000000"},
    )


async def placed_part(things: Things) -> Thing:
    return await _part(things, "pickup")


async def accepted_part(things: Things) -> Thing:
    return await _part(things, "pickup", "accept")


async def ready_part(things: Things) -> Thing:
    return await _part(things, "pickup", "accept", "ready")


async def unpaid_part(things: Things) -> Thing:
    """A shop learns of an order when it is paid."""
    return await _part(things, "online")


async def token(things: Things) -> Thing:
    buyer = things.who("buyer")
    issued = await a_token(things.who("guest"), "buyer")
    return Thing({"token_id": issued["id"]}, buyer, things.who("owner"), ((buyer, "/tokens"),))


def _for_operators(things: Things, **values: str) -> Thing:
    return Thing(values, things.who("operator"), things.who("owner"))


async def dead_letter(things: Things) -> Thing:
    """Nobody who follows the staff of shops can read it."""
    message = Message(
        id=new_id(),
        type=StaffChanged.type,
        source="/catalog",
        subject=str(new_id()),
        version=1,
        time=datetime.now(UTC),
        body=b"not json",
    )
    await things.market.bus.publish([message])
    return _for_operators(things, message_id=str(message.id))


async def mail(things: Things) -> Thing:
    """Sent for an order."""
    await things.shared("order")
    operator: Person = things.who("operator")

    async def arrived() -> Any:
        return (await operator.get("/operations/mails"))["items"]

    return _for_operators(things, mail_id=(await eventually(arrived))[0]["id"])


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        cart, guest_cart, order, unpaid_order, guest_order, unpaid_guest_order,
        placed_part, accepted_part, ready_part, unpaid_part, token, dead_letter, mail,
    )
}  # fmt: skip
