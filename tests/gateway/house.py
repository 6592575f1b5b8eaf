"""A whole gateway in front of services that only echo what reached them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from fastapi import FastAPI
from gateway.app import create_app
from gateway.identity.passwords import Argon2Passwords
from gateway.settings import GatewaySettings
from marketkit.db import Database
from marketkit.messaging import MemoryBus
from pydantic import SecretStr
from starlette.types import Receive, Scope, Send

from tests.support.asgi import Answer, AsgiClient, running

PASSWORD = "sieben gute Worte"
SAME_SITE = {"sec-fetch-site": "same-origin"}


def a_pem() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@dataclass
class EchoService:
    """Says which request arrived; answers with whatever status and headers a test sets."""

    status: int = 200
    headers: list[tuple[bytes, bytes]] = field(
        default_factory=lambda: [(b"content-type", b"application/json")]
    )
    openapi: dict[str, Any] | None = None
    seen: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        arrived = {
            "method": scope["method"],
            "path": scope["raw_path"].decode(),
            "query": scope["query_string"].decode(),
            "headers": {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]},
            "body": message["body"].decode("latin-1"),
        }
        self.seen.append(arrived)
        document = self.openapi if scope["path"] == "/openapi.json" else None
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": orjson.dumps(document or arrived)})


@dataclass
class House:
    app: FastAPI
    client: AsgiClient
    database: Database
    bus: MemoryBus
    services: dict[str, EchoService]

    @property
    def reached(self) -> list[dict[str, Any]]:
        return [request for service in self.services.values() for request in service.seen]

    async def sign_up(self, email: str = "anna@example.org", *roles: str) -> dict[str, Any]:
        body = {"email": email, "password": PASSWORD, "name": "Anna Beispiel"}
        answer = await self.client.post("/api/v1/accounts", json=body)
        assert answer.status == 201, answer.text
        if roles:
            await self.database.pool.execute(
                "UPDATE accounts SET roles = $1 WHERE email = $2", ["resident", *roles], email
            )
        account: dict[str, Any] = answer.json()
        return account

    async def sign_in(self, email: str = "anna@example.org", **headers: str) -> Answer:
        body = {"email": email, "password": PASSWORD}
        return await self.client.post("/api/v1/session", json=body, headers=headers)

    async def browser(self, email: str = "anna@example.org") -> AsgiClient:
        """A client that carries a session cookie, as a browser on our own pages would."""
        answer = await self.sign_in(email)
        assert answer.status == 200, answer.text
        return AsgiClient(self.client.app, {"cookie": cookie_of(answer), **SAME_SITE})

    async def program(self, email: str = "anna@example.org") -> AsgiClient:
        body = {"email": email, "password": PASSWORD, "name": "Kasse"}
        answer = await self.client.post("/api/v1/tokens", json=body)
        assert answer.status == 201, answer.text
        return self.client.as_(answer.json()["token"])


def cookie_of(answer: Answer) -> str:
    return answer.cookies[0].partition(";")[0]


def settings(**changes: Any) -> GatewaySettings:
    values: dict[str, Any] = {
        "environment": "test",
        "database_url": SecretStr("postgresql://unused"),
        "signing_keys": (SecretStr(a_pem()),),
        "allowed_hosts": ("testserver", "127.0.0.1"),
        "rate_per_second": 0,
        "remember_seconds": 0,
    }
    return GatewaySettings(**{**values, **changes})


@asynccontextmanager
async def a_house(database: Database, **changes: Any) -> AsyncIterator[House]:
    services = {name: EchoService() for name in ("catalog", "orders", "search")}
    bus = MemoryBus()
    app = create_app(
        settings(**changes),
        bus=bus,
        database=database,
        services=services,
        passwords=Argon2Passwords(memory_kib=8, rounds=1),
    )
    async with running(app) as client:
        yield House(app, client, database, bus, services)
