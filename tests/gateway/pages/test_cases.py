"""The advisors' desk: board, list, one business, calendar."""

import pytest
from gateway.clients import UpstreamResponse
from starlette.types import ASGIApp

from tests.gateway.pages.fake_cases import (
    APPOINTMENT,
    BASKETS,
    CARL,
    CONTACT,
    HEMPEL,
    NOTE,
    PAPER,
)
from tests.gateway.pages.fake_market import Call, FakeMarket, refusal
from tests.gateway.pages.goods import an_id
from tests.gateway.pages.house import FORM_TOKEN, Browser, Outline
from tests.support.asgi import AsgiClient

CASE = f"/beratung/{BASKETS}"
SHOP = "/beratung/orthopaedieschuhmacherei-hempel"
A_CASE = {"name": "Töpferei am Wehr", "kind": "maker", "place": "Zeitz", "origin": "event"}


def asked(market: FakeMarket, *methods: str) -> list[Call]:
    return [call for call in market.calls if call.method in (methods or ("POST",))]


async def test_the_board_shows_stages_and_says_in_words_what_waits(advisor: Browser) -> None:
    page = Outline((await advisor.get("/beratung")).text)

    contact, preparing = page.text.index("Erstkontakt"), page.text.index("Angaben sammeln")
    assert contact < page.text.index("Korbflechterei Sonntag") < preparing
    assert preparing < page.text.index("Orthopädieschuhmacherei Hempel")
    assert "nächster Schritt überfällig" in page.text
    assert "seit 19 Tagen nichts geschehen" in page.text
    assert "Es fehlt die USt-IdNr." in page.text
    assert "Waage <b>mitbringen</b>" in page.text


async def test_ones_own_businesses_are_shown_unless_asked_otherwise(
    market: FakeMarket, advisor: Browser, app: ASGIApp
) -> None:
    await advisor.get("/beratung")
    await advisor.get("/beratung?wer=alle&q=korb&art=craft&after_contact=abc")
    await (await Browser(app).sign_in("betrieb@example.org")).get("/beratung")
    await advisor.get("/beratung?wer=x%27%20OR%201&art=bank")

    first, all_of_them, operator, nonsense = (
        call.query for call in market.calls if call.path == "/cases/board"
    )
    assert first["advisor"] == "me"
    assert (all_of_them["advisor"], all_of_them["q"], all_of_them["kind"]) == (
        None,
        "korb",
        "craft",
    )
    assert all_of_them["after_contact"] == "abc"
    assert operator["advisor"] is None
    assert (nonsense["advisor"], nonsense["kind"]) == ("me", None)


async def test_a_card_is_moved_by_a_plain_form(market: FakeMarket, advisor: Browser) -> None:
    form = {"stage": "visit", "version": "4", "weiter": "/beratung?wer=alle"}

    answer = await advisor.post(f"{CASE}/karte", form, follow=False)

    (call,) = asked(market)
    assert answer.headers["location"] == f"/beratung?wer=alle#f-{BASKETS}"
    assert (call.path, call.payload) == (f"/cases/{BASKETS}/move", {"stage": "visit"})
    assert call.headers == {"If-Match": '"4"'}


async def test_a_card_that_somebody_moved_before_says_so(
    market: FakeMarket, advisor: Browser
) -> None:
    market.refuse[f"POST /cases/{BASKETS}/move"] = refusal(412, "stale_version")

    answer = await advisor.post(f"{CASE}/karte", {"stage": "visit", "version": "3"})

    assert answer.status == 409
    assert "Jemand hat das inzwischen geändert" in answer.text


async def test_giving_up_from_a_card_asks_for_the_reason_first(
    market: FakeMarket, advisor: Browser
) -> None:
    answer = await advisor.post(f"{CASE}/karte", {"stage": "dropped"}, follow=False)

    assert answer.headers["location"] == f"{CASE}#stufe"
    assert asked(market) == []


async def test_a_business_is_added_with_four_details(market: FakeMarket, advisor: Browser) -> None:
    key = Outline((await advisor.get("/beratung/neu")).text).value("key")

    answer = await advisor.post("/beratung/neu", A_CASE | {"key": key})

    (call,) = asked(market)
    assert "Der Betrieb ist aufgenommen." in answer.text
    assert (call.path, call.key, call.payload["next_step_on"]) == ("/cases", key, None)
    assert "contacts" not in call.payload


async def test_the_demand_board_fills_the_form_in(advisor: Browser) -> None:
    page = Outline((await advisor.get("/beratung/neu?anlass=Suppenhuhn&ort=Kayna")).text)

    assert (page.value("occasion"), page.value("place")) == ("Suppenhuhn", "Kayna")
    assert page.all("option", value="demand", selected="")


