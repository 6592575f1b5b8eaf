"""Reporting: what is needed, what counts as one, and what becomes of it."""

import asyncio
from datetime import timedelta

import pytest

from tests.catalog.conftest import ok
from tests.catalog.duties.conftest import Office


async def test_a_notice_is_confirmed_at_once_and_by_mail(office: Office) -> None:
    received = await office.report()

    assert received["number"].startswith("M-2026-")
    assert received["subject"] == "Roggenmischbrot"
    [mail] = await office.mails("report_received")
    assert (mail["to"], mail["number"]) == ("rita@example.org", received["number"])
    assert mail["link"] == f"/melden/stand/{received['token']}"
    status = ok(await office.guest.get(f"/api/v1/notices/{received['token']}"))
    assert (status["status"], status["may_complain"]) == ("received", False)


async def test_the_same_form_sent_six_times_at_once_is_one_notice(office: Office) -> None:
    answers = await asyncio.gather(*(office.report() for _ in range(6)))

    assert len({answer["number"] for answer in answers}) == 1
    assert len({answer["token"] for answer in answers}) == 1
    assert len(await office.mails("report_received")) == 1
    assert (await office.case())["notices"] == 1


async def test_several_notices_about_one_thing_are_one_case(office: Office) -> None:
    await office.report()
    await office.report(email="karl@example.org", reason="unsafe")

    items = ok(await office.operator.get("/api/v1/moderation/cases"))["items"]

    assert [(item["notices"], item["reasons"]) for item in items] == [(2, ["organic", "unsafe"])]
    assert len((await office.case())["reports"]) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"explanation": "Falsch."}, "explanation"),
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"good_faith": False}, "good_faith"),
    ],
)
async def test_what_is_missing_is_named(
    office: Office, changes: dict[str, object], field: str
) -> None:
    answer = await office.guest.post("/api/v1/notices", json=office.notice(**changes))

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert await office.market.db.pool.fetchval("SELECT count(*) FROM notice_case") == 0


async def test_nobody_must_say_who_they_are_to_report_abuse_of_children(office: Office) -> None:
    await office.report(reason="child_abuse", name="", email="")

    assert (await office.case())["danger"] == 3
    assert await office.mails("report_received") == []


@pytest.mark.parametrize(
    "subject", ["product:1", "user:0191a3c0-7d52-7b6e-8c1f-5f0f3d1c9a10", "", "shop"]
)
async def test_only_what_is_there_can_be_reported(office: Office, subject: str) -> None:
    answer = await office.guest.post("/api/v1/notices", json=office.notice(subject=subject))
    assert (answer.status, answer.json()["code"]) == (404, "subject_not_found")


async def test_a_draft_cannot_be_reported_because_nobody_sees_it(office: Office) -> None:
    path = f"/api/v1/shops/{office.slug}/products"
    draft = ok(await office.owner.post(path, json=_bread("Dinkelbrot")), 201)

    answer = await office.guest.post(
        "/api/v1/notices", json=office.notice(subject=f"product:{draft['id']}")
    )

    assert answer.status == 404


async def test_danger_to_life_stands_before_everything_and_names_the_police(
    office: Office,
) -> None:
    await office.report(subject=f"shop:{office.shop_id}", reason="unsafe")
    office.market.clock.at += timedelta(hours=1)
    await office.report(danger_to_life=True, reason="other")

    first = await office.case()

    assert (first["subject_kind"], first["danger"], first["danger_to_life"]) == (
        "product", 4, True,
    )  # fmt: skip
    assert first["police"]["phone"] == "110"


async def test_among_equals_the_oldest_comes_first_page_by_page(office: Office) -> None:
    await office.report(subject=f"shop:{office.shop_id}")
    office.market.clock.at += timedelta(hours=1)
    await office.report()

    path = "/api/v1/moderation/cases"
    first = ok(await office.operator.get(path, query={"limit": 1}))
    second = ok(await office.operator.get(path, query={"limit": 1, "cursor": first["next"]}))

    kinds = [page["items"][0]["subject_kind"] for page in (first, second)]
    assert (kinds, second["next"]) == (["shop", "product"], None)


async def test_one_address_may_report_ten_times_an_hour(office: Office) -> None:
    here = office.guest.with_headers(x_forwarded_for="203.0.113.9")
    for number in range(10):
        notice = office.notice(explanation=f"Das ist die Meldung mit der Nummer {number}.")
        ok(await here.post("/api/v1/notices", json=notice), 201)

    refused = await here.post("/api/v1/notices", json=office.notice())
    elsewhere = office.guest.with_headers(x_forwarded_for="203.0.113.10")

    assert (refused.status, refused.json()["code"]) == (429, "too_many_notices")
    assert (await elsewhere.post("/api/v1/notices", json=office.notice())).status == 201
    office.market.clock.at += timedelta(hours=2)
    more = office.notice(explanation="Eine Stunde später ist noch etwas aufgefallen.")
    assert (await here.post("/api/v1/notices", json=more)).status == 201


async def test_a_notice_cannot_be_changed_or_deleted(office: Office) -> None:
    await office.report()

    for statement in ("UPDATE notice SET reason = 'other'", "DELETE FROM notice_step"):
        with pytest.raises(Exception, match="only grows"):
            await office.market.db.pool.execute(statement)


async def test_who_reported_is_forgotten_a_year_after_the_decision(office: Office) -> None:
    from catalog.store import notices

    await office.decided("none")
    pool = office.market.db.pool
    async with office.market.db.session() as session:
        soon = office.market.clock.at - timedelta(days=1)
        await notices.forget_reporters(session, soon, 10)
    assert await pool.fetchval("SELECT count(*) FROM reporter") == 1

    async with office.market.db.session() as session:
        later = office.market.clock.at + timedelta(days=1)
        await notices.forget_reporters(session, later, 10)

    assert await pool.fetchval("SELECT count(*) FROM reporter") == 0
    assert await pool.fetchval("SELECT count(*) FROM notice") == 1


async def test_the_form_says_what_is_reported_and_why_it_may_be(office: Office) -> None:
    query = {"subject": f"product:{office.product['id']}"}
    form = ok(await office.guest.get("/api/v1/notice-form", query=query))

    assert form["subject"]["title"] == "Roggenmischbrot"
    assert {"organic", "fraud", "other"} <= {reason["key"] for reason in form["reasons"]}
    contacts = ok(await office.guest.get("/api/v1/contacts"))["contacts"]
    assert {"operator", "authorities", "people", "safety"} <= contacts.keys()


@pytest.mark.parametrize("path", ["cases", "recalls", "takedowns", "transparency.csv"])
async def test_only_operators_moderate(office: Office, path: str) -> None:
    address = f"/api/v1/moderation/{path}"
    assert (await office.guest.get(address)).status == 401
    assert (await office.owner.get(address)).status == 403
    assert (await office.operator.get(address)).status == 200


def _bread(title: str) -> dict[str, object]:
    from tests.catalog import builders

    return builders.a_product(title=title)
