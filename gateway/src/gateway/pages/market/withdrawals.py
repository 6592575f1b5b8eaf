"""Declaring withdrawals, and what becomes of them."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.withdrawals import Rejected, ShopsPart, Unmatched, Withdrawal
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"


async def declare(ask: Caller, said: Mapping[str, Any], *, key: str, token: str) -> Withdrawal:
    """`token`: the key to a guest's order, when its lines were chosen from it."""
    query = {"token": token or None}
    found = await ask.send("POST", SERVICE, "/withdrawals", said, key=key, query=query)
    return parsed(Withdrawal, SERVICE, found)


async def receipt(ask: Caller, withdrawal_id: str, token: str) -> Withdrawal:
    query = {"token": token or None}
    return await ask.get(Withdrawal, SERVICE, f"/withdrawals/{withdrawal_id}", query)


async def of_shop(ask: Caller, slug: str, **query: Any) -> Page[ShopsPart]:
    return await ask.get(Page[ShopsPart], SERVICE, f"/shops/{slug}/withdrawals", query)


async def decide(ask: Caller, withdrawal_id: str, part: str, verb: str, body: Any) -> None:
    """`accept` or `reject`."""
    await ask.send("POST", SERVICE, f"/withdrawals/{withdrawal_id}/parts/{part}/{verb}", body)


async def unmatched(ask: Caller, cursor: str | None) -> Page[Unmatched]:
    query = {"cursor": cursor, "limit": 50}
    return await ask.get(Page[Unmatched], SERVICE, "/withdrawals/unmatched", query)


async def rejected(ask: Caller) -> Page[Rejected]:
    """The latest."""
    return await ask.get(Page[Rejected], SERVICE, "/withdrawals/rejected", {"limit": 50})
