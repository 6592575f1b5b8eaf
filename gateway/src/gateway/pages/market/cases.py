"""Questions to the catalog about cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.clients import UpstreamResponse
from gateway.pages.answers.base import Page
from gateway.pages.answers.cases import (
    Advisor,
    Appointment,
    Board,
    Case,
    CaseCard,
    Entry,
    Feed,
    NewFeed,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "catalog"
_SLOW = 20


async def board(ask: Caller, **query: Any) -> Board:
    return await ask.get(Board, SERVICE, "/cases/board", query)


async def cases(ask: Caller, **query: Any) -> Page[CaseCard]:
    return await ask.get(Page[CaseCard], SERVICE, "/cases", query)


async def advisors(ask: Caller) -> Sequence[Advisor]:
    return (await ask.get(Page[Advisor], SERVICE, "/cases/advisors")).items


async def case(ask: Caller, case_id: str) -> Case:
    return await ask.get(Case, SERVICE, f"/cases/{case_id}")


async def case_of_shop(ask: Caller, slug: str) -> Case:
    return await ask.get(Case, SERVICE, f"/cases/of-shop/{slug}")


async def timeline(ask: Caller, case_id: str, **query: Any) -> Page[Entry]:
    return await ask.get(Page[Entry], SERVICE, f"/cases/{case_id}/timeline", query)


async def open_case(ask: Caller, fields: Mapping[str, Any], key: str) -> Case:
    return parsed(Case, SERVICE, await ask.send("POST", SERVICE, "/cases", fields, key=key))


async def open_shop(ask: Caller, case_id: str, fields: Mapping[str, Any]) -> Case:
    found = await ask.send("POST", SERVICE, f"/cases/{case_id}/shop", fields)
    return parsed(Case, SERVICE, found)


async def tell(
    ask: Caller,
    method: str,
    path: str,
    fields: Mapping[str, Any] | None = None,
    *,
    key: str | None = None,
    version: str = "",
) -> None:
    """Ask for a change of a case or of something in it; `version` is what the page had shown."""
    headers = {"If-Match": f'"{version}"'} if version.isdecimal() else None
    await ask.send(method, SERVICE, f"/cases/{path}", fields, key=key, headers=headers)


async def upload(ask: Caller, case_id: str, body: bytes, content_type: str) -> None:
    await ask.upstreams.send(
        "POST",
        SERVICE,
        f"/api/v1/cases/{case_id}/documents",
        principal=ask.principal,
        body=body,
        content_type=content_type,
        patience=_SLOW,
    )


async def fetch(ask: Caller, case_id: str, document_id: str) -> UpstreamResponse:
    path = f"/api/v1/cases/{case_id}/documents/{document_id}"
    return await ask.upstreams.send("GET", SERVICE, path, principal=ask.principal)


async def coming(ask: Caller, **query: Any) -> Page[Appointment]:
    return await ask.get(Page[Appointment], SERVICE, "/cases/appointments", query)


async def feed(ask: Caller) -> Feed:
    return await ask.get(Feed, SERVICE, "/cases/calendar")


async def new_feed(ask: Caller) -> NewFeed:
    return parsed(NewFeed, SERVICE, await ask.send("POST", SERVICE, "/cases/calendar"))


async def end_feed(ask: Caller) -> None:
    await ask.send("DELETE", SERVICE, "/cases/calendar")


async def calendar(ask: Caller, secret: str, known: str) -> UpstreamResponse:
    """The file behind a secret address; `known` is the tag of what the reader has already."""
    headers = {"If-None-Match": known} if known else None
    return await ask.upstreams.send("GET", SERVICE, f"/api/v1/calendars/{secret}", headers=headers)
