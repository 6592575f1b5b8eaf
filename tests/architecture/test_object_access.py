"""Who may see and do what: every route about one thing, for every kind of person, really called.

A new route with a parameter in its path fails here until it has a line in `access_table.py`.
"""

from collections.abc import AsyncIterator
from http import HTTPMethod
from pathlib import Path
from typing import Any

import pytest
from gateway.api.routes import ROUTES

from tests.architecture.access_calls import call
from tests.architecture.access_market import running_market
from tests.architecture.access_people import Person
from tests.architecture.access_table import PEOPLE, Row, beside, rows
from tests.architecture.access_things import Maker, Thing, Things
from tests.support.databases import Templates

STANDING = {"advisor": "former_advisor"}
"""Columns that are somebody in particular, where the name is another."""


@pytest.fixture(scope="session")
async def things(
    databases: Templates, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Things]:
    folder: Path = tmp_path_factory.mktemp("market")
    async with running_market(databases, folder) as market:
        yield Things(market, _makers())


def _makers() -> dict[str, Maker]:
    found: dict[str, Maker] = {}
    for area in beside("access_*.py"):
        found |= getattr(area, "MAKERS", {})
    return found


async def test_every_route_about_one_thing_stands_in_the_table(things: Things) -> None:
    document = (await things.market.client.get("/api/openapi.json")).json()
    described = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, operations in document["paths"].items()
        for method in operations
        if "{" in path and method.upper() in HTTPMethod.__members__
    }
    listed = {row.route for row in rows()}

    assert described - listed == set(), "say in access_table.py who may use these"
    assert listed - described == set(), "these lines are about routes that no longer exist"
    assert len(described) == sum("{" in route.path for route in ROUTES)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.route} {row.thing}")
async def test_only_who_is_entitled_gets_through(things: Things, row: Row) -> None:
    wrong = [*await _refused(things, row), *await _allowed(things, row)]
    assert not wrong, "\n".join([f"{row.route} ({row.thing})", *wrong])


async def _refused(things: Things, row: Row) -> list[str]:
    """All of them try the same thing, and none may leave a trace."""
    wrong = []
    for column in [column for column, status in row.expected.items() if status >= 400]:
        thing = await things.shared(row.thing)
        before = await thing.state()
        wrong += await _tried(things, row, column, thing)
        if await thing.state() != before:
            wrong.append(f"{column}: changed something")
            del things.kept[row.thing]
    return wrong


async def _allowed(things: Things, row: Row) -> list[str]:
    """What may be changed is made anew for each."""
    make = things.fresh if row.writes else things.shared
    wrong = []
    for column in [column for column, status in row.expected.items() if status < 400]:
        wrong += await _tried(things, row, column, await make(row.thing))
    return wrong


async def _tried(things: Things, row: Row, column: str, thing: Thing) -> list[str]:
    """What is wrong with the answer, in words."""
    query = thing.key if column == "entitled" else thing.wrong_key
    answer = await call(row.route, thing, _person(things, column, thing), query)
    expected = row.expected[column]
    return [] if answer.status == expected else [f"{column}: {answer.status}, not {expected}"]


def _person(things: Things, column: str, thing: Thing) -> Person:
    assert column in PEOPLE
    if column == "entitled":
        return thing.entitled
    return thing.party if column == "party" else things.who(STANDING.get(column, column))


async def test_strangers_see_the_public_part_of_a_shop_only(things: Things) -> None:
    shop, draft = await things.shared("live_shop"), await things.shared("draft")
    path = f"/shops/{shop.values['slug']}"
    for name in ("buyer", "neighbour", "former_advisor", "guest"):
        stranger = things.who(name)
        seen = await stranger.get(path)
        assert not {"staff", "onboarding", "role", "advisor_mandate"} & set(seen), name
        for query in ({}, {"status": "draft"}, {"status": "withdrawn"}):
            shown = (await stranger.get(f"{path}/products", limit=100, **query))["items"]
            assert draft.values["product_id"] not in {item["id"] for item in shown}, name
            assert {item["status"] for item in shown} <= {"published"}, name


async def test_lists_of_ones_own_hold_nothing_of_others(things: Things) -> None:
    """A former advisor keeps public shops in the list, and operators see all."""
    shop, order = await things.shared("live_shop"), await things.shared("order")
    token = await things.shared("token")
    mine = {
        "/my/shops": ({"owner", "former_advisor", "operator"}, "slug", shop.values["slug"]),
        "/my/orders": ({"buyer"}, "id", order.values["order_id"]),
        "/tokens": ({"buyer"}, "id", token.values["token_id"]),
    }
    for path, (whose, key, value) in mine.items():
        for name in things.market.people.keys() - {"guest"}:
            found = {item[key] for item in await _all_of(things.who(name), path)}
            assert (value in found) is (name in whose), f"{name}: {path}"
        assert (await things.who("guest").ask("GET", path)).status == 401


async def _all_of(person: Person, path: str) -> list[dict[str, Any]]:
    """Every page of the list; tokens are few and come on one."""
    query: dict[str, Any] = {"limit": 100} if path != "/tokens" else {}
    found: list[dict[str, Any]] = []
    while True:
        answer = await person.get(path, **query)
        found += answer["items"]
        if not answer.get("next"):
            return found
        query["cursor"] = answer["next"]
