"""The four steps of an import, and the list of goods, as pages."""

import pytest

from tests.gateway.pages.fake_imports import JOB, job
from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.house import Browser, Outline

BAKER = "baeckerei@example.org"
COUNTER = "/theke/baeckerei-morgenroth"
ONE = f"{COUNTER}/import/{JOB}"


@pytest.fixture
async def baker(browser: Browser) -> Browser:
    await browser.sign_in(BAKER)
    return browser


async def test_the_first_step_offers_file_pattern_and_exports(baker: Browser) -> None:
    page = Outline((await baker.get(f"{COUNTER}/import")).text)

    assert page.all("input", type="file", name="file")
    links = {a.get("href", "") for a in page.all("a")}
    assert "/api/v1/shops/baeckerei-morgenroth/exports/template.xlsx" in links
    assert "/api/v1/shops/baeckerei-morgenroth/exports/archive.zip" in links


async def test_the_preview_says_each_fault_and_what_would_change(baker: Browser) -> None:
    answer = await baker.get(ONE)

    page = Outline(answer.text)
    assert "Spalte „VK“: „abc“ ist kein Preis." in page.text
    assert "4,80" in page.text
    assert "5,20" in page.text
    assert "<b>Fett</b>" not in answer.text
    assert page.all("input", type="checkbox", name="leave_out")


async def test_a_filter_goes_along_to_the_catalog(baker: Browser, market: FakeMarket) -> None:
    await baker.get(f"{ONE}?zeilen=faulty")

    asked = next(call for call in reversed(market.calls) if call.path.endswith("/rows"))
    assert asked.query["state"] == "faulty"


@pytest.mark.parametrize("state", ["uploaded", "reading", "applying", "undoing"])
async def test_while_it_works_the_page_asks_again_by_itself(
    baker: Browser, market: FakeMarket, state: str
) -> None:
    market.import_state = {"state": state, "done": 1, "total": 4}  # type: ignore[attr-defined]

    answer = await baker.get(ONE)

    assert 'http-equiv="refresh"' in answer.text
    assert Outline(answer.text).all("progress", max="4", value="1")


async def test_what_is_done_can_be_taken_back(baker: Browser, market: FakeMarket) -> None:
    market.import_state = {"state": "done", "undo_until": "2026-11-21T08:00:00Z"}  # type: ignore[attr-defined]

    page = Outline((await baker.get(ONE)).text)

    assert page.all("form", action=f"{ONE}/zuruecknehmen")


async def test_columns_can_be_corrected(baker: Browser, market: FakeMarket) -> None:
    page = Outline((await baker.get(f"{ONE}/spalten")).text)
    answer = await baker.post(
        f"{ONE}/spalten", {"column-0": "sku", "column-1": "", "category": "brot"}
    )

    assert page.all("select", name="column-1")
    assert answer.status == 200
    sent = next(call.payload for call in market.calls if call.method == "PATCH")
    assert sent == {"columns": {"0": "sku", "1": ""}, "category": "brot"}


async def test_going_ahead_with_faulty_rows_is_refused_in_words(
    baker: Browser, market: FakeMarket
) -> None:
    path = f"/shops/baeckerei-morgenroth/imports/{JOB}/apply"
    market.refuse[f"POST {path}"] = refusal(409, "import_faulty", detail="Es gibt noch Fehler.")

    answer = await baker.post(f"{ONE}/uebernehmen", {})

    assert answer.status == 422
    assert "Es gibt noch Fehler." in Outline(answer.text).text


async def test_the_list_of_goods_asks_for_one_page_and_its_stock(
    baker: Browser, market: FakeMarket
) -> None:
    answer = await baker.get(f"{COUNTER}/produkte?q=dinkel&sort=price-desc&only=out&limit=50")

    assert answer.status == 200
    asked = next(call for call in market.calls if call.path.endswith("/inventory"))
    assert (asked.query["q"], asked.query["sort"], asked.query["descending"]) == (
        "dinkel", "price", "true",
    )  # fmt: skip
    assert asked.query["out"] == "true"
    stock = [call for call in market.calls if call.path.endswith("/stock")]
    assert len(stock) == 1
    assert stock[0].query["variant_ids"]


async def test_strangers_find_no_import(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")

    assert (await browser.get(f"{COUNTER}/import")).status == 404
    assert (await browser.get(ONE)).status == 404
    assert job()["id"] == JOB
