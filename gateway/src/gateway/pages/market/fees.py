"""Asks for fee invoices, and says that they were paid."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.fees import Fees, OpenFees
from gateway.pages.market.caller import Caller

SERVICE = "orders"
FEES = "/operations/money/fees"


async def of_shop(ask: Caller, slug: str) -> Fees:
    return await ask.get(Fees, SERVICE, f"/shops/{slug}/fees")


async def open_ones(ask: Caller, cursor: str | None = None) -> Page[OpenFees]:
    return await ask.get(Page[OpenFees], SERVICE, FEES, {"cursor": cursor, "limit": 50})


async def pay(ask: Caller, invoice: str, said: Mapping[str, Any], key: str) -> None:
    await ask.send("POST", SERVICE, f"{FEES}/{invoice}/payments", said, key=key)


async def net(ask: Caller, invoice: str, key: str) -> None:
    await ask.send("POST", SERVICE, f"{FEES}/{invoice}/net", key=key)


async def take_back(ask: Caller, payment: str) -> None:
    await ask.send("POST", SERVICE, f"{FEES}/payments/{payment}/take-back")
