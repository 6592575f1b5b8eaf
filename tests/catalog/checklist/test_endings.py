"""Reminders day by day, and what happens when the right to a word has ended."""

import asyncio
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from catalog.use_cases.checklist.remind import remind
from catalog.use_cases.ports import Surroundings
from catalog.wiring import surroundings
from marketkit.contracts import ProductWithdrawn

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.http.checklist_desk import checklist, line, mails_of, number, path, verb
from tests.catalog.test_worker import settings

UNTIL = date(2027, 3, 1)


@pytest.fixture
def around(market: Market, tmp_path: Path) -> Surroundings:
    return surroundings(settings(tmp_path), market.db, market.clock)


def move_to(market: Market, day: date) -> None:
    market.clock.at = datetime.combine(day, time(9), ZoneInfo("Europe/Berlin"))


async def certified(desk: Desk) -> None:
    there = {"number": "DE-ÖKO-006", "valid_until": UNTIL.isoformat()}
    ok(await number(desk.advisor, desk.slug, "organic", **there))


async def told(market: Market) -> list[tuple[Any, ...]]:
    reminders = await mails_of(market, "reminder_expiry")
    return [(mail["to_address"], mail["facts"]["days"]) for mail in reminders]


async def test_a_shop_is_told_at_each_stage_once(
    desk: Desk, market: Market, around: Surroundings
) -> None:
    await certified(desk)
    for left in (61, 60, 59, 30, 29, 7, 6, 1, 0):
        move_to(market, UNTIL - timedelta(days=left))
        await asyncio.gather(*(remind(around) for _ in range(3)))

    shop = "baeckerei@example.org"
    assert await told(market) == [(shop, 60), (shop, 30), (shop, 7), (shop, 0)]
    assert await mails_of(market, "proof_expired") == []


async def test_on_its_last_day_it_still_counts(
    desk: Desk, market: Market, around: Surroundings
) -> None:
    await certified(desk)
    product = await desk.on_sale(title="Biobrot")
    move_to(market, UNTIL)
    await remind(around)

    shown = await checklist(desk.advisor, desk.slug)
    assert line(shown, "organic")["state"] == "accepted"
    assert [e["days"] for e in shown["light"]["expiring"]] == [0]
    assert ok(await desk.advisor.get(f"/api/v1/products/{product['id']}"))["status"] == "published"


async def test_the_day_after_what_leans_on_it_goes_off_sale_with_a_mail(
    desk: Desk, market: Market, around: Surroundings
) -> None:
    await certified(desk)
    organic = await desk.on_sale(title="Biobrot")
    plain = await desk.on_sale(title="Biografie eines Brotes")
    move_to(market, UNTIL + timedelta(days=1))
    await asyncio.gather(*(remind(around) for _ in range(3)))
    await remind(around)

    operator = market.client("operator")
    shown = await checklist(operator, desk.slug)
    assert (line(shown, "organic")["state"], shown["light"]["state"]) == ("expired", "stop")
    assert shown["light"]["sentence"].startswith("Abgelaufen ist das Öko-Zertifikat")
    states = [
        ok(await operator.get(f"/api/v1/products/{product['id']}"))["status"]
        for product in (organic, plain)
    ]
    assert states == ["withdrawn", "published"]
    assert [str(e.product_id) for e in await market.events(ProductWithdrawn)] == [organic["id"]]
    (mail,) = await mails_of(market, "proof_expired")
    assert mail["facts"]["products"] == ["Biobrot"]
    shop = ok(await operator.get(path(desk.slug)))
    assert shop["organic_code"] == ""


async def test_what_leans_on_a_refused_certificate_goes_off_sale(
    desk: Desk, market: Market
) -> None:
    await certified(desk)
    organic = await desk.on_sale(title="Biobrot")
    plain = await desk.on_sale(title="Biografie eines Brotes")
    operator = market.client("operator")

    for _ in range(2):
        ok(await verb(operator, desk.slug, "organic", "reject", {"reason": "Ein Lieferschein."}))

    states = [
        ok(await operator.get(f"/api/v1/products/{product['id']}"))["status"]
        for product in (organic, plain)
    ]
    assert states == ["withdrawn", "published"]
    assert [str(e.product_id) for e in await market.events(ProductWithdrawn)] == [organic["id"]]
    assert ok(await operator.get(path(desk.slug)))["organic_code"] == ""


async def test_a_renewed_certificate_starts_anew(
    desk: Desk, market: Market, around: Surroundings
) -> None:
    await certified(desk)
    move_to(market, UNTIL + timedelta(days=1))
    await remind(around)
    operator = market.client("operator")
    renewed = {"number": "DE-ÖKO-006", "valid_until": "2028-02-01"}

    shown = ok(await number(operator, desk.slug, "organic", **renewed))
    await remind(around)

    assert line(shown, "organic")["state"] == "accepted"
    assert ok(await operator.get(path(desk.slug)))["organic_code"] == "DE-ÖKO-006"
    assert len(await mails_of(market, "proof_expired")) == 1
    move_to(market, date(2027, 12, 3))
    await remind(around)
    assert await told(market) == [("baeckerei@example.org", 60)]
