"""From the advisor's hands into the owner's."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from catalog.http.shop_shapes import (
    HandoverShape,
    MyShopShape,
    PreparedHandoverShape,
)
from marketkit.clock import new_id
from marketkit.contracts import StaffChanged

from tests.catalog.conftest import WORDING, Desk, Market, ok
from tests.support.asgi import AsgiClient


async def link_for(desk: Desk) -> str:
    prepared = ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/handover"), 201)
    PreparedHandoverShape.model_validate(prepared)
    assert prepared["url_path"] == f"/uebernahme/{prepared['code']}"
    code: str = prepared["code"]
    return code


async def test_the_link_shows_the_shop_and_who_prepared_it(desk: Desk, market: Market) -> None:
    code = await link_for(desk)

    shown = ok(await market.guest.get(f"/api/v1/handovers/{code}"))

    HandoverShape.model_validate(shown)
    assert (shown["shop"]["slug"], shown["prepared_by"]) == (desk.slug, "Berta Beratung")
    assert (await market.guest.get(f"/api/v1/handovers/{code}x")).status == 404


async def test_only_a_hash_of_the_code_is_kept(desk: Desk, market: Market) -> None:
    code = await link_for(desk)

    row = await market.db.pool.fetchrow("SELECT * FROM handover")

    assert row is not None
    assert code not in str(dict(row))


async def test_whoever_accepts_becomes_owner_and_may_ask_again(desk: Desk, market: Market) -> None:
    owner_id = new_id()
    owner = market.client(account_id=owner_id, name="Greta")
    path = f"/api/v1/handovers/{await link_for(desk)}/accept"

    answers = await asyncio.gather(*(owner.post(path) for _ in range(3)))

    shops = [ok(answer) for answer in answers]
    assert {(s["role"], s["stage"], s["version"]) for s in shops} == {("owner", "handed_over", 2)}
    assert shops[0]["staff"][0]["account_id"] == str(owner_id)
    last = (await market.events(StaffChanged))[-1]
    assert {(p.account_id, p.role) for p in last.staff} == {(owner_id, "owner")}


async def test_of_two_who_come_at_once_one_gets_the_shop(desk: Desk, market: Market) -> None:
    path = f"/api/v1/handovers/{await link_for(desk)}/accept"

    answers = await asyncio.gather(*(market.client().post(path) for _ in range(4)))

    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
    assert len(await market.db.pool.fetch("SELECT * FROM staff")) == 1


async def test_a_guest_must_sign_in_first(desk: Desk, market: Market) -> None:
    path = f"/api/v1/handovers/{await link_for(desk)}/accept"

    assert (await market.guest.post(path)).status == 401


async def test_a_link_ends_after_two_weeks(desk: Desk, market: Market) -> None:
    code = await link_for(desk)
    market.clock.at += timedelta(days=14)

    assert (await market.guest.get(f"/api/v1/handovers/{code}")).status == 410
    assert (await market.client().post(f"/api/v1/handovers/{code}/accept")).status == 410


async def test_a_new_link_ends_the_old_one(desk: Desk, market: Market) -> None:
    old, new = await link_for(desk), await link_for(desk)

    assert (await market.client().post(f"/api/v1/handovers/{old}/accept")).status == 410
    assert (await market.client().post(f"/api/v1/handovers/{new}/accept")).status == 200


async def test_a_shop_is_given_away_once(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    path = f"/api/v1/shops/{desk.slug}/handover"

    assert (await desk.advisor.post(path)).json()["code"] == "already_handed_over"
    assert (await owner.post(path)).status == 403
    assert (await market.client("operator").post(path)).status == 201


async def test_only_who_prepared_the_shop_or_the_operator_gives_it_away(
    desk: Desk, market: Market
) -> None:
    await desk.consent()
    other, _ = await another_advisor(desk)
    path = f"/api/v1/shops/{desk.slug}"

    refused = await other.post(f"{path}/handover")

    ok(await other.patch(path, json={"tagline": "Das darf sie."}))
    assert (refused.status, refused.json()["code"]) == (403, "not_your_shop")
    assert await market.db.pool.fetchval("SELECT count(*) FROM handover") == 0
    ok(await market.client("operator").post(f"{path}/handover"), 201)
    ok(await desk.advisor.post(f"{path}/handover"), 201)


async def test_the_owner_says_whether_the_advisor_may_go_on(desk: Desk, market: Market) -> None:
    _, owner_id = await desk.hand_over()
    path = f"/api/v1/shops/{desk.slug}"

    ok(await desk.advisor.patch(path, json={"tagline": "mit Mandat"}))

    last = (await market.events(StaffChanged))[-1]
    assert {(p.account_id, p.role, p.actions) for p in last.staff} == {
        (owner_id, "owner", None),
        (desk.advisor_id, "advisor", ("orders", "stock")),
    }
    assert ok(await desk.advisor.get(path))["mandate"]["until"] == "2027-11-20"


@pytest.mark.parametrize("body", [None, {}, {"mandate": None}])
async def test_nothing_said_means_no_mandate(desk: Desk, market: Market, body: Any) -> None:
    accept = f"/api/v1/handovers/{await link_for(desk)}/accept"

    ok(await market.client().post(accept, json=body))

    path = f"/api/v1/shops/{desk.slug}"
    assert (await desk.advisor.patch(path, json={"tagline": "ohne"})).status == 404
    assert (await desk.advisor.get(path)).status == 404
    last = (await market.events(StaffChanged))[-1]
    assert [person.role for person in last.staff] == ["owner"]


async def test_an_express_no_ends_what_was_agreed_by_link(desk: Desk, market: Market) -> None:
    await desk.consent()
    accept = f"/api/v1/handovers/{await link_for(desk)}/accept"

    shop = ok(await market.client().post(accept, json={"mandate": None}))

    refused = await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "ohne"})
    assert shop["advisor_mandate"] is False
    assert (refused.status, refused.json()["code"]) == (403, "mandate_ended")


@pytest.mark.parametrize("body", [None, {}, {"mandate": None}])
async def test_consent_given_before_there_was_an_owner_ends_unless_confirmed(
    desk: Desk, market: Market, body: Any
) -> None:
    await desk.consent()
    other, _ = await another_advisor(desk)
    accept = f"/api/v1/handovers/{await link_for(desk)}/accept"

    shop = ok(await market.client().post(accept, json=body))

    path = f"/api/v1/shops/{desk.slug}"
    for advisor in (desk.advisor, other):
        refused = await advisor.patch(path, json={"tagline": "ohne"})
        assert (refused.status, refused.json()["code"]) == (403, "mandate_ended")
    last = (await market.events(StaffChanged))[-1]
    assert shop["advisor_mandate"] is False
    assert [person.role for person in last.staff] == ["owner"]
    steps = "SELECT step FROM mandate_step WHERE step = 'withdrawn' AND by_account IS NOT NULL"
    assert len(await market.db.pool.fetch(steps)) == 2


async def test_who_lets_one_advisor_go_on_lets_no_other(desk: Desk, market: Market) -> None:
    await desk.consent()
    other, other_id = await another_advisor(desk)

    await desk.hand_over()

    path = f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.patch(path, json={"tagline": "mit Mandat"}))
    assert (await other.patch(path, json={"tagline": "ohne"})).json()["code"] == "mandate_ended"
    last = (await market.events(StaffChanged))[-1]
    assert other_id not in {person.account_id for person in last.staff}


async def test_an_open_question_waits_for_the_owners_answer(desk: Desk, market: Market) -> None:
    asked = await desk.asked()
    owner, _ = await desk.hand_over(mandate=False)

    path = f"/api/v1/shops/{desk.slug}/mandates"
    (waiting,) = ok(await owner.get(path))["items"]
    assert (waiting["id"], waiting["state"]) == (asked["id"], "asked")
    ok(await owner.post(f"{path}/{asked['id']}/grant", json={"wording": WORDING}))
    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "mit Mandat"}))


async def another_advisor(desk: Desk) -> tuple[AsgiClient, UUID]:
    """Who got a mandate before the shop changed hands: by the operator's question, or long ago."""
    account_id = new_id()
    add = """
        INSERT INTO mandate (id, shop_id, advisor_id, advisor_name, advisor_email, contact, actions,
            until, state, asked_at, wording, decided_at, decided_by)
        SELECT $1, shop_id, $2, 'Bruno Beratung', '', '', actions, until, state, asked_at, wording,
            decided_at, decided_by
        FROM mandate WHERE state = 'granted'
    """
    await desk.market.db.pool.execute(add, new_id(), account_id)
    return desk.market.client("advisor", account_id=account_id, name="Bruno"), account_id


