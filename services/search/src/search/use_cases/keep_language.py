"""Keeps a process speaking as the region does now: with own rules, and words of new titles."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import asyncpg
import structlog

from search.domain.language import Language
from search.domain.own_words import extended, oldest_first
from search.domain.vocabulary import Vocabulary, observed_words
from search.store import words
from search.store.snapshots import SnapshotReader

LOOK_SECONDS: Final = 5.0
"""For whoever missed the notice."""
TITLES_READ: Final = 200_000

log = structlog.get_logger(__name__)


class LanguageKeeper:
    """`region` is the language without own rules; `told` is called with each new one."""

    def __init__(self, pool: asyncpg.Pool, region: Language) -> None:
        self._pool = pool
        self._reader = SnapshotReader(pool)
        self.region = region
        self._told: Callable[[Language], None] | None = None
        self._rules: tuple[str, ...] | None = None
        self._learned_at = self._looked_at = 0

    def tell(self, told: Callable[[Language], None]) -> None:
        self._told = told

    async def current(self) -> Language:
        """The language as it is now; it counts as told."""
        await self._learn()
        return await self._with_own_rules()

    async def step(self) -> bool:
        """A background step: never more to do at once."""
        rules, region = self._rules, self.region
        if await self._has_much_to_learn():
            await self._learn()
        language = await self._with_own_rules()
        if (self._rules != rules or self.region is not region) and self._told is not None:
            log.info("language_changed", own_rules=len(self._rules or ()))
            self._told(language)
        return False

    async def _with_own_rules(self) -> Language:
        own = await words.rules_in_force(self._pool)
        self._rules = tuple(str(rule.id) for rule in own)
        if not own:
            return self.region
        synonyms = extended(self.region.synonyms, oldest_first(own))
        return replace(self.region, synonyms=synonyms)

    async def _has_much_to_learn(self) -> bool:
        """Every new title teaches something, but each lesson builds an index anew.

        So it takes a fifth more than last time, once it has come to rest, or three times as much.
        """
        looked_at, self._looked_at = self._looked_at, await self._reader.latest_seq()
        has_grown = self._looked_at >= self._learned_at * 1.2 + 20
        is_at_rest = self._looked_at == looked_at
        return has_grown and (is_at_rest or self._looked_at >= self._learned_at * 3 + 200)

    async def _learn(self) -> None:
        self._learned_at = self._looked_at = await self._reader.latest_seq()
        titles = await self._reader.titles(TITLES_READ)
        observed: Vocabulary = await asyncio.to_thread(observed_words, titles)
        if observed != self.region.observed:
            self.region = self.region.with_words(observed)
