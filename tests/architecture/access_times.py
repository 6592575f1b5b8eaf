"""Selling rounds as the market's people plan them, and a producer's list of one."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.architecture.access_shops import live_shop
from tests.architecture.access_things import Maker, Thing, Things


def _body(shop_id: str) -> dict[str, Any]:
    """Open since an hour ago."""
    now = datetime.now(UTC)
    hours = {"opens": -1, "closes": 1, "start": 24, "end": 26}
    at = {name: (now + timedelta(hours=n)).isoformat() for name, n in hours.items()}
    pickup = {"name": "Michaeliskirche", "start": at["start"], "end": at["end"]}
    return {
        "name": f"Runde {uuid4().hex[:8]}", "opens_at": at["opens"], "closes_at": at["closes"],
        "producers": [{"shop_id": shop_id}], "pickups": [pickup],
    }  # fmt: skip


async def a_round(things: Things) -> Thing:
    shop = await live_shop(things)
    path = f"/shops/{shop.values['slug']}"
    allowed = {"in_rounds": True}
    assert (await shop.entitled.ask("PUT", f"{path}/ordering-rules", json=allowed)).status == 200
    body = _body((await shop.entitled.get(path))["id"])
    operator = things.who("operator")
    made = await operator.post("/rounds", body, **{"idempotency-key": uuid4().hex})
    return Thing(
        {"round_id": made["id"], "slug": shop.values["slug"]},
        operator,
        shop.entitled,
        ((operator, f"/rounds/{made['id']}"),),
        facts=body,
    )


async def a_round_list(things: Things) -> Thing:
    made = await a_round(things)
    return Thing(made.values, made.party, made.entitled, made.looks)


BODIES: Mapping[str, Callable[[Any], Any]] = {
    "PUT /shops/{slug}/ordering-rules": lambda _: {"minimum": 500},
    "PUT /rounds/{round_id}": lambda thing: thing.facts | {"name": uuid4().hex},
}
MAKERS: Mapping[str, Maker] = {make.__name__: make for make in (a_round, a_round_list)}
