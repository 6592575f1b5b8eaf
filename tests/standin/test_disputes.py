"""Disputes: money and fee leave at once, and come back when they are won."""

import pytest
import stripe

from tests.standin.conftest import a_basket, paid_session
from tests.standin.test_connect import charge_of, spendable
from tests.support.standin import RunningStandin

FEE = 2000


@pytest.mark.parametrize("outcome", ["won", "lost"])
async def test_a_dispute_is_decided(
    client: stripe.StripeClient, standin: RunningStandin, outcome: str
) -> None:
    charge = await charge_of(client, await paid_session(client, standin))
    before = await spendable(client)

    begun = await standin.control("POST", "disputes", {"charge": charge.id})
    during = await spendable(client)
    answered = await client.v1.disputes.update_async(
        begun["id"], {"evidence": {"uncategorized_text": "Abgeholt mit Code."}}
    )
    await standin.control("POST", f"disputes/{begun['id']}", {"status": outcome})
    closed = await client.v1.disputes.retrieve_async(begun["id"])

    assert during == before - 1100 - FEE
    assert (answered.status, closed.status) == ("under_review", outcome)
    assert await spendable(client) == (before if outcome == "won" else during)
    again = await client.v1.charges.retrieve_async(charge.id)
    assert again.disputed


async def test_a_closed_dispute_stays_closed(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    charge = await charge_of(client, await paid_session(client, standin))
    begun = await standin.control("POST", "disputes", {"charge": charge.id, "amount": 480})
    lost = await client.v1.disputes.close_async(begun["id"])

    with pytest.raises(stripe.InvalidRequestError, match="already closed"):
        await client.v1.disputes.close_async(begun["id"])

    assert (lost.status, lost.amount) == ("lost", 480)


async def test_one_card_means_trouble(client: stripe.StripeClient, standin: RunningStandin) -> None:
    session = await client.v1.checkout.sessions.create_async(a_basket())
    await standin.press(session.url or "", number="4000 0000 0000 0259")
    await standin.settled("charge.dispute.created")

    disputes = await client.v1.disputes.list_async()

    assert [dispute.reason for dispute in disputes.data] == ["fraudulent"]
