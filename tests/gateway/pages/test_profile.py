"""The shop's profile in steps, its holidays and its legal texts behind the counter."""

from typing import Any

from gateway.pages.profile.steps import STEPS
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.house import Browser, Outline
from tests.gateway.pages.test_shopping import filled, with_two_shops

COUNTER = "/theke/baeckerei-morgenroth"
SHOP = "/shops/baeckerei-morgenroth"
PARTS = ("von1", "bis1", "von2", "bis2")


def sent(market: FakeMarket, method: str) -> list[Any]:
    return [call for call in market.calls if call.method == method]


async def fields(baker: Browser, step: str) -> dict[str, str]:
    """What the browser would send back."""
    text = (await baker.get(f"{COUNTER}/profil/{step}")).text
    form = text[text.index('id="schritt"') : text.index("</form>", text.index('id="schritt"'))]
    page = Outline(form)
    unticked = {"checkbox"}
    return {
        field["name"]: field.get("value", "")
        for field in page.all("input")
        if field.get("name") and field.get("type") not in unticked
    }


async def test_every_step_is_saved_by_itself_and_leads_on(
    market: FakeMarket, baker: Browser
) -> None:
    form = await fields(baker, "abholung") | {"preparation_minutes": "90"}

    answer = await baker.post(f"{COUNTER}/profil/abholung", form, follow=False)

    (call,) = sent(market, "PATCH")
    assert call.payload["preparation_minutes"] == 90
    assert set(call.payload) == {"preparation_minutes", "pickup_note"}
    assert call.headers == {"If-Match": '"3"'}
    assert answer.headers["location"] == f"{COUNTER}/profil/lieferung"


async def test_one_can_walk_through_all_steps(baker: Browser) -> None:
    for step, following in zip(STEPS, [*STEPS[1:], None], strict=True):
        page = Outline((await baker.get(f"{COUNTER}/profil/{step.key}")).text)
        end = f"{COUNTER}/profil/{following.key}" if following else f"{COUNTER}/profil"
        assert page.all("a", href=end)
    assert (await baker.get(f"{COUNTER}/profil/gibtsnicht")).status == 404


async def test_imprint_and_tax_stay_in_one_imprint(market: FakeMarket, baker: Browser) -> None:
    form = await fields(baker, "steuer") | {"imprint-vat_id": "DE999123455", "tax_mode": ""}

    await baker.post(f"{COUNTER}/profil/steuer", form)

    assert sent(market, "PATCH")[0].payload == {"imprint": {"vat_id": "DE999123455", "w_idnr": ""}}


async def test_what_is_missing_leads_to_its_step(market: FakeMarket, baker: Browser) -> None:
    market.shops["baeckerei-morgenroth"]["status"] = "draft"

    page = Outline((await baker.get(f"{COUNTER}/profil")).text)

    assert "Ohne USt-IdNr. geht es nicht." in page.text
    assert "7 von 8 Teilen sind vollständig." in page.text
    assert "Es fehlt noch die Anmeldung beim Veterinäramt." in page.text


async def test_hours_of_two_spans_and_days_like_monday(market: FakeMarket, baker: Browser) -> None:
    form = await fields(baker, "zeiten")
    typed = {"mo-von1": "08:00", "mo-bis1": "12:00", "mo-von2": "13.30", "mo-bis2": "18"}
    likes = {f"{day}-wie": "on" for day in ("tu", "we", "th", "fr")}
    saturday = dict.fromkeys([f"sa-{part}" for part in PARTS], "")

    await baker.post(f"{COUNTER}/profil/zeiten", form | typed | likes | saturday)

    assert sent(market, "PATCH")[0].payload == {"opening_hours": "Mo-Fr 08:00-12:00,13:30-18:00"}


async def test_a_time_without_an_end_is_said_at_the_day(market: FakeMarket, baker: Browser) -> None:
    form = await fields(baker, "zeiten") | {"we-bis1": ""}

    page = Outline((await baker.post(f"{COUNTER}/profil/zeiten", form)).text)

    assert page.all("input", id="we-von1")[0]["aria-invalid"] == "true"
    assert page.all("a", href="#we-von1")
    assert sent(market, "PATCH") == []


