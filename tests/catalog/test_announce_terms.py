"""Shops hear of new terms of the market: each once, in time, with the whole wording."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import orjson
from catalog.use_cases.announce_terms import announce_terms, in_a_line

from tests.catalog.conftest import Desk, Market
from tests.catalog.opening import surroundings_of

_MAILS = "SELECT to_address, facts FROM mail WHERE kind = 'platform_terms_announced'"


async def told(market: Market) -> list[tuple[str, dict[str, str]]]:
    rows = await market.db.pool.fetch(_MAILS)
    return [(row["to_address"], _facts(row["facts"])) for row in rows]


def _facts(value: object) -> dict[str, str]:
    found: dict[str, str] = orjson.loads(value) if isinstance(value, str | bytes) else value  # type: ignore[assignment]
    return found


async def test_each_shop_is_told_once_however_often_the_clock_strikes(
    desk: Desk, market: Market, tmp_path: Path
) -> None:
    await desk.go_live()
    around = surroundings_of(market, tmp_path)

    for _ in range(2):
        await asyncio.gather(announce_terms(around), announce_terms(around))

    ((address, facts),) = await told(market)
    assert address == "baeckerei@example.org"
    assert facts["date"] == "2026-12-09"
    assert "1. Was der Markt tut: Der Markt zeigt deine Waren" in facts["terms"]


async def test_drafts_are_not_bothered(desk: Desk, market: Market, tmp_path: Path) -> None:
    await announce_terms(surroundings_of(market, tmp_path))

    assert await told(market) == []


async def test_nobody_is_told_before_or_after(desk: Desk, market: Market, tmp_path: Path) -> None:
    await desk.go_live()
    around = surroundings_of(market, tmp_path)

    for day in (datetime(2026, 11, 15, 8, tzinfo=UTC), datetime(2026, 12, 9, 8, tzinfo=UTC)):
        market.clock.at = day
        await announce_terms(around)

    assert await told(market) == []


def test_a_text_in_a_line() -> None:
    assert in_a_line("# 1. Was\nDas.\n\n# 2. Wie\nSo.\n") == "1. Was: Das. 2. Wie: So."
