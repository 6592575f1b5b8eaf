"""What needs a person: listed for the operator, tried once more, closed with a word."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from marketkit.messaging import MemoryBus
from orders.app import create_app
from orders.settings import OrdersSettings
from pydantic import SecretStr

from tests.orders.payments.conftest import Market
from tests.orders.payments.test_stray_money import second_page
from tests.support.asgi import AsgiClient, running
from tests.support.orders_data import decline, place
from tests.support.tokens import a_token, a_verifier

LIST = "/api/v1/operations/payments"


@pytest.fixture
async def operator(market: Market) -> AsyncIterator[AsgiClient]:
    settings = OrdersSettings(
        environment="test",
        database_url=SecretStr("postgresql://unused"),
        guest_token_secret=SecretStr("g" * 32),
    )
    app = create_app(settings, bus=MemoryBus(), verifier=a_verifier(), database=market.db)
    async with running(app) as http:
        yield http.as_(a_token("operator"))


async def refused_refund(market: Market) -> None:
    """Somebody has sent everything back by hand, so the provider refuses ours."""
    order = await place(market.db)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    payment = await market.row("SELECT provider_id FROM payment")
    await market.side.api.refund(payment["provider_id"], 1100, {}, "by-hand")
    await decline(market.db, order, 0)
    await market.work_off()


async def matters(operator: AsgiClient, **query: Any) -> list[dict[str, Any]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = await operator.get(f"{LIST}?{asked}")
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_a_refused_refund_is_listed_tried_again_and_closed(
    market: Market, operator: AsgiClient
) -> None:
    await refused_refund(market)
    (matter,) = await matters(operator)
    again = await operator.post(f"{LIST}/{matter['id']}/again")
    await market.work_off()
    (new,) = await matters(operator)
    closed = [
        (await operator.post(f"{LIST}/{new['id']}/close", json={"note": note})).status
        for note in ("Überwiesen am 3. 12.", "Noch einmal.")
    ]

    assert (matter["kind"], matter["can_try"], again.status) == ("refund_failed", True, 204)
    assert matter["details"]["error"].startswith("charge_already_refunded")
    assert matter["number"].startswith("ZZ-2026-")
    assert new["id"] != matter["id"]
    assert closed == [204, 204]
    assert await matters(operator) == []
    ended = await matters(operator, state="ended")
    assert {each["note"] for each in ended} == {"again", "Überwiesen am 3. 12."}


async def test_another_amount_is_sent_back_when_a_person_says_so(
    market: Market, operator: AsgiClient
) -> None:
    order = await place(market.db)
    session_id = await second_page(market, order.id, amount=900)
    await market.side.desk.take_over(await market.side.api.get_session(session_id))
    (matter,) = await matters(operator, kind="other_amount")
    first = await operator.post(f"{LIST}/{matter['id']}/again")
    twice = await operator.post(f"{LIST}/{matter['id']}/again")
    await market.work_off()

    assert (matter["details"]["amount"], matter["order_id"]) == (900, str(order.id))
    assert (first.status, twice.status, twice.json()["code"]) == (204, 409, "matter_ended")
    assert [refund["amount"] for refund in market.at_provider("refund")] == [900]
    assert await matters(operator) == []


async def test_the_list_turns_pages_and_is_the_operators_alone(
    market: Market, operator: AsgiClient
) -> None:
    await market.db.pool.execute(
        "INSERT INTO payment_matter (id, key, kind, details)"
        " SELECT gen_random_uuid(), 'difference:' || n, 'difference', '{}'"
        " FROM generate_series(1, 5) n"
    )
    first = (await operator.get(f"{LIST}?limit=3")).json()
    rest = (await operator.get(f"{LIST}?limit=3&cursor={first['next']}")).json()
    (untried,) = {(await operator.post(f"{LIST}/{first['items'][0]['id']}/again")).status}

    assert (len(first["items"]), len(rest["items"]), rest["next"], first["open"]) == (3, 2, None, 5)
    assert untried == 409
    for role in ("resident", "advisor", "shop_staff"):
        assert (await operator.as_(a_token(role)).get(LIST)).status == 403
    unknown = await operator.post(f"{LIST}/{uuid4()}/close", json={"note": "Geklärt."})
    empty = await operator.post(f"{LIST}/{first['items'][0]['id']}/close", json={"note": "  "})
    assert (unknown.status, empty.status) == (404, 422)
