"""Reporting, deciding, complaining and calling back, on pages without any script."""

import re

import pytest
from gateway.pages import catalogue
from starlette.types import ASGIApp

from tests.gateway.pages import fake_duties as fake
from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, an_id
from tests.gateway.pages.house import Browser, Outline

OPERATOR, BAKER = "betrieb@example.org", "baeckerei@example.org"
COUNTER = "/theke/baeckerei-morgenroth"
DRAFT = an_id("draft")
FORM = f"/melden?was=product:{BREAD['id']}"
PAGES = [
    ("", FORM, "Etwas melden"),
    ("", f"/melden/stand/{'t' * 86}", "Meldung M-2026-0001"),
    ("", "/rueckrufe", "Metall im Brot"),
    ("", f"/rueckrufe/{fake.RECALL}", "Was zu tun ist"),
    ("", "/kontaktstellen", "Für Behörden"),
    (OPERATOR, "/betrieb/meldungen", "2 Meldungen"),
    (OPERATOR, f"/betrieb/meldungen/{fake.CASE}", "Gefahr für Leben oder Sicherheit"),
    (OPERATOR, "/betrieb/anordnungen", "überfällig seit 2 Arbeitstagen"),
    (OPERATOR, "/betrieb/rueckrufe", "noch 2 Arbeitstage"),
    (OPERATOR, "/betrieb/rueckrufe/neu", "Adressen der Produktseiten"),
    (OPERATOR, f"/betrieb/rueckrufe/{DRAFT}", "Rückruf veröffentlichen"),
    (OPERATOR, f"/betrieb/rueckrufe/{fake.RECALL}", "Otto Ohne"),
    (BAKER, f"{COUNTER}/entscheidungen", "Beschwerde einlegen"),
    (BAKER, f"{COUNTER}/rueckrufe", "Metall im Brot"),
    (BAKER, f"{COUNTER}/rueckrufe/neu", "Danach siehst du"),
    (BAKER, f"{COUNTER}/rueckrufe/{fake.RECALL}", "anzurufen"),
]
UNSAID = re.compile(
    r"\b(?:recalls?|cases|report|duties|decisions|takedowns|step|measure)\.[a-z_.]+"
)


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
@pytest.mark.parametrize(("who", "path", "words"), PAGES)
async def test_a_page(app: ASGIApp, who: str, path: str, words: str, language: str) -> None:
    browser = Browser(app, {"sid": who, "sprache": language} if who else {"sprache": language})

    answer = await browser.get(path)

    page = Outline(answer.text)
    assert answer.status == 200, answer.text
    assert language == "en" or words in page.text
    assert len(page.all("h1")) == 1
    assert not UNSAID.findall(page.text)
    for text in ("<script>", " style=", "<Bio>", "<b>weg</b>"):
        assert text not in answer.text
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in page.all("label")}
    fields = [*page.all("input"), *page.all("select"), *page.all("textarea")]
    unseen = {"hidden", "radio", "checkbox"}
    assert not [f for f in fields if f.get("type") not in unseen and f.get("id") not in labelled]


async def test_products_pictures_and_shops_lead_to_the_form(browser: Browser) -> None:
    product = Outline((await browser.get(f"/produkt/{BREAD['id']}/{BREAD['slug']}")).text)
    shop = Outline((await browser.get("/laden/baeckerei-morgenroth")).text)

    links = [a["href"] for page in (product, shop) for a in page.all("a") if "href" in a]
    assert f"/melden?was=product:{BREAD['id']}" in links
    assert any(link.startswith("/melden?was=shop:") for link in links)


async def test_a_report_is_sent_without_an_account(market: FakeMarket, browser: Browser) -> None:
    sent = {"was": f"product:{BREAD['id']}", "reason": "organic", "explanation": "Kein Nachweis.",
            "name": "Rita", "email": "rita@example.org", "good_faith": "on"}  # fmt: skip

    answer = await browser.post("/melden", sent)

    assert "Meldung M-2026-0001" in answer.text
    [call] = [call for call in market.calls if call.path == "/notices"]
    assert call.payload["good_faith"] is True
    assert call.payload["danger_to_life"] is False


