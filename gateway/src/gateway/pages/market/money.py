"""Asks for shops' money, and for what the operator does about it."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.money import (
    Failure,
    Open,
    Overview,
    Payout,
    Preview,
    Rule,
    ShopMoney,
    Statement,
    Table,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"
BOOKS = "/operations/money"
RULES = "/operations/commission"


async def of_shop(ask: Caller, slug: str) -> ShopMoney:
    return await ask.get(ShopMoney, SERVICE, f"/shops/{slug}/money")


async def statement(ask: Caller, slug: str, month: str, cursor: str | None) -> Statement:
    query = {"month": month, "cursor": cursor, "limit": 50}
    return await ask.get(Statement, SERVICE, f"/shops/{slug}/statement", query)


async def payouts(ask: Caller, slug: str) -> Page[Payout]:
    return await ask.get(Page[Payout], SERVICE, f"/shops/{slug}/payouts", {"limit": 10})


async def onboard(ask: Caller, slug: str) -> str:
    """The provider's page, for one visit."""
    found = await ask.send("POST", SERVICE, f"/shops/{slug}/payout-account")
    return str(found["url"])


async def ask_provider(ask: Caller, slug: str) -> None:
    await ask.send("POST", SERVICE, f"/shops/{slug}/payout-account/sync")


async def overview(ask: Caller, cursor: str | None) -> Overview:
    return await ask.get(Overview, SERVICE, BOOKS, {"cursor": cursor, "limit": 50})


async def failures(ask: Caller) -> Page[Failure]:
    return await ask.get(Page[Failure], SERVICE, f"{BOOKS}/failures", {"limit": 50})


async def retry(ask: Caller, transfer_id: str) -> None:
    await ask.send("POST", SERVICE, f"{BOOKS}/transfers/{transfer_id}/retry")


async def open_for(ask: Caller, slug: str) -> Open:
    return await ask.get(Open, SERVICE, f"{BOOKS}/shops/{slug}/open")


async def pay(ask: Caller, slug: str, said: Mapping[str, Any], key: str) -> None:
    await ask.send("POST", SERVICE, f"{BOOKS}/shops/{slug}/payouts", said, key=key)


async def table(ask: Caller) -> Table:
    return await ask.get(Table, SERVICE, RULES)


async def change(ask: Caller, said: Mapping[str, Any]) -> bool:
    """Whether shops get less notice than they should."""
    return bool((await ask.send("PUT", SERVICE, RULES, said))["short_notice"])


async def preview(ask: Caller, rules: Any) -> Preview:
    found = await ask.send("POST", SERVICE, f"{RULES}/preview", {"rules": rules})
    return parsed(Preview, SERVICE, found)


async def history(ask: Caller, cursor: str | None) -> Page[Rule]:
    return await ask.get(Page[Rule], SERVICE, f"{RULES}/history", {"cursor": cursor, "limit": 50})
