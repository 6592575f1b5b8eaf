"""Every page renders, in both languages, names everything, escapes everything."""

import re

import pytest
from gateway.pages import catalogue
from gateway.pages.context import context
from starlette.requests import Request
from starlette.types import ASGIApp

from tests.gateway.pages import fake_cases, goods
from tests.gateway.pages.fake_kinds import PACKED
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_money import FEE
from tests.gateway.pages.fake_papers import INVOICE
from tests.gateway.pages.fake_quotes import QUOTE
from tests.gateway.pages.fake_times import ROUND
from tests.gateway.pages.fake_withdrawals import WITHDRAWAL
from tests.gateway.pages.fake_working import CHANGED, HANDED
from tests.gateway.pages.goods import BREAD, DRAFT, ROLL, YOGHURT
from tests.gateway.pages.house import Browser, Outline, a_dead_letter, state_of

NOBODY, ANNA = "", "anna@example.org"
BAKER, ADVISOR, OPERATOR = "baeckerei@example.org", "beratung@example.org", "betrieb@example.org"
COUNTER = "/theke/baeckerei-morgenroth"
PAGES = [
    (NOBODY, "/", "Was darf\u2019s sein?"),
    (NOBODY, "/suche?q=brot", "Roggenmischbrot, drei Tage Sauerteig"),
    (NOBODY, "/suche?q=gibtsnicht", "Dazu haben wir nichts gefunden"),
    (NOBODY, "/kategorie/backwaren", "Backwaren"),
    (NOBODY, f"/produkt/{BREAD['id']}/{BREAD['slug']}", "4,80"),
    (NOBODY, f"/produkt/{ROLL['id']}/{ROLL['slug']}", "Beutel, 4 Stück"),
    (NOBODY, f"/produkt/{YOGHURT['id']}/{YOGHURT['slug']}", "0,15"),
    (NOBODY, "/laden", "Ziegenhof Schnaudertal"),
    (NOBODY, "/karte", "Eigene Zeichnung"),
    (NOBODY, "/karte?bild=ort&place=Zeitz&radius_km=10", "bis 10 km"),
    (NOBODY, "/laden/ziegenhof-schnaudertal", "Impressum des Ladens"),
    (NOBODY, "/korb", "Noch nichts im Korb"),
    (NOBODY, "/anmelden", "Anmelden"),
    (NOBODY, "/registrieren", "Konto anlegen"),
    (NOBODY, "/passwort-vergessen", "Link schicken"),
    (NOBODY, "/widerruf", "Weiter zur Bestätigung"),
    (NOBODY, f"/widerruf/{WITHDRAWAL}?token=schluessel", "Ihr Widerruf ist eingegangen"),
    (BAKER, f"{COUNTER}/widerrufe", "Zurückzahlen bis"),
    (BAKER, f"{COUNTER}/widerrufe?stand=decided", "Noch nichts erledigt"),
    (OPERATOR, "/betrieb/widerrufe", "ZZ-W-2026-000001"),
    (BAKER, f"{COUNTER}/bestellungen/{CHANGED}/aendern", "Mit dem Rest annehmen"),
    (BAKER, f"{COUNTER}/bestellungen/{HANDED}/aendern", "Nummer des Kassenbelegs"),
    (OPERATOR, "/betrieb/stille", "2611-9-1"),
    (ADVISOR, "/beratung/stille", "2611-9-1"),
    (OPERATOR, "/betrieb/kulanz?nummer=2611-1-1", "Bäckerei Morgenroth"),
    (BAKER, f"{COUNTER}/rechnungen", "BM-2026-00002"),
    (BAKER, f"{COUNTER}/rechnungen/{INVOICE}/berichtigen", "Weiter zur Prüfung"),
    (OPERATOR, "/betrieb/rechnungen", "BM-2026-00001"),
    (ANNA, "/konto/rechnungen", "BM-2026-00001"),
    (BAKER, f"{COUNTER}/auszuege", "Buchungsstapel für DATEV"),
    (OPERATOR, "/betrieb/aufbewahrung", "Handelsbriefe <alt>"),
    (ANNA, "/konto/daten", "bis 31. Dezember 2034"),
    (ANNA, "/konto/loeschen", "Konto endgültig löschen"),
    (NOBODY, "/konto/geloescht", "Auf Wiedersehen"),
    (OPERATOR, "/betrieb/auszuege", "Jahresmeldung nach PStTG"),
    (BAKER, f"{COUNTER}/geld", "Wir verrechnen sie mit deinen nächsten Auszahlungen"),
    (BAKER, f"{COUNTER}/geld?monat=2026-10&konto=nochmal", "Kontoauszug Oktober 2026"),
    (OPERATOR, "/betrieb/geld", "2 Bestellungen warten"),
    (OPERATOR, "/betrieb/geld/gebuehren", "fällig seit 15. November 2026"),
    (OPERATOR, f"/betrieb/geld/laden/baeckerei-morgenroth/gebuehren/{FEE}", "§ 387 BGB"),
    (OPERATOR, "/betrieb/zahlungen", "Eine Zahlung wird bestritten"),
    (OPERATOR, "/betrieb/zahlungen?stand=ended", "noch einmal versucht"),
    (OPERATOR, "/betrieb/geld/laden/baeckerei-morgenroth", "Zahlungsdiensteaufsichtsgesetz"),
    (OPERATOR, "/betrieb/provision", "kommt nie zum Zug"),
    (OPERATOR, "/betrieb/provision/verlauf", "Zurückgenommen, bevor sie galt"),
    (BAKER, f"{COUNTER}/bestellzeiten", "So sieht es für Kundschaft aus"),
    (BAKER, f"{COUNTER}/runden/{ROUND}", "Tüte für Tüte"),
    (BAKER, f"{COUNTER}/abholorte", "Ich bringe am"),
    (BAKER, f"{COUNTER}/touren", "An diesem Tag ist nichts zu bringen."),
    (BAKER, f"{COUNTER}/fahrt", "Vorher abholen"),
    (BAKER, f"{COUNTER}/ausgabe", "Bestellungen, die der Laden selbst ausgibt"),
    (OPERATOR, "/betrieb/abholorte", "DZZ am Altmarkt"),
    (OPERATOR, "/betrieb/abholorte?tour=elsteraue", "Postleitzahlen in der Reihenfolge der Fahrt"),
    (NOBODY, "/runden", "Freitagsrunde"),
    (OPERATOR, "/betrieb/runden", "Freitagsrunde"),
    (ADVISOR, "/betrieb/runden/neu", "Wer verkauft"),
    (OPERATOR, f"/betrieb/runden/{ROUND}", "Abholort 1"),
    (NOBODY, "/passwort-neu/gilt", "Neues Passwort"),
    (ANNA, "/konto/passwort", "Bisheriges Passwort"),
    (NOBODY, "/uebernahme/abc123", "Orthopädieschuhmacherei Hempel übernehmen"),
    (NOBODY, "/impressum", "Wer diese Seite betreibt"),
    (NOBODY, "/datenschutz", "Cookies"),
    (NOBODY, "/so-sortieren-wir", "Was zählt, der Reihe nach"),
    (NOBODY, "/so-sortieren-wir?q=brot", "warum sie dort stehen"),
    (NOBODY, "/barrierefreiheit", "WCAG 2.2"),
    (ANNA, "/konto", "Guten Tag, Anna Albrecht"),
    (BAKER, "/theke", "Guten Tag, Katrin."),
    (BAKER, COUNTER, "Neu"),
    (BAKER, f"{COUNTER}/bestellungen", "Bestellungen"),
    (BAKER, f"{COUNTER}/bestellungen/{PACKED}/packen", "Gewichte speichern"),
    (BAKER, f"{COUNTER}/angebote", "Anfragen und Angebote"),
    (BAKER, f"{COUNTER}/angebote/{QUOTE}", "Neues Angebot machen"),
    (ANNA, "/angebote", "Meine Anfragen und Angebote"),
    (ANNA, f"/angebote/{QUOTE}", "zahlungspflichtig annehmen"),
    (ANNA, "/laden/baeckerei-morgenroth/anfrage", "Was soll gemacht werden"),
    (BAKER, f"{COUNTER}/produkte", "Dinkelstange"),
    (BAKER, f"{COUNTER}/produkte/neu", "Das Wichtigste"),
    (BAKER, f"{COUNTER}/produkte/{DRAFT['id']}", "Dieses Produkt sieht noch niemand"),
    (BAKER, f"{COUNTER}/produkte/{BREAD['id']}/preise", "Niedrigster Preis der letzten 30 Tage"),
    (BAKER, f"{COUNTER}/frisch", "zuletzt bestätigt vor 9 Tagen"),
    (NOBODY, "/frisch/abc_DEF-123", "Gilt das noch?"),
    (BAKER, f"{COUNTER}/produkte/neu?kategorie=brot", "Angaben: Lose Ware"),
    (BAKER, f"{COUNTER}/produkte/vorlagen", "Noch keine Vorlage"),
    (BAKER, f"{COUNTER}/produkte/{BREAD['id']}/wieder", "Wie letztes Jahr wieder anbieten"),
    (BAKER, f"{COUNTER}/produkte/auswahl/fertig?anzahl=3", "3 Produkte sind geändert."),
    (BAKER, f"{COUNTER}/profil", "Zahlung bei Abholung: immer möglich"),
    (BAKER, f"{COUNTER}/profil/name", "Schritt 1 von 8"),
    (BAKER, f"{COUNTER}/profil/adresse", "Auf der Karte"),
    (BAKER, f"{COUNTER}/profil/zeiten", "wie Montag"),
    (BAKER, f"{COUNTER}/profil/abholung", "Minuten zum Packen"),
    (BAKER, f"{COUNTER}/profil/lieferung", "Alle Orte im Umkreis von"),
    (BAKER, f"{COUNTER}/profil/geschichte", "Foto vom Laden"),
    (BAKER, f"{COUNTER}/profil/impressum", "Handwerk und Aufsicht"),
    (BAKER, f"{COUNTER}/profil/steuer", "Schritt 8 von 8"),
    (BAKER, f"{COUNTER}/aushang", "Acht auf einem Blatt A4 mit Schnittmarken"),
    (BAKER, f"{COUNTER}/ferien", "24. Dezember 2026 bis 4. Januar 2027"),
    (BAKER, f"{COUNTER}/rechtstexte", "Verkaufsbedingungen, Fassung 2"),
    (BAKER, f"{COUNTER}/rechtstexte/agb?version=2", "Was sich geändert hat"),
    (NOBODY, "/laden/baeckerei-morgenroth/impressum", "Bäckerei Morgenroth e. K."),
    (NOBODY, "/laden/baeckerei-morgenroth/agb?version=1", "Das ist eine frühere Fassung."),
    (NOBODY, "/laden/baeckerei-morgenroth/widerruf", "Fassung 1 vom"),
    (BAKER, f"{COUNTER}/mehr", "Laden und Öffnungszeiten"),
    (BAKER, f"{COUNTER}/nachweise", "Es fehlt noch die Anmeldung beim Veterinäramt."),
    (ADVISOR, f"{COUNTER}/nachweise", "Art des Betriebs"),
    (OPERATOR, "/betrieb/pruefungen", "DE-ÖKO-006"),
    (OPERATOR, "/betrieb/checklisten", "Version 7"),
    (OPERATOR, "/betrieb/checklisten/neu", "Schlüssel"),
    (OPERATOR, "/betrieb/checklisten/first", "Punkt first"),
    (ADVISOR, "/beratung", "2 Betriebe in Begleitung"),
    (ADVISOR, "/beratung?after_contact=weiter", "von vorn"),
    (ADVISOR, "/beratung/liste?stufe=contact&dringend=1", "nächster Schritt überfällig"),
    (ADVISOR, "/beratung/neu?anlass=Suppenhuhn&ort=Kayna", "Wie kam es dazu?"),
    (ADVISOR, "/beratung/orthopaedieschuhmacherei-hempel", "Ohne USt-IdNr. geht es nicht."),
    (ADVISOR, f"/beratung/{fake_cases.BASKETS}", "Ilse Sonntag"),
    (ADVISOR, f"/beratung/{fake_cases.BASKETS}?cursor=weiter", "Zum Neuesten"),
    (OPERATOR, "/beratung", "Korbflechterei Sonntag"),
    (ADVISOR, "/beratung/kalender", "Mittwoch, 25. November"),
    (ADVISOR, "/beratung/nachfrage", "Was die Region sucht und nicht findet"),
    (ADVISOR, "/beratung/bericht", "Bericht, 4. Quartal 2026"),
    (ADVISOR, COUNTER, "Sie arbeiten im Auftrag von Bäckerei Morgenroth."),
    (OPERATOR, "/betrieb", "antwortet"),
    (OPERATOR, "/betrieb/freigaben", "Messer sehen wir vorher an."),
    (OPERATOR, "/betrieb/postfach", "bewahrt keine Kopien auf"),
    (OPERATOR, "/betrieb/fehler", "catalog.product.changed.v1"),
]
UNSAID = re.compile(r"\b[a-z_]+\.[a-z_]+(?:\.[a-z_0-9]+)*\b")


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
@pytest.mark.parametrize(("who", "path", "words"), PAGES)
async def test_a_page(app: ASGIApp, who: str, path: str, words: str, language: str) -> None:
    state_of(app).bus.parked = [a_dead_letter()]
    browser = Browser(app, {"sid": who, "sprache": language} if who else {"sprache": language})

    answer = await browser.get(path)

    page = Outline(answer.text)
    assert answer.status == 200
    assert language == "en" or words in page.text
    assert page.all("html", lang=language)
    assert len(page.all("h1")) == 1
    assert "Mit der Hand gemacht, <b>" not in answer.text
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert not _unsaid(page.text)
    assert _unlabelled(page) == []
    assert _repeated_ids(page) == []


