"""The public answers: their shape, their refusals, their freshness."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from marketkit.contracts.catalog import PromotionState, UnitPrice, VariantState, WeighedState

from tests.search.http_market import HttpMarket, http_market
from tests.search.shelf import FARM, VILLAGE_BAKERY, an_id
from tests.search.telling import (
    product_changed,
    shop_changed,
    stock_changed,
    tell,
    variant_of,
    withdrawn,
)
from tests.support.databases import Templates


@pytest.fixture
async def market(databases: Templates) -> AsyncIterator[HttpMarket]:
    async with databases.database("search:migrations") as database:
        await tell(
            database,
            shop_changed(),
            shop_changed(VILLAGE_BAKERY),
            shop_changed(FARM),
            product_changed("Roggenbrot"),
            product_changed("Dorfbrot", shop=VILLAGE_BAKERY, cents=390),
            product_changed(
                "Kirschen & <Sahne>",
                shop=FARM,
                category="kuchen_torten",
                category_path=("lebensmittel", "backwaren", "kuchen_torten"),
            ),
            stock_changed("Roggenbrot", 5),
        )
        async with http_market(database) as opened:
            yield opened


async def test_an_answer_has_all_that_was_promised(market: HttpMarket) -> None:
    answer = await market.search(q="Roggenbrot", place="Kayna", sort="nearest")

    body = answer.json()
    hit = body["hits"][0]
    assert {k: body[k] for k in ("total", "page", "per_page", "engine", "degraded")} == {
        "total": 1,
        "page": 1,
        "per_page": 24,
        "engine": "embedded",
        "degraded": False,
    }
    assert body["took_ms"] >= 0
    assert body["facets"]["place"] == [{"key": "Zeitz", "count": 1}]
    assert hit["product_id"] == str(an_id("Roggenbrot"))
    assert hit["price"] == {"amount": 420, "currency": "EUR"}
    assert hit["shop"]["slug"] == "baeckerei-lindner"
    assert hit["available"] == 5
    assert hit["on_order"] is False
    assert hit["highlight"] == "<mark>Roggenbrot</mark>"
    assert hit["distance_km"] == pytest.approx(9.4, abs=0.3)
    assert answer.headers["content-type"] == "application/json"


async def test_the_cheapest_variant_speaks_for_the_product(market: HttpMarket) -> None:
    per_kilo = UnitPrice(amount=560, per="kg")
    small = VariantState(
        variant_id=variant_of("Dorfbrot"), sku="s", price=280, vat_class="x", deposit=15,
        deposit_kind="mw_015", content_amount=Decimal("0.5"), content_unit="kg",
        unit_price=per_kilo,
    )  # fmt: skip
    large = VariantState(variant_id=an_id("large"), sku="l", price=490, vat_class="x")

    await market.tell(product_changed("Dorfbrot", 2, shop=VILLAGE_BAKERY, variants=(large, small)))

    hit = (await market.search(q="dorfbrot")).json()["hits"][0]
    assert hit["price"]["amount"] == 280
    assert hit["unit_price"] == {"amount": 560, "currency": "EUR", "per": "kg", "kind": None}
    assert hit["deposit"] == {"amount": 15, "currency": "EUR"}
    assert (hit["deposit_kind"], hit["promotion"], hit["confirmed_at"]) == ("mw_015", None, None)


async def test_a_reduced_price_comes_with_its_reference(market: HttpMarket) -> None:
    until = datetime(2026, 12, 1, tzinfo=UTC)
    reduced = VariantState(
        variant_id=variant_of("Dorfbrot"), sku="s", price=400, vat_class="x",
        promotion=PromotionState(reference=480, percent=16, until=until),
    )  # fmt: skip
    event = product_changed("Dorfbrot", 2, shop=VILLAGE_BAKERY, variants=(reduced,))

    await market.tell(event.model_copy(update={"confirmed_at": until}))

    hit = (await market.search(q="dorfbrot")).json()["hits"][0]
    assert hit["price"]["amount"] == 400
    assert hit["promotion"]["reference"] == {"amount": 480, "currency": "EUR"}
    assert (hit["promotion"]["percent"], hit["promotion"]["reason"]) == (16, "normal")
    assert datetime.fromisoformat(hit["promotion"]["until"]) == until
    assert datetime.fromisoformat(hit["confirmed_at"]) == until


async def test_html_in_a_name_stays_text(market: HttpMarket) -> None:
    hit = (await market.search(q="kirsche")).json()["hits"][0]

    assert hit["highlight"] == "<mark>Kirschen</mark> &amp; &lt;Sahne&gt;"


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"radius_km": 0}, "radius_km"),
        ({"radius_km": 101}, "radius_km"),
        ({"radius_km": "weit"}, "radius_km"),
        ({"radius_km": 5}, "radius_km"),
        ({"place": "Atlantis"}, "place"),
        ({"place": "99999"}, "place"),
        ({"category": "drachen"}, "category"),
        ({"sort": "teuer"}, "sort"),
        ({"sort": "nearest"}, "sort"),
        ({"page": 0}, "page"),
        ({"page": 42, "per_page": 24}, "page"),
        ({"per_page": 61}, "per_page"),
        ({"available": "vielleicht"}, "available"),
        ({"q": "x" * 201}, "q"),
        ({"farbe": "rot"}, "farbe"),
    ],
)
async def test_what_cannot_be_asked_is_named(
    market: HttpMarket, parameters: dict[str, object], field: str
) -> None:
    answer = await market.search(**parameters)

    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert answer.json()["errors"][0]["message"]


async def test_empty_fields_of_a_form_mean_nothing(market: HttpMarket) -> None:
    empty = dict.fromkeys(("q", "category", "place", "shop", "radius_km"), "")

    assert len(await market.names(**empty)) == 3


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"place": "Kayna"}, {"Dorfbrot", "Kirschen & <Sahne>"}),
        ({"place": "kayna", "q": "brot"}, {"Dorfbrot"}),
        ({"place": "06712", "q": "brot"}, {"Roggenbrot"}),
        ({"place": "Zeitz", "radius_km": 15, "q": "brot"}, {"Roggenbrot", "Dorfbrot"}),
        ({"place": "Zeitz", "radius_km": 2, "q": "brot"}, {"Roggenbrot"}),
        ({"q": "brot kayna"}, {"Dorfbrot", "Roggenbrot"}),
        ({"q": "brot", "available": "true"}, {"Roggenbrot"}),
        ({"category": "kuchen_torten"}, {"Kirschen & <Sahne>"}),
        ({"shop": "backstube-kayna"}, {"Dorfbrot"}),
    ],
)
async def test_filters_over_http(
    market: HttpMarket, parameters: dict[str, object], names: set[str]
) -> None:
    assert set(await market.names(**parameters)) == names


async def test_a_place_in_the_words_becomes_a_filter_that_is_told(market: HttpMarket) -> None:
    body = (await market.search(q="Dorfbrot Kayna")).json()

    assert body["understood"] == {
        "text": "Dorfbrot",
        "place": {"name": "Kayna", "words": "Kayna", "radius_km": 10.0, "applied": True},
        "collect": None,
        "deliver_to": None,
        "price_to": None,
        "diets": [],
        "traits": [],
    }
    assert body["hits"][0]["distance_km"] == 0.0


async def test_a_named_place_with_nothing_does_not_hide_the_rest(market: HttpMarket) -> None:
    body = (await market.search(q="roggenbrot naumburg")).json()

    assert [hit["name"] for hit in body["hits"]] == ["Roggenbrot"]
    assert body["understood"]["place"]["radius_km"] is None


async def test_words_can_be_taken_as_they_stand(market: HttpMarket) -> None:
    body = (await market.search(q="Kayna", literal="true")).json()

    assert body["understood"]["place"] is None
    assert {hit["shop"]["place"] for hit in body["hits"]} == {"Kayna"}


async def test_the_same_question_has_the_same_tag_until_something_changes(
    market: HttpMarket,
) -> None:
    first = await market.search(q="brot")
    again = await market.search(q="brot")
    unchanged = await market.client.get(
        "/api/v1/search", query={"q": "brot"}, headers={"if-none-match": first.headers["etag"]}
    )

    await market.tell(product_changed("Roggenbrot", 2, cents=455))
    after = await market.search(q="brot")

    assert first.headers["etag"] == again.headers["etag"] != after.headers["etag"]
    assert first.body == again.body
    assert unchanged.status == 304
    assert unchanged.body == b""
    prices = {hit["name"]: hit["price"]["amount"] for hit in after.json()["hits"]}
    assert prices["Roggenbrot"] == 455


async def test_withdrawn_sold_out_and_closed_are_seen(market: HttpMarket) -> None:
    await market.tell(stock_changed("Roggenbrot", 0, version=2))
    assert "Roggenbrot" not in await market.names(q="roggenbrot", available="true")

    await market.tell(withdrawn("Roggenbrot", 9))
    assert "Roggenbrot" not in await market.names(q="roggenbrot")

    await market.tell(shop_changed(VILLAGE_BAKERY, 2, status="paused"))
    assert "Dorfbrot" not in await market.names(q="dorfbrot")

    await market.tell(shop_changed(VILLAGE_BAKERY, 3, status="live"))
    assert await market.names(q="dorfbrot") == ["Dorfbrot"]


@pytest.mark.parametrize("query", [{"q": "x" * 81}, {}, {"q": "brot", "limit": 5}])
async def test_suggest_refuses_what_it_does_not_know(
    market: HttpMarket, query: dict[str, object]
) -> None:
    assert (await market.client.get("/api/v1/suggest", query=query)).status == 422


async def test_it_is_ready_when_the_index_is_filled(market: HttpMarket) -> None:
    answer = await market.client.get("/health/ready")

    assert answer.json() == {"status": "ok", "parts": {"database": True, "index": True}}


async def test_a_price_says_whether_it_is_the_lowest_of_several(market: HttpMarket) -> None:
    small = VariantState(variant_id=variant_of("Dorfbrot"), sku="s", price=280, vat_class="x")
    large = VariantState(variant_id=an_id("large"), sku="l", price=490, vat_class="x")
    same = VariantState(variant_id=an_id("same"), sku="m", price=420, vat_class="x")
    other = VariantState(variant_id=variant_of("Roggenbrot"), sku="o", price=420, vat_class="x")

    await market.tell(
        product_changed("Dorfbrot", 2, shop=VILLAGE_BAKERY, variants=(large, small)),
        product_changed("Roggenbrot", 2, variants=(same, other)),
    )

    lowest = {hit["name"]: hit["price_is_lowest"] for hit in (await market.search()).json()["hits"]}
    assert lowest["Dorfbrot"] is True
    assert lowest["Roggenbrot"] is False
    suggested = (await market.client.get("/api/v1/suggest?q=dorfb")).json()["products"]
    assert suggested[0]["price_is_lowest"] is True


async def test_work_one_asks_for_says_so(market: HttpMarket) -> None:
    await market.tell(
        product_changed("Dorfbrot", 2, shop=VILLAGE_BAKERY, profile="service_request")
    )

    on_request = {hit["name"]: hit["on_request"] for hit in (await market.search()).json()["hits"]}
    assert (on_request["Dorfbrot"], on_request["Roggenbrot"]) == (True, False)


async def test_what_is_sold_by_weight_says_so(market: HttpMarket) -> None:
    cheese = VariantState(
        variant_id=variant_of("Dorfbrot"), sku="k", price=747, vat_class="x",
        weighed=WeighedState(per_kg=2490, grams=300, max_grams=350),
        unit_price=UnitPrice(amount=2490, per="kg"),
    )  # fmt: skip
    by_piece = (await market.search(q="roggenbrot")).json()["hits"][0]

    await market.tell(product_changed("Dorfbrot", 2, shop=VILLAGE_BAKERY, variants=(cheese,)))

    hit = (await market.search(q="dorfbrot")).json()["hits"][0]
    assert (hit["weighed"], hit["unit_price"]["amount"]) == (True, 2490)
    assert by_piece["weighed"] is False
