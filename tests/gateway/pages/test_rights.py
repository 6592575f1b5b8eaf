"""Mandates, people, the log and hand-over, as people see them."""

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import Call, FakeMarket, refusal
from tests.gateway.pages.goods import an_id
from tests.gateway.pages.house import Browser, Outline
from tests.gateway.pages.test_every_page import _repeated_ids, _unlabelled, _unsaid

COUNTER = "/theke/baeckerei-morgenroth"
NOBODY, BAKER, ADVISOR = "", "baeckerei@example.org", "beratung@example.org"
PAGES = [
    (NOBODY, "/mandat", "Code eingeben"),
    (NOBODY, "/mandat/abc123", "Preise und Pfand ändern"),
    (NOBODY, "/einladung/abc123", "Bei Bäckerei Morgenroth mitmachen"),
    (BAKER, "/einladung/abc123", "Einladung annehmen"),
    (NOBODY, "/uebernahme/abc123", "Erst ansehen, dann übernehmen"),
    (BAKER, "/uebernahme/abc123", "Darf die Beratung weiter helfen?"),
    (NOBODY, "/mitmachen", "Was es kostet"),
    (NOBODY, "/mitmachen/danke", "Danke"),
    (BAKER, "/mitmachen/laden", "Laden anlegen"),
    (BAKER, f"{COUNTER}/beratung", "bittet um deine Zustimmung"),
    (BAKER, f"{COUNTER}/leute", "Jemanden einladen"),
    (BAKER, f"{COUNTER}/verlauf", "Von J. Wolff für dich getan"),
    (ADVISOR, "/vollmacht/baeckerei-morgenroth", "Vollmacht einholen"),
]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("who", "path", "words"), PAGES)
async def test_a_page(app: ASGIApp, who: str, path: str, words: str, language: str) -> None:
    cookies = {"sprache": language} | ({"sid": who} if who else {})

    answer = await Browser(app, cookies).get(path)

    page = Outline(answer.text)
    assert answer.status == 200
    assert language == "en" or words in page.text
    assert len(page.all("h1")) == 1
    assert not _unsaid(page.text)
    assert _unlabelled(page) == []
    assert _repeated_ids(page) == []


def last(market: FakeMarket, method: str) -> Call:
    return [call for call in market.calls if call.method == method][-1]


async def test_a_code_is_typed_as_it_was_heard(browser: Browser) -> None:
    found = await browser.post("/mandat", {"code": " k7pq-3mxd "})
    wrong = await browser.post("/mandat", {"code": "XXXX"})

    assert "Vollmacht für Bäckerei Morgenroth" in Outline(found.text).text
    assert wrong.status == 422
    assert Outline(wrong.text).all("input", id="code")[0]["aria-invalid"] == "true"


async def test_consent_names_who_and_the_words_that_were_read(
    market: FakeMarket, browser: Browser
) -> None:
    asked = Outline((await browser.get("/mandat/abc123")).text)
    answer = await browser.post(
        "/mandat/abc123/zustimmen", {"name": "Katrin", "wording": asked.value("wording")}
    )

    assert last(market, "POST").payload == {"name": "Katrin", "email": "", "wording": "2026-11"}
    text = Outline(answer.text).text
    assert "hat am 19. November 2026 zugestimmt" in text
    assert Outline(answer.text).all("form", action="/mandat/neu456/widerrufen")


async def test_where_only_the_owner_consents_the_way_to_sign_in_is_shown(
    market: FakeMarket, browser: Browser
) -> None:
    market.refuse["POST /mandates/abc123/grant"] = refusal(403, "owner_consents")

    answer = await browser.post("/mandat/abc123/zustimmen", {"name": "Katrin", "wording": "1"})

    page = Outline(answer.text)
    assert answer.status == 403
    assert "Dieser Laden gehört schon jemandem." in page.text
    assert page.all("a", href=f"/anmelden?weiter={COUNTER}/beratung")
    assert not page.all("form", action="/mandat/abc123/zustimmen")


