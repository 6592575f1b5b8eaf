"""The seeder fills what is missing, harms nothing by coming twice, and tells what was refused."""

from contextlib import AsyncExitStack
from datetime import date

import pytest
from onebox.seed.client import Answer, RefusedError, UnreachableError
from onebox.seed.files import StockedShop
from onebox.seed.market import signed_in
from onebox.seed.sow import AT_ONCE, Handover, Sower

from tests.onebox.seed.fake_market import FakeMarket
from tests.onebox.seed.region_folder import zeitz_shops

BAKERY = "baeckerei-morgenroth"
OWNER = "baeckerei@example.org"
PASSWORD = "marktplatz-zeitz"


class Counted:
    def __init__(self) -> None:
        self.shops: list[str] = []

    def done(self, shop: str) -> None:
        self.shops.append(shop)


def some_shops(count: int = 3, products: int = 5) -> list[StockedShop]:
    return [StockedShop(s.shop, s.products[:products]) for s in zeitz_shops()[:count]]


async def sow(
    market: FakeMarket, shops: list[StockedShop], counting: Counted | None = None, window=()
):
    async with AsyncExitStack() as stack:
        advisor = signed_in(market, "beratung@example.org", PASSWORD)
        owner = signed_in(market, OWNER, PASSWORD)
        looker = signed_in(market, "betrieb@example.org", PASSWORD)
        people = [await stack.enter_async_context(who) for who in (advisor, owner, looker)]
        sower = Sower(people[0], counting or Counted(), date(2027, 11, 20), window, people[2])
        return await sower.sow(shops, [Handover(BAKERY, people[1], OWNER)])


async def test_an_empty_market_gets_every_shop_open_and_every_product_on_sale():
    market, shops = FakeMarket(), some_shops()

    report = await sow(market, shops)

    assert (report.shops_made, report.products_made, report.refusals) == (3, 15, [])
    assert {shop["status"] for shop in market.shops.values()} == {"live"}
    for stocked in shops:
        assert market.titles(stocked.shop.slug) == [p.title for p in stocked.products]
    every = [product for products in market.products.values() for product in products]
    assert {product["status"] for product in every} == {"published"}


async def test_each_shop_shows_what_it_is_asked_for_before_it_opens():
    market, shops = FakeMarket(), some_shops()
    shops[1].shop.leaves_open.append("lucid")
    shops[2].shop.refused["food_registration"] = "Bitte neu anmelden."

    await sow(market, shops)

    first, second, third = (market.shops[stocked.shop.slug] for stocked in shops)
    assert first["shown"] == {
        "food_registration": {"key": "food_registration"},
        "lucid": {"key": "lucid", "number": shops[0].shop.numbers["lucid"]},
        "lawful_goods": {
            "key": "lawful_goods",
            "waive": {
                "reason": "Das erklärt die Inhaberin oder der Inhaber bei der Übergabe selbst.",
                "until": "2027-11-20",
            },
        },
    }
    assert set(second["shown"]) == {"food_registration", "lawful_goods"}
    assert third["refused"] == {"food_registration": "Bitte neu anmelden."}
    assert "refused" not in first


async def test_goods_that_are_looked_at_first_are_looked_at_by_the_operator():
    shops = some_shops()
    market = FakeMarket(looks_at=shops[0].products[0].category)

    report = await sow(market, shops)

    every = [product for products in market.products.values() for product in products]
    assert {product["status"] for product in every} == {"published"}
    assert any(path.endswith("/approve") for _, path in market.calls)
    assert report.refusals == []


async def test_coming_twice_changes_nothing():
    market, shops = FakeMarket(), some_shops()
    await sow(market, shops)
    made = {slug: list(products) for slug, products in market.products.items()}
    before = len(market.calls)

    report = await sow(market, shops)

    assert (report.shops_made, report.products_made, report.products_found) == (0, 0, 15)
    assert market.products == made
    posts = [path for method, path in market.calls[before:] if method == "POST"]
    assert posts == ["/api/v1/tokens"] * 3


