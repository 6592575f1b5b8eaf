"""Deciding: once, with reasons, with effect; and back again after a complaint."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.architecture.access_calls import a_picture, multipart
from tests.catalog.conftest import Market, ok
from tests.catalog.duties.conftest import Office
from tests.support.asgi import AsgiClient


async def test_of_two_operators_who_decide_at_once_one_does(office: Office) -> None:
    await office.report()
    case = await office.case()

    answers = await asyncio.gather(
        office.decide(case["id"], "block"),
        office.decide(case["id"], "none", office.other_operator),
    )

    assert sorted(answer.status for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status == 409).json()
    assert refused["code"] == "already_decided"
    assert len((await office.case_of(case["id"]))["decisions"]) == 1
    assert len(await office.mails("report_decided")) == 1


async def test_the_same_decision_sent_twice_is_one(office: Office) -> None:
    await office.report()
    case = await office.case()

    answers = await asyncio.gather(*(office.decide(case["id"], "block") for _ in range(4)))

    assert [answer.status for answer in answers] == [200] * 4
    assert len((await office.case_of(case["id"]))["decisions"]) == 1
    assert len(await office.mails("statement_of_reasons")) == 1


async def test_whoever_takes_a_case_decides_it(office: Office) -> None:
    await office.report()
    case = await office.case()
    path = f"/api/v1/moderation/cases/{case['id']}"
    takes = await asyncio.gather(
        *(who.post(f"{path}/take") for who in (office.operator, office.other_operator))
    )
    winner, loser = (
        (office.operator, office.other_operator)
        if takes[0].status == 200
        else (office.other_operator, office.operator)
    )

    assert sorted(answer.status for answer in takes) == [200, 409]
    assert (await office.decide(case["id"], "none", loser)).json()["code"] == "case_taken"
    ok(await winner.post(f"{path}/take"))
    ok(await loser.post(f"{path}/release"))
    ok(await office.decide(case["id"], "none", loser))
    steps = [step["step"] for step in (await office.case_of(case["id"]))["steps"]]
    assert steps == ["reported", "taken", "released", "decided"]


async def test_a_blocked_product_is_off_sale_and_the_shop_cannot_bring_it_back(
    office: Office,
) -> None:
    decided = await office.decided("block")

    publish = await office.owner.post(f"/api/v1/products/{office.product['id']}/publish")

    number = decided["decisions"][0]["number"]
    assert (publish.status, publish.json()["code"]) == (409, "product_blocked")
    assert f"Entscheidung {number}: Art. 30" in publish.json()["detail"]
    assert (await office.product_now()).status == 410


async def test_no_statement_puts_a_blocked_product_on_sale(office: Office) -> None:
    await office.decided("block")

    with pytest.raises(Exception, match="product_blocked"):
        await office.market.db.pool.execute("UPDATE product SET status = 'published'")


async def test_the_shop_reads_the_reasons_in_full(office: Office) -> None:
    await office.decided("block")

    [mail] = await office.mails("statement_of_reasons")
    path = f"/api/v1/shops/{office.slug}/decisions"
    [shown] = ok(await office.owner.get(path))["items"]

    assert mail["to"] == "baeckerei@example.org"
    assert mail["facts"] == shown["facts"] == "Im Titel steht Bio, eine Kontrollnummer fehlt."
    assert mail["basis"] == shown["basis"] == "Gesetz: Art. 30 VO (EU) 2018/848"
    assert (mail["automated"], shown["automated"]) == (False, False)
    assert "auf Dauer" in shown["said"]
    assert "20. Mai 2027" in mail["remedies"]
    assert shown["may_complain"]


async def test_who_reported_it_is_told_and_sees_it_by_the_link(office: Office) -> None:
    received = await office.report()
    ok(await office.decide((await office.case())["id"], "withdraw"))

    [mail] = await office.mails("report_decided")
    status = ok(await office.guest.get(f"/api/v1/notices/{received['token']}"))

    assert (mail["number"], mail["automated"]) == (received["number"], False)
    assert mail["decision"] == "„Roggenmischbrot“ ist aus dem Verkauf genommen."
    assert (status["status"], status["may_complain"]) == ("decided", True)
    assert status["decision"]["said"] == mail["decision"]


async def test_what_is_only_withdrawn_the_shop_may_bring_back(office: Office) -> None:
    await office.decided("withdraw")
    assert await office.status() == "withdrawn"

    path = f"/api/v1/products/{office.product['id']}/publish"

    assert (await office.owner.post(path)).status == 200


async def test_nothing_happens_to_a_shop_that_did_nothing(office: Office) -> None:
    await office.decided("none")

    assert await office.status() == "published"
    assert await office.mails("statement_of_reasons") == []
    assert ok(await office.owner.get(f"/api/v1/shops/{office.slug}/decisions"))["items"] == []


async def test_a_correction_has_a_day(office: Office) -> None:
    await office.report()
    case = await office.case()

    missing = await office.decide(case["id"], "correct")
    ok(await office.decide(case["id"], "correct", days=7))

    assert [error["field"] for error in missing.json()["errors"]] == ["days"]
    [mail] = await office.mails("statement_of_reasons")
    assert "27. November 2026" in mail["decision"]
    assert await office.status() == "published"


async def test_a_measure_must_fit_and_give_its_reasons(office: Office) -> None:
    await office.report(subject=f"shop:{office.shop_id}")
    case = await office.case()

    answer = await office.decide(case["id"], "block", facts="", basis="")

    fields = [error["field"] for error in answer.json()["errors"]]
    assert (answer.status, fields) == (422, ["measure", "facts", "basis"])


async def test_a_paused_shop_opens_again_only_when_that_is_lifted(office: Office) -> None:
    case = await office.decided("pause_shop", subject=f"shop:{office.shop_id}")
    path = f"/api/v1/shops/{office.slug}"
    refused = await office.owner.post(f"{path}/go-live")

    lift = f"/api/v1/moderation/cases/{case['id']}/lift"
    answers = await asyncio.gather(
        *(office.operator.post(lift, json={"facts": "Das Impressum ist da."}) for _ in range(3))
    )

    assert (refused.status, refused.json()["code"]) == (409, "shop_held")
    assert [answer.status for answer in answers] == [200] * 3
    assert ok(await office.guest.get(path))["status"] == "live"
    assert len((await office.case_of(case["id"]))["decisions"]) == 2


async def _complain(office: Office, by: AsgiClient | None = None) -> dict[str, Any]:
    decision = ok(await office.owner.get(f"/api/v1/shops/{office.slug}/decisions"))["items"][0]
    path = f"/api/v1/shops/{office.slug}/decisions/{decision['id']}/complaint"
    body = {"words": "Die Kontrollnummer steht im Profil des Ladens."}
    answer: dict[str, Any] = ok(await (by or office.owner).post(path, json=body), 201)
    return answer


async def test_a_complaint_is_decided_by_somebody_else_and_brings_the_product_back(
    office: Office,
) -> None:
    case = await office.decided("block")
    ok(await office.other_operator.get("/api/v1/moderation/cases"))
    answers = await asyncio.gather(*(_complain(office) for _ in range(4)))
    complaint = answers[0]
    waiting = ok(await office.operator.get("/api/v1/moderation/cases?view=complaint"))["items"]
    path = f"/api/v1/moderation/complaints/{complaint['id']}/decide"
    body = {"reverse": True, "facts": "Die Kontrollnummer ist gültig."}

    refused = await office.operator.post(path, json=body)
    decided = await asyncio.gather(*(office.other_operator.post(path, json=body) for _ in range(3)))

    assert len({answer["number"] for answer in answers}) == 1
    assert [item["id"] for item in waiting] == [case["id"]]
    assert (refused.status, refused.json()["code"]) == (403, "same_decider")
    assert [answer.status for answer in decided] == [200] * 3
    assert (await office.product_now()).status == 200
    [mail] = await office.mails("complaint_decided")
    assert "aufgehoben" in mail["decision"]
    seen = ok(await office.owner.get(f"/api/v1/shops/{office.slug}/decisions"))["items"]
    assert [item["kind"] for item in seen] == ["complaint", "first"]


async def test_words_without_a_certificate_do_not_come_back_with_a_reversal(
    office: Office,
) -> None:
    await office.decided("block")
    complaint = await _complain(office)
    await office.market.db.pool.execute("UPDATE product SET title = 'Bio-Brot'")
    ok(await office.owner.patch(
        f"/api/v1/shops/{office.slug}", json={"organic_code": "DE-ÖKO-006"}
    ))  # fmt: skip
    await office.market.db.pool.execute(
        "UPDATE proof SET state = 'rejected' WHERE kind = 'organic'"
    )

    path = f"/api/v1/moderation/complaints/{complaint['id']}/decide"
    body = {"reverse": True, "facts": "Die Kontrollnummer ist gültig."}
    ok(await office.other_operator.post(path, json=body))

    assert await office.status() == "withdrawn"


async def test_an_only_operator_may_answer_and_the_log_says_so(office: Office) -> None:
    case = await office.decided("block")
    complaint = await _complain(office)
    path = f"/api/v1/moderation/complaints/{complaint['id']}/decide"

    ok(await office.operator.post(path, json={"reverse": False, "facts": "Es bleibt dabei."}))

    steps = [step["step"] for step in (await office.case_of(case["id"]))["steps"]]
    assert steps[-1] == "complaint_decided_alone"
    assert (await office.product_now()).status == 410


async def test_a_reporter_may_complain_and_win(office: Office) -> None:
    received = await office.report()
    ok(await office.decide((await office.case())["id"], "none"))
    path = f"/api/v1/notices/{received['token']}/complaint"
    body = {"words": "Schauen Sie bitte noch einmal auf das Etikett."}

    complaints = await asyncio.gather(*(office.guest.post(path, json=body) for _ in range(3)))
    answer = {
        "reverse": False, "measure": "block", "basis": "Art. 30", "facts": "Jetzt gesehen.",
    }  # fmt: skip
    complaint = ok(complaints[0], 201)
    ok(
        await office.other_operator.post(
            f"/api/v1/moderation/complaints/{complaint['id']}/decide", json=answer
        )
    )

    assert len({found.json()["id"] for found in complaints}) == 1
    assert (await office.product_now()).status == 410
    [told] = await office.mails("complaint_decided")
    assert told["to"] == "rita@example.org"
    assert len(await office.mails("statement_of_reasons")) == 1
    status = ok(await office.guest.get(f"/api/v1/notices/{received['token']}"))
    assert "gesperrt" in status["complaint"]["answer"]["said"]


async def test_after_six_months_it_is_too_late(office: Office) -> None:
    await office.decided("block")
    path = f"/api/v1/shops/{office.slug}/decisions"
    [decision] = ok(await office.owner.get(path))["items"]
    body = {"words": "Das stimmt so nicht, bitte prüfen."}
    office.market.clock.at += timedelta(days=182)

    answer = await office.owner.post(f"{path}/{decision['id']}/complaint", json=body)

    assert (answer.status, answer.json()["code"]) == (409, "complaint_window_closed")


async def test_strangers_learn_nothing_of_decisions(office: Office, market: Market) -> None:
    await office.decided("block")
    path = f"/api/v1/shops/{office.slug}/decisions"
    [decision] = ok(await office.owner.get(path))["items"]
    body = {"words": "Das stimmt so nicht, bitte prüfen."}

    for stranger, status in ((market.guest, 401), (market.client(), 403)):
        assert (await stranger.get(path)).status == status
        complaint = f"{path}/{decision['id']}/complaint"
        assert (await stranger.post(complaint, json=body)).status == status


async def test_a_removed_picture_comes_back_as_it_was(office: Office) -> None:
    address = f"/api/v1/products/{office.product['id']}"
    for _ in range(2):
        body, headers = multipart(a_picture())
        answer = await office.owner.request("POST", f"{address}/images", body=body, headers=headers)
    images = ok(answer, 201)["images"]
    case = await office.decided("remove_picture", subject=f"picture:{images[0]['id']}")
    gone = ok(await office.guest.get(address))["images"]
    file = await office.guest.get(images[0]["urls"]["320"])

    lift = f"/api/v1/moderation/cases/{case['id']}/lift"
    ok(await office.operator.post(lift, json={"facts": "Das Foto ist doch eigen."}))

    assert [image["id"] for image in gone] == [images[1]["id"]]
    assert file.status == 404
    assert ok(await office.guest.get(address))["images"] == images
    assert (await office.guest.get(images[0]["urls"]["320"])).status == 200


async def test_decisions_only_grow(office: Office) -> None:
    await office.decided("block")

    for table in ("moderation_decision", "notice_step", "complaint"):
        with pytest.raises(Exception, match="only grows"):
            await office.market.db.pool.execute(f"DELETE FROM {table}")


async def test_the_year_in_numbers(office: Office) -> None:
    await office.decided("block")
    await office.report(subject=f"shop:{office.shop_id}", reason="fraud")

    answer = await office.operator.get("/api/v1/moderation/transparency.csv")

    lines = answer.body.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Bereich;Merkmal;2026"
    assert "Meldungen;Eingegangen;2" in lines
    assert "Meldungen nach Grund;Betrug;1" in lines
    assert "Entscheidungen nach Maßnahme;Produkt gesperrt;1" in lines
    assert "Entscheidungen;Davon automatisch getroffen;0" in lines
    assert "Entscheidungen;Median bis zur Entscheidung, Stunden;0,0" in lines
