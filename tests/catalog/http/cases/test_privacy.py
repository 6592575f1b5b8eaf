"""Whoever did not come along is forgotten after a year; shops get their cases in the background."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from catalog.domain.region import Region
from catalog.domain.shop import ShopStatus, Stage
from catalog.settings import CatalogSettings
from catalog.use_cases.cases.follow_shop import case_for
from catalog.use_cases.cases.forget_advisor import forget_advisor
from catalog.worker import create_worker
from marketkit.clock import new_id
from marketkit.contracts import AccountErased
from pydantic import SecretStr

from tests.catalog.builders import NOW, the_shop
from tests.catalog.conftest import REGION, Market, ok
from tests.catalog.http.cases.conftest import Team
from tests.catalog.http.cases.test_appointments import studio
from tests.catalog.http.cases.test_documents import PDF, upload

YEAR = timedelta(days=365)
_LEFT = """
    SELECT (SELECT count(*) FROM case_contact) + (SELECT count(*) FROM case_note)
         + (SELECT count(*) FROM case_document)
         + (SELECT count(*) FROM case_appointment WHERE participants <> '')
         + (SELECT count(*) FROM advisor_case WHERE occasion <> '' OR drop_words <> '')
"""


@asynccontextmanager
async def working(market: Market, folder: Path) -> AsyncIterator[None]:
    settings = CatalogSettings(
        database_url=SecretStr("postgresql://handed-in"), region_dir=REGION,
        media_dir=folder / "media", documents_dir=folder / "documents",
        link_secret=SecretStr("l" * 32),
    )  # fmt: skip
    worker = create_worker(settings, bus=market.bus, database=market.db, clock=market.clock)
    await worker.start()
    try:
        async with asyncio.timeout(10):
            yield
    finally:
        await worker.stop()


async def a_full_case(team: Team) -> str:
    path = f"/api/v1/cases/{(await team.open(occasion='Ilse rief an'))['id']}"
    await team.berta.post(f"{path}/notes", json={"text": "Ilse ist krank"})
    await team.berta.post(f"{path}/appointments", json=studio(participants="Ilse"))
    ok(await upload(team.berta, path, PDF), 201)
    words = {"stage": "dropped", "reason": "closing", "words": "Ilse hört auf"}
    ok(await team.berta.post(f"{path}/move", json=words))
    return path


async def test_after_a_year_only_name_and_history_stay(
    team: Team, market: Market, tmp_path: Path
) -> None:
    path = await a_full_case(team)
    market.clock.at += YEAR

    async with working(market, tmp_path):
        while await market.db.pool.fetchval(_LEFT):
            await asyncio.sleep(0.02)
        while [each for each in (tmp_path / "documents").rglob("*") if each.is_file()]:
            await asyncio.sleep(0.02)

    case = await team.look(path[-36:])
    assert (case["name"], case["stage"], case["drop_reason"]) == (
        "Korbflechterei Sonntag", "dropped", "closing")  # fmt: skip
    assert (case["contacts"], case["documents"], case["occasion"]) == ([], [], "")
    timeline = await team.timeline(path[-36:])
    assert {item["what"] for item in timeline} == {"stage", "appointment"}
    assert "Ilse" not in str(timeline)


async def test_a_day_before_and_for_others_everything_stays(
    team: Team, market: Market, tmp_path: Path
) -> None:
    path = await a_full_case(team)
    kept = await team.open(name="Wird betreut")
    gone = await team.open(name="Vor langem")
    ok(await team.berta.post(f"/api/v1/cases/{gone['id']}/move",
                             json={"stage": "dropped", "reason": "costs"}))  # fmt: skip
    market.clock.at += timedelta(days=1)
    ok(await team.berta.post(f"{path}/move", json={"stage": "contact"}))
    ok(await team.berta.post(f"{path}/move", json={"stage": "dropped", "reason": "costs"}))
    market.clock.at += YEAR - timedelta(days=1)

    async with working(market, tmp_path):
        while (await team.look(gone["id"]))["contacts"]:
            await asyncio.sleep(0.02)

    assert (await team.look(path[-36:]))["contacts"]
    assert (await team.look(kept["id"]))["contacts"]
    assert (await team.look(path[-36:]))["documents"]


async def test_shops_that_came_without_a_case_get_one(
    team: Team, market: Market, tmp_path: Path
) -> None:
    case = await team.open()
    ok(await team.berta.post(f"/api/v1/cases/{case['id']}/shop", json={"street": "Anger 1"}))
    await market.db.pool.execute("UPDATE advisor_case SET shop_id = NULL")

    async with working(market, tmp_path):
        while await market.db.pool.fetchval("SELECT count(*) FROM advisor_case") < 2:
            await asyncio.sleep(0.02)

    found = await market.db.pool.fetchrow("SELECT * FROM advisor_case WHERE shop_id IS NOT NULL")
    assert found is not None
    assert (found["name"], found["stage"], found["advisor_id"]) == (
        "Korbflechterei Sonntag", "preparing", team.berta_id)  # fmt: skip


async def test_an_erased_advisors_businesses_wait_for_somebody_else(
    team: Team, market: Market
) -> None:
    mine = await team.open()
    other = await team.open(name="Carls Betrieb")
    ok(await team.carl.post(f"/api/v1/cases/{other['id']}/take-over"))
    ok(await team.berta.post("/api/v1/cases/calendar"), 201)

    for _ in range(2):
        async with market.db.transaction() as tx:
            await forget_advisor(tx, AccountErased(account_id=team.berta_id, version=1))

    left = ok(await team.carl.get(f"/api/v1/cases/{mine['id']}"))
    kept = ok(await team.carl.get(f"/api/v1/cases/{other['id']}"))
    assert (left["advisor_id"], left["advisor_name"]) == (None, "")
    assert kept["advisor_name"] == "Carl Berater"
    assert await market.db.pool.fetchval("SELECT count(*) FROM calendar_feed") == 0
    advisors = ok(await team.carl.get("/api/v1/cases/advisors"))["items"]
    assert [person["name"] for person in advisors] == ["Carl Berater"]


def test_what_a_shop_says_about_its_business(region: Region) -> None:
    prepared = the_shop(advisor_id=new_id(), advisor_name="Berta")
    applied = the_shop(stage=Stage.HANDED_OVER)
    handed = the_shop(stage=Stage.HANDED_OVER, advisor_id=new_id())
    selling = the_shop(status=ShopStatus.LIVE, business_type="maker")

    found = [case_for(shop, region, NOW) for shop in (prepared, applied, handed, selling)]

    assert [case.stage for case in found] == ["preparing", "preparing", "review", "live"]
    assert [case.origin for case in found] == ["other", "application", "other", "application"]
    assert [case.kind for case in found] == ["food", "food", "food", "maker"]
    assert {case.municipality for case in found} == {"Zeitz"}
