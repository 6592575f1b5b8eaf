"""Calling goods back: all at once, told once, readable for ever."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from marketkit.clock import new_id
from marketkit.contracts import ProductWithdrawn, RecallPublished

from tests.catalog import builders
from tests.catalog.conftest import Market, ok
from tests.catalog.duties.conftest import Office

RECALLS = "/api/v1/recalls"


def a_recall(office: Office, **changes: Any) -> dict[str, Any]:
    return {
        "products": [{"product_id": office.product["id"]}],
        "title": "Metallteile im Roggenmischbrot",
        "danger": "Kleine Metallteile können verletzen.",
        "action": "Bitte nicht essen.",
        "remedy": "Sie bekommen Ihr Geld zurück.",
        "contact": "Bäckerei Morgenroth, 03441 555010",
        "source": "authority_order",
        "reference": "LAV 12/2026",
        "batch": "L2346",
    } | changes


async def _written(office: Office, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = ok(
        await office.operator.post(RECALLS, json=a_recall(office, **changes)), 201
    )
    return found


async def _published(office: Office, **changes: Any) -> dict[str, Any]:
    recall = await _written(office, **changes)
    found: dict[str, Any] = ok(await office.operator.post(f"{RECALLS}/{recall['id']}/publish"))
    return found


async def test_a_draft_is_nobodys_but_the_operators(office: Office, market: Market) -> None:
    recall = await _written(office)

    for who, status in ((office.operator, 200), (office.owner, 404), (market.guest, 404)):
        assert (await who.get(f"{RECALLS}/{recall['id']}")).status == status
    assert ok(await office.guest.get(RECALLS))["items"] == []
    assert await office.status() == "published"


async def test_publishing_takes_off_sale_blocks_and_tells_all_at_once(office: Office) -> None:
    recall = await _published(office)

    path = f"/api/v1/products/{office.product['id']}"
    assert (await office.product_now()).status == 410
    refused = await office.owner.post(f"{path}/publish")
    assert (refused.status, refused.json()["code"]) == (409, "product_blocked")
    assert recall["number"] in refused.json()["detail"]
    [told] = await office.market.events(RecallPublished)
    [withdrawn] = await office.market.events(ProductWithdrawn)
    assert told.products[0].product_version == withdrawn.version
    assert (told.batch, told.mail, told.ended) == ("L2346", True, False)
    [mail] = await office.mails("recall_notice_shop")
    assert (mail["to"], mail["product"]) == ("baeckerei@example.org", "Roggenmischbrot")


async def test_published_five_times_at_once_is_told_once(office: Office) -> None:
    recall = await _written(office)
    path = f"{RECALLS}/{recall['id']}/publish"

    answers = await asyncio.gather(*(office.operator.post(path) for _ in range(5)))

    assert [answer.status for answer in answers] == [200] * 5
    assert len(await office.market.events(RecallPublished)) == 1
    assert len(await office.mails("recall_notice_shop")) == 1


async def test_everybody_reads_it_and_finds_it_by_the_product(office: Office) -> None:
    recall = await _published(office)

    query = {"product_id": office.product["id"]}
    [found] = ok(await office.guest.get(RECALLS, query=query))["items"]
    whole = ok(await office.guest.get(f"{RECALLS}/{recall['id']}"))

    assert found["danger"] == whole["danger"] == "Kleine Metallteile können verletzen."
    assert whole["products"][0]["shop_name"] == "Bäckerei Morgenroth"
    assert "reference" not in whole
    other = {"product_id": str(new_id())}
    assert ok(await office.guest.get(RECALLS, query=other))["items"] == []


async def test_the_law_gives_an_order_two_working_days_and_a_notice_three(office: Office) -> None:
    """The clock stands on a Friday."""
    order = await _written(office)
    notice = await _written(office, source="safety_notice")
    own = await _written(office, source="maker")

    assert [r["due_on"] for r in (order, notice, own)] == ["2026-11-24", "2026-11-25", None]
    assert [r["days_left"] for r in (order, notice, own)] == [2, 3, None]


async def test_holidays_do_not_count(office: Office) -> None:
    """Received on 23 December: the 25th is a holiday, the 26th one on a Saturday."""
    office.market.clock.at = datetime(2026, 12, 23, 9, tzinfo=UTC)
    recall = await _written(office)
    assert recall["due_on"] == "2026-12-28"

    office.market.clock.at = datetime(2026, 12, 29, 9, tzinfo=UTC)
    [listed] = ok(await office.operator.get("/api/v1/moderation/recalls"))["items"]

    assert (listed["overdue"], listed["days_left"]) == (True, -1)


async def test_other_words_are_a_new_version_and_mailed_only_when_asked(office: Office) -> None:
    recall = await _published(office)
    path = f"{RECALLS}/{recall['id']}"
    words = {name: recall[name] for name in ("title", "action", "remedy", "contact")}
    sharper = {**words, "danger": "Spitze Metallteile können schwer verletzen."}

    for _ in range(2):
        ok(await office.operator.patch(path, json=sharper))
    ok(await office.operator.patch(path, json=sharper | {"action": "Wegwerfen.", "mail": True}))

    told = await office.market.events(RecallPublished)
    assert [event.mail for event in told] == [True, False, True]
    assert [event.version for event in told] == sorted({event.version for event in told})
    versions = ok(await office.guest.get(path))["versions"]
    assert [version["danger"][:6] for version in versions] == ["Spitze", "Spitze", "Kleine"]
    with pytest.raises(Exception, match="only grows"):
        await office.market.db.pool.execute("UPDATE recall_text SET danger = ''")


async def test_after_the_end_it_stays_readable_and_the_shop_may_sell_again(
    office: Office,
) -> None:
    recall = await _published(office)
    path = f"{RECALLS}/{recall['id']}"

    for _ in range(2):
        ok(await office.operator.post(f"{path}/end"))

    assert ok(await office.guest.get(path))["status"] == "ended"
    assert [event.ended for event in await office.market.events(RecallPublished)] == [False, True]
    assert await office.status() == "withdrawn"
    ok(await office.owner.post(f"/api/v1/products/{office.product['id']}/publish"))
    again = await office.operator.post(f"{path}/publish")
    assert (again.status, again.json()["code"]) == (409, "recall_state")


async def test_the_end_of_a_recall_does_not_lift_a_decision(office: Office) -> None:
    await office.decided("block")
    recall = await _published(office)

    ok(await office.operator.post(f"{RECALLS}/{recall['id']}/end"))

    refused = await office.owner.post(f"/api/v1/products/{office.product['id']}/publish")
    assert (refused.status, "Entscheidung" in refused.json()["detail"]) == (409, True)


async def test_an_owner_calls_own_goods_back_and_the_operator_is_told(office: Office) -> None:
    body = a_recall(office, source="authority_order")
    recall = ok(await office.owner.post(RECALLS, json=body), 201)
    assert (recall["source"], recall["by_shop"], recall["due_on"]) == ("maker", True, None)

    ok(await office.owner.post(f"{RECALLS}/{recall['id']}/publish"))

    [mail] = await office.mails("recall_told")
    assert (mail["to"], mail["number"]) == ("betrieb@example.org", recall["number"])
    listed = ok(await office.owner.get(f"/api/v1/shops/{office.slug}/recalls"))["items"]
    assert [item["id"] for item in listed] == [recall["id"]]
    ended = await office.owner.post(f"{RECALLS}/{recall['id']}/end")
    assert ended.status == 403


async def test_nobody_calls_back_what_is_not_theirs(office: Office, market: Market) -> None:
    assert (await market.guest.post(RECALLS, json=a_recall(office))).status == 401
    assert (await market.client().post(RECALLS, json=a_recall(office))).status == 404
    advisor = market.client("advisor")
    assert (await advisor.post(RECALLS, json=a_recall(office))).status == 404


async def test_one_variant_may_be_meant(office: Office) -> None:
    variant = office.product["variants"][0]["id"]
    item = {"product_id": office.product["id"], "variant_id": variant}

    recall = await _published(office, products=[item, item])

    assert [(p["variant_id"], p["variant"]) for p in recall["products"]] == [(variant, "1 kg")]
    wrong = {"product_id": office.product["id"], "variant_id": str(new_id())}
    body = a_recall(office, products=[wrong])
    assert (await office.operator.post(RECALLS, json=body)).status == 404


async def test_the_same_key_writes_one_draft(office: Office) -> None:
    headers = {"idempotency-key": "rueckruf-1"}
    answers = await asyncio.gather(
        *(office.operator.post(RECALLS, json=a_recall(office), headers=headers) for _ in range(3))
    )
    assert len({ok(answer, 201)["id"] for answer in answers}) == 1


async def test_a_period_ends_after_it_begins(office: Office) -> None:
    body = a_recall(office, sold_from="2026-11-10", sold_to="2026-11-01")
    answer = await office.operator.post(RECALLS, json=body)
    assert (answer.status, answer.json()["errors"][0]["field"]) == (422, "sold_to")


async def test_a_draft_product_that_was_never_sold_is_blocked_too(office: Office) -> None:
    path = f"/api/v1/shops/{office.slug}/products"
    draft = ok(await office.owner.post(path, json=builders.a_product(title="Dinkelbrot")), 201)

    await _published(office, products=[{"product_id": draft["id"]}])

    refused = await office.owner.post(f"/api/v1/products/{draft['id']}/publish")
    assert refused.status == 409
    assert await office.market.events(ProductWithdrawn) == []


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "1999-12-31T23:00:00Z",
                                "2027-11-22T00:00:00Z", "9999-12-31T23:59:59-12:00"])  # fmt: skip
async def test_a_recall_received_in_no_sensible_year_is_refused(office: Office, at: str) -> None:
    refused = await office.operator.post(RECALLS, json=a_recall(office, received_at=at))

    assert refused.status == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["received_at"]
    assert await office.market.db.pool.fetchval("SELECT count(*) FROM recall") == 0
