"""The shop's proofs, the operator's list and the queue."""

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_checklist import DOCUMENT, REQUIREMENTS
from tests.gateway.pages.fake_market import Call, FakeMarket, refusal
from tests.gateway.pages.house import FORM_TOKEN, Browser, Outline
from tests.support.asgi import AsgiClient

PROOFS = "/theke/baeckerei-morgenroth/nachweise"
LISTS, QUEUE = "/betrieb/checklisten", "/betrieb/pruefungen"
API = "/shops/baeckerei-morgenroth"


def an_upload(
    form: dict[str, str], content_type: str, content: bytes
) -> tuple[bytes, dict[str, str]]:
    fields = {"form_token": FORM_TOKEN} | form
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = 'Content-Disposition: form-data; name="file"; filename="zertifikat.pdf"\r\n'
    file = f"--x\r\n{head}Content-Type: {content_type}\r\n\r\n".encode()
    body = "".join(parts).encode() + file + content + b"\r\n--x--\r\n"
    cookie = "sid=baeckerei@example.org"
    return body, {"content-type": "multipart/form-data; boundary=x", "cookie": cookie}


def sent(market: FakeMarket) -> Call:
    return [call for call in market.calls if call.method != "GET"][-1]


async def test_what_is_missing_stands_first_and_what_blocks_before_it(baker: Browser) -> None:
    page = Outline((await baker.get(PROOFS)).text)

    ids = [found["id"] for found in page.all("li") if "proof" in found.get("class", "")]
    assert ids == ["food_registration", "lucid", "organic", "payout", "training", "mail"]
    assert "Es fehlt noch die Anmeldung beim Veterinäramt." in page.text
    assert "bis dahin zahlen Kunden bei Abholung" in page.text
    assert "läuft in 30 Tagen ab" in page.text
    assert "<b>jemand" in page.text
    assert "Ohne das kann der Laden nicht öffnen." in page.text


async def test_only_the_market_is_shown_what_only_it_may_do(
    baker: Browser, advisor: Browser
) -> None:
    seen = Outline((await baker.get(PROOFS)).text)
    by_advisor = Outline((await advisor.get(PROOFS)).text)

    assert not seen.all("form", action=f"{PROOFS}/food_registration/erlassen")
    assert by_advisor.all("form", action=f"{PROOFS}/food_registration/erlassen")
    assert by_advisor.all("form", action=f"{PROOFS}/art")
    assert not seen.all("form", action=f"{PROOFS}/art")


@pytest.mark.parametrize(
    ("key", "verb", "form", "path", "payload", "words"),
    [
        ("food_registration", "erklaeren", {}, "food_registration/declare", {}, "Erklärt"),
        ("training", "erlassen", {"reason": "Allein im Laden", "until": "2027-01-01"},
         "training/waive", {"reason": "Allein im Laden", "until": "2027-01-01"}, "Erlassen."),
        ("training", "einfordern", {}, "training/waiver", None, "Wird wieder verlangt."),
        ("organic", "annehmen", {}, "organic/accept", {}, "Angenommen."),
        ("organic", "ablehnen", {"reason": "Unscharf"}, "organic/reject", {"reason": "Unscharf"},
         "Abgelehnt."),
        ("lucid", "fragen", {"question": "Wo steht sie?"}, "lucid/ask",
         {"question": "Wo steht sie?"}, "Deine Frage ist unterwegs."),
    ],
)  # fmt: skip
async def test_each_deed_is_one_form(  # noqa: PLR0917 -- the columns of the table
    market: FakeMarket, baker: Browser, key: str, verb: str, form: dict[str, str], path: str,
    payload: object, words: str,
) -> None:  # fmt: skip
    answer = await baker.post(f"{PROOFS}/{key}/{verb}", {**form, "version": "2"})

    call = sent(market)
    assert (call.path, call.payload) == (f"{API}/checklist/{path}", payload)
    assert verb == "fragen" or call.headers["If-Match"] == '"2"'
    assert words in answer.text


async def test_a_wrong_number_is_explained_at_its_field(market: FakeMarket, baker: Browser) -> None:
    hint = "Eine LUCID-Nummer beginnt mit DE und hat dreizehn Ziffern."
    market.refuse[f"PUT {API}/proofs/lucid"] = refusal(422, "invalid", ("number", hint))

    answer = await baker.post(
        f"{PROOFS}/nummer/lucid", {"key": "lucid", "number": "DE12", "version": "3"}
    )

    page = Outline(answer.text)
    (field,) = page.all("input", id="lucid-number")
    assert (answer.status, field["value"], field["aria-invalid"]) == (422, "DE12", "true")
    assert hint in page.text
    assert page.all("a", href="#lucid-number")


