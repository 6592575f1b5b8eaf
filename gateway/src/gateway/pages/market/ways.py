"""Questions to the orders service about ways and plans."""

from typing import Any

from gateway.pages.answers.ways import CartWays, Fees, Plans
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"


async def ways(ask: Caller, cart_id: str, postal_code: str = "") -> CartWays:
    query = {"postal_code": postal_code or None}
    return await ask.get(CartWays, SERVICE, f"/carts/{cart_id}/ways", query)


async def plans(ask: Caller, cart_id: str, **query: Any) -> Plans:
    return await ask.get(Plans, SERVICE, f"/carts/{cart_id}/plans", query)


async def fees(ask: Caller, cart_id: str, body: dict[str, Any]) -> Fees:
    found = await ask.send("POST", SERVICE, f"/carts/{cart_id}/fees", body)
    return parsed(Fees, SERVICE, found)
