"""What is offered after three letters, on both engines."""

import pytest
from search.index.single import SingleEngine
from search.queries.suggest import suggest

from tests.search.relevance.market import Market, surroundings


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("sem", "semmel"),
        ("brö", "brötchen|semmel"),
        ("hon", "honig"),
        ("kar", "kar"),
        ("äpf", "äpfel"),
        ("käs", "käse"),
        ("zwi", "zwi"),
        ("led", "led"),
    ],
)
async def test_the_first_goods_offered_show_what_is_typed(
    market: Market, typed: str, shown: str
) -> None:
    found = await suggest(typed, surroundings(), SingleEngine(market.engine))

    first = found.products[0].name.lower()
    assert any(part in first for part in shown.split("|")), first
