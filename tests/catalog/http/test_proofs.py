"""Numbers and documents over HTTP: checked, kept in step with the shop, served to few."""

import asyncio
import io
from datetime import timedelta
from pathlib import Path

from PIL import Image

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.http.checklist_desk import (
    PDF,
    checklist,
    line,
    mails_of,
    number,
    owned,
    path,
    upload,
    verb,
)

CERTIFICATE = {"number": "de-öko-006", "valid_until": "2027-06-30"}


async def test_a_wrong_number_is_told_what_it_should_look_like(desk: Desk) -> None:
    refused = await number(desk.advisor, desk.slug, "vat_id", number="DE123456789")

    (error,) = refused.json()["errors"]
    assert (refused.status, error["field"]) == (422, "number")
    assert "Prüfziffer" in error["message"]
    unknown = await number(desk.advisor, desk.slug, "horoscope", number="1")
    assert (unknown.status, unknown.json()["code"]) == (404, "proof_not_found")
    nul = await number(desk.advisor, desk.slug, "food_registration", number="AZ\x00123")
    assert nul.status == 422


async def test_a_number_given_here_stands_at_the_shop(desk: Desk) -> None:
    ok(await number(desk.advisor, desk.slug, "vat_id", number="DE 999 000 017"))
    ok(await number(desk.advisor, desk.slug, "organic", **CERTIFICATE))

    shop = ok(await desk.advisor.get(path(desk.slug)))
    assert (shop["imprint"]["vat_id"], shop["organic_code"]) == ("DE999000017", "DE-ÖKO-006")
    assert shop["imprint"]["legal_form"] == "Einzelunternehmen"


async def test_a_number_given_at_the_shop_becomes_its_proof(desk: Desk) -> None:
    before = ok(await desk.advisor.get(path(desk.slug, "proofs")))["items"]
    ok(await desk.advisor.patch(path(desk.slug), json={"organic_code": "DE-ÖKO-039"}))
    after = ok(await desk.advisor.get(path(desk.slug, "proofs")))["items"]
    ok(await desk.advisor.patch(path(desk.slug), json={"organic_code": ""}))
    cleared = ok(await desk.advisor.get(path(desk.slug, "proofs")))["items"]

    assert [(p["kind"], p["number"], p["state"]) for p in before] == [
        ("vat_id", "DE999123455", "form_ok")
    ]
    assert [p["kind"] for p in after] == ["organic", "vat_id"]
    assert [p["kind"] for p in cleared] == ["vat_id"]


async def test_the_same_number_again_also_at_the_same_time_is_once(
    desk: Desk, market: Market
) -> None:
    answers = await asyncio.gather(
        *(number(desk.advisor, desk.slug, "lucid", number="DE1234567890123") for _ in range(4))
    )

    assert {answer.status for answer in answers} == {200}
    (lucid, _) = ok(await desk.advisor.get(path(desk.slug, "proofs")))["items"]
    assert (lucid["kind"], lucid["version"], lucid["expired"]) == ("lucid", 1, False)
    notes = "SELECT count(*) FROM activity WHERE action = 'proof.changed'"
    assert await market.db.pool.fetchval(notes) == 1


async def test_who_edits_an_old_number_is_told(desk: Desk) -> None:
    ok(await number(desk.advisor, desk.slug, "lucid", number="DE1234567890123"))
    there, body = path(desk.slug, "proofs", "lucid"), {"number": "DE1234567890124"}

    stale = await desk.advisor.put(there, json=body, headers={"if-match": '"0"'})
    fresh = await desk.advisor.put(there, json=body, headers={"if-match": '"1"'})

    assert (stale.status, stale.json()["version"], fresh.status) == (412, 1, 200)


async def test_two_who_edit_at_once_do_not_overwrite_each_other(desk: Desk) -> None:
    ok(await number(desk.advisor, desk.slug, "lucid", number="DE1234567890123"))
    there = path(desk.slug, "proofs", "lucid")

    answers = await asyncio.gather(
        *(
            desk.advisor.put(
                there, json={"number": f"DE123456789012{n}"}, headers={"if-match": '"1"'}
            )
            for n in (4, 5)
        )
    )

    assert sorted(answer.status for answer in answers) == [200, 412]


