"""Marks by which searchers can be counted, and by which nobody can be found again."""

import hmac
import re
import secrets
from typing import Final

from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.weeks import end_of_week, week_of

from gateway.identity.visitors import Visitor
from gateway.security.hosts import neighbourhood
from gateway.store import week_keys

LOOK_SECONDS: Final = 60.0
_KEY_BYTES = 32
_SAYS_IT_IS_A_PROGRAM = re.compile(rb"bot|crawl|spider|slurp", re.IGNORECASE).search


class Searchers:
    """Each mark is a keyed hash with a random key that lives for one week and is then deleted.

    After that nobody, we included, can tell whose a mark was or link it to another week's.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._key: bytes | None = None
        self._ends = clock.now()

    async def renew(self) -> bool:
        """Get this week's key, unless it is here."""
        now = self._clock.now()
        if self._key is None or now >= self._ends:
            async with self._database.transaction() as tx:
                fresh = secrets.token_bytes(_KEY_BYTES)
                self._key = await week_keys.of_week(tx, week_of(now), fresh)
            self._ends = end_of_week(now)
        return False

    def mark(self, visitor: Visitor, address: str, agent: bytes) -> str | None:
        """None for programs that say so, and while there is no key: then nobody is counted."""
        if self._key is None or not agent or _SAYS_IT_IS_A_PROGRAM(agent):
            return None
        if self._clock.now() >= self._ends:
            return None
        if visitor.session_key is not None:
            who = b"session\n" + visitor.session_key.encode()
        else:
            who = b"device\n" + neighbourhood(address).encode() + b"\n" + agent
        return hmac.digest(self._key, who, "sha256")[:16].hex()
