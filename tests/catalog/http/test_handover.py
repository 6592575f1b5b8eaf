"""From the advisor's hands into the owner's."""

import asyncio
from datetime import timedelta
from typing import Any

from catalog.http.shapes import ListOf
from catalog.http.shop_shapes import (
    ActivityShape,
    HandoverShape,
    MyShopShape,
    PreparedHandoverShape,
)
from marketkit.clock import new_id
from marketkit.contracts import StaffChanged

from tests.catalog.conftest import Desk, Market, ok


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
    assert {(p.account_id, p.role) for p in last.staff} == {
        (owner_id, "owner"),
        (desk.advisor_id, "advisor"),
    }


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


async def test_the_owner_ends_the_advisors_mandate(desk: Desk, market: Market) -> None:
    owner, owner_id = await desk.hand_over()
    path = f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.patch(path, json={"tagline": "mit Mandat"}))
    kept = await desk.advisor.patch(path, json={"advisor_mandate": False})

    ok(await owner.patch(path, json={"advisor_mandate": False}))

    assert (kept.status, kept.json()["code"]) == (403, "owner_only")
    assert (await desk.advisor.patch(path, json={"tagline": "ohne"})).status == 404
    assert (await desk.advisor.get(path)).status == 404
    last = (await market.events(StaffChanged))[-1]
    assert [(p.account_id, p.role) for p in last.staff] == [(owner_id, "owner")]


async def test_without_a_mandate_the_advisor_sees_of_a_shop_what_the_public_sees(
    desk: Desk,
) -> None:
    await desk.on_sale()
    await desk.product()
    await desk.go_live()
    owner, _ = await desk.hand_over()
    path = f"/api/v1/shops/{desk.slug}"

    async def listed() -> list[Any]:
        items: list[Any] = ok(await desk.advisor.get("/api/v1/my/shops"))["items"]
        for item in items:
            MyShopShape.model_validate(item)
        return [(item["products_published"], item["products_draft"]) for item in items]

    before = await listed()
    ok(await owner.patch(path, json={"advisor_mandate": False}))

    assert before == [(1, 1)]
    assert await listed() == [(1, None)]


async def test_a_draft_leaves_the_advisors_list_with_the_mandate(desk: Desk) -> None:
    owner, _ = await desk.hand_over()
    before = ok(await desk.advisor.get("/api/v1/my/shops"))["items"]
    ok(await owner.patch(f"/api/v1/shops/{desk.slug}", json={"advisor_mandate": False}))

    assert [shop["slug"] for shop in before] == [desk.slug]
    assert ok(await desk.advisor.get("/api/v1/my/shops"))["items"] == []
    assert len(ok(await owner.get("/api/v1/my/shops"))["items"]) == 1


async def test_the_owner_sees_what_the_advisor_did(desk: Desk, market: Market) -> None:
    await desk.on_sale()
    owner, _ = await desk.hand_over()
    ok(await owner.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "von mir"}))
    path = f"/api/v1/shops/{desk.slug}/activity"

    page = ok(await owner.get(path))
    newest = ok(await owner.get(path, query={"limit": 1}))
    second = ok(await owner.get(path, query={"limit": 1, "cursor": newest["next"]}))

    ListOf[ActivityShape].model_validate(page)
    assert [(item["action"], item["by"]) for item in page["items"]] == [
        ("handover.prepared", "Berta Beratung"),
        ("product.published", "Berta Beratung"),
        ("product.created", "Berta Beratung"),
        ("shop.created", "Berta Beratung"),
    ]
    assert newest["items"] + second["items"] == page["items"][:2]
    assert (await market.client().get(path)).status == 404
    assert (await market.guest.get(path)).status == 401
