"""Forgotten passwords: one link, once, for one hour; and nobody learns who has an account."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from gateway.domain.keys import digest
from gateway.identity.passwords import Argon2Passwords
from gateway.mail import AccountMailSender
from gateway.use_cases.ask_new_password import ask_new_password
from gateway.use_cases.check_password import WrongCredentialsError
from gateway.use_cases.open_session import open_session
from gateway.use_cases.set_new_password import LinkEndedError, change_own, set_by_link
from gateway.use_cases.throttle import TooManyAttemptsError
from marketkit.clock import SystemClock
from marketkit.db import Database
from marketkit.errors import InvalidError
from marketkit.mail import MailConfig

from tests.gateway.conftest import LIMITS, TIMES
from tests.gateway.use_cases.test_accounts import PASSWORD, an_account, attempt
from tests.support.post import post_office

NEW = "acht noch bessere Worte"
ANNA = "anna@example.org"


async def ask(database: Database, email: str = ANNA) -> None:
    await ask_new_password(database, LIMITS, email=email, address="192.0.2.1", language="de")


async def the_key(database: Database) -> str:
    link = await database.pool.fetchval(
        "SELECT link FROM mail WHERE kind = 'new_password' ORDER BY created_at DESC LIMIT 1"
    )
    assert isinstance(link, str)
    return link.rpartition("/")[2]


async def use(database: Database, passwords: Argon2Passwords, key: str, password: str) -> None:
    await set_by_link(database, passwords, key=key, password=password, language="de")


async def test_the_link_sets_a_new_password_and_ends_every_session(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)
    await open_session(database, TIMES, account, replaces=None)
    await ask(database, "Anna@Example.org")

    await use(database, passwords, await the_key(database), NEW)

    assert await attempt(database, passwords, ANNA, NEW)
    with pytest.raises(WrongCredentialsError):
        await attempt(database, passwords, ANNA, PASSWORD)
    assert await database.pool.fetchval("SELECT count(*) FROM sessions") == 0
    kinds = await database.pool.fetch("SELECT kind FROM mail ORDER BY created_at")
    assert [row["kind"] for row in kinds] == ["new_password", "password_changed"]


async def test_only_its_hash_is_kept(database: Database, passwords: Argon2Passwords) -> None:
    await an_account(database, passwords)
    await ask(database)

    stored = await database.pool.fetchval("SELECT key_hash FROM password_links")

    assert stored == digest(await the_key(database))


async def test_used_twice_at_once_it_works_once(
    database: Database, passwords: Argon2Passwords
) -> None:
    await an_account(database, passwords)
    await ask(database)
    key = await the_key(database)

    outcomes = await asyncio.gather(
        *(use(database, passwords, key, f"{NEW} {n}") for n in range(5)), return_exceptions=True
    )

    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, LinkEndedError) for outcome in outcomes) == 4


async def test_asked_five_times_at_once_one_mail_goes_out(
    database: Database, passwords: Argon2Passwords
) -> None:
    await an_account(database, passwords)

    await asyncio.gather(*(ask(database) for _ in range(5)))

    assert await database.pool.fetchval("SELECT count(*) FROM mail") == 1


async def test_it_ends_after_an_hour(database: Database, passwords: Argon2Passwords) -> None:
    await an_account(database, passwords)
    await ask(database)
    key = await the_key(database)
    await database.pool.execute(
        "UPDATE password_links SET ends_at = ends_at - $1::interval", timedelta(minutes=61)
    )

    with pytest.raises(LinkEndedError):
        await use(database, passwords, key, NEW)


async def test_a_weak_password_does_not_use_the_link_up(
    database: Database, passwords: Argon2Passwords
) -> None:
    await an_account(database, passwords)
    await ask(database)
    key = await the_key(database)

    with pytest.raises(InvalidError):
        await use(database, passwords, key, "kurz")
    await use(database, passwords, key, NEW)

    assert await attempt(database, passwords, ANNA, NEW)


async def test_nobody_hears_whether_there_is_an_account(database: Database) -> None:
    await ask(database, "niemand@example.org")
    await ask(database, "keine Adresse")

    assert await database.pool.fetchval("SELECT count(*) FROM mail") == 0


async def test_a_mailbox_is_not_filled(database: Database) -> None:
    for _ in range(LIMITS.password_links):
        await ask(database)

    with pytest.raises(TooManyAttemptsError):
        await ask(database)


async def test_changing_ones_own_keeps_this_session_and_ends_the_others(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)
    here = await open_session(database, TIMES, account, replaces=None)
    await open_session(database, TIMES, account, replaces=None)

    await change_own(
        database, passwords, account_id=account.id, password=NEW, language="en", keeps=here
    )

    left = await database.pool.fetch("SELECT key_hash FROM sessions")
    assert [row["key_hash"] for row in left] == [digest(here)]
    assert await attempt(database, passwords, ANNA, NEW)


async def test_the_mail_holds_the_link_and_is_kept_without_it(
    database: Database, passwords: Argon2Passwords
) -> None:
    await an_account(database, passwords)
    await ask(database)
    key = await the_key(database)
    async with post_office() as post:
        config = MailConfig(
            sender="markt@example.org",
            sender_name="Regionalmarkt",
            public_url="https://markt.example",
            port=post.port,
        )
        sender = AccountMailSender(database, config, SystemClock())
        assert await sender.work()
        assert not await sender.work()
    assert post.recipients == [ANNA]
    text = post.text(ANNA)
    assert f"https://markt.example/passwort-neu/{key}" in text
    kept = await database.pool.fetchrow("SELECT link, text, html, sent_at FROM mail")
    assert kept["link"] is None
    assert key not in kept["text"] + kept["html"]
    assert kept["sent_at"] <= datetime.now(UTC)
    assert not re.search(r"\{\w+\}", text)