async def test_a_shop_may_come_at_once(market: FakeMarket, advisor: Browser) -> None:
    more = {"street": "Am Wehr 1", "postal_code": "06712", "shop": "1"}

    await advisor.post("/beratung/neu", A_CASE | more | {"contact-name": "Ute Ton"})

    case, shop = asked(market)
    assert case.payload["contacts"] == [{"name": "Ute Ton", "phone": "", "email": ""}]
    assert shop.path == f"/cases/{an_id('Töpferei am Wehr')}/shop"
    assert shop.payload == {"street": "Am Wehr 1", "postal_code": "06712"}


async def test_missing_details_of_a_business_are_marked(
    market: FakeMarket, advisor: Browser
) -> None:
    sent = A_CASE | {"kind": "", "shop": "1", "key": an_id("form")}

    page = Outline((await advisor.post("/beratung/neu", sent)).text)

    marked = {found["id"] for _, found in page.tags if "aria-invalid" in found}
    assert marked == {"kind", "street", "postal_code"}
    assert page.value("name") == "Töpferei am Wehr"
    assert page.value("key") == an_id("form")
    assert asked(market) == []


async def test_a_shops_address_leads_to_its_case(advisor: Browser) -> None:
    answer = await advisor.get(SHOP, follow=False)

    assert (answer.status, answer.headers["location"]) == (303, f"/beratung/{HEMPEL}")
    assert (await advisor.get("/beratung/gibt-es-nicht")).status == 404


async def test_the_link_is_made_and_shown_once(advisor: Browser) -> None:
    made = Outline((await advisor.post(f"{SHOP}/uebergabe", {"email": "h@example.org"})).text)
    later = Outline((await advisor.get(SHOP)).text)

    assert made.all("input", id="link")[0]["value"] == "http://testserver/uebernahme/abc123"
    assert not later.all("input", id="link")


@pytest.mark.parametrize(
    ("path", "form", "method", "called", "payload"),
    [
        ("stufe", {"stage": "visit"}, "POST", "move", {"stage": "visit"}),
        ("stufe", {"stage": "dropped", "drop-reason": "costs", "drop-words": ""}, "POST", "move",
         {"stage": "dropped", "reason": "costs", "words": ""}),
        ("schritt", {"next-next_step": "Anrufen", "next-next_step_on": "2026-12-01"}, "PATCH", "",
         {"next_step": "Anrufen", "next_step_on": "2026-12-01"}),
        ("schritt", {"next-next_step": "Anrufen", "done": "1"}, "PATCH", "",
         {"next_step": "", "next_step_on": None}),
        ("uebernehmen", {}, "POST", "take-over", None),
        ("abgeben", {"hand-advisor_id": CARL}, "POST", "hand-to", {"advisor_id": CARL}),
        ("laden", {"shop-street": "Anger 1"}, "POST", "shop",
         {"street": "Anger 1", "postal_code": ""}),
        ("notizen", {"note-text": "Neu"}, "POST", "notes", {"text": "Neu"}),
        (f"notizen/{NOTE}/aendern", {"edit-text": "Neu"}, "PATCH", f"notes/{NOTE}",
         {"text": "Neu"}),
        (f"notizen/{NOTE}/loeschen", {}, "DELETE", f"notes/{NOTE}", None),
        (f"notizen/{NOTE}/zurueckholen", {}, "POST", f"notes/{NOTE}/restore", None),
        (f"kontakte/{CONTACT}/entfernen", {}, "DELETE", f"contacts/{CONTACT}", None),
        (f"termine/{APPOINTMENT}", {"state": "held"}, "PATCH", f"appointments/{APPOINTMENT}",
         {"state": "held"}),
        (f"dokumente/{PAPER}/loeschen", {"gone-reason": "doppelt"}, "POST",
         f"documents/{PAPER}/remove", {"reason": "doppelt"}),
    ],
)  # fmt: skip
async def test_each_form_asks_for_one_change(
    market: FakeMarket,
    advisor: Browser,
    *,
    path: str,
    form: dict[str, str],
    method: str,
    called: str,
    payload: object,
) -> None:
    answer = await advisor.post(f"{CASE}/{path}", form | {"version": "4"}, follow=False)

    (call,) = asked(market, "POST", "PATCH", "DELETE")
    assert answer.status == 303
    assert answer.headers["location"].startswith(f"{CASE}#")
    assert (call.method, call.path) == (method, f"/cases/{BASKETS}/{called}".rstrip("/"))
    assert call.payload == payload


async def test_an_appointment_is_said_in_the_regions_time(
    market: FakeMarket, advisor: Browser
) -> None:
    form = {"appt-kind": "photo_studio", "appt-day": "2026-11-25", "appt-from": "10:00",
            "appt-to": "12:30", "key": an_id("form")}  # fmt: skip

    await advisor.post(f"{CASE}/termine", form, follow=False)

    (call,) = asked(market)
    assert (call.payload["starts_at"], call.payload["ends_at"]) == (
        "2026-11-25T10:00:00+01:00", "2026-11-25T12:30:00+01:00")  # fmt: skip
    assert call.key == an_id("form")


