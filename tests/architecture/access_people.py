"""People at the market who speak to the gateway's app directly, each with a token of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.identity.passwords import Argon2Passwords
from gateway.use_cases.sign_up import sign_up
from marketkit.db import Database

from tests.journeys.actors import PASSWORD, RefusedError
from tests.support.asgi import Answer, AsgiClient

ROLES: Mapping[str, tuple[str, ...]] = {
    "owner": (),
    "neighbour": (),
    "buyer": (),
    "resident": (),
    "advisor": ("advisor",),
    "former_advisor": ("advisor",),
    "party_advisor": ("advisor",),
    "colleague": (),
    "operator": ("operator",),
}
"""Who there is: `neighbour` owns the other shop, `former_advisor` lost the mandate,
`party_advisor` asks for one, `colleague` works for the owner."""


@dataclass(frozen=True)
class Person:
    name: str
    client: AsgiClient

    async def ask(self, method: str, path: str, **keywords: Any) -> Answer:
        """One call; the path as the API's description has it, without `/api/v1`."""
        address = path if path.startswith("/media/") else f"/api/v1{path}"
        return await self.client.request(method, address, **keywords)

    async def get(self, path: str, **query: Any) -> Any:
        return _said(await self.ask("GET", path, query=query))

    async def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return _said(await self.ask("POST", path, json=body, headers=headers))

    async def patch(self, path: str, body: Any) -> Any:
        return _said(await self.ask("PATCH", path, json=body))


def _said(answer: Answer) -> Any:
    """Raises RefusedError for what was not granted."""
    said = answer.json() if answer.body else {}
    if answer.status >= 400:
        raise RefusedError(answer.status, said)
    return said


async def introduce(client: AsgiClient, database: Database) -> dict[str, Person]:
    """An account and a token for everybody, and a guest without either."""
    people = {"guest": Person("guest", client)}
    for name, roles in ROLES.items():
        email = f"{name.replace('_', '-')}@example.org"
        await sign_up(
            database,
            Argon2Passwords(),
            email=email,
            password=PASSWORD,
            name=name.title(),
            roles=("resident", *roles),
        )
        people[name] = Person(name, client.as_((await a_token(people["guest"], name))["token"]))
    return people


async def a_token(guest: Person, name: str) -> Any:
    """One more token for that account."""
    email = f"{name.replace('_', '-')}@example.org"
    return await guest.post("/tokens", {"email": email, "password": PASSWORD, "name": "test"})