async def test_a_no_and_a_withdrawal_take_one_click(market: FakeMarket, browser: Browser) -> None:
    refused = await browser.post("/mandat/abc123/ablehnen")
    withdrawn = await browser.post("/mandat/abc123/widerrufen", {"name": "Katrin"})

    assert "Sie haben nicht zugestimmt" in refused.text
    assert "widerrufen" in Outline(withdrawn.text).text
    assert not Outline(withdrawn.text).all("form", action="/mandat/abc123/zustimmen")


async def test_the_owner_withdraws_and_gives_back(market: FakeMarket, app: ASGIApp) -> None:
    market.mandate_state = "granted"
    baker = await Browser(app).sign_in(BAKER)
    path = f"{COUNTER}/beratung/{an_id('mandate')}"

    ended = Outline((await baker.post(f"{path}/widerrufen")).text)
    again = Outline((await baker.post(f"{path}/erlauben", {"wording": "2026-11"})).text)

    assert ended.all("form", action=f"{path}/erlauben")
    assert again.all("form", action=f"{path}/widerrufen")
    assert (await baker.post(f"{path}/verschenken")).status == 404


async def test_nothing_is_ticked_for_the_owner(market: FakeMarket, app: ASGIApp) -> None:
    market.mandate_state = "refused"
    baker = await Browser(app).sign_in(BAKER)

    for path in (f"{COUNTER}/beratung", "/uebernahme/abc123"):
        page = Outline((await baker.get(path)).text)
        boxes = [*page.all("input", name="actions"), *page.all("input", name="mandate")]
        assert boxes
        assert [box for box in boxes if "checked" in box] == []


async def test_the_advisor_stands_under_a_banner_that_says_what_is_allowed(app: ASGIApp) -> None:
    advisor = await Browser(app).sign_in(ADVISOR)

    profile = Outline((await advisor.get(f"{COUNTER}/profil")).text)
    owner = Outline((await (await Browser(app).sign_in(BAKER)).get(f"{COUNTER}/profil")).text)

    assert "Erlaubt: Preise, Produkte, Angaben zum Laden bis 20. November 2027" in profile.text
    assert not profile.all("form", action=f"{COUNTER}/pausieren")
    assert "Das umfasst deine Vollmacht nicht: Öffnen und Pausieren." in profile.text
    assert owner.all("form", action=f"{COUNTER}/pausieren")
    assert "Erlaubt:" not in owner.text


async def test_an_open_form_is_refused_with_the_reason(market: FakeMarket, app: ASGIApp) -> None:
    advisor = await Browser(app).sign_in(ADVISOR)
    market.refuse["PATCH /shops/baeckerei-morgenroth"] = refusal(403, "mandate_ended")
    fields = Outline((await advisor.get(f"{COUNTER}/profil/name")).text)
    form = {tag["name"]: tag.get("value", "") for tag in fields.all("input") if "name" in tag}

    answer = await advisor.post(f"{COUNTER}/profil/name", form)

    assert answer.status in {403, 422}
    if answer.status == 403:
        assert "Die Vollmacht dieses Betriebs ist beendet." in answer.text


async def test_the_advisor_is_given_link_and_code_once(market: FakeMarket, app: ASGIApp) -> None:
    advisor = await Browser(app).sign_in(ADVISOR)
    path = "/vollmacht/baeckerei-morgenroth"

    made = Outline((await advisor.post(path, {"actions": "prices", "until": "2027-01-01"})).text)
    later = Outline((await advisor.get(path)).text)

    assert last(market, "POST").payload == {
        "actions": ["prices"], "until": "2027-01-01", "contact": ""}  # fmt: skip
    assert "K7PQ-3MXD" in made.text
    assert made.all("input", id="link")[0]["value"] == "http://testserver/mandat/abc123"
    assert "K7PQ-3MXD" not in later.text


