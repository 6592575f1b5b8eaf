"""Questions about how shops take orders, and about selling rounds."""

from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.times import (
    Candidate,
    Count,
    RoundList,
    Rules,
    SellingRound,
    ShopTimes,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"


async def rules(ask: Caller, slug: str) -> Rules:
    return await ask.get(Rules, SERVICE, f"/shops/{slug}/ordering-rules")


async def say(ask: Caller, slug: str, body: dict[str, Any], version: int | None) -> None:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    await ask.send("PUT", SERVICE, f"/shops/{slug}/ordering-rules", body, headers=headers)


async def shop_times(ask: Caller, slug: str, product_id: str = "") -> ShopTimes:
    query = {"product_id": product_id or None}
    return await ask.get(ShopTimes, SERVICE, f"/shops/{slug}/pickup-times", query)


async def rounds_of(ask: Caller, slug: str) -> Page[SellingRound]:
    return await ask.get(Page[SellingRound], SERVICE, f"/shops/{slug}/rounds")


async def open_rounds(ask: Caller, cursor: str | None = None) -> Page[SellingRound]:
    return await ask.get(Page[SellingRound], SERVICE, "/rounds", {"cursor": cursor})


async def all_rounds(ask: Caller, cursor: str | None) -> Page[SellingRound]:
    return await ask.get(Page[SellingRound], SERVICE, "/rounds/all", {"cursor": cursor})


async def one_round(ask: Caller, round_id: str) -> SellingRound:
    return await ask.get(SellingRound, SERVICE, f"/rounds/{round_id}")


async def candidates(ask: Caller) -> Page[Candidate]:
    return await ask.get(Page[Candidate], SERVICE, "/rounds/producers")


async def counts(ask: Caller, round_id: str) -> Page[Count]:
    return await ask.get(Page[Count], SERVICE, f"/rounds/{round_id}/counts")


async def list_of(ask: Caller, round_id: str, slug: str) -> RoundList:
    return await ask.get(RoundList, SERVICE, f"/rounds/{round_id}/lists/{slug}")


async def plan(ask: Caller, body: dict[str, Any], key: str) -> SellingRound:
    found = await ask.send("POST", SERVICE, "/rounds", body, key=key)
    return parsed(SellingRound, SERVICE, found)


async def change(ask: Caller, round_id: str, body: dict[str, Any], version: int | None) -> None:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    await ask.send("PUT", SERVICE, f"/rounds/{round_id}", body, headers=headers)


async def copy(ask: Caller, round_id: str, key: str) -> SellingRound:
    found = await ask.send("POST", SERVICE, f"/rounds/{round_id}/copy", key=key)
    return parsed(SellingRound, SERVICE, found)


async def close(ask: Caller, round_id: str) -> None:
    await ask.send("POST", SERVICE, f"/rounds/{round_id}/close")
