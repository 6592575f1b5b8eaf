"""Over HTTP: suggestions, named shops, corrections, similar goods, company, shops, market days."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.search.http_market import HttpMarket, http_market
from tests.search.shelf import BUTCHER, FARM, VILLAGE_BAKERY, an_id
from tests.search.telling import product_changed, shop_changed, stock_changed, tell, withdrawn
from tests.search.waiting import until
from tests.support.databases import Templates

ALWAYS: dict[str, Any] = {"opening_hours": "Mo-Su 00:00-24:00", "preparation_minutes": 0}
HONEY = ("lebensmittel", "honig_aufstriche", "honig")


@pytest.fixture
async def market(databases: Templates) -> AsyncIterator[HttpMarket]:
    async with databases.database("search:migrations") as database:
        await tell(
            database,
            shop_changed(kind="Bäckerei", **ALWAYS),
            shop_changed(VILLAGE_BAKERY, kind="Bäckerei", **ALWAYS),
            shop_changed(FARM, kind="Hofladen", **ALWAYS),
            shop_changed(BUTCHER, kind="Fleischerei"),
            product_changed("Roggenbrot"),
            product_changed("Dorfbrot", shop=VILLAGE_BAKERY, cents=390),
            product_changed("Sommerhonig", shop=FARM, category="honig", category_path=HONEY),
            stock_changed("Roggenbrot", 5),
            stock_changed("Sommerhonig", 5),
        )
        async with http_market(database) as opened:
            yield opened


async def ask(market: HttpMarket, path: str, **query: object) -> Any:
    answer = await market.client.get(f"/api/v1/{path}", query=query)
    assert answer.status == 200, answer.text
    return answer.json()


async def test_suggestions_while_typing(market: HttpMarket) -> None:
    found = await ask(market, "suggest", q="rog")

    assert found == {
        "products": [
            {
                "product_id": str(an_id("Roggenbrot")),
                "slug": "a-product",
                "name": "Roggenbrot",
                "shop": {
                    "id": str(an_id("baeckerei-lindner")),
                    "slug": "baeckerei-lindner",
                    "name": "Bäckerei Lindner",
                    "place": "Zeitz",
                },
                "price": {"amount": 420, "currency": "EUR"},
                "price_is_lowest": False,
                "on_request": False,
                "picture": None,
                "image_url": None,
            }
        ],
        "shops": [],
        "categories": found["categories"],
        "terms": ["Roggenbrot"],
        "corrected": None,
    }
    assert found["categories"][0] == {"key": "brot", "name": "Brot"}


async def test_shops_and_categories_are_suggested_too(market: HttpMarket) -> None:
    shops = (await ask(market, "suggest", q="lindn"))["shops"]
    categories = (await ask(market, "suggest", q="brötchen"))["categories"]

    assert shops == [{"slug": "baeckerei-lindner", "name": "Bäckerei Lindner", "place": "Zeitz"}]
    assert {"key": "broetchen_semmeln", "name": "Brötchen & Semmeln"} in categories


async def test_a_day_is_no_word_of_what_is_suggested(market: HttpMarket) -> None:
    plain = await ask(market, "suggest", q="roggenbrot")
    today = await ask(market, "suggest", q="roggenbrot heute")

    assert today["products"] == plain["products"] != []


async def test_an_empty_word_suggests_nothing(market: HttpMarket) -> None:
    assert await ask(market, "suggest", q=" ") == {
        "products": [], "shops": [], "categories": [], "terms": [], "corrected": None,
    }  # fmt: skip


async def test_a_shop_without_a_hit_is_found_by_its_trade(market: HttpMarket) -> None:
    found = await ask(market, "search", q="metzgerei")

    [shop] = found["shops"]
    assert (shop["slug"], shop["products"], shop["kind"]) == ("fleischerei-voigt", 0, "Fleischerei")
    assert shop["highlight"] == "Fleischerei Voigt" or "<mark>" in shop["highlight"]


async def test_a_shop_that_closes_is_no_longer_named(market: HttpMarket) -> None:
    assert len((await ask(market, "search", q="lindner"))["shops"]) == 1

    await market.tell(shop_changed(version=2, kind="Bäckerei", status="paused"))

    await until(lambda: _names_nobody(market))


async def test_similar_goods_and_company(market: HttpMarket) -> None:
    bread = an_id("Roggenbrot")

    alike = await ask(market, "search/similar", product=bread)
    beside = await ask(market, "search/together", product=bread, limit=3)

    assert [hit["name"] for hit in alike["items"]] == ["Dorfbrot"]
    assert alike["items"][0]["highlight"] == "Dorfbrot"
    assert [hit["name"] for hit in beside["items"]] == ["Sommerhonig"]
    assert beside["day"] == beside["items"][0]["collect_from"]
    assert beside["items"][0]["distance_km"] == pytest.approx(9.4, abs=0.3)


@pytest.mark.parametrize("path", ["search/similar", "search/together"])
async def test_goods_that_are_not_there_have_no_company(market: HttpMarket, path: str) -> None:
    unknown = await market.client.get(f"/api/v1/{path}", query={"product": an_id("nothing")})
    await market.tell(withdrawn("Dorfbrot", 9, VILLAGE_BAKERY))
    gone = await market.client.get(f"/api/v1/{path}", query={"product": an_id("Dorfbrot")})

    assert (unknown.status, gone.status) == (404, 404)
    assert gone.headers["content-type"] == "application/problem+json"


async def test_shops_for_list_and_map(market: HttpMarket) -> None:
    found = await ask(market, "search/shops", place="Kayna", radius_km=30)

    assert [shop["slug"] for shop in found["items"][2:]] == [
        "baeckerei-lindner",
        "fleischerei-voigt",
    ]
    shop = next(each for each in found["items"] if each["slug"] == "hof-sonnenberg")
    assert (shop["kind"], shop["products"], shop["distance_km"]) == ("Hofladen", 1, 0.0)
    assert shop["collect_from"]
    assert shop["delivers"] is False
    assert (found["total"], found["next"]) == (4, None)


@pytest.mark.parametrize("cursor", ["²", "²x", "፩.x", "-1.x", "\x00.\x00", "9" * 60])
async def test_a_place_in_the_list_that_there_is_not_is_its_beginning(
    market: HttpMarket, cursor: str
) -> None:
    found = await ask(market, "search/shops", cursor=cursor)

    assert len(found["items"]) == found["total"] == 4


async def test_market_days(market: HttpMarket) -> None:
    found = await ask(market, "search/days", near="50.9941,12.2371", radius_km=2)

    assert len(found["items"]) == 7
    assert found["items"][1] | {"day": ""} == {"day": "", "shops": 2, "products": 2}


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("search/similar", {"product": "brot"}, "product"),
        ("search/similar", {}, "product"),
        ("search/together", {"product": an_id("x"), "limit": 25}, "limit"),
        ("search/shops", {"place": "Atlantis"}, "place"),
        ("search/shops", {"radius_km": 5}, "radius_km"),
        ("search/shops", {"category": "drachen"}, "category"),
        ("search/shops", {"limit": 201}, "limit"),
        ("search/shops", {"farbe": "rot"}, "farbe"),
        ("search/days", {"near": "hier"}, "near"),
        ("search/days", {"q": "brot"}, "q"),
    ],
)
async def test_what_cannot_be_asked_is_named(
    market: HttpMarket, path: str, query: dict[str, object], field: str
) -> None:
    answer = await market.client.get(f"/api/v1/{path}", query=query)

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_the_lists_follow_what_changes(market: HttpMarket) -> None:
    assert (await ask(market, "search/shops", q="hofladen"))["items"][0]["products"] == 1

    await market.tell(product_changed("Senf mit Honig", shop=FARM, category="senf_chutney"))

    assert (await ask(market, "search/shops", q="hofladen"))["items"][0]["products"] == 2


async def _names_nobody(market: HttpMarket) -> bool:
    return not (await ask(market, "search", q="lindner"))["shops"]
