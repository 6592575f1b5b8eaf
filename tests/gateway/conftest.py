"""A fresh gateway database per test, and passwords that cost little."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from gateway.identity.passwords import Argon2Passwords
from gateway.store.sessions import Times
from gateway.use_cases.limits import LoginLimits
from marketkit.db import Database

from tests.gateway.house import House, a_house
from tests.support.databases import Templates

TIMES = Times(idle=timedelta(minutes=30), longest=timedelta(hours=12))
LIMITS = LoginLimits(per_address=30, per_account=10, sign_ups=20)


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("gateway:migrations") as opened:
        yield opened


@pytest.fixture(scope="session")
def passwords() -> Argon2Passwords:
    return Argon2Passwords(memory_kib=8, rounds=1)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database) as standing:
        yield standing