async def test_the_experts_line_holds_if_it_was_changed(market: FakeMarket, baker: Browser) -> None:
    form = await fields(baker, "zeiten") | {"opening_hours": "Mo-Fr 06:00-18:00; PH 08:00-10:00"}

    await baker.post(f"{COUNTER}/profil/zeiten", form)

    assert sent(market, "PATCH")[0].payload["opening_hours"].endswith("PH 08:00-10:00")


async def test_hours_that_a_table_cannot_hold_stay_as_they_are(
    market: FakeMarket, baker: Browser
) -> None:
    market.shops["baeckerei-morgenroth"]["opening_hours"] = "Apr-Oct Mo-Fr 08:00-18:00"

    form = await fields(baker, "zeiten")
    await baker.post(f"{COUNTER}/profil/zeiten", form)

    assert "mo-von1" not in form
    assert sent(market, "PATCH")[0].payload["opening_hours"] == "Apr-Oct Mo-Fr 08:00-18:00"


async def test_hours_that_nobody_can_read_are_marked(market: FakeMarket, baker: Browser) -> None:
    said = ("opening_hours", "Das verstehen wir nicht.")
    market.refuse[f"PATCH {SHOP}"] = refusal(422, "invalid", said)
    form = await fields(baker, "zeiten") | {"opening_hours": "immer"}

    page = Outline((await baker.post(f"{COUNTER}/profil/zeiten", form)).text)

    assert page.all("input", id="opening_hours")[0]["aria-invalid"] == "true"
    assert page.value("opening_hours") == "immer"


async def test_two_people_at_once_lose_nothing(market: FakeMarket, baker: Browser) -> None:
    form = await fields(baker, "name") | {"tagline": "Mein Satz"}
    market.shops["baeckerei-morgenroth"] |= {"tagline": "Ein anderer Satz", "version": 4}
    market.refuse[f"PATCH {SHOP}"] = refusal(412, "precondition_failed")

    answer = await baker.post(f"{COUNTER}/profil/name", form)
    page = Outline(answer.text)
    del market.refuse[f"PATCH {SHOP}"]
    chosen = {f["name"]: f["value"] for f in page.all("input", type="hidden")}
    await baker.post(f"{COUNTER}/profil/name", chosen | {"wahl-tagline": "mine"})

    assert answer.status == 409
    assert "Mein Satz" in page.text
    assert "Ein anderer Satz" in page.text
    last = sent(market, "PATCH")[-1]
    assert (last.payload["tagline"], last.headers) == ("Mein Satz", {"If-Match": '"4"'})


async def test_orders_in_a_closure_are_named_before_it_is_saved(
    app: ASGIApp, market: FakeMarket, baker: Browser
) -> None:
    resident = Browser(app)
    await with_two_shops(resident)
    await resident.post("/kasse", await filled(resident))
    form = {"from": "2026-12-01", "to": "2026-12-04", "text": "Betriebsferien"}

    first = Outline((await baker.post(f"{COUNTER}/ferien", form)).text)
    before = sent(market, "POST")
    second = await baker.post(f"{COUNTER}/ferien", form | {"trotzdem": "1"})

    assert "Eine Bestellung fällt in diese Zeit." in first.text
    assert not [call for call in before if call.path.endswith("/closures")]
    assert sent(market, "POST")[-1].payload == form
    assert "Eingetragen." in second.text


async def test_a_day_with_other_hours(market: FakeMarket, baker: Browser) -> None:
    form = {"day": "2026-12-13", "von1": "13", "bis1": "18", "von2": "", "bis2": ""}

    await baker.post(f"{COUNTER}/ferien/tag", form)
    broken = await baker.post(f"{COUNTER}/ferien/tag", form | {"bis1": ""})

    (call,) = sent(market, "PUT")
    assert call.path == f"{SHOP}/special-days/2026-12-13"
    assert call.payload == {"spans": [["13:00", "18:00"]], "text": ""}
    assert broken.status == 422


async def test_closures_without_a_day_are_not_sent(market: FakeMarket, baker: Browser) -> None:
    answer = await baker.post(f"{COUNTER}/ferien", {"from": "morgen", "to": ""})

    assert answer.status == 422
    assert not [call for call in sent(market, "POST") if "closures" in call.path]


