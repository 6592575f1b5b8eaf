"""Whatever is asked: an answer, from the engine that was asked. Its refusal would be an outage."""

import pytest
from search.domain.engine import SearchEngine
from search.domain.query import Sort
from search.index.single import SingleEngine
from search.queries.find import find
from search.queries.suggest import suggest

from tests.search.around import around, asked

_MANY = " ".join("qwxyvbnmgkpt"[at] * 3 + "oeiauzsdfghj"[at:] for at in range(12))
QUERIES = [
    "\x00", "brot\x00", '"brot" -wein', "\\", '"', "'", '" OR category EXISTS', "]]>", "\ufffe",
    "፩ brot", "² kg", "ohne", "oder", "🥖", "a" * 200, "ß" * 200, "-brot", "brot -", "* *", _MANY,
    "im Umkreis von 100 km zeitz", "bis 99999 euro",
]  # fmt: skip


@pytest.mark.parametrize("text", QUERIES)
async def test_whatever_is_typed_is_answered(market: SearchEngine, text: str) -> None:
    parameters, question = asked(q=text)
    engine = SingleEngine(market)

    found, _ = await find(parameters, question, around(), engine)
    await suggest(text[:80], around(), engine)

    assert found.result.engine == market.name


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    "near", ["90,180", "-90,-180", "0.0004,0.0004", "-0.0,-0.0", "0.001,-0.001", "89.9996,179.9996"]
)
async def test_wherever_somebody_is_is_answered(
    market: SearchEngine, near: str, sort: Sort
) -> None:
    parameters, question = asked(q="brot", near=near, radius_km=100.0, sort=sort)

    found, _ = await find(parameters, question, around(), SingleEngine(market))

    assert found.result.engine == market.name


@pytest.mark.parametrize(
    "name", ['"', '\\"', "\\", '"] OR shop_id EXISTS OR shop IN ["', "\x00", "\n", "🥖", "]", "a,b"]
)
async def test_the_name_of_a_shop_is_never_a_filter_of_its_own(
    market: SearchEngine, name: str
) -> None:
    parameters, question = asked(shops=frozenset({name}))

    found, _ = await find(parameters, question, around(), SingleEngine(market))

    assert (found.result.total, found.result.engine) == (0, market.name)
