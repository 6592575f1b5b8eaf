"""Whatever is asked, by whomever: refused with a field named, and never answered with a fault."""

from collections.abc import AsyncIterator

import pytest

from tests.search.http_market import HttpMarket, http_market
from tests.search.shelf import FARM, VILLAGE_BAKERY, an_id
from tests.search.telling import product_changed, shop_changed, stock_changed, tell
from tests.support.databases import Templates
from tests.support.malformed import faults
from tests.support.tokens import a_token

RULE = {"words": ["bemme", "brotscheibe"], "finds": [], "two_way": True}


@pytest.fixture
async def market(databases: Templates) -> AsyncIterator[HttpMarket]:
    async with databases.database("search:migrations") as database:
        shops = (shop_changed(), shop_changed(VILLAGE_BAKERY), shop_changed(FARM))
        goods = (product_changed("Roggenbrot"), product_changed("Dorfbrot", shop=VILLAGE_BAKERY))
        await tell(database, *shops, *goods, stock_changed("Roggenbrot", 5))
        async with http_market(database) as opened:
            yield opened


async def test_no_route_answers_with_a_fault(market: HttpMarket) -> None:
    operator = market.client.as_(a_token("operator"))
    made = await operator.post("/api/v1/search/synonyms", json=RULE)
    assert made.status == 201, made.text
    bread = str(an_id("Roggenbrot"))
    known = {
        "q": ["brot", "semmeln zeitz", "veganes brot unter 5 euro", "qschxrybz", "ohne"],
        "category": ["backwaren", "lebensmittel"],
        "shop": [VILLAGE_BAKERY.slug, str(FARM.id)],
        "place": ["Kayna", "06712", "Zeitz"],
        "near": ["51.05,12.14", "-90,180"],
        "radius_km": ["5", "nan", "inf", "1e1"],
        "collect": ["today", "su", "2026-11-24"],
        "deliver_to": ["06712"],
        "page": ["1", "2", "1000", "1001"],
        "per_page": ["1", "60"],
        "product": [bread, str(an_id("Dorfbrot"))],
        "rule_id": [made.json()["id"]],
        "uuid": [bread],
    }
    people = {
        "operator": operator,
        "resident": market.client.as_(a_token("resident")),
        "guest": market.client,
    }

    assert await faults("search", people, known, cases=40, named=True) == []


@pytest.mark.parametrize(
    "path", ["search", "search/shops", "search/days", "suggest", "search/similar?product=x"]
)
async def test_a_field_that_there_is_not_is_named(market: HttpMarket, path: str) -> None:
    joined = "&" if "?" in path else "?"
    answer = await market.client.get(f"/api/v1/{path}{joined}q=brot&farbe=rot")

    assert answer.status == 422
    assert "farbe" in [error["field"] for error in answer.json()["errors"]]