def _unsaid(text: str) -> list[str]:
    """Words that look like message keys: a text that nobody wrote."""
    prefixes = {key.split(".")[0] for key in catalogue.messages("de")}
    return [
        word
        for word in UNSAID.findall(text)
        if word.split(".")[0] in prefixes and not word.endswith((".v1", ".org", ".catalog"))
    ]


def _unlabelled(page: Outline) -> list[dict[str, str]]:
    labelled = {label.get("for") for label in page.all("label")}
    fields = [*page.all("input"), *page.all("select"), *page.all("textarea")]
    unseen = {"hidden", "radio", "checkbox"}  # the last two lie inside their label
    return [f for f in fields if f.get("type") not in unseen and f.get("id") not in labelled]


def _repeated_ids(page: Outline) -> list[str]:
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    return [name for name in ids if ids.count(name) > 1]


@pytest.mark.parametrize(
    ("who", "path", "words"),
    [(NOBODY, "/", "Schauen Sie bald wieder vorbei"), (NOBODY, "/laden", "Hier ist kein Laden"),
     (NOBODY, "/suche", "nichts gefunden"), (BAKER, "/theke", "Noch kein Laden"),
     (ANNA, "/konto", "Noch keine Bestellung"), (ADVISOR, "/beratung", "0 Betriebe")],
)  # fmt: skip
async def test_an_empty_market_has_pages_too(
    market: FakeMarket, browser: Browser, who: str, path: str, words: str
) -> None:
    market.shops, market.products, market.cases = {}, {}, {}
    if who:
        await browser.sign_in(who)

    answer = await browser.get(path)

    assert answer.status == 200
    assert words in Outline(answer.text).text


