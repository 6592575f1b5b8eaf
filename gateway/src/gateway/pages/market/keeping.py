"""Questions about how long what is kept to the orders service."""

from gateway.pages.answers.keeping import MyRetention, Retention
from gateway.pages.market.caller import Caller

SERVICE = "orders"


async def rules_and_log(ask: Caller, cursor: str | None) -> Retention:
    """For the operator."""
    query = {"cursor": cursor, "limit": 50}
    return await ask.get(Retention, SERVICE, "/operations/retention", query)


async def mine(ask: Caller) -> MyRetention:
    return await ask.get(MyRetention, SERVICE, "/my/retention")
