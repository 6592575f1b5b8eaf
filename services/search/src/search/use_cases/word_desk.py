"""What the operator does with words: add a rule, remove it, turn a proposal down."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from marketkit.auth import Principal
from marketkit.clock import Clock, new_id
from marketkit.db import Database
from marketkit.errors import ForbiddenError, NotFoundError, UnauthenticatedError

from search.domain.own_words import (
    MOST_RULES,
    OwnRule,
    TooManyRulesError,
    check_adds_something,
    checked_rule,
    extended,
    oldest_first,
    rule_key,
)
from search.domain.synonyms import Synonyms
from search.store import words


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule as somebody typed it."""

    left: Sequence[str]
    right: Sequence[str]
    two_way: bool


def check_is_operator(actor: Principal) -> UUID:
    """Whose deed it will be."""
    if actor.id is None:
        raise UnauthenticatedError
    if not actor.has("operator"):
        raise ForbiddenError
    return actor.id


async def add_rule(
    database: Database, clock: Clock, actor: Principal, draft: Draft, region: Synonyms
) -> OwnRule:
    """The rule in force. Said twice, also at the same time, it is there once."""
    by = check_is_operator(actor)
    rule = checked_rule(draft.left, draft.right, two_way=draft.two_way, known=region)
    key = rule_key(rule)
    async with database.transaction() as tx:
        await words.alone(tx)
        others = await words.rules_in_force(tx)
        if same := next((own for own in others if rule_key(own.rule) == key), None):
            return same
        if len(others) >= MOST_RULES:
            raise TooManyRulesError
        check_adds_something(rule, extended(region, oldest_first(others)))
        return await words.insert(tx, OwnRule(new_id(), rule, clock.now(), by), key)


async def remove_rule(database: Database, clock: Clock, actor: Principal, rule_id: UUID) -> None:
    """Removed twice is removed. What it was, and who said it, is kept."""
    by = check_is_operator(actor)
    async with database.transaction() as tx:
        await words.alone(tx)
        if not await words.exists(tx, rule_id):
            raise NotFoundError
        await words.remove(tx, rule_id, clock.now(), by)


async def dismiss_proposal(
    database: Database, clock: Clock, actor: Principal, proposal_id: UUID
) -> None:
    """Turned down twice is turned down."""
    by = check_is_operator(actor)
    async with database.transaction() as tx:
        if await words.is_dismissed(tx, proposal_id):
            return
        term = await words.term_of(tx, proposal_id)
        if term is None:
            raise NotFoundError
        await words.dismiss(tx, proposal_id, term, clock.now(), by)
