"""Questions to the catalog about checklists and proofs."""

from typing import Any

from gateway.clients.upstream import UpstreamResponse
from gateway.pages.answers.base import Page
from gateway.pages.answers.checklist import Checklist, Definition, Verification, VersionEntry
from gateway.pages.market.caller import Caller, parsed

SERVICE = "catalog"


async def checklist(ask: Caller, slug: str) -> Checklist:
    return await ask.get(Checklist, SERVICE, f"/shops/{slug}/checklist")


async def answer(
    ask: Caller, slug: str, key: str, verb: str, body: Any = None, version: int | None = None
) -> None:
    method = "DELETE" if verb == "waiver" else "POST"
    path = f"/shops/{slug}/checklist/{key}/{verb}"
    await ask.send(method, SERVICE, path, body, headers=_match(version))


async def give_number(
    ask: Caller, slug: str, kind: str, body: dict[str, Any], version: int | None
) -> None:
    await ask.send("PUT", SERVICE, f"/shops/{slug}/proofs/{kind}", body, headers=_match(version))


async def hand_in(
    ask: Caller, slug: str, key: str, body: bytes, content_type: str, version: int | None
) -> None:
    await ask.upstreams.send(
        "POST",
        SERVICE,
        f"/api/v1/shops/{slug}/checklist/{key}/document",
        principal=ask.principal,
        headers=_match(version),
        body=body,
        content_type=content_type,
        patience=20,
    )


async def document(ask: Caller, slug: str, document_id: str) -> UpstreamResponse:
    path = f"/api/v1/shops/{slug}/proof-documents/{document_id}"
    return await ask.upstreams.send("GET", SERVICE, path, principal=ask.principal)


async def change_type(ask: Caller, slug: str, type_: str) -> None:
    body = {"business_type": type_}
    await ask.send("PUT", SERVICE, f"/shops/{slug}/business-type", body)


async def definition(ask: Caller) -> Definition:
    return await ask.get(Definition, SERVICE, "/checklist-definitions/current")


async def versions(ask: Caller) -> Page[VersionEntry]:
    return await ask.get(Page[VersionEntry], SERVICE, "/checklist-definitions", {"limit": 10})


async def word(ask: Caller, requirements: list[dict[str, Any]], version: int) -> Definition:
    found = await ask.send(
        "PUT",
        SERVICE,
        "/checklist-definitions/current",
        {"requirements": requirements},
        headers=_match(version),
    )
    return parsed(Definition, SERVICE, found)


async def verifications(ask: Caller, cursor: str | None) -> Page[Verification]:
    query = {"limit": 20, "cursor": cursor}
    return await ask.get(Page[Verification], SERVICE, "/verifications", query)


def _match(version: int | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}
