"""What the operator sees of words: the rules in force, and what people may have meant."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from search.domain.engine import Answers
from search.domain.folding import fold
from search.domain.language import Language
from search.domain.own_words import OwnRule
from search.domain.proposals import Guess, Why, guesses
from search.domain.query import SearchQuery
from search.domain.synonyms import SynonymRule, Synonyms, phrase_of
from search.queries.find import Surroundings
from search.store import words
from search.store.words import Unmet

_REGION = "region-"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the list; `id` only of rules that can be removed."""

    id: UUID | None
    words: tuple[str, ...]
    finds: tuple[str, ...]
    two_way: bool
    origin: str
    created_at: datetime | None = None
    created_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class RulePage:
    items: tuple[Rule, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Meant:
    words: str
    why: Why
    products: int


@dataclass(frozen=True, slots=True)
class Proposal:
    id: UUID
    term: str
    searches: int
    searchers: int
    found_nothing: int
    meant: tuple[Meant, ...]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    items: tuple[Proposal, ...]
    next: str | None


async def list_rules(
    pool: asyncpg.Pool, region: Synonyms, q: str, limit: int, cursor: str | None
) -> RulePage:
    """The operator's own first, newest first; then the region's, in the order of its file."""
    own = await words.rules_in_force(pool)
    rules = [(str(said.id), shown(said)) for said in own]
    rules += [(f"{_REGION}{at}", _of_region(rule)) for at, rule in enumerate(region.rules)]
    wanted = fold(q.strip())
    found = [(key, rule) for key, rule in rules if not wanted or _has(rule, wanted)]
    start = _after(found, cursor)
    page = found[start : start + limit]
    more = len(found) > start + limit
    items = tuple(rule for _, rule in page)
    return RulePage(items, page[-1][0] if more else None, len(found))


def shown(own: OwnRule) -> Rule:
    rule = own.rule
    finds = () if rule.two_way else rule.right
    return Rule(own.id, rule.left, finds, rule.two_way, "own", own.created_at, own.created_by)


async def list_proposals(
    pool: asyncpg.Pool, engine: Answers, around: Surroundings, limit: int, cursor: str | None
) -> ProposalPage:
    """What most people searched in vain first. What finds goods or a shop by now is left out."""
    unmet = await words.unmet(pool, limit + 1, _people_and_term(cursor))
    page = unmet[:limit]
    proposals = await asyncio.gather(*(_proposal(each, engine, around) for each in page))
    more = f"{page[-1].searchers} {page[-1].term}" if len(unmet) > limit else None
    return ProposalPage(tuple(each for each in proposals if each), more)


async def _proposal(unmet: Unmet, engine: Answers, around: Surroundings) -> Proposal | None:
    language = around.language
    shops = around.names.shops(around.directory, language)
    understood = language.understanding.read(f"{unmet.term} ", find_place=False, find_wishes=False)
    if shops.is_meant(understood.units) or await _finds(unmet.term, engine, language):
        return None
    tried: Sequence[Guess] = guesses(unmet.term, language)
    counts = await asyncio.gather(*(_finds(each.words, engine, language) for each in tried))
    meant = tuple(
        Meant(guess.words, guess.why, count)
        for guess, count in zip(tried, counts, strict=True)
        if count
    )
    return Proposal(
        unmet.id, unmet.term, unmet.searches, unmet.searchers, unmet.found_nothing, meant
    )


async def _finds(text: str, engine: Answers, language: Language) -> int:
    """How many products have all of the words."""
    understood = language.understanding.read(f"{text} ", find_place=False, find_wishes=False)
    query = SearchQuery(understood.text, understood.units, per_page=1, with_facets=False)
    result = await engine.search(query)
    return 0 if result.relaxed else result.total


def _of_region(rule: SynonymRule) -> Rule:
    finds = () if rule.two_way else rule.right
    return Rule(None, rule.left, finds, rule.two_way, "region")


def _has(rule: Rule, wanted: str) -> bool:
    phrase = " ".join(phrase_of(wanted))
    texts = (*rule.words, *rule.finds)
    return any(wanted in fold(text) or phrase == " ".join(phrase_of(text)) for text in texts)


def _after(found: list[tuple[str, Rule]], cursor: str | None) -> int:
    """Where the page begins; also after a rule that has been removed meanwhile."""
    if not cursor:
        return 0
    keys = [key for key, _ in found]
    if cursor in keys:
        return keys.index(cursor) + 1
    own = [key for key, rule in found if rule.id]
    return sum(key > cursor for key in own)


def _people_and_term(cursor: str | None) -> tuple[int, str] | None:
    searchers, _, term = (cursor or "").partition(" ")
    is_place = searchers.isdecimal() and len(searchers) < 10 and term.isprintable()  # noqa: PLR2004 -- what the column holds
    return (int(searchers), term) if is_place else None
