"""Who has erased the account while an order goes on still gets letters, and their links open it."""

from datetime import UTC, datetime, timedelta

from marketkit.clock import new_id
from marketkit.contracts import AccountErased
from marketkit.db import Database
from orders.domain.codes import guest_token
from orders.mail import MailConfig, MailSender
from orders.use_cases.context import Context
from orders.use_cases.forget_account import forget_account
from orders.use_cases.ports import Notice
from orders.use_cases.read_order import read_order

from tests.orders.mail.conftest import tell
from tests.support.orders_data import place
from tests.support.post import PostOffice

SATURDAY = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


async def test_the_link_in_the_letter_opens_the_order(
    db: Database, sender: MailSender, config: MailConfig, post: PostOffice
) -> None:
    account = new_id()
    order = await place(db, online=False, slot_start=SATURDAY, account_id=account)
    async with db.transaction() as tx:
        await forget_account(tx, AccountErased(version=1, account_id=account))
    await tell(db, Notice.SHOP_ORDER_READY, order, 0)
    await sender.work()

    key = guest_token(config.guest_token_secret, order.id)
    context = Context(
        database=db,
        guest_token_secret=config.guest_token_secret,
        order_prefix="ZZ",
        time_to_pay=timedelta(minutes=30),
    )
    view = await read_order(context, order.id, None, key)

    assert f"/bestellung/{order.id}?token={key}" in post.text("anna@example.org").replace("=\n", "")
    assert view.contact.name == "Anna Köhler"
