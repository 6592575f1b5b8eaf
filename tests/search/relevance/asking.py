"""Puts every judged query to an engine, and measures the answers."""

import asyncio
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.domain.document import ProductDocument

from tests.search.relevance.judging import Judgement, Rule
from tests.search.relevance.market import Answered, Market
from tests.search.relevance.measures import LOOKED_AT, hit_among, ndcg, reciprocal_rank

FIRST = 5
AT_ONCE = 4


@dataclass(frozen=True)
class Measured:
    """One query, measured; rank and gain are None where nothing is the right answer."""

    judgement: Judgement
    hit: bool
    rank: float | None
    gain: float | None
    fault: str
    names: tuple[str, ...]


async def measure(market: Market, asked: Iterable[Judgement]) -> list[Measured]:
    """Some at a time, as people ask."""
    measured: list[Measured] = []
    for some in _by_the(AT_ONCE, asked):
        answers = await asyncio.gather(*(market.ask(each.query) for each in some))
        pairs = zip(some, answers, strict=True)
        measured += [_measured(each, answered, market) for each, answered in pairs]
    return measured


def _by_the(size: int, asked: Iterable[Judgement]) -> Iterator[list[Judgement]]:
    rest = iter(asked)
    while some := list(itertools.islice(rest, size)):
        yield some


def _measured(judgement: Judgement, answered: Answered, market: Market) -> Measured:
    found = [market.documents[hit.card.product_id] for hit in answered.result.hits[:LOOKED_AT]]
    names = tuple(f"{each.card.name} ({each.card.shop.place})" for each in found)
    fault = _fault(judgement, answered, found, market)
    if judgement.nothing and not judgement.grades:
        is_honest = answered.result.total == 0 or answered.is_honest
        hit = is_honest and not fault
        return Measured(
            judgement, hit, None, None, fault or ("" if is_honest else "has none"), names
        )
    grades = [judgement.grade(each, market.skus[each.id]) for each in found]
    possible = [judgement.grade(each, market.skus[each.id]) for each in market.documents.values()]
    among = hit_among(grades, FIRST)
    return Measured(
        judgement,
        hit=among and not fault,
        rank=reciprocal_rank(grades),
        gain=ndcg(grades, possible),
        fault=fault or ("" if among else f"none among the first {FIRST}"),
        names=names,
    )


def _fault(
    judgement: Judgement, answered: Answered, found: Sequence[ProductDocument], market: Market
) -> str:
    """What else is wrong, whatever the order."""

    def fits(rule: Rule) -> list[str]:
        return [each.card.name for each in found if rule.fits(each, market.skus[each.id])]

    if stranger := next((names[0] for rule in judgement.never if (names := fits(rule))), None):
        return f"not meant: {stranger}"
    if missing := next((rule for rule in judgement.each if not fits(rule)), None):
        return f"a meaning is missing: {missing}"
    return next(_misread(judgement, answered), "")


def _misread(judgement: Judgement, answered: Answered) -> Iterator[str]:
    for what in ("place", "day", "price", "diets"):
        if (expected := getattr(judgement, what)) and getattr(answered, what) != expected:
            yield f"{what} read: {getattr(answered, what)}"
    if missing := judgement.shops - answered.shops:
        yield f"shops not named: {', '.join(sorted(missing))}"
