"""The operator's word rules, what was turned down, and what is searched in vain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5
from uuid import UUID

import asyncpg
from marketkit.db import Transaction

from search.domain.own_words import OwnRule
from search.domain.synonyms import SynonymRule

CHANNEL = "search_words"
_LOCK = 7_240_303

_IN_FORCE = """
    SELECT id, "left", "right", two_way, created_at, created_by
    FROM synonym_rule WHERE removed_at IS NULL ORDER BY id DESC
"""
# One change at a time: the number of rules is bounded, and each is checked against the others.
_ALONE = "SELECT pg_advisory_xact_lock($1), pg_notify($2, '')"
_INSERT = """
    INSERT INTO synonym_rule (id, key, "left", "right", two_way, created_at, created_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (key) WHERE removed_at IS NULL DO NOTHING
"""
_BY_KEY = """
    SELECT id, "left", "right", two_way, created_at, created_by
    FROM synonym_rule WHERE key = $1 AND removed_at IS NULL
"""
_REMOVE = """
    UPDATE synonym_rule SET removed_at = $2, removed_by = $3
    WHERE id = $1 AND removed_at IS NULL
"""
_EXISTS = "SELECT true FROM synonym_rule WHERE id = $1"
_DISMISS = """
    INSERT INTO dismissed_term (id, term, dismissed_at, dismissed_by) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO NOTHING
"""
_DISMISSED = "SELECT true FROM dismissed_term WHERE id = $1"
# The numbers are those of `LEAST_SEARCHERS`, written out for the index. A person may stand in two
# municipalities, so the most of any one row counts, not the sum.
_UNMET = """
    SELECT term, searches, zero_hits, searchers FROM (
        SELECT term, sum(searches)::integer AS searches, sum(zero_hits)::integer AS zero_hits,
            max(searchers) AS searchers
        FROM searched_term WHERE searchers >= 3 AND zero_hits > 0
        GROUP BY term
    ) AS t
    WHERE 2 * zero_hits >= searches AND ($1::integer IS NULL OR (-searchers, term) > (-$1, $2))
        AND NOT EXISTS (SELECT FROM dismissed_term d WHERE d.term = t.term)
    ORDER BY -searchers, term LIMIT $3
"""
# A proposal is named by its term's digest: terms are words people typed, ids stand in addresses.
_TERM = """
    SELECT term FROM searched_term
    WHERE searchers >= 3 AND zero_hits > 0 AND md5(term)::uuid = $1 LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Unmet:
    """Something that at least three people searched, mostly in vain."""

    term: str
    searches: int
    found_nothing: int
    searchers: int

    @property
    def id(self) -> UUID:
        return UUID(md5(self.term.encode(), usedforsecurity=False).hexdigest())


async def rules_in_force(asker: asyncpg.Pool | Transaction) -> list[OwnRule]:
    """All of them: there is a bound, see `MOST_RULES`. Newest first."""
    return [_own(row) for row in await asker.fetch(_IN_FORCE)]


async def alone(tx: Transaction) -> None:
    """Nobody else changes rules until this transaction ends; listeners hear of it then."""
    await tx.execute(_ALONE, _LOCK, CHANNEL)


async def insert(tx: Transaction, own: OwnRule, key: str) -> OwnRule:
    """The rule in force: this one, or the same said before."""
    rule = own.rule
    await tx.execute(
        _INSERT, own.id, key, rule.left, rule.right, rule.two_way, own.created_at, own.created_by
    )
    row = await tx.fetchrow(_BY_KEY, key)
    assert row is not None
    return _own(row)


async def remove(tx: Transaction, rule_id: UUID, at: datetime, by: UUID) -> None:
    await tx.execute(_REMOVE, rule_id, at, by)


async def exists(tx: Transaction, rule_id: UUID) -> bool:
    """Also when it has been removed."""
    return bool(await tx.fetchval(_EXISTS, rule_id))


async def dismiss(tx: Transaction, proposal_id: UUID, term: str, at: datetime, by: UUID) -> None:
    await tx.execute(_DISMISS, proposal_id, term, at, by)


async def is_dismissed(tx: Transaction, proposal_id: UUID) -> bool:
    return bool(await tx.fetchval(_DISMISSED, proposal_id))


async def term_of(tx: Transaction, proposal_id: UUID) -> str | None:
    term: str | None = await tx.fetchval(_TERM, proposal_id)
    return term


async def unmet(
    asker: asyncpg.Pool | Transaction, limit: int, after: tuple[int, str] | None = None
) -> Sequence[Unmet]:
    """What most people searched in vain first; `after` is the last one's people and term."""
    searchers, term = after or (None, None)
    return [Unmet(*row) for row in await asker.fetch(_UNMET, searchers, term, limit)]


def _own(row: asyncpg.Record) -> OwnRule:
    rule = SynonymRule(tuple(row["left"]), tuple(row["right"]), row["two_way"])
    return OwnRule(row["id"], rule, row["created_at"], row["created_by"])
