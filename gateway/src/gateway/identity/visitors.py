"""From a cookie or a bearer token to the person behind it."""

from collections.abc import Awaitable
from dataclasses import dataclass

import asyncpg
from marketkit.auth import Principal
from marketkit.db.outages import OUTAGES, is_outage
from marketkit.errors import UnauthenticatedError, UnavailableError

from gateway.domain.keys import digest
from gateway.identity.remembered import Remembered
from gateway.store import sessions, tokens
from gateway.store.sessions import Times


@dataclass(frozen=True, slots=True)
class Visitor:
    principal: Principal | None = None
    session_key: str | None = None


STRANGER = Visitor()


class UnknownTokenError(UnauthenticatedError):
    code = "unknown_token"
    message = "Dieser Zugang ist unbekannt oder widerrufen."


class Visitors:
    """Looks each key up once per few seconds and process; forgets at once what ends here."""

    def __init__(self, pool: asyncpg.Pool, times: Times, *, remember_seconds: float) -> None:
        self._pool = pool
        self._times = times
        self._known: Remembered[bytes, Principal] = Remembered(remember_seconds)

    async def by_session(self, key: str) -> Visitor:
        """A stranger when the session has ended or never was."""
        hashed = digest(key)
        principal = self._known.get(hashed)
        if principal is None:
            principal = await _answered(sessions.find(self._pool, hashed, self._times))
            if principal is None:
                return STRANGER
            self._known.put(hashed, principal)
        return Visitor(principal, key)

    async def by_token(self, key: str) -> Visitor:
        """Raises UnknownTokenError: a program that sends a token means to be somebody."""
        hashed = digest(key)
        principal = self._known.get(hashed)
        if principal is None:
            principal = await _answered(tokens.find(self._pool, hashed))
            if principal is None:
                raise UnknownTokenError
            self._known.put(hashed, principal)
        return Visitor(principal)

    def forget(self, key_hash: bytes) -> None:
        self._known.forget(key_hash)

    def forget_all(self) -> None:
        self._known.forget_all()


async def _answered(question: Awaitable[Principal | None]) -> Principal | None:
    """Without the database nobody is known: that is an outage, and not a bug."""
    try:
        return await question
    except OUTAGES as away:
        if not is_outage(away):
            raise
        raise UnavailableError(retry_after=2) from away
