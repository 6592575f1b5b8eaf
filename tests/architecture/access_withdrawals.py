"""Withdrawals as buyers declare them, and the shops' parts of them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.architecture.access_orders import guest_order
from tests.architecture.access_things import Maker, Thing, Things


async def _declared(things: Things) -> tuple[Thing, Any]:
    bought = await guest_order(things)
    token = bought.key["token"]
    order = await bought.entitled.get(f"/orders/{bought.values['order_id']}?token={token}")
    said = {"name": "Anna", "receipt_to": "anna@example.org", "order_id": order["id"]}
    made = await bought.entitled.post(
        f"/withdrawals?token={token}", said, **{"idempotency-key": uuid4().hex}
    )
    return bought, made


async def receipt(things: Things) -> Thing:
    """Others come with the key to another one."""
    bought, made = await _declared(things)
    _, other = await _declared(things)
    key = {"token": made["token"]}
    look = f"/withdrawals/{made['id']}?token={made['token']}"
    return Thing(
        {"withdrawal_id": made["id"]},
        bought.entitled,
        bought.party,
        ((bought.entitled, look),),
        key,
        wrong_key={"token": other["token"]},
    )


async def w_part(things: Things) -> Thing:
    bought, made = await _declared(things)
    return Thing(
        {"withdrawal_id": made["id"], "shop_order_id": made["parts"][0]["shop_order_id"]},
        things.who("owner"),
        bought.entitled,
        ((bought.entitled, f"/withdrawals/{made['id']}?token={made['token']}"),),
    )


BODIES: Mapping[str, Callable[[Any], Any]] = {
    "POST /withdrawals/{withdrawal_id}/parts/{shop_order_id}/accept": lambda _: {},
    "POST /withdrawals/{withdrawal_id}/parts/{shop_order_id}/reject": lambda _: {
        "ground": "exempt"
    },
}
MAKERS: Mapping[str, Maker] = {make.__name__: make for make in (receipt, w_part)}
