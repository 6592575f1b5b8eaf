"""Refunds and the balance: cents are never made up and never lost."""

import pytest
import stripe

from tests.standin.conftest import paid_session
from tests.support.standin import RunningStandin


async def _available(client: stripe.StripeClient) -> int:
    balance = await client.v1.balance.retrieve_async()
    return balance.available[0].amount


async def test_a_payment_adds_its_net_and_a_refund_takes_its_gross(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    after_payment = await _available(client)

    refund = await client.v1.refunds.create_async(
        {"payment_intent": session.payment_intent, "amount": 480, "metadata": {"part": "1"}}
    )

    assert after_payment == 1100 - (1100 * 15 // 1000 + 25)
    assert await _available(client) == after_payment - 480
    assert (refund.status, refund.amount) == ("succeeded", 480)
    assert refund.metadata
    assert refund.metadata["part"] == "1"


async def test_no_more_flows_back_than_was_paid(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    await client.v1.refunds.create_async({"payment_intent": session.payment_intent, "amount": 480})

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        await client.v1.refunds.create_async(
            {"payment_intent": session.payment_intent, "amount": 621}
        )
    await client.v1.refunds.create_async({"payment_intent": session.payment_intent})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.refunds.create_async({"payment_intent": session.payment_intent})

    assert refusal.value.code == "charge_already_refunded"
    refunds = await client.v1.refunds.list_async({"payment_intent": session.payment_intent})
    assert [refund.amount for refund in refunds.data] == [620, 480]
    charges = await client.v1.charges.list_async({"payment_intent": session.payment_intent})
    assert [(charge.amount_refunded, charge.refunded) for charge in charges.data] == [(1100, True)]


async def test_an_unpaid_intent_cannot_be_refunded(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.refunds.create_async({"payment_intent": "pi_nobody"})

    assert refusal.value.http_status == 404


async def test_lists_turn_pages(client: stripe.StripeClient, standin: RunningStandin) -> None:
    session = await paid_session(client, standin)
    for _ in range(5):
        await client.v1.refunds.create_async(
            {"payment_intent": session.payment_intent, "amount": 10}
        )

    first = await client.v1.refunds.list_async({"limit": 2})
    everything = [refund.id async for refund in first.auto_paging_iter()]

    assert (len(first.data), first.has_more) == (2, True)
    assert len(set(everything)) == 5
