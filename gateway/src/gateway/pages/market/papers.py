"""Questions about invoices to the orders service."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.papers import (
    Correction,
    Invoice,
    InvoiceSettings,
    Preview,
    Waiting,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"
_PATIENCE = 20


async def of_order(ask: Caller, order_id: str, token: str) -> Page[Invoice]:
    query = {"token": token or None}
    return await ask.get(Page[Invoice], SERVICE, f"/orders/{order_id}/invoices", query)


async def mine(ask: Caller, cursor: str | None) -> Page[Invoice]:
    return await ask.get(Page[Invoice], SERVICE, "/my/invoices", {"cursor": cursor, "limit": 50})


async def of_shop(ask: Caller, slug: str, query: Mapping[str, Any]) -> Page[Invoice]:
    return await ask.get(Page[Invoice], SERVICE, f"/shops/{slug}/invoices", query)


async def waiting_at(ask: Caller, slug: str) -> Page[Waiting]:
    return await ask.get(Page[Waiting], SERVICE, f"/shops/{slug}/invoices/waiting")


async def try_again(ask: Caller, slug: str) -> Page[Waiting]:
    found = await ask.send("POST", SERVICE, f"/shops/{slug}/invoices/waiting")
    return parsed(Page[Waiting], SERVICE, found)


async def settings(ask: Caller, slug: str) -> InvoiceSettings:
    return await ask.get(InvoiceSettings, SERVICE, f"/shops/{slug}/invoice-settings")


async def change_settings(ask: Caller, slug: str, body: Mapping[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/shops/{slug}/invoice-settings", body)


async def correction(ask: Caller, slug: str, paper: str) -> Correction:
    return await ask.get(Correction, SERVICE, f"/shops/{slug}/invoices/{paper}/correction")


async def preview_correction(
    ask: Caller, slug: str, paper: str, body: Mapping[str, Any]
) -> Preview:
    path = f"/shops/{slug}/invoices/{paper}/correction/preview"
    return parsed(Preview, SERVICE, await ask.send("POST", SERVICE, path, body))


async def correct(ask: Caller, slug: str, paper: str, body: Mapping[str, Any]) -> None:
    await ask.send("POST", SERVICE, f"/shops/{slug}/invoices/{paper}/correction", body)


async def all_of_them(ask: Caller, query: Mapping[str, Any]) -> Page[Invoice]:
    """For the operator."""
    return await ask.get(Page[Invoice], SERVICE, "/invoices", query)


async def all_waiting(ask: Caller) -> Page[Waiting]:
    return await ask.get(Page[Waiting], SERVICE, "/invoices/waiting")


async def file(ask: Caller, path: str, query: Mapping[str, Any]) -> bytes:
    """A paper, a table or an archive, as it was made."""
    answer = await ask.upstreams.send(
        "GET", SERVICE, f"/api/v1{path}", query=query, principal=ask.principal, patience=_PATIENCE
    )
    return answer.body
