import asyncio
from uuid import UUID

import pytest
from gateway.domain.accounts import Account
from gateway.identity.passwords import Argon2Passwords
from gateway.store import accounts, staff
from gateway.use_cases.check_password import WrongCredentialsError, check_password
from gateway.use_cases.erase_account import OwnsShopError, erase_account
from gateway.use_cases.grant_role import NoSuchAccountError, grant_role
from gateway.use_cases.issue_token import issue_token
from gateway.use_cases.open_session import open_session
from gateway.use_cases.sign_up import EmailTakenError, sign_up
from gateway.use_cases.throttle import TooManyAttemptsError
from marketkit.clock import new_id
from marketkit.db import Database
from marketkit.errors import DomainError, InvalidError

from tests.gateway.conftest import LIMITS, TIMES

PASSWORD = "sieben gute Worte"


async def an_account(
    database: Database, passwords: Argon2Passwords, email: str = "anna@example.org"
) -> Account:
    return await sign_up(database, passwords, email=email, password=PASSWORD, name="Anna")


async def attempt(
    database: Database, passwords: Argon2Passwords, email: str, password: str
) -> Account:
    return await check_password(
        database, passwords, LIMITS, email=email, password=password, address="192.0.2.1"
    )


async def test_ten_sign_ups_at_once_make_one_account(
    database: Database, passwords: Argon2Passwords
) -> None:
    outcomes = await asyncio.gather(
        *(an_account(database, passwords, f"{'aA'[n % 2]}nna@example.org") for n in range(10)),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, Account) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, EmailTakenError) for outcome in outcomes) == 9
    assert await database.pool.fetchval("SELECT count(*) FROM accounts") == 1


async def test_the_password_is_stored_as_argon2id_only(
    database: Database, passwords: Argon2Passwords
) -> None:
    await an_account(database, passwords)

    stored = await database.pool.fetchval("SELECT password_hash FROM accounts")
    assert stored.startswith("$argon2id$")


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
async def test_an_account_needs_a_name(
    database: Database, passwords: Argon2Passwords, name: str
) -> None:
    with pytest.raises(InvalidError):
        await sign_up(database, passwords, email="a@example.org", password=PASSWORD, name=name)


async def test_nobody_becomes_shop_staff_by_sign_up(
    database: Database, passwords: Argon2Passwords
) -> None:
    with pytest.raises(InvalidError):
        await sign_up(
            database,
            passwords,
            email="a@example.org",
            password=PASSWORD,
            name="Anna",
            roles=["shop_staff"],
        )

    assert await database.pool.fetchval("SELECT count(*) FROM accounts") == 0


async def test_the_right_password_opens_in_any_spelling_of_the_address(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)

    assert (await attempt(database, passwords, " ANNA@example.org", PASSWORD)).id == account.id


async def test_a_wrong_password_and_an_unknown_address_are_refused_alike(
    database: Database, passwords: Argon2Passwords
) -> None:
    await an_account(database, passwords)

    refusals = []
    for email in ("anna@example.org", "nobody@example.org", "no address at all"):
        with pytest.raises(WrongCredentialsError) as refused:
            await attempt(database, passwords, email, "something else")
        refusals.append((refused.value.code, refused.value.message, refused.value.details))

    assert refusals[0] == refusals[1] == refusals[2]


@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
async def test_guessing_is_slowed_down_for_known_and_unknown_alike(
    database: Database, passwords: Argon2Passwords, email: str
) -> None:
    await an_account(database, passwords)

    refusals: list[type[DomainError]] = []
    for _ in range(LIMITS.per_account + 1):
        with pytest.raises(DomainError) as refused:
            await attempt(database, passwords, email, "something else")
        refusals.append(refused.type)

    assert refusals == [WrongCredentialsError] * LIMITS.per_account + [TooManyAttemptsError]
    assert refused.value.details["retry_after"] > 0


async def test_who_knows_the_password_is_never_slowed_down(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)

    for _ in range(LIMITS.per_account * 2):
        assert (await attempt(database, passwords, account.email, PASSWORD)).id == account.id


async def test_a_hash_of_older_costs_is_renewed_at_login(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)
    dearer = Argon2Passwords(memory_kib=16, rounds=1)

    await attempt(database, dearer, account.email, PASSWORD)

    stored = await database.pool.fetchval("SELECT password_hash FROM accounts")
    assert "m=16," in stored
    assert (await attempt(database, dearer, account.email, PASSWORD)).id == account.id


async def test_an_erased_account_leaves_nothing_and_is_told_once(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)
    await open_session(database, TIMES, account, replaces=None)
    await issue_token(database, account.id, name="Kasse")

    await asyncio.gather(*(erase_account(database, account.id) for _ in range(3)))

    for table in ("accounts", "sessions", "api_tokens"):
        assert await database.pool.fetchval(f"SELECT count(*) FROM {table}") == 0
    told = await database.pool.fetch("SELECT type, aggregate_id FROM outbox")
    assert [(row["type"], row["aggregate_id"]) for row in told] == [
        ("accounts.account.erased.v1", account.id)
    ]


async def test_an_owner_must_hand_over_before_leaving(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)
    await works_at(database, new_id(), account.id, "owner")

    with pytest.raises(OwnsShopError):
        await erase_account(database, account.id)

    assert await database.pool.fetchval("SELECT count(*) FROM accounts") == 1


@pytest.mark.parametrize(
    ("role", "counts"), [("owner", True), ("packer", True), ("advisor", False)]
)
async def test_shop_staff_follows_from_the_catalogue_and_a_mandate_is_not_staff(
    database: Database, passwords: Argon2Passwords, role: str, counts: bool
) -> None:
    account = await an_account(database, passwords)
    await works_at(database, new_id(), account.id, role)

    async with database.session() as session:
        found = await accounts.find(session, account.id)

    assert found is not None
    assert found.principal().has("shop_staff") is counts


async def test_granting_a_role_twice_is_granting_it_once(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)

    for _ in range(2):
        roles = await grant_role(database, "Anna@example.org", "advisor")
        assert roles == {"resident", "advisor"}
    assert await grant_role(database, account.email, "advisor", taken_back=True) == {"resident"}

    with pytest.raises(NoSuchAccountError):
        await grant_role(database, "nobody@example.org", "advisor")


async def test_a_new_role_ends_the_sessions_opened_before(
    database: Database, passwords: Argon2Passwords
) -> None:
    account = await an_account(database, passwords)
    await open_session(database, TIMES, account, replaces=None)

    await grant_role(database, account.email, "resident")
    assert await database.pool.fetchval("SELECT count(*) FROM sessions") == 1
    await grant_role(database, account.email, "advisor")
    assert await database.pool.fetchval("SELECT count(*) FROM sessions") == 0


async def works_at(database: Database, shop_id: UUID, account_id: UUID, role: str) -> None:
    async with database.transaction() as tx:
        await staff.replace_if_newer(tx, shop_id, 1, [(account_id, role)])