async def test_an_owners_certificate_counts_once_somebody_has_looked(
    desk: Desk, market: Market
) -> None:
    owner = await owned(desk)
    ok(await number(owner, desk.slug, "organic", **CERTIFICATE))
    waiting = ok(await upload(owner, desk.slug, "organic"))
    operator = market.client("operator", name="Otto Betrieb")
    (queued,) = ok(await operator.get("/api/v1/verifications"))["items"]

    shown = line(waiting, "organic")
    assert (shown["state"], shown["number"], shown["valid_until"]) == (
        "submitted",
        "DE-ÖKO-006",
        "2027-06-30",
    )
    assert (queued["key"], queued["number"], queued["shop"]["slug"]) == (
        "organic",
        "DE-ÖKO-006",
        desk.slug,
    )
    for _ in "12":
        accepted = ok(await verb(operator, desk.slug, "organic", "accept"))
    assert line(accepted, "organic")["state"] == "accepted"
    assert line(accepted, "organic")["decided"]["name"] == "Otto Betrieb"
    assert ok(await operator.get("/api/v1/verifications"))["items"] == []


async def test_a_refused_certificate_takes_the_words_away_and_says_why(
    desk: Desk, market: Market
) -> None:
    owner = await owned(desk)
    ok(await number(owner, desk.slug, "organic", **CERTIFICATE))
    operator, reason = market.client("operator"), {"reason": "Das ist ein Lieferschein."}

    for _ in "12":
        refused = ok(await verb(operator, desk.slug, "organic", "reject", reason))

    shown = line(refused, "organic")
    assert (shown["state"], shown["reason"]) == ("rejected", reason["reason"])
    assert shown["proof_state"]["state"] == "rejected"
    assert ok(await owner.get(path(desk.slug)))["organic_code"] == ""
    (mail,) = await mails_of(market, "proof_rejected")
    assert mail["facts"]["reason"] == reason["reason"]

    again = ok(await number(owner, desk.slug, "organic", **CERTIFICATE))
    assert line(again, "organic")["state"] == "submitted"
    assert ok(await owner.get(path(desk.slug)))["organic_code"] == ""


async def test_after_a_no_a_certificate_counts_only_once_it_is_accepted(
    desk: Desk, market: Market
) -> None:
    owner = await owned(desk)
    operator, reason = market.client("operator"), {"reason": "Das ist ein Lieferschein."}
    bread = await desk.product(description="Mit Bio-Roggen aus Kayna.")
    publish = f"/api/v1/products/{bread['id']}/publish"
    ok(await number(owner, desk.slug, "organic", **CERTIFICATE))
    ok(await verb(operator, desk.slug, "organic", "reject", reason))

    for again in (CERTIFICATE, CERTIFICATE | {"number": "DE-ÖKO-039"}, CERTIFICATE):
        shown = line(ok(await number(owner, desk.slug, "organic", **again)), "organic")
        assert (shown["state"], shown["proof_state"]["state"]) == ("submitted", "resubmitted")
        assert (await owner.post(publish)).status == 422
    for code in ("DE-ÖKO-039", "", "DE-ÖKO-006"):
        ok(await owner.patch(path(desk.slug), json={"organic_code": code}))
        assert (await owner.post(publish)).status == 422
    for _ in "12":
        accepted = ok(await verb(operator, desk.slug, "organic", "accept"))

    assert line(accepted, "organic")["proof_state"]["state"] == "form_ok"
    assert ok(await owner.get(path(desk.slug)))["organic_code"] == "DE-ÖKO-006"
    assert ok(await owner.post(publish))["status"] == "published"


async def test_a_document_is_kept_apart_and_only_saved_never_shown(
    desk: Desk, market: Market, tmp_path: Path
) -> None:
    found = ok(await upload(desk.advisor, desk.slug, "food_registration"))

    document = line(found, "food_registration")["document_id"]
    there = path(desk.slug, "proof-documents", document)
    served = await desk.advisor.get(there)
    assert (served.status, served.body) == (200, PDF)
    assert served.headers["content-type"] == "application/pdf"
    assert served.headers["content-disposition"].startswith("attachment; filename=")
    assert "sandbox" in served.headers["content-security-policy"]
    assert served.headers["cache-control"] == "private, no-store"
    assert (await market.guest.get(there)).status == 401
    assert (await market.client().get(there)).status == 404
    other = await market.client("operator").get(path(desk.slug, "proof-documents", desk_id()))
    assert other.status == 404


