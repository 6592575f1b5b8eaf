"""Who works in a shop: invited by mail, with a role, and never without an owner."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from catalog.http.people_shapes import (
    CountersShape,
    InvitationShape,
    InvitedShape,
    PeopleShape,
)
from marketkit.clock import new_id
from marketkit.contracts import StaffChanged

from tests.catalog.builders import a_shop
from tests.catalog.conftest import Desk, Market, ok
from tests.support.asgi import AsgiClient


async def invited(market: Market, owner: AsgiClient, slug: str, role: str = "packer") -> str:
    """The code, which is in the mail alone."""
    body = {"email": "tom@example.org", "role": role}
    made = ok(await owner.post(f"/api/v1/shops/{slug}/invitations", json=body), 201)
    InvitedShape.model_validate(made)
    row = await market.db.pool.fetchrow(
        "SELECT facts FROM mail WHERE kind = 'staff_invited' ORDER BY id DESC LIMIT 1"
    )
    assert row is not None
    code: str = row["facts"]["link"].rpartition("/")[2]
    return code


async def roles(owner: AsgiClient, slug: str) -> dict[str, str]:
    page = ok(await owner.get(f"/api/v1/shops/{slug}/people"))
    PeopleShape.model_validate(page)
    return {person["name"]: person["role"] for person in page["people"]}


async def test_who_follows_the_link_belongs_to_the_shop(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    code = await invited(market, owner, desk.slug)
    tom = market.client(name="Tom")

    shown = ok(await market.guest.get(f"/api/v1/invitations/{code}"))
    for _ in range(2):
        ok(await tom.post(f"/api/v1/invitations/{code}/accept"))

    InvitationShape.model_validate(shown)
    assert (shown["role"], shown["shop"]["slug"]) == ("packer", desk.slug)
    assert await roles(owner, desk.slug) == {"Greta Morgenroth": "owner", "Tom": "packer"}
    assert ("packer" in {p.role for p in (await market.events(StaffChanged))[-1].staff}) is True
    assert (await market.guest.post(f"/api/v1/invitations/{code}/accept")).status == 401


async def test_of_two_who_accept_one_invitation_one_belongs_to_the_shop(
    desk: Desk, market: Market
) -> None:
    owner, _ = await desk.hand_over()
    path = f"/api/v1/invitations/{await invited(market, owner, desk.slug)}/accept"

    answers = await asyncio.gather(*(market.client(name=f"T{n}").post(path) for n in range(4)))

    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
    assert len(await roles(owner, desk.slug)) == 2


async def test_an_invitation_ends_by_time_by_word_and_by_a_newer_one(
    desk: Desk, market: Market
) -> None:
    owner, _ = await desk.hand_over()
    old = await invited(market, owner, desk.slug)
    new = await invited(market, owner, desk.slug)
    opened = ok(await owner.get(f"/api/v1/shops/{desk.slug}/people"))["invitations"]
    path = f"/api/v1/shops/{desk.slug}/invitations/{opened[0]['id']}"
    for _ in range(2):
        assert (await owner.delete(path)).status == 204
    late = await invited(market, owner, desk.slug)
    market.clock.at += timedelta(days=14)

    for code in (old, new, late):
        assert (await market.client().post(f"/api/v1/invitations/{code}/accept")).status == 410
    assert len(opened) == 1


async def test_an_invitation_makes_nobody_less(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    code = await invited(market, owner, desk.slug, "packer")

    ok(await owner.post(f"/api/v1/invitations/{code}/accept"))

    assert set((await roles(owner, desk.slug)).values()) == {"owner"}


async def test_the_last_owner_stays(desk: Desk, market: Market) -> None:
    owner, owner_id = await desk.hand_over()
    path = f"/api/v1/shops/{desk.slug}/people"

    leave = await owner.delete(f"{path}/{owner_id}")
    less = await owner.patch(f"{path}/{owner_id}", json={"role": "staff"})
    unknown = await owner.patch(f"{path}/{new_id()}", json={"role": "staff"})

    assert {(leave.status, leave.json()["code"]), (less.status, less.json()["code"])} == {
        (409, "last_owner")}  # fmt: skip
    assert unknown.status == 404
    assert (await owner.delete(f"{path}/{new_id()}")).status == 204


async def test_of_two_owners_who_leave_at_once_one_stays(desk: Desk, market: Market) -> None:
    owner, owner_id = await desk.hand_over()
    second_id = new_id()
    second = market.client(account_id=second_id, name="Tom")
    code = await invited(market, owner, desk.slug, "owner")
    ok(await second.post(f"/api/v1/invitations/{code}/accept"))
    path = f"/api/v1/shops/{desk.slug}/people"

    answers = await asyncio.gather(
        owner.delete(f"{path}/{owner_id}"), second.delete(f"{path}/{second_id}")
    )

    assert sorted(answer.status for answer in answers) == [204, 409]


async def test_who_is_sent_away_may_no_longer(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    tom_id = new_id()
    tom = market.client(account_id=tom_id, name="Tom")
    code = await invited(market, owner, desk.slug, "staff")
    ok(await tom.post(f"/api/v1/invitations/{code}/accept"))
    shop = f"/api/v1/shops/{desk.slug}"
    ok(await tom.patch(shop, json={"tagline": "von Tom"}))

    refused = await tom.post(f"{shop}/invitations", json={"email": "x@y.de", "role": "owner"})
    ok(await owner.patch(f"{shop}/people/{tom_id}", json={"role": "packer"}))
    packs = await tom.patch(shop, json={"tagline": "x"})
    assert (await owner.delete(f"{shop}/people/{tom_id}")).status == 204

    assert (refused.status, refused.json()["code"]) == (403, "owner_only")
    assert packs.status == 403
    assert (await tom.get(shop)).status == 404
    assert len((await market.events(StaffChanged))[-1].staff) == 2  # the owner and the advisor


@pytest.mark.parametrize("body", [{"email": "x", "role": "owner"}, {"email": "", "role": "staff"},
                                  {"email": "a@b.de", "role": "king"}])  # fmt: skip
async def test_nobody_is_invited_nowhere(desk: Desk, body: dict[str, Any]) -> None:
    owner, _ = await desk.hand_over()

    answer = await owner.post(f"/api/v1/shops/{desk.slug}/invitations", json=body)

    assert answer.status == 422


async def test_one_person_stands_at_several_counters(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    own = ok(await owner.post("/api/v1/my/shops", json=a_shop(name="Zweiter Laden")), 201)

    counters = ok(await owner.get("/api/v1/my/counters"))
    advisors = ok(await desk.advisor.get("/api/v1/my/counters"))

    CountersShape.model_validate(counters)
    assert [(c["name"], c["role"]) for c in counters["items"]] == [
        ("Bäckerei Morgenroth", "owner"), ("Zweiter Laden", "owner")]  # fmt: skip
    assert [(c["slug"], c["role"]) for c in advisors["items"]] == [(desk.slug, "advisor")]
    assert (own["role"], own["status"], own["stage"]) == ("owner", "draft", "handed_over")
    assert own["advisor_name"] == ""


async def test_own_shops_are_made_once_and_not_without_end(market: Market) -> None:
    me = market.client()
    keyed = {"idempotency-key": "k"}
    made = [ok(await me.post("/api/v1/my/shops", json=a_shop(), headers=keyed), 201)["id"]
            for _ in range(2)]  # fmt: skip
    for number in range(2):
        ok(await me.post("/api/v1/my/shops", json=a_shop(name=f"Laden {number}")), 201)

    refused = await me.post("/api/v1/my/shops", json=a_shop(name="Noch einer"))

    assert made[0] == made[1]
    assert (refused.status, refused.json()["code"]) == (409, "too_many_drafts")
    assert (await market.guest.post("/api/v1/my/shops", json=a_shop())).status == 401


async def test_of_many_own_shops_at_once_three_are_made(market: Market) -> None:
    me = market.client()

    answers = await asyncio.gather(
        *(me.post("/api/v1/my/shops", json=a_shop(name=f"Laden {n}")) for n in range(6))
    )

    assert sorted(answer.status for answer in answers) == [201, 201, 201, 409, 409, 409]


async def test_the_log_keeps_no_invited_address(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    await invited(market, owner, desk.slug)
    shop = f"/api/v1/shops/{desk.slug}"
    [opened] = ok(await owner.get(f"{shop}/people"))["invitations"]
    assert (await owner.delete(f"{shop}/invitations/{opened['id']}")).status == 204

    rows = await market.db.pool.fetch("SELECT subject FROM activity WHERE action LIKE 'person.%'")
    assert [row["subject"] for row in rows] == ["t…@example.org", "t…@example.org"]
    said = await market.db.pool.fetch("SELECT subject FROM activity WHERE subject LIKE '%@%'")
    assert {row["subject"].partition("@")[0][1:] for row in said} == {"…"}


async def test_who_only_packs_reads_no_log(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    code = await invited(market, owner, desk.slug, "packer")
    tom = market.client(name="Tom")
    ok(await tom.post(f"/api/v1/invitations/{code}/accept"))

    refused = await tom.get(f"/api/v1/shops/{desk.slug}/activity")

    assert (refused.status, refused.json()["code"]) == (403, "not_your_shop")
    assert (await owner.get(f"/api/v1/shops/{desk.slug}/activity")).status == 200
