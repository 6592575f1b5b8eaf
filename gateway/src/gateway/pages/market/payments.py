"""Asks for matters of money, and carries out what a person decides about them."""

from gateway.pages.answers.orders import Cart
from gateway.pages.answers.payments import Matters
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"
LIST = "/operations/payments"


async def matters(ask: Caller, state: str, cursor: str | None) -> Matters:
    query = {"state": state, "cursor": cursor, "limit": 25}
    return await ask.get(Matters, SERVICE, LIST, query)


async def close(ask: Caller, matter_id: str, note: str) -> None:
    await ask.send("POST", SERVICE, f"{LIST}/{matter_id}/close", {"note": note})


async def again(ask: Caller, matter_id: str) -> None:
    await ask.send("POST", SERVICE, f"{LIST}/{matter_id}/again")


async def cart_with(ask: Caller, quantities: dict[str, int]) -> Cart:
    lines = [{"variant_id": key, "quantity": value} for key, value in quantities.items()]
    return parsed(Cart, SERVICE, await ask.send("POST", SERVICE, "/carts", {"lines": lines}))
