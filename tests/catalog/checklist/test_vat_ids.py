"""VAT ids are asked about by the worker: soon, again after silence, and quarterly."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from catalog.domain.proofs.register import Outcome, VatAnswer
from catalog.use_cases.checklist.check_vat_ids import check_vat_ids
from catalog.use_cases.ports import Surroundings
from catalog.wiring import surroundings

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.http.checklist_desk import checklist, line, path
from tests.catalog.test_worker import settings


class Register:
    """Says what the test wants."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer = VatAnswer(Outcome.VALID, "WAPIAAAAW1")

    async def check(self, number: str) -> VatAnswer:
        self.asked.append(number)
        await asyncio.sleep(0)
        return self.answer


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def around(market: Market, register: Register, tmp_path: Path) -> Surroundings:
    found = surroundings(settings(tmp_path), market.db, market.clock)
    return replace(found, vat_register=register)


async def to_be_asked(market: Market) -> None:
    await market.db.pool.execute(
        "UPDATE proof SET next_check_at = $1 WHERE kind = 'vat_id'", market.clock.now()
    )


async def log(market: Market) -> list[tuple[str, str]]:
    rows = await market.db.pool.fetch("SELECT outcome, consultation FROM proof_check ORDER BY id")
    return [tuple(row) for row in rows]


async def test_a_confirmed_number_is_logged_and_asked_again_in_a_quarter(
    desk: Desk, market: Market, register: Register, around: Surroundings
) -> None:
    await to_be_asked(market)
    await asyncio.gather(*(check_vat_ids(around) for _ in range(3)))

    shown = line(await checklist(desk.advisor, desk.slug), "vat_id")
    assert (shown["proof_state"]["state"], shown["state"]) == ("confirmed_live", "accepted")
    assert (register.asked, await log(market)) == (["DE999123455"], [("valid", "WAPIAAAAW1")])
    market.clock.at += timedelta(days=89)
    await check_vat_ids(around)
    assert len(register.asked) == 1
    market.clock.at += timedelta(days=2)
    await check_vat_ids(around)
    assert len(register.asked) == 2


async def test_silence_blocks_nothing_and_is_asked_again(
    desk: Desk, market: Market, register: Register, around: Surroundings
) -> None:
    register.answer = VatAnswer(Outcome.UNAVAILABLE, said="MS_UNAVAILABLE")
    await to_be_asked(market)
    await check_vat_ids(around)

    shown = line(await checklist(desk.advisor, desk.slug), "vat_id")
    assert (shown["state"], shown["proof_state"]["state"]) == ("accepted", "form_ok")
    assert shown["proof_state"]["note"].endswith("das wird wiederholt.")
    market.clock.at += timedelta(hours=1, seconds=1)
    register.answer = VatAnswer(Outcome.VALID)
    await check_vat_ids(around)
    shown = line(await checklist(desk.advisor, desk.slug), "vat_id")
    assert shown["proof_state"]["state"] == "confirmed_live"
    assert await log(market) == [("unavailable", ""), ("valid", "")]


async def test_an_unknown_number_turns_the_light_red(
    desk: Desk, market: Market, register: Register, around: Surroundings
) -> None:
    register.answer = VatAnswer(Outcome.INVALID)
    await to_be_asked(market)
    await check_vat_ids(around)

    found = await checklist(desk.advisor, desk.slug)
    shown = line(found, "vat_id")
    assert (shown["state"], found["light"]["state"]) == ("rejected", "stop")
    assert shown["reason"] == "Das EU-Register kennt diese USt-IdNr. nicht."


async def test_an_answer_about_an_old_number_changes_nothing(
    desk: Desk, market: Market, register: Register, around: Surroundings
) -> None:
    await to_be_asked(market)

    async def slow(number: str) -> VatAnswer:
        changed = {"imprint": {"vat_id": "DE999000017"}}
        ok(await desk.advisor.patch(path(desk.slug), json=changed))
        return VatAnswer(Outcome.INVALID, said=number)

    register.check = slow  # type: ignore[method-assign]  # somebody is faster
    await check_vat_ids(around)

    shown = line(await checklist(desk.advisor, desk.slug), "vat_id")
    assert (shown["number"], shown["state"]) == ("DE999000017", "accepted")


async def test_without_a_register_nobody_is_asked(market: Market, tmp_path: Path) -> None:
    assert await check_vat_ids(surroundings(settings(tmp_path), market.db, market.clock)) is False
