"""Packing, empties and quotes: questions to the orders service."""

from collections.abc import Mapping, Sequence

from gateway.pages.answers.kinds import Packing
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"


async def packing(ask: Caller, shop_order_id: str) -> Packing:
    return await ask.get(Packing, SERVICE, f"/shop-orders/{shop_order_id}/packing")


async def weigh(ask: Caller, shop_order_id: str, grams: Mapping[int, Sequence[int]]) -> Packing:
    """By position, a weight for each piece."""
    lines = [{"position": position, "grams": list(each)} for position, each in grams.items()]
    path = f"/shop-orders/{shop_order_id}/weigh"
    return parsed(Packing, SERVICE, await ask.send("POST", SERVICE, path, {"lines": lines}))


async def take_empties(ask: Caller, shop_order_id: str, counted: Mapping[str, int]) -> Packing:
    lines = [{"deposit_kind": kind, "quantity": number} for kind, number in counted.items()]
    path = f"/shop-orders/{shop_order_id}/returns"
    return parsed(Packing, SERVICE, await ask.send("POST", SERVICE, path, {"lines": lines}))
