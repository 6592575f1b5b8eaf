"""The filters of the public search: day, delivery, price, diet, position; shown and taken back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest
from fastapi import Request
from marketkit.contracts.catalog import (
    AllergenState,
    ClosureState,
    DeliveryState,
    PromotionState,
    VariantState,
)
from search.domain.query import DEEPEST_HIT
from search.http import routes
from search.http.moment import Moment
from search.http.surroundings import surroundings_of
from search.queries.find import Surroundings

from tests.search.http_market import HttpMarket, http_market
from tests.search.shelf import FARM, VILLAGE_BAKERY
from tests.search.telling import product_changed, shop_changed, stock_changed, tell, variant_of
from tests.support.databases import Templates

FRIDAY_NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
WEEK = "Mo-Fr 08:00-18:00; Sa 08:00-12:00"
AT_WEEKENDS = "Sa,Su 10:00-16:00"


@dataclass
class Watch:
    """Shows what it is set to."""

    shown: datetime = FRIDAY_NOON

    def now(self) -> datetime:
        return self.shown


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def market(databases: Templates, watch: Watch) -> AsyncIterator[HttpMarket]:
    reduced = VariantState(
        variant_id=variant_of("Hofbrot"), sku="h", price=300, vat_class="x",
        promotion=PromotionState(
            reference=400, percent=25, until=FRIDAY_NOON + timedelta(minutes=30)
        ),
    )  # fmt: skip
    async with databases.database("search:migrations") as database:
        await tell(
            database,
            shop_changed(opening_hours=WEEK, delivery=DeliveryState(postal_codes=("06712",))),
            shop_changed(VILLAGE_BAKERY, opening_hours=AT_WEEKENDS),
            shop_changed(FARM),
            product_changed("Roggenbrot", labels=("vegan", "handgemacht")),
            product_changed("Dorfbrot", shop=VILLAGE_BAKERY, cents=390, labels=("bio",)),
            product_changed(
                "Hofbrot",
                shop=FARM,
                variants=(reduced,),
                allergens=(AllergenState(key="gluten", state="free_confirmed"),),
                details={"lactose_free": "true"},
            ),
            stock_changed("Roggenbrot", 5),
        )
        async with http_market(database, clock=watch) as opened:
            yield opened


async def asked(market: HttpMarket, **parameters: object) -> dict[str, Any]:
    answer = await market.search(**parameters)
    assert answer.status == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def counts(body: dict[str, Any], group: str) -> dict[str, int]:
    return {each["key"]: each["count"] for each in body["facets"][group]}


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"collect": "today"}, {"Roggenbrot"}),
        ({"collect": "tomorrow"}, {"Roggenbrot", "Dorfbrot"}),
        ({"collect": "su"}, {"Dorfbrot"}),
        ({"collect": "2026-11-22"}, {"Dorfbrot"}),
        ({"collect": "2026-11-27"}, {"Roggenbrot"}),
        ({"deliver_to": "06712"}, {"Roggenbrot"}),
        ({"deliver_to": "06724"}, set()),
        ({"price_from": 301, "price_to": 390}, {"Dorfbrot"}),
        ({"diet": "vegan"}, {"Roggenbrot"}),
        ({"diet": ["gluten_free", "lactose_free"]}, {"Hofbrot"}),
        ({"diet": ["vegan", "lactose_free"]}, set()),
        ({"handmade": "true"}, {"Roggenbrot"}),
        ({"organic": "true"}, {"Dorfbrot"}),
        ({"offer": "true"}, {"Hofbrot"}),
        ({"available": "true"}, {"Roggenbrot"}),
        ({"shop": ["backstube-kayna", str(FARM.id)]}, {"Dorfbrot", "Hofbrot"}),
        ({"near": "50.99412345,12.2371"}, {"Roggenbrot", "Dorfbrot", "Hofbrot"}),
        ({"near": "50.994,12.237", "radius_km": 5}, {"Dorfbrot", "Hofbrot"}),
        ({"near": "52.5,13.4"}, set()),
        ({"near": "52.5,13.4", "sort": "nearest"}, {"Roggenbrot", "Dorfbrot", "Hofbrot"}),
    ],
)
async def test_each_filter_leaves_what_fulfils_it(
    market: HttpMarket, parameters: dict[str, object], names: set[str]
) -> None:
    assert set(await market.names(q="brot", **parameters)) == names


async def test_what_can_be_collected_goes_with_the_day(market: HttpMarket, watch: Watch) -> None:
    saturday = await asked(market, collect="tomorrow")
    assert {hit["name"] for hit in saturday["hits"]} == {"Roggenbrot", "Dorfbrot"}

    watch.shown += timedelta(hours=23, minutes=1)  # 11:01 on Saturday, an hour before it closes
    later = await asked(market, collect="sa")

    assert {hit["name"] for hit in later["hits"]} == {"Dorfbrot"}


async def test_a_hit_says_from_when_and_what_is_special(market: HttpMarket) -> None:
    hits = {hit["name"]: hit for hit in (await asked(market))["hits"]}

    assert hits["Roggenbrot"]["collect_from"] == "2026-11-20"
    assert hits["Dorfbrot"]["collect_from"] == "2026-11-21"
    assert hits["Hofbrot"]["collect_from"] is None
    assert hits["Roggenbrot"]["diets"] == ["vegan", "vegetarian"]
    assert hits["Roggenbrot"]["traits"] == ["handmade"]
    assert hits["Hofbrot"]["traits"] == ["offer"]
    assert hits["Hofbrot"]["why"] is None


async def test_facets_tell_days_places_and_prices(market: HttpMarket) -> None:
    body = await asked(market)

    assert counts(body, "collect") == {
        "2026-11-20": 1,
        "2026-11-21": 2,
        "2026-11-22": 1,
        **{f"2026-11-{day}": 1 for day in (23, 24, 25, 26)},
    }
    assert counts(body, "place") == {"Kayna": 2, "Zeitz": 1}
    assert counts(body, "trait") == {"available": 1, "handmade": 1, "offer": 1, "organic": 1}
    assert counts(body, "diet")["gluten_free"] == 1
    assert body["facets"]["price"] == {"min": 300, "max": 420}


async def test_a_group_is_counted_as_if_nothing_were_chosen_in_it(market: HttpMarket) -> None:
    everything = await asked(market, q="brot")
    day = await asked(market, q="brot", collect="today")
    place = await asked(market, q="brot", place="Zeitz", diet="vegan")

    assert counts(day, "collect") == counts(everything, "collect")
    assert counts(day, "shop") == {"baeckerei-lindner": 1}
    assert counts(place, "diet") == {"vegan": 1, "vegetarian": 1}
    assert counts(place, "place") == {"Zeitz": 1}, "the diet still holds for places"


async def test_words_for_day_and_price_become_filters_that_are_told(market: HttpMarket) -> None:
    body = await asked(market, q="brot heute")

    assert [hit["name"] for hit in body["hits"]] == ["Roggenbrot"]
    assert body["understood"]["collect"] == {
        "day": "2026-11-20",
        "words": "heute",
        "applied": True,
    }
    assert body["understood"]["text"] == "brot"


async def test_a_parameter_overrules_the_words(market: HttpMarket) -> None:
    body = await asked(market, q="brot heute", collect="2026-11-22")

    assert [hit["name"] for hit in body["hits"]] == ["Dorfbrot"]
    assert body["understood"]["collect"] is None


async def test_words_that_leave_nothing_are_left_out_and_that_is_told(market: HttpMarket) -> None:
    body = await asked(market, q="hofbrot morgen")

    assert [hit["name"] for hit in body["hits"]] == ["Hofbrot"]
    assert body["understood"]["collect"]["applied"] is False
    assert not body["relaxed"]


async def test_words_for_a_diet_and_an_offer_become_filters_that_are_told(
    market: HttpMarket,
) -> None:
    vegan = await asked(market, q="veganes brot")
    filtered = await asked(market, q="brot", diet="vegan")
    offer = await asked(market, q="brot im angebot")
    other = await asked(market, q="roggenbrot laktosefrei")
    none = await asked(market, q="brot vegan und laktosefrei")

    assert [hit["name"] for hit in vegan["hits"]] == [hit["name"] for hit in filtered["hits"]]
    told = {"key": "vegan", "words": "veganes", "applied": True}
    assert (vegan["understood"]["diets"], vegan["understood"]["traits"]) == ([told], [])
    assert [hit["name"] for hit in offer["hits"]] == ["Hofbrot"]
    assert [wish["applied"] for wish in offer["understood"]["traits"]] == [True]
    assert ([hit["name"] for hit in other["hits"]], other["relaxed"]) == (["Hofbrot"], True)
    assert len(none["hits"]) > 0
    assert {wish["applied"] for wish in none["understood"]["diets"]} == {False}


async def test_words_can_be_taken_literally(market: HttpMarket) -> None:
    body = await asked(market, q="brot heute", literal="true")

    assert body["understood"]["collect"] is None
    assert {hit["name"] for hit in body["hits"]} == {"Roggenbrot", "Dorfbrot", "Hofbrot"}


async def test_what_is_put_right_is_not_kept_for_who_means_it_literally(
    market: HttpMarket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def knowing_better(request: Request, moment: Moment) -> Surroundings:
        corrected = {"qschxrybz": "dorfbrot"}.get
        return replace(surroundings_of(request, moment), corrected=corrected)

    monkeypatch.setattr(routes, "surroundings_of", knowing_better)
    put_right = await asked(market, q="qschxrybz")
    literally = await asked(market, q="qschxrybz", literal="true")

    assert (put_right["corrected"], put_right["total"]) == ("dorfbrot", 1)
    assert (literally["corrected"], literally["total"]) == (None, 0)


async def test_kept_answers_end_with_the_day_the_window_and_the_offer(
    market: HttpMarket, watch: Watch
) -> None:
    assert await market.names(q="brot", collect="today") == ["Roggenbrot"]
    assert await market.names(q="brot", offer="true") == ["Hofbrot"]

    watch.shown = FRIDAY_NOON + timedelta(minutes=31)
    assert await market.names(q="brot", offer="true") == []

    watch.shown = FRIDAY_NOON.replace(hour=16, minute=1)
    assert await market.names(q="brot", collect="today") == []
    hits = (await asked(market, q="roggenbrot"))["hits"]
    assert hits[0]["collect_from"] == "2026-11-21"

    watch.shown = FRIDAY_NOON + timedelta(days=1)
    assert await market.names(q="brot", collect="today") == ["Dorfbrot"]


async def test_the_same_answer_is_kept_while_nothing_changes(
    market: HttpMarket, watch: Watch
) -> None:
    first = await market.search(q="brot", collect="today")
    watch.shown += timedelta(seconds=30)
    again = await market.search(q="brot", collect="today")
    watch.shown += timedelta(minutes=5)
    later = await market.search(q="brot", collect="today")

    assert first.body == again.body
    assert later.headers["etag"] == first.headers["etag"], "the same, though worked out anew"


async def test_a_shop_that_goes_on_holiday_is_out_at_once(market: HttpMarket) -> None:
    assert await market.names(collect="today") == ["Roggenbrot"]
    today = date(2026, 11, 20)
    closed = ClosureState.model_validate({"from": today, "to": today + timedelta(days=3)})
    away = shop_changed(version=2, opening_hours=WEEK, closures=(closed,))

    await tell(market.database, away)
    started = perf_counter()
    while await market.names(collect="today"):
        assert perf_counter() - started < 0.25
        await asyncio.sleep(0.005)

    await tell(market.database, away, shop_changed(version=1, opening_hours=WEEK))
    assert await market.names(collect="today") == []
    assert (await asked(market, q="roggenbrot"))["hits"][0]["collect_from"] == "2026-11-24"


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"collect": "gestern"}, "collect"),
        ({"collect": "2026-11-19"}, "collect"),
        ({"collect": "2026-11-28"}, "collect"),
        ({"collect": "2026-02-30"}, "collect"),
        ({"deliver_to": "99999"}, "deliver_to"),
        ({"deliver_to": "Zeitz"}, "deliver_to"),
        ({"price_from": -1}, "price_from"),
        ({"price_to": "viel"}, "price_to"),
        ({"price_from": 500, "price_to": 400}, "price_from"),
        ({"diet": "paleo"}, "diet[0]"),
        ({"near": "hier"}, "near"),
        ({"near": "91,12"}, "near"),
        ({"near": "51.0,12.1", "place": "Zeitz"}, "near"),
        ({"handmade": "vielleicht"}, "handmade"),
        ({"explain": "bitte"}, "explain"),
        ({"sort": "unit"}, "sort"),
        ({"page": DEEPEST_HIT // 24 + 1}, "page"),
    ],
)
async def test_what_cannot_be_asked_is_named(
    market: HttpMarket, parameters: dict[str, object], field: str
) -> None:
    answer = await market.search(**parameters)

    assert answer.status == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    [error] = answer.json()["errors"]
    assert error["field"] == field
    assert error["message"].endswith((".", "?"))


async def test_several_faults_are_named_together(market: HttpMarket) -> None:
    answer = await market.search(collect="gestern", deliver_to="1", sort="nearest")

    assert {error["field"] for error in answer.json()["errors"]} == {
        "collect",
        "deliver_to",
        "sort",
    }


async def test_empty_fields_of_a_form_mean_nothing(market: HttpMarket) -> None:
    texts = ("near", "collect", "deliver_to", "price_from", "price_to", "diet", "shop")
    flags = ("handmade", "organic", "offer", "available", "explain", "literal")

    assert len(await market.names(**dict.fromkeys((*texts, *flags), ""))) == 3


async def test_pages_and_total_are_told_as_far_as_they_go(market: HttpMarket) -> None:
    body = await asked(market, per_page=2)

    assert (body["total"], body["total_is_exact"], body["pages"]) == (3, True, 2)
    assert body["corrected"] is None
    assert body["meanings"] == []


async def test_beyond_a_thousand_it_only_says_that_there_are_more(market: HttpMarket) -> None:
    many = [product_changed(f"Semmel {number}") for number in range(1001)]
    await market.tell(*many)
    while (body := await asked(market, q="semmel", per_page=60))["total"] < 1000:
        await asyncio.sleep(0.05)

    while body["total_is_exact"]:
        await asyncio.sleep(0.05)
        body = await asked(market, q="semmel", per_page=60)
    assert (body["total"], body["pages"]) == (1000, 16)
    assert (await market.search(q="semmel", per_page=60, page=16)).status == 200
    assert (await market.search(q="semmel", per_page=60, page=17)).status == 422
