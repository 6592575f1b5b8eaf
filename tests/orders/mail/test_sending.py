"""The queue and the way out: once each, again after trouble, and not for ever."""

import asyncio
from dataclasses import replace

import pytest
from marketkit.clock import SystemClock
from marketkit.db import Database
from orders.mail import MailConfig, MailQueue, MailSender
from orders.mail.sender import MOST_ATTEMPTS
from orders.use_cases.ports import Notice

from tests.orders.mail.conftest import make_due, tell
from tests.support.orders_data import place
from tests.support.post import PostOffice


async def test_telling_twice_sends_once(db: Database, sender: MailSender, post: PostOffice) -> None:
    order = await place(db, online=False)

    await asyncio.gather(*(tell(db, Notice.ORDER_RECEIVED, order) for _ in range(5)))
    await sender.work()
    await sender.work()

    assert sorted(post.recipients) == [
        "anna@example.org",
        "laden0@example.org",
        "laden1@example.org",
    ]


async def test_what_is_rolled_back_is_not_sent(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db)

    async def ends_badly() -> None:
        async with db.transaction() as tx:
            await MailQueue().notify(tx, Notice.ORDER_RECEIVED, order.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ends_badly()
    await sender.work()

    assert post.arrived == []


async def test_nobody_is_written_to_who_left_no_address(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db, email=None)

    await tell(db, Notice.ORDER_RECEIVED, order)
    await sender.work()

    assert post.arrived == []
    assert await db.pool.fetchval("SELECT count(*) FROM mail") == 0


async def test_several_senders_share_the_work(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    for _ in range(12):
        await tell(db, Notice.ORDER_RECEIVED, await place(db))

    await asyncio.gather(*(sender.work() for _ in range(4)))

    ids = [message["Message-ID"] for message in post.arrived]
    assert len(ids) == 12
    assert len(set(ids)) == 12


async def test_a_busy_server_gets_the_same_message_again(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    order = await place(db)
    await tell(db, Notice.ORDER_RECEIVED, order)
    post.refusals = ["451 later", "451 later"]

    for _ in range(3):
        await make_due(db)
        await sender.work()

    mail = await db.pool.fetchrow("SELECT id, attempts, sent_at, error FROM mail")
    assert [message["Message-ID"] for message in post.arrived] == [f"<{mail['id']}@example.org>"]
    assert (mail["attempts"], mail["error"]) == (3, None)
    assert mail["sent_at"]


async def test_between_two_tries_it_waits(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    await tell(db, Notice.ORDER_RECEIVED, await place(db))
    post.refusals = ["451 later"]

    await sender.work()
    await sender.work()

    assert await db.pool.fetchval("SELECT attempts FROM mail") == 1
    assert await db.pool.fetchval("SELECT available_at > now() FROM mail")


async def test_after_the_last_try_it_gives_up_and_says_so(
    db: Database, config: MailConfig, sender: MailSender, post: PostOffice
) -> None:
    await tell(db, Notice.ORDER_RECEIVED, await place(db))
    post.refusals = ["451 later"] * 20

    for _ in range(MOST_ATTEMPTS + 2):
        await make_due(db)
        await sender.work()

    mail = await db.pool.fetchrow("SELECT attempts, given_up_at, error FROM mail")
    assert mail["attempts"] == MOST_ATTEMPTS
    assert mail["given_up_at"]
    assert "later" in mail["error"]


async def test_an_address_that_does_not_exist_is_given_up_at_once(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    gone, good = await place(db, email="gone@example.org"), await place(db)
    post.bad_addresses = {"gone@example.org": "550 no such user"}
    for order in (gone, good):
        await tell(db, Notice.ORDER_RECEIVED, order)

    await sender.work()

    assert post.recipients == ["anna@example.org"]
    mail = await db.pool.fetchrow("SELECT attempts, error FROM mail WHERE given_up_at IS NOT NULL")
    assert mail["attempts"] == 1
    assert "550" in mail["error"]


async def test_an_impossible_address_does_not_hold_up_the_others(
    db: Database, sender: MailSender, post: PostOffice
) -> None:
    for email in ("a b@example.org", "anna@example.org"):
        await tell(db, Notice.ORDER_RECEIVED, await place(db, email=email))

    await sender.work()

    assert post.recipients == ["anna@example.org"]


async def test_a_server_that_is_away_costs_one_try(
    db: Database, sender: MailSender, post: PostOffice, config: MailConfig
) -> None:
    nobody = MailSender(db, replace(config, port=1), SystemClock())
    await tell(db, Notice.ORDER_RECEIVED, await place(db))

    await nobody.work()
    await make_due(db)
    await sender.work()

    assert post.recipients == ["anna@example.org"]
    assert await db.pool.fetchval("SELECT attempts FROM mail") == 2


async def test_the_loop_sends_by_itself(db: Database, sender: MailSender, post: PostOffice) -> None:
    await tell(db, Notice.ORDER_RECEIVED, await place(db))

    await sender.start()
    async with asyncio.timeout(10):
        while not post.arrived:
            await asyncio.sleep(0.02)
    await sender.stop()

    assert post.recipients == ["anna@example.org"]