async def test_a_program_that_fills_in_everything_sends_nothing(
    market: FakeMarket, browser: Browser
) -> None:
    sent = {"was": f"product:{BREAD['id']}", "reason": "organic", "homepage": "http://spam"}

    answer = await browser.post("/melden", sent)

    assert answer.status == 422
    assert "leeren Sie es" in answer.text
    assert not [call for call in market.calls if call.path == "/notices"]


async def test_what_is_missing_stands_beside_its_field(
    market: FakeMarket, browser: Browser
) -> None:
    market.refuse["POST /notices"] = refusal(422, "notice_incomplete", ("name", "Wie heißen Sie?"))

    answer = await browser.post("/melden", {"was": f"product:{BREAD['id']}", "reason": "organic"})

    assert answer.status == 422
    assert Outline(answer.text).all("span", id="name-err")


async def test_a_recalled_product_shows_the_danger_where_it_was_sold(
    market: FakeMarket, browser: Browser
) -> None:
    market.refuse[f"GET /products/{BREAD['id']}"] = refusal(410, "product_withdrawn")

    answer = await browser.get(f"/produkt/{BREAD['id']}/brot")

    assert answer.status == 410
    assert "Dieses Produkt wird zurückgerufen" in answer.text
    assert "Kann verletzen." in answer.text
    other = an_id("anderes")
    market.refuse[f"GET /products/{other}"] = refusal(410, "product_withdrawn")
    assert "zurückgerufen" not in (await browser.get(f"/produkt/{other}/x")).text


async def test_an_operator_decides_with_reasons(market: FakeMarket, browser: Browser) -> None:
    await browser.sign_in(OPERATOR)
    sent = {"measure": "correct", "ground": "law", "basis": "Art. 30", "facts": "x", "days": "7"}

    await browser.post(f"/betrieb/meldungen/{fake.CASE}/entscheiden", sent)

    [call] = [call for call in market.calls if call.path.endswith("/decide")]
    assert call.payload == sent | {"days": 7}


async def test_the_same_person_is_told_why_not(market: FakeMarket, browser: Browser) -> None:
    await browser.sign_in(OPERATOR)
    path = f"/moderation/complaints/{fake.COMPLAINT}/decide"
    market.refuse[f"POST {path}"] = refusal(403, "same_decider", detail="Jemand anderes.")

    sent = {"case": fake.CASE, "answer": "keep", "facts": "Es bleibt."}
    answer = await browser.post(f"/betrieb/beschwerden/{fake.COMPLAINT}", sent)

    assert (answer.status, "Jemand anderes." in answer.text) == (422, True)


async def test_products_are_read_from_pasted_addresses(
    market: FakeMarket, browser: Browser
) -> None:
    await browser.sign_in(OPERATOR)
    pasted = f"https://markt.example.org/produkt/{BREAD['id']}/brot\n{BREAD['id']}"

    await browser.post("/betrieb/rueckrufe/neu", {"products": pasted, "title": "t"})

    [call] = [call for call in market.calls if (call.method, call.path) == ("POST", "/recalls")]
    assert call.payload["products"] == [{"product_id": BREAD["id"]}]


async def test_a_call_is_noted(market: FakeMarket, browser: Browser) -> None:
    await browser.sign_in(BAKER)
    path = f"{COUNTER}/rueckrufe/{fake.RECALL}/angerufen"

    await browser.post(path, {"order": str(fake.ORDER["shop_order_id"]), "called": "yes"})

    [call] = [call for call in market.calls if call.method == "PATCH"]
    assert call.payload == {"called": True}


@pytest.mark.parametrize(
    "path", ["/betrieb/meldungen", "/betrieb/anordnungen", "/betrieb/rueckrufe",
             "/betrieb/transparenz.csv"]
)  # fmt: skip
async def test_nobody_else_looks_behind_the_market(browser: Browser, path: str) -> None:
    await browser.sign_in(BAKER)
    assert (await browser.get(path)).status == 403
