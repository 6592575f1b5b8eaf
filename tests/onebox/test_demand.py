"""From three people at the search field to a line on the advisors' board, through all services."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from marketkit.clock import SystemClock
from search.use_cases.tell_demand import tell_demand

from tests.architecture.access_market import Market, running_market
from tests.search.waiting import until
from tests.support.databases import Templates


@pytest.fixture(scope="module")
async def market(
    databases: Templates, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Market]:
    async with running_market(databases, tmp_path_factory.mktemp("demand")) as running:
        gateway: Any = running.client.app
        await gateway.state.searchers.renew()
        yield running


async def search(market: Market, words: str, *devices: str, page: bool = False) -> None:
    for device in devices:
        browser = market.client.with_headers(user_agent=device)
        path = "/suche" if page else "/api/v1/search"
        answer = await browser.get(path, query={"q": words, "place": "Tröglitz"})
        assert answer.status == 200, answer.text


async def told(market: Market) -> None:
    """What the search's app and worker do every few seconds, now."""
    gateway: Any = market.client.app
    search_app = gateway.state.upstreams.services["search"].app
    await search_app.state.demand.flush_all()
    await tell_demand(search_app.state.database, SystemClock())


async def board(market: Market) -> dict[str, dict[str, Any]]:
    found = await market.people["advisor"].get("/demand")
    return {item["term"]: item for item in found["items"]}


async def test_what_three_people_look_for_stands_on_the_board(market: Market) -> None:
    await search(market, "Zwiebelkuchen", "Anna", "Ben", "Anna")
    await search(market, "Zwiebelkuchen", "Clara", page=True)
    await search(market, "Geheimnis", "Anna", "Ben", "Anna", "Ben")
    await told(market)

    async def is_there() -> bool:
        return "zwiebelkuchen" in await board(market)

    await until(is_there)
    shown = await board(market)
    assert shown.keys() == {"zwiebelkuchen"}
    line = shown["zwiebelkuchen"]
    assert (line["municipality"], line["searches"], line["searchers"]) == ("Elsteraue", 4, 3)
    assert line["zero_hit_share"] == 100


async def test_the_third_person_lifts_the_veil(market: Market) -> None:
    await search(market, "Geheimnis", "Dora")
    await told(market)

    async def is_there() -> bool:
        return "geheimnis" in await board(market)

    await until(is_there)
    assert (await board(market))["geheimnis"]["searchers"] == 3
