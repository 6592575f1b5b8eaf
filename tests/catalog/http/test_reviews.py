"""Goods that somebody looks at before they go on sale."""

import asyncio
from typing import Any

import pytest
from marketkit.contracts import ProductChanged, ProductWithdrawn

from tests.catalog.builders import a_variant
from tests.catalog.conftest import Desk, Market, ok
from tests.support.asgi import AsgiClient

KNIFE: dict[str, Any] = {
    "title": "Kochmesser 20 cm",
    "category": "haushalt_kueche",
    "description": "Geschmiedet in Solingen.",
    "allergens": [],
    "allergens_reviewed": False,
    "details": {
        "manufacturer": "Klinge GmbH, Solingen, klinge@example.org",
        "identifier": "K-20",
        "warnings": "Scharf. Von Kindern fernhalten.",
    },
    "variants": [a_variant(vat_class="de_standard", content_amount=None, content_unit=None)],
}
REASON = {"reason": "Das Bild zeigt ein anderes Messer."}


@pytest.fixture
def operator(market: Market) -> AsgiClient:
    return market.client("operator", name="Otto Betrieb")


async def waiting(desk: Desk) -> dict[str, Any]:
    product = await desk.on_sale(**KNIFE)
    assert product["status"] == "in_review"
    return product


async def test_a_knife_waits_and_goes_on_sale_when_it_was_seen(
    desk: Desk, market: Market, operator: AsgiClient
) -> None:
    product = await waiting(desk)
    path = f"/api/v1/products/{product['id']}"
    again = ok(await desk.advisor.post(f"{path}/publish"))
    queue = ok(await operator.get("/api/v1/reviews"))["items"]

    assert again["version"] == product["version"]
    assert await market.events(ProductChanged) == []
    assert [one["product"]["id"] for one in queue] == [product["id"]]
    assert queue[0]["reasons"] == ["Messer und Äxte sehen wir vorher an."]

    approved = ok(await operator.post(f"{path}/approve"))
    twice = ok(await operator.post(f"{path}/approve"))
    changed = ok(await desk.advisor.patch(path, json={"description": "Von Hand geschmiedet."}))

    assert (approved["status"], twice["version"]) == ("published", approved["version"])
    assert changed["status"] == "published"
    assert ok(await operator.get("/api/v1/reviews"))["items"] == []
    assert ok(await desk.advisor.get(f"{path}/editing"))["review"]["decision"] == "approved"


async def test_a_refused_product_is_a_draft_with_a_reason(
    desk: Desk, market: Market, operator: AsgiClient
) -> None:
    product = await waiting(desk)
    path = f"/api/v1/products/{product['id']}"

    short = await operator.post(f"{path}/refuse", json={"reason": "Nein."})
    refused = ok(await operator.post(f"{path}/refuse", json=REASON))
    twice = ok(await operator.post(f"{path}/refuse", json=REASON))
    late = await operator.post(f"{path}/approve")
    inside = ok(await desk.advisor.get(f"{path}/editing"))
    kinds = [row["kind"] for row in await market.db.pool.fetch("SELECT kind FROM mail")]

    assert short.status == 422
    assert (refused["status"], twice["version"]) == ("draft", refused["version"])
    assert (late.status, late.json()["code"]) == (409, "not_in_review")
    assert inside["review"]["statement"] == REASON["reason"]
    assert kinds.count("product_refused") == 1
    assert ok(await desk.advisor.post(f"{path}/publish"))["status"] == "in_review"


async def test_what_becomes_a_knife_leaves_the_shelf_until_it_was_seen(
    desk: Desk, market: Market
) -> None:
    details = KNIFE["details"]
    board = await desk.on_sale(**{**KNIFE, "title": "Messerblock aus Esche", "details": details})
    path = f"/api/v1/products/{board['id']}"

    changed = ok(await desk.advisor.patch(path, json={"title": "Messerblock mit Kochmesser"}))

    assert (board["status"], changed["status"]) == ("published", "in_review")
    assert len(await market.events(ProductWithdrawn)) == 1


async def test_the_shop_may_take_its_question_back(desk: Desk, operator: AsgiClient) -> None:
    product = await waiting(desk)
    path = f"/api/v1/products/{product['id']}"

    ok(await desk.advisor.post(f"{path}/withdraw"))

    assert ok(await operator.get("/api/v1/reviews"))["items"] == []
    assert (await operator.post(f"{path}/approve")).status == 409


async def test_an_operator_publishes_at_once(desk: Desk, operator: AsgiClient) -> None:
    product = await desk.product(**KNIFE)

    published = ok(await operator.post(f"/api/v1/products/{product['id']}/publish"))

    assert published["status"] == "published"


async def test_nobody_else_approves(desk: Desk, market: Market) -> None:
    product = await waiting(desk)
    path = f"/api/v1/products/{product['id']}"

    for person in (desk.advisor, market.client()):
        assert (await person.post(f"{path}/approve")).status == 403
        assert (await person.post(f"{path}/refuse", json=REASON)).status == 403
        assert (await person.get("/api/v1/reviews")).status == 403
    assert (await market.guest.get("/api/v1/reviews")).status == 401


async def test_of_two_decisions_at_once_one_counts(desk: Desk, operator: AsgiClient) -> None:
    product = await waiting(desk)
    path = f"/api/v1/products/{product['id']}"

    answers = await asyncio.gather(
        operator.post(f"{path}/approve"), operator.post(f"{path}/refuse", json=REASON)
    )

    assert sorted(answer.status for answer in answers) == [200, 409]


async def test_the_queue_is_paged(desk: Desk, operator: AsgiClient) -> None:
    ids = [(await waiting(desk))["id"] for _ in range(3)]

    first = ok(await operator.get("/api/v1/reviews", query={"limit": 2}))
    rest = ok(await operator.get("/api/v1/reviews", query={"limit": 2, "cursor": first["next"]}))

    assert [one["product"]["id"] for one in [*first["items"], *rest["items"]]] == ids
    assert rest["next"] is None
