"""What the provider refuses: said once, and not asked for ever."""

import pytest
from orders.payments.connect_api import ConnectApi
from orders.payments.provider import RefusedError
from orders.store import stripe_events

from tests.orders.payments.conftest import Market


async def test_an_account_that_has_left_the_market_is_refused(market: Market) -> None:
    with pytest.raises(RefusedError) as refused:
        await ConnectApi(market.side.api).payout("po_1", "acct_gone")

    assert refused.value.code == "account_invalid"


async def test_news_of_it_are_put_aside(market: Market) -> None:
    event = {"id": "evt_1", "type": "payout.paid", "account": "acct_gone",
             "data": {"object": {"id": "po_1"}}}  # fmt: skip
    async with market.db.transaction() as tx:
        await stripe_events.take_in(tx, event)

    await market.work_off()

    row = await market.row("SELECT processed_at, error FROM stripe_event")
    assert row["processed_at"]
    assert "acct_gone" in row["error"]
