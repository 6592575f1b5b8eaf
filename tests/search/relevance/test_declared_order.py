"""Whether the engines order as the region's file declares: a stronger match stands first."""

from itertools import pairwise

import pytest
from search.domain.reasons import Reasons

from tests.search.relevance.market import Market
from tests.search.relevance.seeded import seeded_language

LOOSENESS = 0.07
"""What further places of the word, and standing among equals, may add."""
ASKED = (
    *("brot ", "käse ", "honig ", "apfel ", "saft ", "wein ", "kartoffeln ", "forelle ", "seife "),
    *("vase ", "kerze ", "ring ", "tasche ", "wurst ", "möhren ", "kuchen ", "semmeln ", "tee "),
)


@pytest.mark.parametrize("typed", ASKED)
async def test_a_stronger_match_stands_before_a_weaker_one(market: Market, typed: str) -> None:
    language = seeded_language()
    unit = language.understanding.read(typed).units[0]
    reasons = Reasons(language, [unit])
    found = [reasons.match(unit, hit) for hit in (await market.ask(typed)).result.hits]

    weights = [match.weight for match in found if match]
    assert weights
    for before, after in pairwise(weights):
        assert before + LOOSENESS >= after