async def test_an_unknown_address_is_answered_in_the_markets_look(browser: Browser) -> None:
    answer = await browser.get("/gibt/es/nicht")

    assert answer.status == 404
    assert "Dieser Stand ist nicht da" in answer.text


async def test_an_unknown_product_is_not_found(browser: Browser) -> None:
    assert (await browser.get(f"/produkt/{goods.an_id('nichts')}/x")).status == 404
    assert (await browser.get("/kategorie/nichts")).status == 404
    assert (await browser.get("/laden/nichts")).status == 404


async def test_an_old_name_leads_to_the_new_one(browser: Browser) -> None:
    answer = await browser.get(f"/produkt/{BREAD['id']}/alter-name", follow=False)

    assert answer.status == 301
    assert answer.headers["location"].endswith(BREAD["slug"])


async def test_the_chosen_language_is_remembered(browser: Browser) -> None:
    await browser.get("/?lang=en")

    assert 'lang="en"' in (await browser.get("/laden")).text


async def test_an_english_page_says_which_words_are_german(browser: Browser) -> None:
    page = Outline((await browser.get(f"/produkt/{BREAD['id']}/{BREAD['slug']}?lang=en")).text)

    assert page.all("h1", lang="de")


@pytest.mark.parametrize("service", ["catalog", "orders", "search"])
async def test_the_start_page_stands_when_a_part_is_down(
    market: FakeMarket, browser: Browser, service: str
) -> None:
    market.down = {service}

    answer = await browser.get("/")

    assert answer.status == 200
    assert ("antwortet gerade nicht" in answer.text) == (service != "orders")


