"""News of money that comes in, and of money that could not go back."""

from orders.payments.news import News, Tools
from orders.payments.provider import Arrival, UnreachableError
from orders.payments.stripe_money import StripeMoney
from orders.store import captures, payments, refunds
from orders.use_cases.capture_payment import record_capture_failure
from orders.use_cases.record_refund import revoke_refund
from orders.use_cases.stray_money import record_revoked


async def session(tools: Tools, news: News) -> None:
    """Events come doubled, late and in any order: only the session itself is asked."""
    if news.subject_id:
        await tools.desk.take_over(await tools.api.get_session(news.subject_id))


async def card_refused(tools: Tools, news: News) -> None:
    if order_id := news.ours("order_id"):
        async with tools.database.transaction() as tx:
            await payments.note_failure(tx, order_id)


async def refund_returned(tools: Tools, news: News) -> None:
    reason = news.text("failure_reason") or "unknown"
    if refund_id := news.ours("refund_id"):
        if await refunds.is_waiting(tools.database.pool, refund_id):
            raise UnreachableError("The refund that came back has not been written down yet.")
        await revoke_refund(tools.database, refund_id, reason, tools.notifications)
    elif news.subject_id:
        await record_revoked(tools.database, news.subject_id, reason)


async def hold_ended(tools: Tools, news: News) -> None:
    """A held amount is gone: by our own wish, or because the card let go before we took it."""
    if news.subject_id is None:
        return
    order_id = await payments.order_of(tools.database.pool, None, news.subject_id)
    if order_id is None:
        return
    held = await StripeMoney(tools.api).held(news.subject_id)
    if held.arrival is Arrival.LET_GO and not await captures.is_planned(
        tools.database.pool, order_id
    ):
        await record_capture_failure(
            tools.database, order_id, "The card let go of it.", tools.notifications
        )
