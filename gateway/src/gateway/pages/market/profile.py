"""Questions to the catalog about a shop's profile, its texts and its closures."""

from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.profile import (
    Calendar,
    LegalText,
    LegalVersion,
    PlatformTerms,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "catalog"


async def change(ask: Caller, slug: str, fields: dict[str, Any], version: int | None) -> None:
    await ask.send("PATCH", SERVICE, f"/shops/{slug}", fields, headers=_match(version))


async def put_image(ask: Caller, slug: str, body: bytes, content_type: str) -> None:
    await ask.upstreams.send(
        "PUT",
        SERVICE,
        f"/api/v1/shops/{slug}/image",
        principal=ask.principal,
        body=body,
        content_type=content_type,
        patience=20,
    )


async def describe_image(ask: Caller, slug: str, alt: str) -> None:
    await ask.send("PATCH", SERVICE, f"/shops/{slug}/image", {"alt": alt})


async def remove_image(ask: Caller, slug: str) -> None:
    await ask.send("DELETE", SERVICE, f"/shops/{slug}/image")


async def text(ask: Caller, slug: str, kind: str, version: int | None = None) -> LegalText:
    query = {"version": version} if version else None
    return await ask.get(LegalText, SERVICE, f"/shops/{slug}/legal/{kind}", query)


async def versions(ask: Caller, slug: str, cursor: str | None) -> Page[LegalVersion]:
    query = {"limit": 30, "cursor": cursor}
    return await ask.get(Page[LegalVersion], SERVICE, f"/shops/{slug}/legal", query)


async def put_terms(ask: Caller, slug: str, words: str) -> LegalText:
    found = await ask.send("PUT", SERVICE, f"/shops/{slug}/own-terms", {"text": words})
    return parsed(LegalText, SERVICE, found)


async def platform_terms(ask: Caller) -> Page[PlatformTerms]:
    return await ask.get(Page[PlatformTerms], SERVICE, "/platform-terms")


async def calendar(ask: Caller, slug: str) -> Calendar:
    return await ask.get(Calendar, SERVICE, f"/shops/{slug}/closures")


async def close(ask: Caller, slug: str, fields: dict[str, str]) -> None:
    await ask.send("POST", SERVICE, f"/shops/{slug}/closures", fields)


async def reopen(ask: Caller, slug: str, first: str) -> None:
    await ask.send("DELETE", SERVICE, f"/shops/{slug}/closures/{first}")


async def set_day(ask: Caller, slug: str, day: str, fields: dict[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/shops/{slug}/special-days/{day}", fields)


async def unset_day(ask: Caller, slug: str, day: str) -> None:
    await ask.send("DELETE", SERVICE, f"/shops/{slug}/special-days/{day}")


def _match(version: int | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}
