"""The demo's caseload and demand come through the public doors, and only once."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from marketkit.clock import SystemClock
from onebox.searched import note_searches
from onebox.seed.caseload import Caseload
from onebox.seed.client import Answer, JsonObject, headers_for
from onebox.seed.files import read_cases, read_searches
from onebox.seed.happenings import CasesFile
from onebox.seed.market import signed_in
from onebox.seed.region.read import read_region
from onebox.seed.sow import Report
from search.use_cases.tell_demand import tell_demand

from tests.architecture.access_market import Market, running_market
from tests.journeys.actors import PASSWORD
from tests.search.waiting import until
from tests.support.asgi import AsgiClient
from tests.support.databases import Templates

REGION = Path(__file__).parents[2] / "regions" / "zeitz"
SUNDAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Door:
    """The seeder's way into the running market."""

    client: AsgiClient

    async def call(
        self,
        method: str,
        path: str,
        body: JsonObject | None = None,
        *,
        token: str = "",
        key: str = "",
    ) -> Answer:
        sent = headers_for(token, key)
        found = await self.client.request(method, path, json=body, headers=sent)
        return Answer(found.status, found.json() if found.body else None)


@pytest.fixture(scope="module")
async def market(
    databases: Templates, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Market]:
    async with running_market(databases, tmp_path_factory.mktemp("caseload")) as running:
        yield running


async def test_the_board_has_every_stage_and_a_second_run_changes_nothing(market: Market) -> None:
    wanted = read_cases(REGION)
    alone = CasesFile(cases=wanted.cases, shops=[], promotions=[], notices=[])
    report = Report()
    async with signed_in(Door(market.client), "advisor@example.org", PASSWORD) as bea:
        for _ in range(2):
            await Caseload(bea, bea, SUNDAY, report).fill(alone)
        listed = (await bea.get("/api/v1/cases?limit=50"))["items"]
        planned = (await bea.get("/api/v1/cases/appointments"))["items"]
    mine = [case for case in listed if case["name"] in {one.name for one in wanted.cases}]

    assert report.refusals == []
    stages = Counter(one.stage for one in wanted.cases if one.stage != "dropped")
    assert Counter(case["stage"] for case in mine) == stages
    assert len(planned) == sum(len(one.appointments) for one in wanted.cases)


async def test_what_is_told_twice_is_still_one_crowd(market: Market) -> None:
    gateway: Any = market.client.app
    database = gateway.state.upstreams.services["search"].app.state.database
    searches = read_searches(REGION)
    for _ in range(2):
        await note_searches(searches, database, SystemClock())
    await tell_demand(database, SystemClock())

    async def lines() -> dict[tuple[str, str], int]:
        found = await market.people["advisor"].get("/demand")
        return {(one["term"], one["municipality"]): one["searchers"] for one in found["items"]}

    async def is_there() -> bool:
        return ("gänsebraten", "Zeitz") in await lines()

    await until(is_there)
    assert (await lines())["gänsebraten", "Zeitz"] == 12


def test_nobody_works_on_a_sunday() -> None:
    cases = read_cases(REGION).cases
    planned = [one.body(SUNDAY) for case in cases for one in case.appointments]

    assert all(date.fromisoformat(one["starts_at"][:10]).isoweekday() < 7 for one in planned)


def test_searches_are_from_municipalities_that_there_are() -> None:
    known = {place.municipality.partition(" (")[0] for place in read_region(REGION).places.places}

    assert {one.municipality for one in read_searches(REGION)} - {"region"} <= known
