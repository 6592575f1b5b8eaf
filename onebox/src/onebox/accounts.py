"""The demo's four people, made through the gateway's own use cases."""

from typing import NamedTuple

from gateway.identity.passwords import Argon2Passwords
from gateway.store import accounts
from gateway.use_cases.sign_up import sign_up
from marketkit.db import Database

PASSWORD = "marktplatz-zeitz"  # noqa: S105 - printed for everybody to see


class Person(NamedTuple):
    email: str
    name: str
    who: str
    roles: tuple[str, ...]


PEOPLE = (
    Person("anna@example.org", "Anna Amsel", "resident", ("resident",)),
    Person("baeckerei@example.org", "Karl Morgenroth", "shop owner", ("resident",)),
    Person("beratung@example.org", "Bea Rath", "advisor", ("resident", "advisor")),
    Person("betrieb@example.org", "Bodo Trieb", "operator", ("resident", "operator")),
)


async def introduce(database: Database) -> None:
    """Each gets an account once; a later start finds it."""
    async with database.session() as session:
        missing = [p for p in PEOPLE if not await accounts.find_with_hash(session, p.email)]
    for person in missing:
        await sign_up(
            database,
            Argon2Passwords(),
            email=person.email,
            password=PASSWORD,
            name=person.name,
            roles=person.roles,
        )