async def test_an_interrupted_run_is_finished_by_the_next():
    market, shops = FakeMarket(), some_shops()
    market.breaks = lambda call: call[1].endswith("/publish") and len(market.calls) > 20
    with pytest.raises(UnreachableError):
        await sow(market, shops)
    market.breaks = lambda call: False

    await sow(market, shops)

    every = [product for products in market.products.values() for product in products]
    assert len(every) == 15
    assert {product["status"] for product in every} == {"published"}
    assert {shop["status"] for shop in market.shops.values()} == {"live"}


async def test_what_people_changed_meanwhile_stays():
    market, shops = FakeMarket(), some_shops(1)
    await sow(market, shops)
    market.products[BAKERY][0] |= {"status": "withdrawn", "title": "Ganz anders"}
    market.shops[BAKERY]["status"] = "paused"

    await sow(market, shops)

    assert market.products[BAKERY][0]["status"] == "withdrawn"
    assert market.titles(BAKERY)[0] == "Ganz anders"
    assert market.shops[BAKERY]["status"] == "paused"


async def test_the_bakery_is_handed_to_its_owner_once():
    market, shops = FakeMarket(), some_shops(1)

    for _ in range(2):
        await sow(market, shops)

    assert market.shops[BAKERY]["owner"] == OWNER
    accepted = [path for _, path in market.calls if path.endswith("/accept")]
    assert accepted == [f"/api/v1/handovers/{BAKERY}/accept"]


async def test_a_shop_without_mandate_is_left_to_its_owner():
    market, shops = FakeMarket(), some_shops(2)
    await sow(market, shops)
    market.shops[BAKERY]["mandate"] = False
    market.products[BAKERY].pop()
    market.kept.clear()

    report = await sow(market, shops)

    assert report.left_alone == [BAKERY]
    assert report.refusals == []


async def test_a_refused_product_is_told_in_the_markets_words_and_the_rest_goes_on():
    market, shops = FakeMarket(), some_shops(1)
    problem = {"errors": [{"field": "origin", "message": "Sag, woher es kommt."}]}
    unloved = shops[0].products[2].title
    market.refuses = lambda body: Answer(422, problem) if body["title"] == unloved else None

    report = await sow(market, shops)

    assert report.products_made == 4
    assert unloved in report.refusals[0]
    assert "origin: Sag, woher es kommt." in report.refusals[0]


async def test_progress_counts_each_product_once():
    counted = Counted()

    await sow(FakeMarket(), some_shops(4, 6), counted)

    assert len(counted.shops) == 24


async def test_no_more_than_eight_requests_are_under_way():
    market = FakeMarket()

    await sow(market, some_shops(20, 3))

    assert market.most_under_way <= AT_ONCE


async def test_the_tokens_are_taken_back_at_the_end():
    market = FakeMarket()

    await sow(market, some_shops(1))

    assert market.tokens == {}


async def test_a_wrong_password_is_told():
    with pytest.raises(RefusedError, match="Falsches Passwort"):
        async with signed_in(FakeMarket(), "beratung@example.org", "geraten"):
            pass


async def test_a_shop_that_came_out_under_another_name_is_told_and_kept_closed():
    market, shops = FakeMarket(), some_shops(2)
    twin = shops[0].shop.model_copy(update={"slug": "morgenroth-und-soehne"})

    report = await sow(market, [StockedShop(twin, shops[0].products), *shops[1:]])

    assert report.refusals == [f"morgenroth-und-soehne: the market calls it {BAKERY}"]
    assert market.shops[BAKERY]["status"] == "draft"
    assert market.shops[shops[1].shop.slug]["status"] == "live"


async def test_what_belongs_into_the_window_goes_on_sale_last_and_in_its_order():
    market, shops = FakeMarket(), some_shops()
    window = [shops[2].products[0].skus[0], shops[0].products[1].skus[0]]

    await sow(market, shops, window=window)

    published = [path.split("/")[4] for _, path in market.calls if path.endswith("/publish")]
    by_id = {p["id"]: p for products in market.products.values() for p in products}
    last_two = [by_id[product_id]["variants"][0]["sku"] for product_id in published[-2:]]
    assert last_two == window
    assert len(published) == len(set(published)) == 15