async def test_a_copy_that_is_out_of_date_is_said_in_words(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse[f"POST {API}/checklist/food_registration/declare"] = refusal(
        412, "precondition_failed", detail="Inzwischen hat jemand anderes etwas geändert."
    )

    answer = await baker.post(f"{PROOFS}/food_registration/erklaeren", {"version": "0"})

    assert answer.status == 422
    assert Outline(answer.text).all("div", role="alert")


async def test_a_document_goes_up_and_comes_back_as_a_download(
    market: FakeMarket, baker: Browser
) -> None:
    form = {"version": "0", "valid_until": "2027-03-01"}
    body, headers = an_upload(form, "application/pdf", b"%PDF-1.7 %%EOF")
    path = f"{PROOFS}/organic/datei"
    answer = await AsgiClient(baker.app).post(path, body=body, headers=headers)

    call = sent(market)
    assert (answer.status, answer.headers["location"]) == (303, f"{PROOFS}#organic")
    assert b'name="valid_until"\r\n\r\n2027-03-01\r\n' in call.payload
    assert b"zertifikat.pdf" not in call.payload
    served = await baker.get(f"{PROOFS}/datei/{DOCUMENT}")
    assert served.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in served.headers["content-security-policy"]


async def test_other_files_are_refused_before_they_travel(
    market: FakeMarket, baker: Browser
) -> None:
    body, headers = an_upload({"version": "0"}, "application/x-msdownload", b"MZ")
    path = f"{PROOFS}/organic/datei"
    answer = await AsgiClient(baker.app).post(path, body=body, headers=headers)

    assert answer.status == 422
    assert "Bitte ein PDF oder ein Bild" in Outline(answer.text).text
    assert [call for call in market.calls if call.method != "GET"] == []


async def test_unknown_deeds_and_strangers_find_nothing(app: ASGIApp, baker: Browser) -> None:
    anna = await Browser(app).sign_in("anna@example.org")

    assert (await baker.post(f"{PROOFS}/lucid/zaubern", {})).status == 404
    assert (await anna.get(PROOFS)).status == 404
    assert (await anna.get(QUEUE)).status == 403
    assert (await baker.get(LISTS)).status == 403


async def test_the_operator_rewords_one_line_and_leaves_the_others(
    market: FakeMarket, operator: Browser
) -> None:
    form = {"version": "7", "title": "Neu", "named": "das Neue", "why": "Darum.",
            "declaration": "Ja.", "types": "farm", "applies": "sells_food", "given_by": "owner",
            "valid_months": "12", "reviewed": "on"}  # fmt: skip

    answer = await operator.post(f"{LISTS}/second", form)

    first, second, third = sent(market).payload["requirements"]
    assert (first, third) == (REQUIREMENTS[0], REQUIREMENTS[2])
    assert (second["title"], second["types"], second["valid_months"]) == ("Neu", ["farm"], 12)
    assert (second["reviewed"], second["waivable"], second["key"]) == (True, False, "second")
    assert sent(market).headers["If-Match"] == '"7"'
    assert "Gespeichert, als neue Version." in answer.text


async def test_a_preview_writes_nothing(market: FakeMarket, operator: Browser) -> None:
    form = {"version": "7", "title": "Ganz neu", "why": "Deshalb.", "vorschau": "1"}

    page = Outline((await operator.post(f"{LISTS}/second", form)).text)

    assert "Noch nicht gespeichert." in page.text
    assert page.value("title") == "Ganz neu"
    assert [call for call in market.calls if call.method != "GET"] == []


async def test_a_new_line_is_added_at_the_end_and_faults_are_marked(
    market: FakeMarket, operator: Browser
) -> None:
    form = {"version": "7", "key": "fourth", "evidence": "proof", "proof": "lucid",
            "title": "LUCID", "named": "die Nummer", "why": "Darum.", "types": "food",
            "applies": "always", "given_by": "shop"}  # fmt: skip
    await operator.post(f"{LISTS}/neu", form)
    assert [line["key"] for line in sent(market).payload["requirements"]][-1] == "fourth"

    market.refuse["PUT /checklist-definitions/current"] = refusal(
        422, "bad_checklist", ("requirements[3].key", "Dieser Schlüssel steht zweimal da.")
    )
    page = Outline((await operator.post(f"{LISTS}/neu", form)).text)
    assert page.all("input", id="key")[0]["aria-invalid"] == "true"


async def test_a_line_moves_one_place(market: FakeMarket, operator: Browser) -> None:
    await operator.post(f"{LISTS}/second/reihenfolge", {"version": "7", "richtung": "auf"})
    assert [line["key"] for line in sent(market).payload["requirements"]] == [
        "second", "first", "third",
    ]  # fmt: skip
    market.calls.clear()
    await operator.post(f"{LISTS}/first/reihenfolge", {"version": "7", "richtung": "auf"})
    assert [call for call in market.calls if call.method != "GET"] == []


async def test_the_list_is_read_as_one_type_reads_it(operator: Browser) -> None:
    page = Outline((await operator.get(f"{LISTS}?typ=food")).text)

    assert "Punkt first" in page.text
    assert "Punkt second" not in page.text
    assert "Punkt third" not in page.text


async def test_the_queue_accepts_and_refuses_with_a_reason(
    market: FakeMarket, operator: Browser
) -> None:
    page = Outline((await operator.get(QUEUE)).text)
    one = f"{QUEUE}/baeckerei-morgenroth/organic"

    assert "DE-ÖKO-006" in page.text
    assert page.all("a", rel="next")
    await operator.post(f"{one}/annehmen", {"version": "2"})
    assert sent(market).path == f"{API}/checklist/organic/accept"
    await operator.post(f"{one}/ablehnen", {"version": "2", "reason": "Unscharf"})
    assert sent(market).payload == {"reason": "Unscharf"}