@pytest.mark.parametrize("path", ["/laden/ziegenhof-schnaudertal", "/beratung"])
async def test_a_page_without_its_service_says_so_plainly(
    market: FakeMarket, browser: Browser, path: str
) -> None:
    market.down = {"catalog"}
    await browser.sign_in(ADVISOR)

    answer = await browser.get(path)

    assert answer.status == 503
    assert "Gleich wieder da" in answer.text


async def test_the_counter_stands_without_the_orders_service(
    market: FakeMarket, browser: Browser
) -> None:
    market.down = {"orders"}
    await browser.sign_in(BAKER)

    assert (await browser.get(COUNTER)).status == 200
    assert (await browser.get(f"{COUNTER}/produkte")).status == 200


async def test_a_service_that_answers_nonsense_is_an_outage(
    market: FakeMarket, browser: Browser
) -> None:
    market.products[BREAD["id"]] = {"variants": "viele"}

    answer = await browser.get(f"/produkt/{BREAD['id']}/x")

    assert answer.status == 503


async def test_a_mistake_of_ours_shows_a_number_and_no_trace(
    app: ASGIApp, browser: Browser
) -> None:
    state_of(app).upstreams = None

    answer = await browser.get("/laden")

    assert answer.status == 500
    assert "anfrage-1" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [(ANNA, "/beratung", 403), (BAKER, "/betrieb", 403), (ADVISOR, "/betrieb/fehler", 403),
     (ANNA, COUNTER, 404), (ANNA, f"{COUNTER}/profil", 404), (ANNA, f"{COUNTER}/produkte", 404),
     (BAKER, "/theke/ziegenhof-schnaudertal", 404)],
)  # fmt: skip
async def test_nobody_stands_behind_a_foreign_counter(
    browser: Browser, who: str, path: str, status: int
) -> None:
    await browser.sign_in(who)

    assert (await browser.get(path)).status == status


@pytest.mark.parametrize("path", ["/konto", "/theke", "/beratung", "/betrieb", COUNTER])
async def test_strangers_are_asked_to_sign_in_and_come_back(browser: Browser, path: str) -> None:
    answer = await browser.get(path, follow=False)

    assert answer.status == 303
    assert answer.headers["location"] == f"/anmelden?weiter={path.replace('/', '%2F')}"


@pytest.mark.parametrize(
    ("asked", "linked"),
    [
        ("//evil.example/", "/evil.example/"),
        ("///evil.example", "/evil.example"),
        ("/\\evil.example", "/%5Cevil.example"),
        ("/laden/backstube", "/laden/backstube"),
    ],
)
async def test_no_address_makes_a_link_to_another_site(
    app: ASGIApp, asked: str, linked: str
) -> None:
    scope = {
        "type": "http", "method": "GET", "scheme": "http", "server": ("testserver", 80),
        "path": asked, "query_string": b"", "headers": [], "app": state_of(app).own,
    }  # fmt: skip

    assert context(Request(scope)).path == linked
