"""Checkout sessions, driven by the real stripe library over a real socket."""

import time

import pytest
import stripe

from tests.standin.conftest import a_basket, paid_session
from tests.support.standin import RunningStandin


async def test_a_session_carries_what_it_was_given(client: stripe.StripeClient) -> None:
    session = await client.v1.checkout.sessions.create_async(a_basket())
    again = await client.v1.checkout.sessions.retrieve_async(session.id)

    assert again.amount_total == 480 + 2 * 310
    assert (again.status, again.payment_status) == ("open", "unpaid")
    assert again.client_reference_id == "order-1"
    assert again.metadata
    assert again.metadata["order_id"] == "order-1"
    assert again.payment_intent is None


async def test_line_items_come_by_their_own_call_and_by_expand(
    client: stripe.StripeClient,
) -> None:
    session = await client.v1.checkout.sessions.create_async(a_basket())

    listed = await client.v1.checkout.sessions.line_items.list_async(session.id)
    expanded = await client.v1.checkout.sessions.retrieve_async(
        session.id, {"expand": ["line_items"]}
    )

    assert [(line.description, line.amount_total) for line in listed.data] == [
        ("Bäckerei Morgenroth", 480),
        ("Hofladen Kayna", 620),
    ]
    assert expanded.line_items
    assert len(expanded.line_items.data) == 2


async def test_paying_completes_session_intent_and_charge(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    intent = await client.v1.payment_intents.retrieve_async(
        session.payment_intent, {"expand": ["latest_charge"]}
    )

    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert (intent.status, intent.amount_received) == ("succeeded", 1100)
    assert isinstance(intent.latest_charge, stripe.Charge)
    assert intent.latest_charge.payment_method_details
    assert intent.latest_charge.payment_method_details.card
    assert intent.latest_charge.payment_method_details.card.last4 == "4242"


async def test_an_expired_session_cannot_be_expired_or_paid_again(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await client.v1.checkout.sessions.create_async(a_basket())
    pay_url = session.url or ""

    expired = await client.v1.checkout.sessions.expire_async(session.id)
    status, page = await standin.press(pay_url)

    assert expired.status == "expired"
    assert status == 410
    assert "nicht mehr offen" in page
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        await client.v1.checkout.sessions.expire_async(session.id)


async def test_time_expires_a_session_and_says_so(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await client.v1.checkout.sessions.create_async(a_basket())

    await standin.advance(3600)
    again = await client.v1.checkout.sessions.retrieve_async(session.id)
    events = await client.v1.events.list_async({"type": "checkout.session.expired"})

    assert again.status == "expired"
    assert [event.data.object["id"] for event in events.data] == [session.id]


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"expires_at": int(time.time()) + 60}, "expires_at"),
        ({"line_items": []}, "line_items"),
        ({"success_url": None}, "success_url"),
        ({"colour": "plum"}, "colour"),
        # Gone from the API since its 2026-09-30 version.
        ({"payment_method_types": ["card"]}, "payment_method_types"),
    ],
)
async def test_wrong_parameters_are_named(
    client: stripe.StripeClient, changes: dict[str, object], param: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.checkout.sessions.create_async(a_basket(**changes))

    assert refusal.value.param == param
    assert refusal.value.http_status == 400


async def test_less_than_fifty_cents_is_too_little(client: stripe.StripeClient) -> None:
    line = {
        "price_data": {"currency": "eur", "unit_amount": 49, "product_data": {"name": "Tüte"}},
        "quantity": 1,
    }

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.checkout.sessions.create_async(a_basket(line_items=[line]))

    assert refusal.value.code == "amount_too_small"


async def test_an_unknown_session_is_missing(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.checkout.sessions.retrieve_async("cs_test_nobody")

    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


async def test_a_live_key_is_refused(standin: RunningStandin) -> None:
    headers = {"Authorization": "Bearer sk_live_dangerous"}

    async with standin.http.get(f"{standin.url}/v1/balance", headers=headers) as answer:
        assert answer.status == 401