async def test_the_same_document_stays_one_also_at_the_same_time(
    desk: Desk, market: Market
) -> None:
    answers = await asyncio.gather(
        *(upload(desk.advisor, desk.slug, "food_registration") for _ in range(3))
    )

    assert {answer.status for answer in answers} == {200}
    assert await market.db.pool.fetchval("SELECT count(*) FROM proof_document") == 1


async def test_pictures_are_drawn_anew_and_strange_files_refused(desk: Desk) -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x8298] = "Greta Morgenroth"
    Image.new("RGB", (900, 700), "peru").save(out, "JPEG", exif=exif)

    found = ok(await upload(desk.advisor, desk.slug, "food_registration", out.getvalue()))
    document = line(found, "food_registration")["document_id"]
    served = await desk.advisor.get(path(desk.slug, "proof-documents", document))

    drawn = Image.open(io.BytesIO(served.body))
    assert (drawn.format, dict(drawn.getexif())) == ("WEBP", {})
    for strange in (b"MZ\x90\x00", b"<html>", PDF.replace(b"%%EOF", b"")):
        refused = await upload(desk.advisor, desk.slug, "food_registration", strange)
        assert (refused.status, refused.json()["code"]) == (422, "unknown_document")


async def test_a_day_gone_by_is_no_validity(desk: Desk, market: Market) -> None:
    yesterday = (market.clock.now() - timedelta(days=1)).date().isoformat()

    refused = await number(
        desk.advisor, desk.slug, "organic", number="DE-ÖKO-006", valid_until=yesterday
    )
    by_upload = await upload(desk.advisor, desk.slug, "food_registration", valid_until="übermorgen")

    assert [error["field"] for error in refused.json()["errors"]] == ["valid_until"]
    assert by_upload.status == 422
    assert (await checklist(desk.advisor, desk.slug))["light"]["state"] != "ok"


async def test_the_queue_is_paged_and_strangers_do_not_see_it(desk: Desk, market: Market) -> None:
    owner = await owned(desk)
    ok(await number(owner, desk.slug, "organic", **CERTIFICATE))
    await market.db.pool.execute("""
        INSERT INTO checklist_item (shop_id, key, shown, statement, submitted_by, submitted_name,
            submitted_at, decided_name, reason, waived_name, waiver_reason, version)
        SELECT shop_id, 'k' || n, 'submitted', '', submitted_by, '', submitted_at, '', '', '', '', 1
        FROM checklist_item, generate_series(1, 6) n WHERE key = 'organic'
    """)
    operator = market.client("operator")

    listed: list[str] = []
    cursor = None
    while listed == [] or cursor:
        query = f"?limit=3&cursor={cursor}" if cursor else "?limit=3"
        page = ok(await operator.get(f"/api/v1/verifications{query}"))
        listed += [item["key"] for item in page["items"]]
        cursor = page["next"]

    assert sorted(listed) == ["k1", "k2", "k3", "k4", "k5", "k6", "organic"]
    assert (await owner.get("/api/v1/verifications")).status == 403
    assert (await market.guest.get("/api/v1/verifications")).status == 401
    stranger = market.client("advisor")
    assert ok(await stranger.get("/api/v1/verifications"))["items"] == []
    assert (await operator.get("/api/v1/verifications?cursor=quark")).status == 422


def desk_id() -> str:
    return "01939f0c-0000-7000-8000-000000000000"


async def test_a_no_while_the_shop_is_prepared_empties_the_advisors_queue(
    desk: Desk, market: Market
) -> None:
    given = await desk.consent("proofs")
    await market.db.pool.execute(
        "INSERT INTO checklist_item (shop_id, key, shown, statement, submitted_name, submitted_at,"
        " decided_name, reason, waived_name, waiver_reason, version)"
        " SELECT id, 'hygiene_training', 'submitted', '', 'Greta', now(), '', '', '', '', 1"
        " FROM shop WHERE slug = $1",
        desk.slug,
    )
    before = ok(await desk.advisor.get("/api/v1/verifications"))["items"]

    ok(await market.guest.post(f"/api/v1/mandates/{given['link']}/withdraw", json={}))

    assert len(before) == 1
    assert ok(await desk.advisor.get("/api/v1/verifications"))["items"] == []
