from datetime import datetime

import pytest
from gateway.domain.accounts import Account
from gateway.domain.keys import digest
from gateway.identity.passwords import Argon2Passwords
from gateway.identity.visitors import STRANGER, UnknownTokenError, Visitors
from gateway.store import sessions
from gateway.use_cases.close_session import close_session
from gateway.use_cases.issue_token import TooManyTokensError, issue_token
from gateway.use_cases.open_session import open_session
from gateway.use_cases.revoke_token import revoke_token
from gateway.use_cases.sign_up import sign_up
from marketkit.clock import new_id
from marketkit.db import Database
from marketkit.errors import NotFoundError

from tests.gateway.conftest import TIMES


@pytest.fixture
async def account(database: Database, passwords: Argon2Passwords) -> Account:
    return await sign_up(
        database, passwords, email="anna@example.org", password="sieben gute Worte", name="Anna"
    )


@pytest.fixture
def visitors(database: Database) -> Visitors:
    return Visitors(database.pool, TIMES, remember_seconds=0)


async def age(database: Database, column: str, interval: str) -> None:
    await database.pool.execute(f"UPDATE sessions SET {column} = now() - interval '{interval}'")


async def test_a_session_names_its_account_until_it_is_closed(
    database: Database, visitors: Visitors, account: Account
) -> None:
    key = await open_session(database, TIMES, account, replaces=None)

    assert (await visitors.by_session(key)).principal == account.principal()
    for _ in range(2):
        await close_session(database, key)
    assert await visitors.by_session(key) == STRANGER


async def test_only_the_hash_of_a_key_is_stored(
    database: Database, visitors: Visitors, account: Account
) -> None:
    key = await open_session(database, TIMES, account, replaces=None)
    token = (await issue_token(database, account.id, name="Kasse")).token

    stored = await database.pool.fetchval(
        "SELECT (SELECT key_hash FROM sessions) = $1 AND (SELECT key_hash FROM api_tokens) = $2",
        digest(key),
        digest(token),
    )
    assert stored


@pytest.mark.parametrize(
    ("column", "interval", "alive"),
    [
        ("seen_at", "29 minutes", True),
        ("seen_at", "31 minutes", False),
        ("ends_at", "1 second", False),
    ],
)
async def test_a_session_ends_when_idle_and_at_its_absolute_end(
    database: Database,
    visitors: Visitors,
    account: Account,
    column: str,
    interval: str,
    alive: bool,
) -> None:
    key = await open_session(database, TIMES, account, replaces=None)
    await age(database, column, interval)

    assert ((await visitors.by_session(key)).principal is not None) is alive


async def test_use_keeps_a_session_alive_and_writes_at_most_once_a_minute(
    database: Database, visitors: Visitors, account: Account
) -> None:
    key = await open_session(database, TIMES, account, replaces=None)

    async def seen() -> datetime:
        moment: datetime = await database.pool.fetchval("SELECT seen_at FROM sessions")
        return moment

    await age(database, "seen_at", "50 seconds")
    before = await seen()
    await visitors.by_session(key)
    assert await seen() == before

    await age(database, "seen_at", "20 minutes")
    await visitors.by_session(key)
    assert await seen() > before


async def test_a_new_session_ends_the_one_the_browser_came_with(
    database: Database, visitors: Visitors, account: Account
) -> None:
    planted = await open_session(database, TIMES, account, replaces=None)

    fresh = await open_session(database, TIMES, account, replaces=planted)

    assert fresh != planted
    assert await visitors.by_session(planted) == STRANGER
    assert (await visitors.by_session(fresh)).principal is not None


async def test_ended_sessions_are_swept_out(database: Database, account: Account) -> None:
    await open_session(database, TIMES, account, replaces=None)
    await age(database, "seen_at", "31 minutes")
    await open_session(database, TIMES, account, replaces=None)

    async with database.transaction() as tx:
        await sessions.prune(tx, TIMES)

    assert await database.pool.fetchval("SELECT count(*) FROM sessions") == 1


async def test_what_is_remembered_is_forgotten_on_demand(
    database: Database, account: Account
) -> None:
    remembering = Visitors(database.pool, TIMES, remember_seconds=60)
    key = await open_session(database, TIMES, account, replaces=None)
    await remembering.by_session(key)
    await close_session(database, key)

    assert (await remembering.by_session(key)).principal is not None
    remembering.forget(digest(key))
    assert await remembering.by_session(key) == STRANGER


async def test_a_programs_token_works_until_revoked_and_only_its_owner_may_revoke(
    database: Database, visitors: Visitors, account: Account
) -> None:
    issued = await issue_token(database, account.id, name="Kasse")

    assert (await visitors.by_token(issued.token)).principal == account.principal()
    with pytest.raises(NotFoundError):
        await revoke_token(database, new_id(), issued.id)
    await revoke_token(database, account.id, issued.id)
    with pytest.raises(UnknownTokenError):
        await visitors.by_token(issued.token)
    with pytest.raises(NotFoundError):
        await revoke_token(database, account.id, issued.id)


async def test_tokens_of_one_account_are_bounded(
    database: Database, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.use_cases.issue_token.MOST_PER_ACCOUNT", 1)
    await issue_token(database, account.id, name="one")

    with pytest.raises(TooManyTokensError):
        await issue_token(database, account.id, name="two")