async def test_the_log_shows_before_and_after_in_words(app: ASGIApp) -> None:
    baker = await Browser(app).sign_in(BAKER)

    text = Outline((await baker.get(f"{COUNTER}/verlauf?wer=advisor&tage=7")).text).text

    assert "Preis (B-1)" in text
    assert "4,50" in text
    assert "Preise, Bestand" in text
    assert "Etwas geändert" in text
    assert "<b>" in text  # typed by somebody, shown as text


async def test_people_are_invited_changed_and_sent_away(market: FakeMarket, app: ASGIApp) -> None:
    baker = await Browser(app).sign_in(BAKER)

    await baker.post(f"{COUNTER}/leute", {"email": "tom@example.org", "role": "packer"})
    await baker.post(f"{COUNTER}/leute/{an_id('tom')}/rolle", {"role": "staff"})
    await baker.post(f"{COUNTER}/leute/{an_id('tom')}/entfernen")
    market.refuse[f"DELETE /shops/baeckerei-morgenroth/people/{an_id('katrin')}"] = refusal(
        409, "last_owner", detail="Ohne Inhaberin oder Inhaber geht es nicht."
    )
    stays = await baker.post(f"{COUNTER}/leute/{an_id('katrin')}/entfernen", {"selbst": "1"})

    sent = [(call.method, call.payload) for call in market.calls if call.method != "GET"]
    assert sent[:2] == [
        ("POST", {"email": "tom@example.org", "role": "packer"}), ("PATCH", {"role": "staff"})
    ]  # fmt: skip
    assert (stays.status, "Ohne Inhaberin" in stays.text) == (422, True)


async def test_the_shops_are_switched_without_script(app: ASGIApp) -> None:
    baker = await Browser(app).sign_in(BAKER)

    page = Outline((await baker.get(f"{COUNTER}/leute")).text)

    assert page.all("a", href="/theke/ziegenhof-schnaudertal")
    assert page.all("a", href=COUNTER, **{"aria-current": "true"})


async def test_parts_are_checked_without_an_account(market: FakeMarket, browser: Browser) -> None:
    path = "/uebernahme/abc123"

    await browser.post(f"{path}/pruefen", {"block": "profile", "ok": "true"})
    page = await browser.post(f"{path}/pruefen", {"block": "prices", "note": "Zu billig."})

    assert market.checks == [
        {"block": "profile", "ok": True, "note": ""},
        {"block": "prices", "ok": False, "note": "Zu billig."},
    ]
    assert "Zu billig." in page.text


async def test_taking_over_asks_about_the_advisor(market: FakeMarket, app: ASGIApp) -> None:
    baker = await Browser(app).sign_in(BAKER)

    silent = await baker.post("/uebernahme/abc123")
    await baker.post("/uebernahme/abc123", {"mandate": "no"})
    refused = last(market, "POST").payload
    given = {"actions": "prices", "until": "2027-01-01", "wording": "2026-11"}
    await baker.post("/uebernahme/abc123", {"mandate": "yes"} | given)

    assert (silent.status, "Bitte Ja oder Nein wählen." in silent.text) == (422, True)
    assert refused == {"mandate": None}
    assert last(market, "POST").payload == {
        "mandate": {"actions": ["prices"], "until": "2027-01-01", "wording": "2026-11"}
    }


async def test_an_application_says_what_is_missing_and_thanks(
    market: FakeMarket, browser: Browser
) -> None:
    form = {"name": "Hofladen", "kind": "farm", "place": "Kayna", "contact": "Ute",
            "sells": "Eier", "phone": "034426 1"}  # fmt: skip

    short = await browser.post("/mitmachen", form | {"sells": "", "phone": ""})
    done = await browser.post("/mitmachen", form)

    assert short.status == 422
    assert {tag["id"] for tag in Outline(short.text).all("input") if "aria-invalid" in tag} == {
        "sells", "email"}  # fmt: skip
    assert "Danke, Ihre Anmeldung ist da" in done.text
    assert last(market, "POST").payload == form | {"email": ""}
