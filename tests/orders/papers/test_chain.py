"""Whoever changes a paper behind the trigger's back is found."""

import orjson
import pytest
from orders.invariants import violations
from orders.invariants_papers import broken_chains

from tests.orders.papers.desk import Desk


@pytest.fixture
async def issued(desk: Desk) -> Desk:
    """Three invoices of one shop, and one of another."""
    for slug, count in (("baeckerei", 3), ("hofladen", 1)):
        shop = await desk.shop(slug=slug)
        bread = await desk.market.offer(shop)
        for index in range(count):
            await desk.sold(shop, (bread, 1), key=f"{slug}-{index}")
    await desk.tell_handed_over()
    return desk


async def _meddle(desk: Desk, statement: str, *values: object) -> None:
    pool = desk.market.database.pool
    await pool.execute("ALTER TABLE invoice DISABLE TRIGGER USER")
    await pool.execute(statement, *values)


async def test_untouched_papers_hold(issued: Desk) -> None:
    assert [
        line for line in await violations(issued.market.database.pool) if "invoice" in line
    ] == []


async def test_a_changed_word_is_found(issued: Desk) -> None:
    paper = (await issued.papers())[0]
    document = orjson.loads(orjson.dumps(paper["document"]))
    document["buyer"]["name"] = "Jemand anders"
    await _meddle(issued, "UPDATE invoice SET document = $2 WHERE id = $1", paper["id"], document)

    assert await broken_chains(issued.market.database.pool) == [
        f"I2 no invoice is ever changed: {paper['number']}"
    ]


async def test_a_changed_number_is_found(issued: Desk) -> None:
    paper = (await issued.papers())[0]
    await _meddle(issued, "UPDATE invoice SET number = 'X-1' WHERE id = $1", paper["id"])

    assert await broken_chains(issued.market.database.pool) == [
        "I2 no invoice is ever changed: X-1"
    ]


async def test_one_sealed_anew_no_longer_fits_the_next(issued: Desk) -> None:
    """Even who knows how to seal cannot change a paper without changing all that follow."""
    papers = [p for p in await issued.papers() if p["number"].startswith("B-")]
    await _meddle(
        issued, "UPDATE invoice SET hash = repeat('a', 64) WHERE id = $1", papers[0]["id"]
    )

    found = await broken_chains(issued.market.database.pool)

    assert f"I2 invoices are chained: {papers[1]['number']} follows another one" in found


async def test_one_that_is_gone_is_found(issued: Desk) -> None:
    papers = [p for p in await issued.papers() if p["number"].startswith("B-")]
    await _meddle(issued, "DELETE FROM invoice WHERE id = $1", papers[1]["id"])

    found = await violations(issued.market.database.pool)

    assert any("numbered without a gap" in line for line in found)
    assert any("follows another one" in line for line in found)


async def test_the_last_one_cannot_be_dropped_silently(issued: Desk) -> None:
    papers = [p for p in await issued.papers() if p["number"].startswith("B-")]
    await _meddle(issued, "DELETE FROM invoice WHERE id = $1", papers[-1]["id"])

    found = await violations(issued.market.database.pool)

    assert any("knows its last invoice" in line for line in found)
