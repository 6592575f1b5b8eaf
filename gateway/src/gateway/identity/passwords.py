"""Argon2id, off the event loop, a few at a time."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second choice for Argon2id: 19 MiB, two rounds, one lane.
MEMORY_KIB, ROUNDS, LANES = 19 * 1024, 2, 1
AT_ONCE = 4


class Argon2Passwords:
    """Each hash holds 19 MiB for its duration, so the number at once is bounded."""

    def __init__(
        self, *, memory_kib: int = MEMORY_KIB, rounds: int = ROUNDS, at_once: int = AT_ONCE
    ) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=LANES)
        self._places = asyncio.Semaphore(at_once)
        # Nobody's password, made with today's costs: what unknown addresses are checked against.
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        async with self._places:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password: str, hashed: str | None) -> bool:
        async with self._places:
            fits = await asyncio.to_thread(self._verify, hashed or self._nobody, password)
        return fits and hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        return self._hasher.check_needs_rehash(hashed)

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
