"""Which news lead where. What is not listed here is kept, and changes nothing."""

from collections.abc import Mapping
from typing import Final

from orders.payments import money_news
from orders.payments.news import Handler

MONEY: Final[Mapping[str, Handler]] = {
    "checkout.session.completed": money_news.session,
    "checkout.session.expired": money_news.session,
    "checkout.session.async_payment_succeeded": money_news.session,
    "checkout.session.async_payment_failed": money_news.session,
    "payment_intent.payment_failed": money_news.card_refused,
    "refund.failed": money_news.refund_returned,
}
HANDLERS: Final[Mapping[str, Handler]] = {**MONEY}
