"""A person opens an account."""

from collections.abc import Iterable

from marketkit.db import Database
from marketkit.errors import ConflictError, FieldError, InvalidError

from gateway.domain.accounts import Account, require_stored_role
from gateway.domain.emails import normalised
from gateway.domain.passwords import require_good
from gateway.store import accounts
from gateway.use_cases.ports import Passwords

LONGEST_NAME = 120


class EmailTakenError(ConflictError):
    code = "email_taken"
    message = "Mit dieser E-Mail-Adresse gibt es schon ein Konto."


async def sign_up(
    database: Database,
    passwords: Passwords,
    *,
    email: str,
    password: str,
    name: str,
    roles: Iterable[str] = ("resident",),
) -> Account:
    """Two sign-ups with one address make one account: the second gets EmailTakenError."""
    address, clean_name = normalised(email), " ".join(name.split())
    if not clean_name or len(clean_name) > LONGEST_NAME or "\0" in clean_name:
        raise InvalidError(errors=[FieldError("name", "Bitte den Namen angeben.")])
    require_good(password, email=address, name=clean_name)
    stored_roles = {require_stored_role(role) for role in roles}
    hashed = await passwords.hash(password)
    async with database.session() as session:
        account = await accounts.insert_new(
            session, email=address, name=clean_name, password_hash=hashed, roles=stored_roles
        )
    if account is None:
        raise EmailTakenError(errors=[FieldError("email", EmailTakenError.message)])
    return account
