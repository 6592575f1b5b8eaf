"""Which news lead where. What is not listed here is kept, and changes nothing."""

from collections.abc import Mapping
from typing import Final

from orders.payments import account_news, dispute_news, money_news
from orders.payments.news import Handler

MONEY: Final[Mapping[str, Handler]] = {
    "checkout.session.completed": money_news.session,
    "checkout.session.expired": money_news.session,
    "checkout.session.async_payment_succeeded": money_news.session,
    "checkout.session.async_payment_failed": money_news.session,
    "payment_intent.payment_failed": money_news.card_refused,
    "payment_intent.canceled": money_news.hold_ended,
    "refund.failed": money_news.refund_returned,
}
DISPUTES: Final[Mapping[str, Handler]] = {
    "charge.dispute.created": dispute_news.dispute,
    "charge.dispute.updated": dispute_news.dispute,
    "charge.dispute.funds_withdrawn": dispute_news.dispute,
    "charge.dispute.funds_reinstated": dispute_news.dispute,
    "charge.dispute.closed": dispute_news.dispute,
}
ACCOUNTS: Final[Mapping[str, Handler]] = {
    "account.updated": account_news.account,
    "account.application.deauthorized": account_news.account,
    "capability.updated": account_news.account,
    "payout.created": account_news.payout,
    "payout.updated": account_news.payout,
    "payout.paid": account_news.payout,
    "payout.failed": account_news.payout,
    "payout.canceled": account_news.payout,
}
HANDLERS: Final[Mapping[str, Handler]] = {**MONEY, **DISPUTES, **ACCOUNTS}
