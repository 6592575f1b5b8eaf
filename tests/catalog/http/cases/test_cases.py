"""A business from the first contact on."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from catalog.http.case_shapes import BoardShape, CaseItemShape, CaseShape, TimelineShape
from catalog.http.shapes import ListOf

from tests.catalog.builders import a_shop
from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.http.cases.conftest import Team, a_form


async def test_a_first_contact_is_enough(team: Team) -> None:
    case = await team.open()

    CaseShape.model_validate(case)
    assert (case["stage"], case["postal_code"], case["municipality"]) == (
        "contact", "06724", "Zeitz")  # fmt: skip
    assert case["advisor_name"] == "Berta Beratung"
    assert [person["name"] for person in case["contacts"]] == ["Ilse Sonntag"]
    assert case["moves"] == ["visit", "preparing", "dropped"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "bank"}, "kind"),
        ({"name": "x"}, "name"),
        ({"postal_code": "6724"}, "postal_code"),
        ({"origin": ""}, "origin"),
        ({"contacts": [{"name": "Ilse", "email": "keine"}]}, "contacts[0].email"),
        ({"advisor_id": str(uuid4())}, "advisor_id"),
    ],
)
async def test_what_cannot_be_is_named(team: Team, changes: dict[str, Any], field: str) -> None:
    answer = await team.berta.post("/api/v1/cases", json=a_form(**changes))

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_the_same_post_twice_at_once_is_one_case(team: Team) -> None:
    keyed = team.berta.with_headers(idempotency_key="k-1")

    answers = await asyncio.gather(*(keyed.post("/api/v1/cases", json=a_form()) for _ in range(3)))

    assert len({ok(answer, 201)["id"] for answer in answers}) == 1
    other = await keyed.post("/api/v1/cases", json=a_form(name="Andere"))
    assert other.json()["code"] == "idempotency_key_reused"


async def test_changes_and_their_version(team: Team, path: str) -> None:
    step = {"next_step": "Waage mitbringen", "next_step_on": "2026-11-23", "place": "Theißen"}
    first = team.berta.with_headers(if_match='"1"')

    changed = ok(await first.patch(path, json=step))
    again = ok(await team.berta.patch(path, json=step))
    late = await first.patch(path, json={"name": "Zu spät"})

    assert (changed["next_step_on"], changed["version"], again["version"]) == ("2026-11-23", 2, 2)
    assert changed["municipality"] == "Zeitz"
    assert (late.status, late.json()["version"]) == (412, 2)


async def test_of_two_who_move_it_at_once_one_is_told(team: Team, path: str) -> None:
    seen = {"if_match": '"1"'}

    answers = await asyncio.gather(
        team.berta.with_headers(**seen).post(f"{path}/move", json={"stage": "visit"}),
        team.carl.with_headers(**seen).post(f"{path}/move", json={"stage": "preparing"}),
    )

    assert sorted(answer.status for answer in answers) == [200, 412]
    moved = [item for item in await team.timeline(path[-36:]) if item["what"] == "stage"]
    assert len(moved) == 2


async def test_the_same_move_twice_is_one(team: Team, path: str) -> None:
    answers = await asyncio.gather(
        *(team.berta.post(f"{path}/move", json={"stage": "visit"}) for _ in range(3))
    )

    assert {ok(answer)["version"] for answer in answers} == {2}


async def test_giving_up_needs_a_reason_and_can_be_taken_back(team: Team, path: str) -> None:
    refused = await team.berta.post(f"{path}/move", json={"stage": "dropped"})
    words = {"stage": "dropped", "reason": "other", "words": "Der Sohn will nicht"}
    dropped = ok(await team.berta.post(f"{path}/move", json=words))
    back = ok(await team.carl.post(f"{path}/move", json={"stage": "contact"}))

    assert refused.json()["errors"][0]["field"] == "reason"
    assert (dropped["drop_reason"], dropped["drop_words"]) == ("other", "Der Sohn will nicht")
    assert (back["stage"], back["drop_reason"]) == ("contact", None)
    timeline = await team.timeline(path[-36:])
    ListOf[TimelineShape].model_validate({"items": timeline, "next": None})
    moved = [(item["kind"], item["by"]) for item in timeline if item["what"] == "stage"]
    assert moved == [
        ("contact", "Carl Berater"),
        ("dropped", "Berta Beratung"),
        ("contact", "Berta Beratung"),
    ]  # fmt: skip
    assert [item["text"] for item in timeline if item["what"] == "note"] == ["Der Sohn will nicht"]


async def test_history_is_only_ever_added_to(team: Team, path: str, market: Market) -> None:
    for change in ("UPDATE case_stage_change SET after = 'live'", "DELETE FROM case_stage_change"):
        with pytest.raises(Exception, match="only ever added to"):
            await market.db.pool.execute(change)


async def test_taking_over_and_handing_on(team: Team, path: str) -> None:
    taken = ok(await team.carl.post(f"{path}/take-over"))
    again = ok(await team.carl.post(f"{path}/take-over"))
    handed = ok(await team.carl.post(f"{path}/hand-to", json={"advisor_id": str(team.berta_id)}))
    unknown = await team.carl.post(f"{path}/hand-to", json={"advisor_id": str(uuid4())})

    assert (taken["advisor_name"], taken["version"], again["version"]) == ("Carl Berater", 2, 2)
    assert handed["advisor_id"] == str(team.berta_id)
    assert unknown.json()["code"] == "unknown_advisor"
    assert (await team.operator.post(f"{path}/take-over")).json()["code"] == "advisors_only"


async def test_of_two_who_take_it_over_at_once_one_is_told(team: Team) -> None:
    case = ok(await team.operator.post("/api/v1/cases", json=a_form()), 201)
    path = f"/api/v1/cases/{case['id']}/take-over"
    assert case["advisor_id"] is None

    answers = await asyncio.gather(
        *(one.with_headers(if_match='"1"').post(path) for one in (team.berta, team.carl))
    )

    assert sorted(answer.status for answer in answers) == [200, 412]


async def test_a_case_gets_one_shop_however_often_it_is_asked(team: Team, path: str) -> None:
    body = {"street": "Dorfstraße 1"}

    answers = await asyncio.gather(*(team.berta.post(f"{path}/shop", json=body) for _ in range(3)))
    case = ok(answers[0])
    shop = ok(await team.berta.get(f"/api/v1/shops/{case['shop']['slug']}"))

    assert {ok(answer)["shop"]["id"] for answer in answers} == {case["shop"]["id"]}
    assert (case["stage"], case["version"]) == ("preparing", 3)
    assert (shop["name"], shop["place"], shop["phone"]) == (
        "Korbflechterei Sonntag", "Kayna", "034426 1234")  # fmt: skip
    assert len(await team.market.db.pool.fetch("SELECT * FROM advisor_case")) == 1


async def test_a_shop_needs_a_postal_code_and_ones_own_case(team: Team) -> None:
    unknown = await team.open(place="Anderswo")
    path = f"/api/v1/cases/{unknown['id']}/shop"

    nowhere = await team.berta.post(path, json={"street": "Dorfstraße 1"})
    stranger = await team.carl.post(path, json={"street": "Dorfstraße 1", "postal_code": "06724"})

    assert nowhere.json()["errors"][0]["field"] == "postal_code"
    assert (stranger.status, stranger.json()["code"]) == (403, "not_your_case")


async def test_the_case_follows_its_shop(desk: Desk, team: Team) -> None:
    of_shop = f"/api/v1/cases/of-shop/{desk.slug}"
    stages = [ok(await desk.advisor.get(of_shop))["stage"]]

    ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/handover"), 201)
    stages.append(ok(await desk.advisor.get(of_shop))["stage"])
    await desk.go_live()
    case = ok(await desk.advisor.get(of_shop))

    assert [*stages, case["stage"]] == ["preparing", "review", "live"]
    assert case["kind"] == "food"
    assert [item["state"] for item in await team.timeline(case["id"])] == [
        "shop_opened", "owner_asked", "shop_created"]  # fmt: skip
    assert case["moves"] == ["care", "dropped"]


async def test_handing_on_a_case_hands_on_its_draft_shop(desk: Desk, team: Team) -> None:
    case = ok(await team.carl.get(f"/api/v1/cases/of-shop/{desk.slug}"))
    assert (await team.carl.get(f"/api/v1/shops/{desk.slug}")).status == 404

    ok(await team.carl.post(f"/api/v1/cases/{case['id']}/take-over"))

    assert ok(await team.carl.get(f"/api/v1/shops/{desk.slug}"))["role"] == "advisor"
    assert (await desk.advisor.get(f"/api/v1/shops/{desk.slug}")).status == 404


async def test_an_owners_consent_stays_with_whom_it_was_given_to(desk: Desk, team: Team) -> None:
    await desk.hand_over()
    case = ok(await team.carl.get(f"/api/v1/cases/of-shop/{desk.slug}"))

    taken = ok(await team.carl.post(f"/api/v1/cases/{case['id']}/take-over"))

    assert taken["shop"]["advisor_name"] == "Berta Beratung"
    assert (await team.carl.get(f"/api/v1/shops/{desk.slug}")).status == 404


async def test_shops_without_a_case_get_one_also_at_the_same_time(
    desk: Desk, team: Team, market: Market
) -> None:
    ok(await desk.advisor.post("/api/v1/shops", json=a_shop(name="Zweite")), 201)
    async with market.db.pool.acquire() as connection:
        await connection.execute("ALTER TABLE case_stage_change DISABLE TRIGGER USER")
        await connection.execute("DELETE FROM case_stage_change")
        await connection.execute("DELETE FROM advisor_case")
        await connection.execute("ALTER TABLE case_stage_change ENABLE TRIGGER USER")

    answers = await asyncio.gather(
        *(team.berta.get(f"/api/v1/cases/of-shop/{desk.slug}") for _ in range(3))
    )

    assert len({ok(answer)["id"] for answer in answers}) == 1


async def test_the_board_shows_what_waits_first(team: Team, market: Market) -> None:
    waiting = await team.open(name="Wartet seit zwei Wochen")
    market.clock.at += timedelta(days=13)
    late = await team.open(name="Zu spät", next_step="Anrufen", next_step_on="2026-12-02")
    market.clock.at += timedelta(days=1)
    await team.open(name="Ganz neu", next_step="Besuch", next_step_on="2026-12-05")
    await team.open(name="Auch neu")

    board = ok(await team.berta.get("/api/v1/cases/board"))

    BoardShape.model_validate(board)
    column = board["columns"][0]
    assert [(item["name"], item["stale"], item["overdue"]) for item in column["items"]] == [
        ("Zu spät", False, True),
        ("Wartet seit zwei Wochen", True, False),
        ("Ganz neu", False, False),
        ("Auch neu", False, False),
    ]
    assert (column["stage"], column["count"], column["urgent"]) == ("contact", 4, 2)
    assert [person["name"] for person in board["advisors"]] == ["Berta Beratung", "Carl Berater"]
    urgent = ok(await team.berta.get("/api/v1/cases", query={"stale": "true"}))["items"]
    assert [item["id"] for item in urgent] == [late["id"], waiting["id"]]


async def test_columns_turn_their_pages_each_for_itself(team: Team) -> None:
    for number in range(12):
        await team.open(name=f"Betrieb {number:02}")

    first = ok(await team.berta.get("/api/v1/cases/board"))["columns"][0]
    query = {"after_contact": first["next"]}
    second = ok(await team.berta.get("/api/v1/cases/board", query=query))["columns"][0]

    names = [item["name"] for item in (*first["items"], *second["items"])]
    assert sorted(names) == [f"Betrieb {number:02}" for number in range(12)]
    assert (len(first["items"]), first["count"], second["count"], second["next"]) == (
        10, 12, 12, None)  # fmt: skip
    bad = await team.berta.get("/api/v1/cases/board", query={"after_contact": "unsinn"})
    assert (bad.status, bad.json()["code"]) == (422, "bad_cursor")


async def test_the_list_is_narrowed_and_turned(team: Team) -> None:
    await team.open(name="Imkerei Gleina", kind="farm", place="Gleina")
    mine = await team.open(name="Töpferei am Wehr", kind="maker")
    ok(await team.carl.post(f"/api/v1/cases/{mine['id']}/take-over"))

    async def names(client: Any, **query: Any) -> list[str]:
        page = ok(await client.get("/api/v1/cases", query=query))
        for item in page["items"]:
            CaseItemShape.model_validate(item)
        return [item["name"] for item in page["items"]]

    assert await names(team.carl, advisor="me") == ["Töpferei am Wehr"]
    assert await names(team.carl, advisor="nobody") == []
    assert await names(team.carl, kind="farm") == ["Imkerei Gleina"]
    assert await names(team.carl, q="gleina") == ["Imkerei Gleina"]
    assert len(await names(team.carl, q="ilse")) == 2
    assert await names(team.carl, q="100%") == []
    page = ok(await team.carl.get("/api/v1/cases", query={"limit": 1}))
    rest = ok(await team.carl.get("/api/v1/cases", query={"limit": 1, "cursor": page["next"]}))
    assert {page["items"][0]["name"], rest["items"][0]["name"]} == {
        "Imkerei Gleina", "Töpferei am Wehr"}  # fmt: skip
    assert rest["next"] is None


async def test_nobody_else_learns_of_a_case(team: Team, path: str, market: Market) -> None:
    resident = market.client()
    for address in ("/api/v1/cases", "/api/v1/cases/board", "/api/v1/cases/appointments"):
        assert (await resident.get(address)).status == 403
        assert (await market.guest.get(address)).status == 401
    assert (await resident.post("/api/v1/cases", json=a_form())).status == 403
    assert (await resident.get(path)).status == 404
    assert (await resident.patch(path, json={"name": "Meins"})).status == 404
    assert (await resident.get(f"{path}/timeline")).status == 404
    assert (await team.berta.get(f"/api/v1/cases/{uuid4()}/timeline")).status == 404


async def test_nothing_of_people_leaves_by_events(team: Team, path: str, market: Market) -> None:
    ok(await team.berta.post(f"{path}/move", json={"stage": "visit"}))

    assert await market.db.pool.fetchval("SELECT count(*) FROM outbox") == 0
