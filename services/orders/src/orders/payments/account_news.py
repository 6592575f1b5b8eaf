"""News of shops' accounts, and of money that reached a bank."""

from orders.payments.accounts import AccountDesk
from orders.payments.connect_api import ConnectApi
from orders.payments.news import News, Tools
from orders.store import shop_accounts
from orders.store.payouts import Landed
from orders.use_cases.record_payout import record_payout


async def account(tools: Tools, news: News) -> None:
    account_id = news.account or news.subject_id
    if account_id:
        desk = AccountDesk(tools.database, ConnectApi(tools.api), public_url="")
        await desk.take_over(account_id)


async def payout(tools: Tools, news: News) -> None:
    """To a shop's bank, or without an account to the operator's."""
    if news.subject_id is None:
        return
    found = await ConnectApi(tools.api).payout(news.subject_id, news.account)
    shop_id = None
    if news.account:
        shop_id = await shop_accounts.shop_of(tools.database.pool, news.account)
        if shop_id is None:
            return
    landed = Landed(found.id, shop_id, found.amount, found.status, found.arrives_on, found.failure)
    await record_payout(tools.database, landed)