async def test_taken_back_twice_is_taken_back(market: FakeMarket, baker: Browser) -> None:
    await baker.post(f"{COUNTER}/ferien/zurueck", {"tag": "2026-12-24"})
    market.refuse[f"DELETE {SHOP}/closures/2026-12-24"] = refusal(404, "closure_not_found")

    answer = await baker.post(f"{COUNTER}/ferien/zurueck", {"tag": "2026-12-24"})

    assert answer.status == 200
    assert [c.path for c in sent(market, "DELETE")] == [f"{SHOP}/closures/2026-12-24"] * 2


async def test_terms_of_ones_own_and_back(market: FakeMarket, baker: Browser) -> None:
    await baker.post(f"{COUNTER}/rechtstexte", {"text": "Unsere Bedingungen."})
    await baker.post(f"{COUNTER}/rechtstexte", {"vorlage": "1"})
    empty = await baker.post(f"{COUNTER}/rechtstexte", {"text": ""})

    assert [call.payload for call in sent(market, "PUT")] == [
        {"text": "Unsere Bedingungen."},
        {"text": ""},
    ]
    assert empty.status == 422


async def test_texts_say_what_changed_and_what_they_lack(baker: Browser) -> None:
    versions = Outline((await baker.get(f"{COUNTER}/rechtstexte")).text)
    compared = (await baker.get(f"{COUNTER}/rechtstexte/agb?version=2")).text

    assert "Es fehlt: die Telefonnummer." in versions.text
    assert "Ab 9. Dezember 2026 gelten neue Bedingungen." in versions.text
    assert "<del>Alles gilt &lt;b&gt;so&lt;/b&gt;.</del>" in compared
    assert "<ins>Neu ist dieser Satz.</ins>" in compared


async def test_the_photo_is_put_described_and_taken_away(
    market: FakeMarket, baker: Browser
) -> None:
    await baker.post(f"{COUNTER}/foto/text", {"alt": "Der Laden von vorn"})
    await baker.post(f"{COUNTER}/foto/entfernen")
    market.refuse[f"DELETE {SHOP}/image"] = refusal(404, "no_photo")
    again = await baker.post(f"{COUNTER}/foto/entfernen")

    assert sent(market, "PATCH")[0].payload == {"alt": "Der Laden von vorn"}
    assert len(sent(market, "DELETE")) == 2
    assert again.status == 200


async def test_no_photo_chosen_is_said(baker: Browser) -> None:
    answer = await baker.post(f"{COUNTER}/foto", {"alt": ""})

    assert answer.status == 422
    assert Outline(answer.text).all("input", id="file")[0]["aria-invalid"] == "true"


async def test_strangers_find_nothing_here(app: ASGIApp) -> None:
    anna = await Browser(app).sign_in("anna@example.org")

    for path in ("profil", "profil/name", "ferien", "rechtstexte", "rechtstexte/agb"):
        assert (await anna.get(f"{COUNTER}/{path}")).status == 404
    assert (await Browser(app).get(f"{COUNTER}/profil/name", follow=False)).status == 303


async def test_a_closure_is_seen_beforehand_on_card_page_and_product(
    market: FakeMarket, browser: Browser
) -> None:
    closure = {"from": "2026-11-20", "to": "2027-01-04", "text": "Betriebsferien"}
    market.shops["baeckerei-morgenroth"]["closures"] = [closure]

    card = Outline((await browser.get("/laden")).text)
    shop = Outline((await browser.get("/laden/baeckerei-morgenroth")).text)

    assert "Betriebsferien bis 4. Januar" in card.text
    assert "Geschlossen bis 4. Januar 2027: Betriebsferien" in shop.text


async def test_texts_are_two_clicks_from_a_product(browser: Browser, market: FakeMarket) -> None:
    product = next(iter(market.products.values()))
    page = Outline((await browser.get(f"/produkt/{product['id']}/{product['slug']}")).text)

    for path in ("impressum", "agb", "widerruf"):
        href = f"/laden/{product['shop']['slug']}/{path}"
        assert page.all("a", href=href)
    assert "Nach eigener Angabe Unternehmer" in page.text
    assert "Der Markt stellt die Technik" in page.text
