"""News of money that comes in, and of money that could not go back."""

from orders.payments.news import News, Tools
from orders.store import payments
from orders.use_cases.record_refund import revoke_refund


async def session(tools: Tools, news: News) -> None:
    """Events come doubled, late and in any order: only the session itself is asked."""
    if news.subject_id:
        await tools.desk.take_over(await tools.api.get_session(news.subject_id))


async def card_refused(tools: Tools, news: News) -> None:
    if order_id := news.ours("order_id"):
        async with tools.database.transaction() as tx:
            await payments.note_failure(tx, order_id)


async def refund_returned(tools: Tools, news: News) -> None:
    if refund_id := news.ours("refund_id"):
        await revoke_refund(tools.database, refund_id, str(news.text("failure_reason")))
