"""How many queries the board takes: the number must not grow with the businesses."""

from dataclasses import dataclass, field
from typing import Any

from catalog.queries.case_board import read_board
from catalog.queries.case_facts import CaseFilter
from catalog.queries.case_list import Wanted, list_cases
from catalog.store.checklists import Reader

from tests.catalog.builders import a_shop
from tests.catalog.conftest import Market, ok
from tests.catalog.http.cases.conftest import Team

_MANY = """
    INSERT INTO advisor_case
    SELECT (json_populate_record(advisor_case, json_build_object(
        'id', gen_random_uuid(), 'name', 'Betrieb ' || n, 'shop_id', NULL,
        'stage', (ARRAY['contact', 'visit', 'preparing', 'review', 'live', 'care'])[1 + n % 6]))).*
    FROM advisor_case, generate_series(1, 500) n WHERE shop_id IS NOT NULL LIMIT 500
"""


@dataclass
class Counting:
    """Asks on, and counts."""

    reader: Reader
    asked: list[str] = field(default_factory=list)

    async def fetch(self, query: str, *arguments: Any) -> Any:
        self.asked.append(query)
        return await self.reader.fetch(query, *arguments)

    async def fetchrow(self, query: str, *arguments: Any) -> Any:
        self.asked.append(query)
        return await self.reader.fetchrow(query, *arguments)

    async def fetchval(self, query: str, *arguments: Any) -> Any:
        self.asked.append(query)
        return await self.reader.fetchval(query, *arguments)


async def test_five_hundred_businesses_cost_what_one_does(team: Team, market: Market) -> None:
    narrowed = CaseFilter(now=market.clock.now(), today=market.clock.now().date())
    ok(await team.berta.post("/api/v1/shops", json=a_shop()), 201)
    counts = []
    for _ in range(2):
        counting = Counting(market.db.pool)
        board = await read_board(counting, narrowed, {}, None)
        await list_cases(counting, narrowed, Wanted(None, False, 100, None))
        counts.append(len(counting.asked))
        await market.db.pool.execute(_MANY)

    assert counts[0] == counts[1] <= 10
    assert sum(column["count"] for column in board["columns"]) == 501
    assert all(len(column["items"]) <= 10 for column in board["columns"])
