"""The page from which a shop prints, and takes its window along."""

from typing import Any

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_print import PAPER
from tests.gateway.pages.goods import BREAD
from tests.gateway.pages.house import BASE, Browser, Outline

PRINT = "/theke/baeckerei-morgenroth/aushang"
CARDS = "/shops/baeckerei-morgenroth/shelf-cards.pdf"


def asked_for_cards(market: FakeMarket) -> list[Any]:
    return [call.query for call in market.calls if call.path == CARDS]


@pytest.mark.parametrize("size", ["a4", "a5", "a6"])
async def test_a_poster_comes_as_a_file(market: FakeMarket, baker: Browser, size: str) -> None:
    page = Outline((await baker.get(PRINT)).text)
    answer = await baker.get(f"{PRINT}/{size}")

    assert page.all("a", href=f"{PRINT}/{size}")
    assert answer.body == PAPER
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    assert f"aushang-baeckerei-morgenroth-{size}.pdf" in answer.headers["content-disposition"]
    assert market.calls[-1].query == {"size": size}


async def test_other_sizes_are_not_made(baker: Browser) -> None:
    assert (await baker.get(f"{PRINT}/a0")).status == 404


async def test_cards_of_everything_or_of_what_was_ticked(
    market: FakeMarket, baker: Browser
) -> None:
    page = Outline((await baker.get(PRINT)).text)

    everything = await baker.get(f"{PRINT}/schilder?was=alle&ware={BREAD['id']}")
    chosen = await baker.get(f"{PRINT}/schilder?was=auswahl&ware={BREAD['id']}&ware=../x")

    assert page.all("input", name="ware", value=BREAD["id"])
    assert everything.body == chosen.body == PAPER
    assert asked_for_cards(market) == [{}, {"products": [BREAD["id"]]}]


async def test_nothing_ticked_is_said(market: FakeMarket, baker: Browser) -> None:
    answer = await baker.get(f"{PRINT}/schilder?was=auswahl")

    assert answer.status == 422
    assert Outline(answer.text).all("a", href="#ware")
    assert "Kreuz mindestens eine Ware an." in answer.text
    assert asked_for_cards(market) == []


async def test_too_many_is_said_on_the_page_and_the_ticks_stay(
    market: FakeMarket, baker: Browser
) -> None:
    why = "Mehr als 200 Schilder auf einmal drucken wir nicht."
    market.refuse[f"GET {CARDS}"] = refusal(422, "too_many_cards", detail=why)

    answer = await baker.get(f"{PRINT}/schilder?was=auswahl&ware={BREAD['id']}")

    page = Outline(answer.text)
    assert answer.status == 422
    assert why in page.text
    assert "checked" in page.all("input", value=BREAD["id"])[0]


async def test_the_line_for_ones_own_website_can_be_pasted(
    market: FakeMarket, baker: Browser
) -> None:
    market.shops["baeckerei-morgenroth"]["name"] = 'Bäcker "Rogg" & Söhne'

    text = (await baker.get(PRINT)).text
    pasted = text[text.index('id="schnipsel"') :]
    pasted = pasted[pasted.index(">") + 1 : pasted.index("</textarea>")]

    line = pasted.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    line = line.replace("&amp;", "&")
    (frame,) = Outline(line).all("iframe")
    assert frame["src"] == f"{BASE}/einbetten/baeckerei-morgenroth"
    assert frame["title"] == 'Bäcker "Rogg" & Söhne im Regionalmarkt'
    assert "script" not in line


async def test_it_is_for_the_shops_people(app: ASGIApp, browser: Browser) -> None:
    guest = await browser.get(PRINT, follow=False)
    anna = await Browser(app).sign_in("anna@example.org")

    assert guest.headers["location"].startswith("/anmelden")
    assert (await anna.get(PRINT)).status == 404
    assert (await anna.get(f"{PRINT}/a4")).status == 404
    assert (await anna.get(f"{PRINT}/schilder?was=alle")).status == 404


async def test_more_leads_there(baker: Browser) -> None:
    page = Outline((await baker.get("/theke/baeckerei-morgenroth/mehr")).text)

    assert page.all("a", href=PRINT)
