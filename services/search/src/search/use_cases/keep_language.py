"""Keeps a process speaking as the operator last said: own rules on top of the region's."""

from collections.abc import Callable
from dataclasses import replace

import asyncpg
import structlog

from search.domain.language import Language
from search.domain.own_words import extended, oldest_first
from search.store import words

LOOK_SECONDS = 5.0
"""For whoever missed the notice."""

log = structlog.get_logger(__name__)


class LanguageKeeper:
    """`region` is the language without own rules; `told` is called with each new one."""

    def __init__(self, pool: asyncpg.Pool, region: Language) -> None:
        self._pool = pool
        self.region = region
        self._told: Callable[[Language], None] | None = None
        self._known: tuple[str, ...] | None = None

    def tell(self, told: Callable[[Language], None]) -> None:
        self._told = told

    async def current(self) -> Language:
        """The language as it is now; it counts as told."""
        own = await words.rules_in_force(self._pool)
        self._known = tuple(str(rule.id) for rule in own)
        if not own:
            return self.region
        synonyms = extended(self.region.synonyms, oldest_first(own))
        return replace(self.region, synonyms=synonyms)

    async def step(self) -> bool:
        """A background step: never more to do at once."""
        known = self._known
        language = await self.current()
        if self._known != known and self._told is not None:
            log.info("language_changed", own_rules=len(self._known or ()))
            self._told(language)
        return False
