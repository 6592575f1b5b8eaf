"""Whether people find what they mean: graded queries over the seeded market, on both engines."""

import pytest

from tests.search.relevance.asking import measure
from tests.search.relevance.judging import HALVES, judgements
from tests.search.relevance.market import Market
from tests.search.relevance.report import Figures, figures, report

LEAST_HITS, LEAST_RANK, LEAST_GAIN = 0.97, 0.96, 0.86
WIDEST_GAP = 0.03

_seen: dict[str, Figures] = {}


async def test_people_find_what_they_mean(
    market: Market, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = await measure(market, judgements())
    reached = _seen[market.engine.name] = figures(measured)
    with capsys.disabled():
        print(f"\n{report(market.engine.name, measured)}")  # noqa: T201 -- the report is the point

    assert reached.hits >= LEAST_HITS
    assert reached.rank >= LEAST_RANK
    assert reached.gain >= LEAST_GAIN


def test_both_engines_find_alike() -> None:
    if len(_seen) < 2:
        pytest.skip("one engine only")
    hits = [each.hits for each in _seen.values()]

    assert max(hits) - min(hits) <= WIDEST_GAP


def test_every_judgement_can_be_fulfilled(market: Market) -> None:
    """A rule that fits nothing is a slip of the pen, and would count against the engines."""
    documents = list(market.documents.values())
    for each in judgements():
        for rules in (*each.grades.values(), each.each):
            for rule in rules:
                fitting = [doc for doc in documents if rule.fits(doc, market.skus[doc.id])]
                assert fitting, f"{each.kind}: {each.query!r}: {rule} fits nothing"


def test_no_query_is_in_both_halves() -> None:
    queries = [each.query for each in judgements()]

    assert len(queries) == len(set(queries))
    assert {each.half for each in judgements()} == set(HALVES)
