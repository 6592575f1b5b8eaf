"""The packing page: large fields for grams and empties, without a script."""

from typing import Any

import pytest

from tests.gateway.pages.fake_kinds import PACKED, a_packing
from tests.gateway.pages.fake_market import Call, FakeMarket, refusal
from tests.gateway.pages.house import Browser, Outline

PAGE = f"/theke/baeckerei-morgenroth/bestellungen/{PACKED}"
WEIGHTS = {"gramm-1-1": "312", "gramm-1-2": "298 g"}


@pytest.fixture
async def baker(browser: Browser) -> Browser:
    return await browser.sign_in("baeckerei@example.org")


def sent(market: FakeMarket, path: str) -> list[Call]:
    return [call for call in market.calls if call.method == "POST" and call.path.endswith(path)]


def words(answer: Any) -> str:
    return Outline(answer.text).text.replace("\xa0", " ")


async def test_there_is_a_field_for_every_piece(baker: Browser) -> None:
    answer = await baker.get(f"{PAGE}/packen")

    fields = [field["name"] for field in Outline(answer.text).all("input")]
    assert {"gramm-1-1", "gramm-1-2"} <= set(fields)
    assert "bezahlt werden höchstens 350 g je Stück" in words(answer)
    assert 'action="/theke/baeckerei-morgenroth/bestellungen' in answer.text
    assert f'{PAGE}/bereit"' not in answer.text


async def test_weighed_it_shows_what_it_costs_and_may_be_ready(
    market: FakeMarket, baker: Browser
) -> None:
    answer = await baker.post(f"{PAGE}/wiegen", WEIGHTS)

    assert sent(market, "/weigh")[0].payload == {"lines": [{"position": 1, "grams": [312, 298]}]}
    assert "7,76 € + 7,42 € = 15,18 €" in words(answer)
    assert f'{PAGE}/bereit"' in answer.text


async def test_too_heavy_is_said(baker: Browser) -> None:
    answer = await baker.post(f"{PAGE}/wiegen", WEIGHTS | {"gramm-1-1": "420"})

    assert "420 g ist mehr als 350 g" in words(answer)


@pytest.mark.parametrize("typed", ["", "viel", "-3", "0", "1e3", "999999999"])
async def test_a_weight_that_is_none_is_marked_and_the_others_stay(
    market: FakeMarket, baker: Browser, typed: str
) -> None:
    page = Outline((await baker.post(f"{PAGE}/wiegen", WEIGHTS | {"gramm-1-1": typed})).text)

    assert page.all("a", href="#gramm-1-1")
    assert page.value("gramm-1-2") == "298 g"
    assert sent(market, "/weigh") == []


async def test_a_refusal_is_said_and_nothing_is_lost(market: FakeMarket, baker: Browser) -> None:
    market.refuse[f"POST /shop-orders/{PACKED}/weigh"] = refusal(
        409, "weighing_over", detail="Die Gewichte stehen fest."
    )

    answer = await baker.post(f"{PAGE}/wiegen", WEIGHTS)

    assert answer.status == 422
    assert Outline(answer.text).value("gramm-1-1") == "312"


async def test_empties_are_taken_off(market: FakeMarket, baker: Browser) -> None:
    market.kept["packed"] = a_packing() | {"status": "ready", "weighing": []}

    answer = await baker.post(
        f"{PAGE}/leergut", {"leergut-mw_beer_008": "20", "leergut-crate_150": ""}
    )

    assert sent(market, "/returns")[0].payload == {
        "lines": [{"deposit_kind": "mw_beer_008", "quantity": 20}]
    }
    assert "15,84 €" in words(answer)


async def test_no_empties_at_all_is_no_deed(market: FakeMarket, baker: Browser) -> None:
    market.kept["packed"] = a_packing() | {"status": "ready", "weighing": []}

    answer = await baker.post(f"{PAGE}/leergut", {"leergut-crate_150": "0"})

    assert answer.status == 422
    assert sent(market, "/returns") == []


async def test_nobody_else_packs(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")

    assert (await browser.get(f"{PAGE}/packen")).status == 404
