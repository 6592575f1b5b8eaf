"""Shops with texts, closures and photos."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.architecture.access_calls import a_picture, multipart
from tests.architecture.access_shops import draft_shop, live_shop
from tests.architecture.access_things import Maker, Thing, Things

_FAR = datetime.now(UTC).date() + timedelta(days=90)


def _day() -> str:
    """Each one another, and no two beside each other."""
    return (_FAR + timedelta(days=3 * (uuid4().int % 100))).isoformat()


def _with(thing: Thing, **values: str) -> Thing:
    return replace(thing, values={**thing.values, **values})


async def shop_text(things: Things) -> Thing:
    return _with(await live_shop(things), kind="terms")


async def draft_text(things: Things) -> Thing:
    return _with(await draft_shop(things), kind="withdrawal")


async def closed_shop(things: Things) -> Thing:
    shop, day = await live_shop(things), _day()
    await shop.entitled.post(f"/shops/{shop.values['slug']}/closures", {"from": day, "to": day})
    return _with(shop, first=day)


async def some_day(things: Things) -> Thing:
    return _with(await live_shop(things), day=_day())


async def special_day(things: Things) -> Thing:
    thing = await some_day(things)
    path = f"/shops/{thing.values['slug']}/special-days/{thing.values['day']}"
    await thing.entitled.ask("PUT", path, json={"spans": [], "text": "Inventur"})
    return thing


async def shop_photo(things: Things) -> Thing:
    shop = await live_shop(things)
    body, headers = multipart(a_picture())
    path = f"/shops/{shop.values['slug']}/image"
    await shop.entitled.ask("PUT", path, body=body, headers=headers)
    return shop


def _closure(_: Any) -> dict[str, str]:
    day = _day()
    return {"from": day, "to": day, "text": "Betriebsferien"}


BODIES: Mapping[str, Callable[[Any], Any]] = {
    "PUT /shops/{slug}/own-terms": lambda _: {"text": f"{uuid4().hex} " * 20},
    "POST /shops/{slug}/closures": _closure,
    "PUT /shops/{slug}/special-days/{day}": lambda _: {"spans": [["08:00", "12:00"]]},
    "PATCH /shops/{slug}/image": lambda _: {"alt": uuid4().hex},
}
UPLOADS = {"PUT /shops/{slug}/image"}
MAKERS: Mapping[str, Maker] = {
    make.__name__: make
    for make in (shop_text, draft_text, closed_shop, some_day, special_day, shop_photo)
}
