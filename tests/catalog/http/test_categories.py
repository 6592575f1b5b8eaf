"""The category tree, ready before anybody asks."""

from catalog.http.shapes import CategoriesShape

from tests.catalog.conftest import Market, ok


async def test_the_tree_comes_in_two_languages(market: Market) -> None:
    german = ok(await market.guest.get("/api/v1/categories"))
    english = ok(await market.guest.get("/api/v1/categories", query={"lang": "en"}))
    other = ok(await market.guest.get("/api/v1/categories", query={"lang": "xx"}))

    CategoriesShape.model_validate(german)
    food = german["items"][0]
    bread = food["children"][0]["children"][0]
    assert (food["key"], food["parent"]) == ("lebensmittel", None)
    assert (bread["key"], bread["name"], bread["parent"]) == ("brot", "Brot", "backwaren")
    assert english["items"][0]["name"] == "Food"
    assert other == german


async def test_the_tree_is_sent_once(market: Market) -> None:
    tag = (await market.guest.get("/api/v1/categories")).headers["etag"]

    again = await market.guest.get("/api/v1/categories", headers={"if-none-match": f"W/{tag}"})

    assert (again.status, again.body) == (304, b"")


async def test_health_is_told(market: Market) -> None:
    assert ok(await market.guest.get("/health/ready"))["status"] == "ok"
