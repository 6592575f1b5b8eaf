"""Imports at each stage, and files to take along."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.architecture.access_calls import multipart
from tests.architecture.access_shops import draft_shop, live_shop
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.things import eventually


async def _import(things: Things) -> Thing:
    shop = await live_shop(things)
    path = f"/shops/{shop.values['slug']}/imports"
    title = f"Brot {uuid4().hex[:8]}"
    body, headers = multipart(f"Bezeichnung;Kategorie;Preis\n{title};Brot;4,80\n".encode())
    job = (await shop.entitled.ask("POST", path, body=body, headers=headers)).json()
    there = f"{path}/{job['id']}"
    await _reached(shop, there, "preview")
    # While somebody looks at it nothing else happens to it.
    looks = (*shop.looks, (shop.entitled, there))
    return replace(shop, values={**shop.values, "import_id": job["id"]}, looks=looks)


async def _reached(shop: Thing, path: str, state: str) -> None:
    async def reached() -> bool:
        return bool((await shop.entitled.get(path))["state"] == state)

    await eventually(reached)


async def preview(things: Things) -> Thing:
    return await _import(things)


async def taken_over(things: Things) -> Thing:
    job = await _import(things)
    path = f"/shops/{job.values['slug']}/imports/{job.values['import_id']}"
    await job.entitled.post(f"{path}/apply")
    await _reached(job, path, "done")
    return job


async def stray(things: Things) -> Thing:
    """One shop's import under another shop's name, who has left it."""
    mine, other = await _import(things), await draft_shop(things)
    values = {**mine.values, "slug": other.values["slug"]}
    return Thing(values, other.entitled, mine.party, mine.looks)


async def goods_file(things: Things) -> Thing:
    shop = await live_shop(things)
    return replace(shop, values={**shop.values, "name": "products.csv"})


async def whole_shop(things: Things) -> Thing:
    shop = await live_shop(things)
    return replace(shop, values={**shop.values, "name": "archive.zip"})


async def whole_draft(things: Things) -> Thing:
    """An advisor prepares it, but does not own it."""
    shop = await draft_shop(things)
    return replace(shop, values={**shop.values, "name": "archive.zip"})


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (preview, taken_over, stray, goods_file, whole_shop, whole_draft)
}
UPLOADS = {"POST /shops/{slug}/imports", "POST /shops/{slug}/imports/{import_id}/pictures"}
BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "PATCH /shops/{slug}/imports/{import_id}": lambda _: {"publish": True},
}
