"""Questions to the catalog about prices over time and about goods nobody counts."""

from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.prices import (
    PriceHistory,
    Promotions,
    Renewal,
    Renewed,
    SaidOffer,
)
from gateway.pages.market.caller import Caller, parsed
from gateway.pages.market.catalog import SERVICE


async def history(ask: Caller, product_id: str) -> PriceHistory:
    return await ask.get(PriceHistory, SERVICE, f"/products/{product_id}/price-history")


async def promotions(ask: Caller, product_id: str) -> Promotions:
    return await ask.get(Promotions, SERVICE, f"/products/{product_id}/promotions")


async def plan(ask: Caller, product_id: str, body: dict[str, Any], key: str) -> None:
    await ask.send("POST", SERVICE, f"/products/{product_id}/promotions", body, key=key)


async def end(ask: Caller, promotion_id: str) -> None:
    await ask.send("POST", SERVICE, f"/promotions/{promotion_id}/end")


async def said_offers(ask: Caller, slug: str, **query: Any) -> Page[SaidOffer]:
    return await ask.get(Page[SaidOffer], SERVICE, f"/shops/{slug}/freshness", query)


async def say(ask: Caller, product_id: str, body: dict[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/products/{product_id}/availability", body)


async def renewal(ask: Caller, token: str) -> Renewal:
    return await ask.get(Renewal, SERVICE, f"/renewals/{token}")


async def renew(ask: Caller, token: str) -> Renewed:
    return parsed(Renewed, SERVICE, await ask.send("POST", SERVICE, f"/renewals/{token}"))
