"""Is this really the person? Guessing is slow, and nobody learns which addresses have accounts."""

import hashlib

from marketkit.db import Database
from marketkit.errors import UnauthenticatedError

from gateway.domain.accounts import Account
from gateway.domain.emails import login_name
from gateway.store import accounts, login_buckets
from gateway.store.login_buckets import Bucket
from gateway.use_cases.limits import LoginLimits
from gateway.use_cases.ports import Passwords
from gateway.use_cases.throttle import take_or_refuse


class WrongCredentialsError(UnauthenticatedError):
    code = "wrong_credentials"
    message = "E-Mail-Adresse oder Passwort stimmt nicht."


async def check_password(
    database: Database,
    passwords: Passwords,
    limits: LoginLimits,
    *,
    email: str,
    password: str,
    address: str,
) -> Account:
    """Raises WrongCredentialsError or TooManyAttemptsError, alike for unknown addresses."""
    name = login_name(email)
    buckets = _buckets(limits, name, address)
    await take_or_refuse(database, *buckets)
    async with database.session() as session:
        found = await accounts.find_with_hash(session, name)
    account, hashed = found or (None, None)
    if not await passwords.fits(password, hashed) or account is None or hashed is None:
        raise WrongCredentialsError
    await login_buckets.give_back(database.pool, *buckets)
    if passwords.is_outdated(hashed):
        await _renew_hash(database, passwords, account, password)
    return account


def _buckets(limits: LoginLimits, name: str, address: str) -> tuple[Bucket, Bucket]:
    # Hashed, because people type passwords into the mail field, and those must not be stored.
    account_key = hashlib.sha256(name.encode()).hexdigest()
    return (
        Bucket(f"account:{account_key}", limits.per_account),
        Bucket(f"address:{address}", limits.per_address),
    )


async def _renew_hash(
    database: Database, passwords: Passwords, account: Account, password: str
) -> None:
    """Costs rise over the years; a login is the one moment when the password is at hand."""
    renewed = await passwords.hash(password)
    async with database.session() as session:
        row = await accounts.get_for_change(session, account.id)
        if row is not None:
            row.password_hash = renewed