async def test_the_owner_to_be_checks_part_by_part(desk: Desk, market: Market) -> None:
    product = await desk.product()
    code = await link_for(desk)
    path = f"/api/v1/handovers/{code}"

    before = ok(await market.guest.get(path))
    goods = ok(await market.guest.get(f"{path}/products"))
    wrong = {"block": "prices", "ok": False, "note": "Das Brot kostet 5,20 €."}
    for _ in range(2):
        ok(await market.guest.post(f"{path}/check", json=wrong))
    for block in ("profile", "imprint", "products", "prices"):
        after = ok(await market.guest.post(f"{path}/check", json={"block": block, "ok": True}))

    HandoverShape.model_validate(after)
    assert (before["state"], after["state"]) == ("prepared", "checked")
    assert [item["id"] for item in goods["items"]] == [product["id"]]
    assert before["preview"]["imprint"]["legal_name"].startswith("Bäckerei Morgenroth")
    mails = await market.db.pool.fetch("SELECT facts FROM mail WHERE kind = 'handover_note'")
    assert [mail["facts"]["note"] for mail in mails] == ["Das Brot kostet 5,20 €."]
    unknown = await market.guest.post(f"{path}/check", json={"block": "colour", "ok": True})
    assert unknown.status == 422


async def test_what_is_taken_over_is_not_checked_any_more(desk: Desk, market: Market) -> None:
    code = await link_for(desk)
    path = f"/api/v1/handovers/{code}"
    ok(await market.client().post(f"{path}/accept"))

    assert (await market.guest.get(f"{path}/products")).status == 409
    body = {"block": "prices", "ok": True}
    assert (await market.guest.post(f"{path}/check", json=body)).status == 409


