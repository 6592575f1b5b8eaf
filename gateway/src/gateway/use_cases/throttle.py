"""Slows down whoever tries too often; counted in the database, across all processes."""

import hashlib
import math

from marketkit.db import Database
from marketkit.errors import TooManyError

from gateway.store import login_buckets
from gateway.store.login_buckets import Bucket
from gateway.use_cases.limits import LoginLimits


class TooManyAttemptsError(TooManyError):
    code = "too_many_attempts"
    message = "Zu viele Versuche. Bitte warten Sie einen Moment."


async def take_or_refuse(database: Database, *buckets: Bucket) -> None:
    wait = await login_buckets.take(database.pool, *buckets)
    if wait:
        raise TooManyAttemptsError(retry_after=math.ceil(wait))


async def throttle_sign_ups(database: Database, limits: LoginLimits, address: str) -> None:
    """Each sign-up costs a slow hash, so one address may not ask for many."""
    await take_or_refuse(database, Bucket(f"sign_up:{address}", limits.sign_ups))


async def throttle_password_links(
    database: Database, limits: LoginLimits, name: str, address: str
) -> None:
    """Nobody's mailbox is filled, and no address asks for the whole town."""
    account_key = hashlib.sha256(name.encode()).hexdigest()
    await take_or_refuse(
        database,
        Bucket(f"link:{account_key}", limits.password_links),
        Bucket(f"links:{address}", limits.sign_ups),
    )
