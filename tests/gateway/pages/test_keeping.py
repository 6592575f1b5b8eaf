"""Exports on the pages: days are checked before the file is asked for."""

import pytest

from tests.gateway.pages.house import Browser, Outline

DESK, MARKET = "/theke/baeckerei-morgenroth/auszuege", "/betrieb/auszuege"


@pytest.mark.parametrize(
    ("who", "path", "api"),
    [
        ("baeckerei@example.org", DESK, "/api/v1/shops/baeckerei-morgenroth/exports"),
        ("betrieb@example.org", MARKET, "/api/v1/operations/exports"),
    ],
)
async def test_days_lead_to_the_file(browser: Browser, who: str, path: str, api: str) -> None:
    await browser.sign_in(who)
    days = "von=2026-01-01&bis=2026-03-31"

    gobd = await browser.get(f"{path}?art=gobd&{days}", follow=False)
    sellers = await browser.get(f"{path}?art=sellers&jahr=2026", follow=False)
    numbers = "consultant=29098&client=55003"
    datev = await browser.get(f"{path}?art=datev&{days}&{numbers}", follow=False)

    assert gobd.status == sellers.status == datev.status == 303
    assert gobd.headers["location"] == f"{api}/gobd?from=2026-01-01&to=2026-03-31"
    assert sellers.headers["location"] == f"{api}/sellers?from=2026-01-01&to=2026-12-31"
    assert datev.headers["location"] == (
        f"{api}/datev?from=2026-01-01&to=2026-03-31&consultant=29098&client=55003"
    )


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("art=gobd&von=2026-02-01&bis=2026-01-01", "gobd-bis", "liegt vor dem ersten"),
        ("art=supplies&von=gestern&bis=2026-01-01", "supplies-von", "einen Tag zwischen"),
        ("art=gobd&von=2001-01-01&bis=2026-01-01", "gobd-bis", "zehn Jahre"),
        ("art=sellers&jahr=26", "sellers-jahr", "vier Ziffern"),
        ("art=datev&von=2025-12-01&bis=2026-01-31", "datev-bis", "zwei Stapel"),
        ("art=datev&von=2026-01-01&bis=2026-01-31&client=x", "datev-client", "Mandantennummer"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(
    browser: Browser, query: str, field: str, words: str
) -> None:
    await browser.sign_in("baeckerei@example.org")
    answer = await browser.get(f"{DESK}?{query}")

    page = Outline(answer.text)
    assert answer.status == 422
    assert page.all("a", href=f"#{field}")
    assert page.all("input", id=field)[0]["aria-invalid"] == "true"
    assert words in page.text


async def test_nonsense_shows_the_page(browser: Browser) -> None:
    await browser.sign_in("baeckerei@example.org")
    assert (await browser.get(f"{DESK}?art=alles")).status == 200


async def test_only_the_operator_sees_the_markets(browser: Browser) -> None:
    assert (await browser.get(MARKET, follow=False)).status == 303
    await browser.sign_in("baeckerei@example.org")
    assert (await browser.get(MARKET)).status == 403


async def test_the_operator_sees_rules_and_nights(browser: Browser) -> None:
    await browser.sign_in("betrieb@example.org")
    page = Outline((await browser.get("/betrieb/aufbewahrung")).text)

    assert "6 Jahre ab Jahresende" in page.text
    assert "bleibt, bis jemand entscheidet" in page.text
    assert "läuft noch" in page.text
    assert page.all("a", rel="next")


async def test_who_may_leave_reads_what_stays(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")
    page = Outline((await browser.get("/konto/daten")).text)

    assert "Eine Bestellung läuft noch" in page.text
    assert "bis 31. Dezember 2034" in page.text
    assert "§ 14b UStG" in page.text