async def test_a_taken_room_is_named_and_what_was_typed_stays(
    market: FakeMarket, advisor: Browser
) -> None:
    words = "Das Fotostudio ist schon vergeben."
    market.refuse[f"POST /cases/{BASKETS}/appointments"] = refusal(409, "room_taken", detail=words)
    form = {"appt-kind": "photo_studio", "appt-day": "2026-11-25", "appt-from": "09:15",
            "appt-to": "12:30"}  # fmt: skip

    answer = await advisor.post(f"{CASE}/termine", form)

    assert answer.status == 409
    assert words in Outline(answer.text).text
    assert Outline(answer.text).value("appt-from") == "09:15"


async def test_a_refused_field_is_marked_in_its_own_form(
    market: FakeMarket, advisor: Browser
) -> None:
    wrong = refusal(422, "invalid", ("email", "Das ist keine E-Mail-Adresse."))
    market.refuse[f"PATCH /cases/{BASKETS}/contacts/{CONTACT}"] = wrong

    answer = await advisor.post(f"{CASE}/kontakte/{CONTACT}/aendern", {f"{CONTACT}-email": "x"})

    page = Outline(answer.text)
    marked = [found["id"] for _, found in page.tags if "aria-invalid" in found]
    assert (answer.status, marked) == (422, [f"{CONTACT}-email"])


async def test_of_two_who_edit_the_second_sees_the_new_state(
    market: FakeMarket, advisor: Browser
) -> None:
    market.refuse[f"PATCH /cases/{BASKETS}"] = refusal(412, "stale_version")

    answer = await advisor.post(f"{CASE}/angaben", {"fact-name": "Alt", "version": "3"})

    assert answer.status == 409
    assert "Hier steht der neue Stand." in answer.text
    assert Outline(answer.text).all("input", name="version")[0]["value"] == "4"


async def send_file(app: ASGIApp, content: bytes) -> int:
    body = b"".join(
        b"--g\r\ncontent-disposition: form-data; " + head + b"\r\n\r\n" + value + b"\r\n"
        for head, value in (
            (b'name="form_token"', FORM_TOKEN.encode()),
            (b'name="document-title"', b"Vollmacht"),
            (b'name="file"; filename="../x.pdf"\r\ncontent-type: text/html', content),
        )
    )
    headers = {
        "content-type": "multipart/form-data; boundary=g",
        "cookie": "sid=beratung@example.org",
    }
    answer = await AsgiClient(app).post(
        f"{CASE}/dokumente", body=body + b"--g--\r\n", headers=headers
    )
    return answer.status


async def test_a_paper_is_handed_on_without_its_senders_words(
    market: FakeMarket, app: ASGIApp
) -> None:
    assert await send_file(app, b"%PDF-1.7 ... %%EOF") == 303

    (call,) = asked(market)
    assert b"%PDF-1.7" in call.payload
    assert b"Vollmacht" in call.payload
    assert b"x.pdf" not in call.payload
    assert b"text/html" not in call.payload


async def test_a_refused_paper_says_why(market: FakeMarket, app: ASGIApp) -> None:
    market.refuse[f"POST /cases/{BASKETS}/documents"] = refusal(422, "unknown_document")

    assert await send_file(app, b"<html>") == 422


async def test_a_paper_is_saved_and_never_shown(advisor: Browser) -> None:
    answer = await advisor.get(f"{CASE}/dokumente/{PAPER}")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_calendar_address_is_shown_once(advisor: Browser) -> None:
    made = Outline((await advisor.post("/beratung/kalender/adresse")).text)
    later = Outline((await advisor.get("/beratung/kalender")).text)

    assert made.all("input", id="adresse")[0]["value"] == "http://testserver/kalender/geheim.ics"
    assert not later.all("input", id="adresse")


async def test_a_calendar_program_needs_no_sign_in(market: FakeMarket, browser: Browser) -> None:
    found = await browser.get("/kalender/geheim_-1.ics")
    market.refuse["GET /calendars/falsch"] = refusal(404, "feed_not_found")
    missing = await browser.get("/kalender/falsch.ics")

    assert found.headers["content-type"] == "text/calendar; charset=utf-8"
    assert UpstreamResponse(201, (), b"{}").body == found.body
    assert missing.status == 404


@pytest.mark.parametrize("path", ["", "/liste", "/neu", "/kalender", f"/{BASKETS}"])
async def test_only_the_team_stands_here(app: ASGIApp, path: str) -> None:
    for email, status in (("anna@example.org", 403), ("betrieb@example.org", 200)):
        browser = await Browser(app).sign_in(email)
        assert (await browser.get(f"/beratung{path}")).status == status
    stranger = await Browser(app).get(f"/beratung{path}", follow=False)
    assert stranger.headers["location"].startswith("/anmelden")
