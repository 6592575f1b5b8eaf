"""News of disputes: only the dispute itself is asked how it stands."""

from datetime import timedelta
from typing import Final

from orders.payments.news import News, Tools
from orders.payments.provider import UnreachableError
from orders.payments.stripe_money import StripeMoney
from orders.store import payments
from orders.use_cases.follow_dispute import follow_dispute

PATIENCE: Final = timedelta(hours=2)
"""News of the payment may come later than those of the dispute; lost ones are fetched hourly."""


async def dispute(tools: Tools, news: News) -> None:
    if not news.subject_id:
        return
    found = await StripeMoney(tools.api).dispute(news.subject_id)
    pool = tools.database.pool
    order_id = await payments.order_of(pool, found.charge_id, found.payment_id)
    if order_id is None and tools.clock.now() - found.begun_at < PATIENCE:
        raise UnreachableError("The payment that is disputed is not known yet.")
    await follow_dispute(tools.database, found)
