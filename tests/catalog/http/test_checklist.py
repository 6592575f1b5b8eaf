"""A shop's checklist over HTTP: who says what, who decides, and what opens the shop."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.http.checklist_desk import checklist, line, mails_of, owned, path, verb

REASON = {"reason": "Der Bescheid kommt nächste Woche."}


@pytest.fixture(autouse=True)
async def _nothing_shown(desk: Desk, market: Market) -> None:
    await market.db.pool.execute("DELETE FROM checklist_item")


async def test_a_baker_reads_what_is_missing_in_one_sentence(desk: Desk) -> None:
    found = await checklist(desk.advisor, desk.slug)

    assert (found["business_type"], found["light"]["state"]) == ("food", "stop")
    assert "die Anmeldung beim Veterinäramt" in found["light"]["sentence"]
    assert line(found, "contact_mail")["state"] == "accepted"
    assert line(found, "vat_id")["number"] == "DE999123455"
    assert "weee" not in {item["key"] for item in found["items"]}
    assert "weee" in {further["kind"] for further in found["further"]}


async def test_what_blocks_keeps_the_shop_closed_and_is_named(desk: Desk, market: Market) -> None:
    operator = market.client("operator")
    refused = await operator.post(path(desk.slug, "go-live"))

    errors = {error["field"]: error["message"] for error in refused.json()["errors"]}
    assert (refused.status, refused.json()["code"]) == (422, "shop_not_ready")
    assert set(errors) == {"checklist.food_registration"}
    assert errors["checklist.food_registration"] == (
        "Es fehlt noch die Anmeldung beim Veterinäramt (Art. 6 VO (EG) 852/2004)."
    )

    ok(await verb(desk.advisor, desk.slug, "food_registration", "declare"))
    assert ok(await operator.post(path(desk.slug, "go-live")))["status"] == "live"


async def test_the_same_list_stands_at_the_shop(desk: Desk) -> None:
    shop = ok(await desk.advisor.get(path(desk.slug)))

    assert "checklist.food_registration" in {m["field"] for m in shop["onboarding"]["missing"]}


async def test_the_missing_payout_account_is_named_and_stops_nothing(
    desk: Desk, market: Market
) -> None:
    ok(await verb(desk.advisor, desk.slug, "food_registration", "declare"))
    operator = market.client("operator")
    ok(await operator.post(path(desk.slug, "go-live")))
    found = await checklist(operator, desk.slug)

    payout = line(found, "payout_account")
    assert (payout["state"], payout["blocks"], payout["voluntary"]) == ("open", False, True)
    assert payout["while_open"].endswith("bis dahin zahlen Kunden bei Abholung.")
    assert "Auszahlungskonto" not in found["light"]["sentence"]


async def test_only_the_owner_declares_what_is_the_owners_word(desk: Desk, market: Market) -> None:
    owner = await owned(desk)
    operator = market.client("operator")

    for other in (desk.advisor, operator):
        refused = await verb(other, desk.slug, "lawful_goods", "declare")
        assert (refused.status, refused.json()["code"]) == (403, "only_owner_says")
    found = ok(await verb(owner, desk.slug, "lawful_goods", "declare"))

    said = line(found, "lawful_goods")
    assert (said["state"], said["submitted"]["name"]) == ("accepted", "Greta Morgenroth")
    assert said["statement"].startswith("Ich biete auf diesem Markt nur Waren")


async def test_declaring_again_also_at_the_same_time_is_once(desk: Desk, market: Market) -> None:
    answers = await asyncio.gather(
        *(verb(desk.advisor, desk.slug, "food_registration", "declare") for _ in range(4))
    )

    assert {answer.status for answer in answers} == {200}
    assert {line(a.json(), "food_registration")["version"] for a in answers} == {1}
    notes = await market.db.pool.fetchval(
        "SELECT count(*) FROM activity WHERE action = 'checklist.declared'"
    )
    assert notes == 1


async def test_the_market_lets_a_shop_off_until_a_day(desk: Desk, market: Market) -> None:
    owner = await owned(desk)
    until = (market.clock.now() + timedelta(days=30)).date().isoformat()

    refused = await verb(owner, desk.slug, "food_registration", "waive", REASON)
    operator = market.client("operator", name="Otto Betrieb")
    waived = ok(
        await verb(operator, desk.slug, "food_registration", "waive", {**REASON, "until": until})
    )

    assert (refused.status, refused.json()["code"]) == (403, "only_market_decides")
    waiver = line(waived, "food_registration")["waiver"]
    assert (waiver["by"], waiver["until"]) == ("Otto Betrieb", until)
    assert line(waived, "food_registration")["state"] == "waived"
    ok(await owner.post(path(desk.slug, "go-live")))

    market.clock.at += timedelta(days=31)
    late = await checklist(operator, desk.slug)
    assert line(late, "food_registration")["state"] == "open"
    assert late["light"]["state"] == "stop"


async def test_a_waiver_is_taken_back(desk: Desk) -> None:
    ok(await verb(desk.advisor, desk.slug, "food_registration", "waive", REASON))
    there = path(desk.slug, "checklist", "food_registration", "waiver")

    first = ok(await desk.advisor.delete(there))
    again = ok(await desk.advisor.delete(there))

    for found in (first, again):
        assert line(found, "food_registration")["state"] == "open"
    refused = await verb(desk.advisor, desk.slug, "vat_id", "waive", REASON)
    assert (refused.status, refused.json()["code"]) == (409, "not_waivable")


async def test_who_decides_on_an_old_copy_is_told(desk: Desk) -> None:
    ok(await verb(desk.advisor, desk.slug, "food_registration", "declare"))
    there = path(desk.slug, "checklist", "food_registration", "waive")

    stale = await desk.advisor.post(there, json=REASON, headers={"if-match": '"0"'})
    fresh = await desk.advisor.post(there, json=REASON, headers={"if-match": '"1"'})

    assert (stale.status, stale.json()["version"]) == (412, 1)
    assert fresh.status == 200


async def test_several_answers_are_all_given_or_none(desk: Desk) -> None:
    answers: list[dict[str, Any]] = [
        {"key": "food_registration"},
        {"key": "lucid", "number": "DE1"},
        {"key": "lawful_goods"},
    ]
    refused = await desk.advisor.post(path(desk.slug, "checklist"), json={"answers": answers})

    fields = [error["field"] for error in refused.json()["errors"]]
    assert (refused.status, fields) == (422, ["answers[1].number", "answers[2]"])
    found = await checklist(desk.advisor, desk.slug)
    assert line(found, "food_registration")["state"] == "open"

    answers = [
        {"key": "food_registration"},
        {"key": "lucid", "number": "DE 1234567890123"},
        {"key": "lawful_goods", "waive": REASON},
        {"key": "food_training"},
    ]
    for _ in range(2):
        done = ok(await desk.advisor.post(path(desk.slug, "checklist"), json={"answers": answers}))
        assert done["light"] == {
            "state": "ok",
            "sentence": "Alles ist da.",
            "open": 0,
            "total": done["light"]["total"],
            "expiring": [],
        }
        assert line(done, "food_training")["valid_until"] == "2028-11-20"


async def test_a_question_reaches_the_advisor_once(desk: Desk, market: Market) -> None:
    owner = await owned(desk)
    found = await checklist(owner, desk.slug)
    question = {"question": "Welches Formular ist das?"}

    answers = [await verb(owner, desk.slug, "food_registration", "ask", question) for _ in "12"]

    if not found["may_ask"]:
        assert {answer.json()["code"] for answer in answers} == {"nobody_to_ask"}
        return
    assert {answer.status for answer in answers} == {204}
    (mail,) = await mails_of(market, "checklist_question")
    assert mail["facts"]["question"] == question["question"]


async def test_strangers_see_no_checklist(desk: Desk, market: Market) -> None:
    stranger, packer = market.client(), market.client("advisor")

    assert (await market.guest.get(path(desk.slug, "checklist"))).status == 401
    assert (await stranger.get(path(desk.slug, "checklist"))).status == 404
    assert (await packer.get(path(desk.slug, "proofs"))).status == 404
    assert (await verb(stranger, desk.slug, "food_registration", "declare")).status == 404
    unknown = await verb(desk.advisor, desk.slug, "horoscope", "declare")
    assert (unknown.status, unknown.json()["code"]) == (404, "requirement_not_found")


async def test_the_market_corrects_what_sort_of_business_it_is(desk: Desk) -> None:
    there = path(desk.slug, "business-type")

    for _ in range(2):
        found = ok(await desk.advisor.put(there, json={"business_type": "craft"}))
    assert found["business_type"] == "craft"
    assert "craft_register" in {item["key"] for item in found["items"]}
    owner = await owned(desk)
    refused = await owner.put(there, json={"business_type": "food"})
    assert (refused.status, refused.json()["code"]) == (403, "only_market_decides")
