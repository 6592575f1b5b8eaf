"""Quotes on their pages: asked, offered, accepted, without a script."""

from typing import Any

import pytest

from tests.gateway.pages.fake_market import Call, FakeMarket, refusal
from tests.gateway.pages.fake_quotes import KEY, PHOTO, QUOTE, a_quote
from tests.gateway.pages.goods import BREAD
from tests.gateway.pages.house import Browser, Outline

ASK = "/laden/baeckerei-morgenroth/anfrage"
PAGE = f"/angebote/{QUOTE}"
DESK = f"/theke/baeckerei-morgenroth/angebote/{QUOTE}"
ASKED = {
    "text": "Im Bad sind acht Quadratmeter Fliesen zu verlegen.", "contact-name": "Anna Albrecht",
    "contact-email": "anna@example.org", "address-street": "Weinberg 3",
    "address-postal_code": "06712", "address-place": "Zeitz", "wish_date": "2026-12-04", "key": "k",
}  # fmt: skip
OFFER = {
    "titel-0": "Fliesen verlegen", "menge-0": "8", "preis-0": "180", "titel-3": "Kleber",
    "preis-3": "60,50", "travel": "30", "day": "2026-12-07", "start": "08:00", "end": "16:00",
    "valid_until": "2026-12-01", "vat_class": "de_standard", "note": "Ohne alte Fliesen.",
}  # fmt: skip


@pytest.fixture
async def anna(browser: Browser) -> Browser:
    return await browser.sign_in("anna@example.org")


def sent(market: FakeMarket, path: str) -> list[Call]:
    return [call for call in market.calls if call.method == "POST" and call.path.endswith(path)]


def words(answer: Any) -> str:
    return Outline(answer.text).text.replace("\xa0", " ")


async def test_work_is_asked_for_and_not_bought(market: FakeMarket, browser: Browser) -> None:
    market.products[BREAD["id"]]["profile"] = "service_request"

    page = Outline((await browser.get(f"/produkt/{BREAD['id']}/arbeit")).text)

    assert page.all("a", href=f"{ASK}?produkt={BREAD['id']}")
    assert not page.all("input", name="quantity")


async def test_asking_needs_an_account_and_few_fields(market: FakeMarket, anna: Browser) -> None:
    form = Outline((await anna.get(f"{ASK}?produkt={BREAD['id']}")).text)
    assert form.value("contact-email") == "anna@example.org"

    answer = await anna.post(ASK, ASKED | {"product": BREAD["id"]})

    call = sent(market, "/quotes")[0]
    assert call.key == "k"
    assert call.payload["product_id"] == BREAD["id"]
    assert call.payload["address"]["street"] == "Weinberg 3"
    assert "Der Betrieb hat Ihre Anfrage" in words(answer)


async def test_what_is_refused_stands_at_its_field(market: FakeMarket, anna: Browser) -> None:
    market.refuse["POST /shops/baeckerei-morgenroth/quotes"] = refusal(
        422, "invalid", ("text", "Bitte etwas mehr.")
    )

    page = Outline((await anna.post(ASK, ASKED)).text)

    assert page.all("a", href="#text")
    assert page.value("address-street") == "Weinberg 3"


async def test_a_guest_signs_in_first(browser: Browser) -> None:
    answer = await browser.get(ASK, follow=False)

    assert answer.headers["location"].startswith("/anmelden")


async def test_the_offer_stands_above_one_button(market: FakeMarket, anna: Browser) -> None:
    page = (await anna.get(PAGE)).text

    assert "zahlungspflichtig annehmen" in page
    assert page.index("1.470,00") < page.index("zahlungspflichtig annehmen")
    await anna.post(f"{PAGE}/annehmen", {"version": "2", "payment": "online"})
    assert sent(market, "/accept")[0].payload == {"version": 2, "payment": "online"}


async def test_an_offer_that_changed_is_not_accepted(anna: Browser) -> None:
    answer = await anna.post(f"{PAGE}/annehmen", {"version": "1", "payment": "pickup"})

    assert answer.status == 409


async def test_the_letters_link_opens_it_and_files_too(browser: Browser) -> None:
    page = await browser.get(f"{PAGE}?token={KEY}")

    assert f"/angebote/{QUOTE}/fotos/{PHOTO}?token={KEY}" in page.text
    assert (await browser.get(f"{PAGE}/pdf?token={KEY}")).body == b"file"
    assert (await browser.get(f"{PAGE}/fotos/{PHOTO}?token={KEY}")).body == b"file"
    for path in (PAGE, f"{PAGE}/pdf", f"{PAGE}/fotos/{PHOTO}"):
        assert (await browser.get(path)).status == 404


async def test_declining_says_why(market: FakeMarket, anna: Browser) -> None:
    answer = await anna.post(f"{PAGE}/ablehnen", {"reason": "Zu teuer."})

    assert sent(market, "/decline")[0].payload == {"reason": "Zu teuer."}
    assert "Sie haben abgesagt" in words(answer)


@pytest.fixture
async def baker(browser: Browser) -> Browser:
    return await browser.sign_in("baeckerei@example.org")


async def test_a_shop_offers_in_lines(market: FakeMarket, baker: Browser) -> None:
    market.kept["quote"] = a_quote(state="asked", offer=None)

    await baker.post(f"{DESK}/anbieten", OFFER)

    said = sent(market, "/offer")[0].payload
    assert [(line["title"], line["quantity"]) for line in said["lines"]] == [
        ("Fliesen verlegen", 8), ("Kleber", 1),
    ]  # fmt: skip
    assert [line["price"]["amount"] for line in said["lines"]] == [18_000, 6_050]
    assert said["travel"] == {"amount": 3000}
    assert said["start"] == "2026-12-07T08:00:00+01:00"
    assert said["valid_until"] == "2026-12-01T23:59:00+01:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"preis-0": "viel"}, "preis-0"), ({"menge-0": "0"}, "menge-0"), ({"day": ""}, "start"),
        ({"travel": "-1"}, "travel"), ({"valid_until": "morgen"}, "valid_until"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_marked_and_nothing_is_lost(
    market: FakeMarket, baker: Browser, changes: dict[str, str], field: str
) -> None:
    page = Outline((await baker.post(f"{DESK}/anbieten", OFFER | changes)).text)

    assert page.all("a", href=f"#{field}")
    assert page.value("titel-3") == "Kleber"
    assert sent(market, "/offer") == []


async def test_a_refused_line_is_marked_where_it_was_typed(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse[f"POST /quotes/{QUOTE}/offer"] = refusal(
        422, "invalid", ("lines[1].title", "Zu lang.")
    )

    page = Outline((await baker.post(f"{DESK}/anbieten", OFFER)).text)

    assert page.all("a", href="#titel-3")


async def test_the_shop_may_refuse(market: FakeMarket, baker: Browser) -> None:
    await baker.post(f"{DESK}/absagen", {"reason": "Keine Zeit bis März."})

    assert sent(market, "/refuse")[0].payload == {"reason": "Keine Zeit bis März."}
