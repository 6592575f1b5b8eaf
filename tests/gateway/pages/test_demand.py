"""The region in numbers: the board, the report, and what leads away from them."""

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_demand import FIGURES
from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.house import Browser, Outline

BOARD, REPORT = "/beratung/nachfrage", "/beratung/bericht"


def asked(market: FakeMarket, path: str) -> dict[str, object]:
    return dict(next(call for call in market.calls if call.path == path).query)


@pytest.mark.parametrize("path", [BOARD, REPORT])
async def test_only_advisors_and_operators_come_in(app: ASGIApp, path: str) -> None:
    statuses = {}
    for who in ("beratung@example.org", "betrieb@example.org", "anna@example.org"):
        statuses[who] = (await (await Browser(app).sign_in(who)).get(path)).status
    stranger = await Browser(app).get(path, follow=False)

    assert statuses == {
        "beratung@example.org": 200, "betrieb@example.org": 200, "anna@example.org": 403,
    }  # fmt: skip
    assert stranger.status == 303
    assert stranger.headers["location"].startswith("/anmelden?weiter=%2Fberatung%2F")


async def test_the_board_asks_for_what_is_not_found_first(
    market: FakeMarket, advisor: Browser
) -> None:
    await advisor.get(BOARD)
    assert asked(market, "/demand") == {
        "week": "", "municipality": "", "unmet": True, "cursor": "", "limit": 50,
    }  # fmt: skip


async def test_what_is_chosen_is_asked_and_stays_chosen(
    market: FakeMarket, advisor: Browser
) -> None:
    page = Outline((await advisor.get(f"{BOARD}?woche=2026-W46&gemeinde=Zeitz&alles=ja")).text)

    query = asked(market, "/demand")
    assert (query["week"], query["municipality"], query["unmet"]) == ("2026-W46", "Zeitz", None)
    chosen = [option["value"] for option in page.all("option") if "selected" in option]
    assert chosen == ["2026-W46", "Zeitz"]
    assert "checked" in page.all("input", name="alles")[0]


async def test_a_week_typed_wrong_is_no_choice(market: FakeMarket, advisor: Browser) -> None:
    answer = await advisor.get(f"{BOARD}?woche=2026-W99")

    assert answer.status == 200
    assert asked(market, "/demand")["week"] == ""


async def test_a_term_leads_to_a_new_contact(advisor: Browser) -> None:
    page = Outline((await advisor.get(BOARD)).text)

    links = [link["href"] for link in page.all("a") if link["href"].startswith("/beratung/neu?")]
    assert links == [
        "/beratung/neu?anlass=zwiebelkuchen+%26+%3Cspeck%3E&ort=Zeitz",
        "/beratung/neu?anlass=bautzner+senf",
    ]


async def test_the_table_says_what_the_bars_show(advisor: Browser) -> None:
    answer = await advisor.get(BOARD)

    page = Outline(answer.text)
    assert "zwiebelkuchen & <speck> Zeitz 6 9 66 % mehr (davor 4)" in page.text
    assert "bautzner senf ohne Ort 3 4 100 % neu" in page.text
    assert "<speck>" not in answer.text
    bars = page.all("svg", class_="bar")
    assert len(bars) == 2
    assert all(bar["aria-hidden"] == "true" for bar in bars)
    assert page.all("a", href=f"{BOARD}?ab=weiter")


async def test_an_empty_board_explains_the_rule_of_three(
    market: FakeMarket, advisor: Browser
) -> None:
    market.demand = []
    page = Outline((await advisor.get(BOARD)).text)

    assert "mindestens drei verschiedene Menschen" in page.text
    assert page.all("table") == []


async def test_each_chart_has_a_name_and_a_table_with_the_same_numbers(advisor: Browser) -> None:
    page = Outline((await advisor.get(f"{REPORT}?quartal=2026-Q4")).text)

    charts = page.all("svg", role="img")
    assert len(charts) == 3
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert all(set(chart["aria-labelledby"].split()) <= ids for chart in charts)
    assert len(page.all("table")) == 2
    assert "Betriebe angesprochen 5 9 +4" in page.text
    assert "Betriebe ausgestiegen 5 1 \N{MINUS SIGN}4" in page.text
    assert "Angebote nicht gezählt 310" in page.text.replace("\N{EN DASH} ", "")
    numbers = " ".join(str(value) for value in FIGURES.values())
    assert f"Zeitz {numbers}" in page.text
    assert f"ohne Zuordnung {numbers}" in page.text


async def test_quarter_and_place_go_along_to_table_and_paper(
    market: FakeMarket, advisor: Browser
) -> None:
    page = Outline((await advisor.get(f"{REPORT}?quartal=2026-Q2&gemeinde=Elsteraue")).text)

    assert asked(market, "/reports/funder") == {"quarter": "2026-Q2", "municipality": "Elsteraue"}
    for ending in ("pdf", "csv"):
        query = "quarter=2026-Q2&municipality=Elsteraue"
        assert page.all("a", href=f"/api/v1/reports/funder.{ending}?{query}")
    chosen = [option["value"] for option in page.all("option") if "selected" in option]
    assert chosen == ["2026-Q2", "Elsteraue"]


async def test_a_quarter_that_cannot_be_chosen_is_the_running_one(
    market: FakeMarket, advisor: Browser
) -> None:
    await advisor.get(f"{REPORT}?quartal=1876-Q1")

    assert asked(market, "/reports/funder")["quarter"] == "2026-Q4"


async def test_a_refusal_is_a_page(market: FakeMarket, advisor: Browser) -> None:
    market.refuse["GET /reports/funder"] = refusal(422, "invalid", ("municipality", "Unbekannt."))

    answer = await advisor.get(f"{REPORT}?gemeinde=Berlin")
    assert answer.status == 422
    assert Outline(answer.text).all("h1")
