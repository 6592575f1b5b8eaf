"""Asks the catalog for papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.pages.market.caller import Caller

SERVICE = "catalog"
_PATIENCE = 20


async def poster(ask: Caller, slug: str, size: str) -> bytes:
    return await _paper(ask, f"/api/v1/shops/{slug}/poster.pdf", {"size": size})


async def shelf_cards(ask: Caller, slug: str, products: Sequence[str]) -> bytes:
    """Of these products; of all on sale when none is named."""
    chosen = {"products": list(products)} if products else {}
    return await _paper(ask, f"/api/v1/shops/{slug}/shelf-cards.pdf", chosen)


async def _paper(ask: Caller, path: str, query: Mapping[str, Any]) -> bytes:
    answer = await ask.upstreams.send(
        "GET", SERVICE, path, query=query, principal=ask.principal, patience=_PATIENCE
    )
    return answer.body