async def test_without_a_mandate_the_advisor_sees_of_a_shop_what_the_public_sees(
    desk: Desk,
) -> None:
    await desk.on_sale()
    await desk.product()
    await desk.go_live()
    owner, _ = await desk.hand_over()

    async def listed() -> list[Any]:
        items: list[Any] = ok(await desk.advisor.get("/api/v1/my/shops"))["items"]
        for item in items:
            MyShopShape.model_validate(item)
        return [(item["products_published"], item["products_draft"]) for item in items]

    before = await listed()
    await withdraw_all(owner, desk.slug)

    assert before == [(1, 1)]
    assert await listed() == [(1, None)]


async def test_a_draft_leaves_the_advisors_list_with_the_mandate(desk: Desk) -> None:
    owner, _ = await desk.hand_over()
    before = ok(await desk.advisor.get("/api/v1/my/shops"))["items"]
    await withdraw_all(owner, desk.slug)

    assert [shop["slug"] for shop in before] == [desk.slug]
    assert ok(await desk.advisor.get("/api/v1/my/shops"))["items"] == []
    assert len(ok(await owner.get("/api/v1/my/shops"))["items"]) == 1


async def withdraw_all(owner: AsgiClient, slug: str) -> None:
    path = f"/api/v1/shops/{slug}/mandates"
    for mandate in ok(await owner.get(path))["items"]:
        ok(await owner.post(f"{path}/{mandate['id']}/withdraw"))


async def test_a_note_with_what_cannot_be_stored_is_refused_at_its_field(
    desk: Desk, market: Market
) -> None:
    check = {"block": "prices", "ok": False, "note": "Brot\x00 kostet 5 €"}

    refused = await market.guest.post(f"/api/v1/handovers/{await link_for(desk)}/check", json=check)

    assert refused.status == 422
    assert refused.json()["errors"][0]["field"] == "note"
