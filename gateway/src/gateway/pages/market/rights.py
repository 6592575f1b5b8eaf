"""Questions to the catalog about mandates, people and the log of a shop."""

from collections.abc import Sequence
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.catalog import Product, Shop
from gateway.pages.answers.rights import (
    Counter,
    Counters,
    Invitation,
    LogEntry,
    Mandate,
    MandatePage,
    Mandates,
    MandateStep,
    People,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "catalog"


async def my_counters(ask: Caller) -> Sequence[Counter]:
    return (await ask.get(Counters, SERVICE, "/my/counters")).items


async def ask_mandate(ask: Caller, slug: str, fields: dict[str, Any]) -> Mandate:
    found = await ask.send("POST", SERVICE, f"/shops/{slug}/mandates", fields)
    return parsed(Mandate, SERVICE, found)


async def mandates(ask: Caller, slug: str) -> Mandates:
    return await ask.get(Mandates, SERVICE, f"/shops/{slug}/mandates")


async def mandate_history(ask: Caller, slug: str) -> Page[MandateStep]:
    return await ask.get(Page[MandateStep], SERVICE, f"/shops/{slug}/mandate-history")


async def give_mandate(ask: Caller, slug: str, fields: dict[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/shops/{slug}/mandates", fields)


async def change_mandate(ask: Caller, slug: str, mandate_id: str, fields: dict[str, Any]) -> None:
    await ask.send("PATCH", SERVICE, f"/shops/{slug}/mandates/{mandate_id}", fields)


async def decide_mandate(
    ask: Caller, slug: str, mandate_id: str, verb: str, fields: dict[str, Any] | None = None
) -> None:
    """`grant` (with the wording), `refuse`, `withdraw`."""
    await ask.send("POST", SERVICE, f"/shops/{slug}/mandates/{mandate_id}/{verb}", fields)


async def mandate_by_code(ask: Caller, code: str) -> MandatePage:
    return await ask.get(MandatePage, SERVICE, f"/mandates/{code}")


async def answer_mandate(ask: Caller, code: str, verb: str, fields: dict[str, Any]) -> Mandate:
    found = await ask.send("POST", SERVICE, f"/mandates/{code}/{verb}", fields)
    return parsed(Mandate, SERVICE, found)


async def log(ask: Caller, slug: str, **query: Any) -> Page[LogEntry]:
    return await ask.get(Page[LogEntry], SERVICE, f"/shops/{slug}/activity", query)


async def people(ask: Caller, slug: str) -> People:
    return await ask.get(People, SERVICE, f"/shops/{slug}/people")


async def invite(ask: Caller, slug: str, fields: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, f"/shops/{slug}/invitations", fields)


async def end_invitation(ask: Caller, slug: str, invitation_id: str) -> None:
    await ask.send("DELETE", SERVICE, f"/shops/{slug}/invitations/{invitation_id}")


async def change_role(ask: Caller, slug: str, account_id: str, role: str) -> None:
    await ask.send("PATCH", SERVICE, f"/shops/{slug}/people/{account_id}", {"role": role})


async def remove_person(ask: Caller, slug: str, account_id: str) -> None:
    await ask.send("DELETE", SERVICE, f"/shops/{slug}/people/{account_id}")


async def invitation(ask: Caller, code: str) -> Invitation:
    return await ask.get(Invitation, SERVICE, f"/invitations/{code}")


async def accept_invitation(ask: Caller, code: str) -> Shop:
    found = await ask.send("POST", SERVICE, f"/invitations/{code}/accept")
    return parsed(Shop, SERVICE, found)


async def handover_products(ask: Caller, code: str, cursor: str | None) -> Page[Product]:
    query = {"limit": 50, "cursor": cursor}
    return await ask.get(Page[Product], SERVICE, f"/handovers/{code}/products", query)


async def check_handover(ask: Caller, code: str, fields: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, f"/handovers/{code}/check", fields)


async def take_over(ask: Caller, code: str, fields: dict[str, Any]) -> Shop:
    found = await ask.send("POST", SERVICE, f"/handovers/{code}/accept", fields)
    return parsed(Shop, SERVICE, found)


async def apply(ask: Caller, fields: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, "/applications", fields)


async def open_own_shop(ask: Caller, fields: dict[str, Any], key: str) -> Shop:
    found = await ask.send("POST", SERVICE, "/my/shops", fields, key=key)
    return parsed(Shop, SERVICE, found)
