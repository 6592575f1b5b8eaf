"""What questions to the small market are answered with, on a Friday morning with all shops open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from search.domain.directory import ShopDirectory
from search.domain.names import Names
from search.domain.result import Hit
from search.queries.ask import Asked, Question, question_for
from search.queries.find import Surroundings
from search.region import load_companions, load_trades

from tests.search.shelf import (
    BAKERY,
    BUTCHER,
    FARM,
    KAYNA,
    LANGUAGE,
    REGION,
    VILLAGE_BAKERY,
    WINERY,
    a_shop,
)

FRIDAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
WEEKDAYS, SATURDAYS = "Mo-Fr 08:00-18:00", "Sa 09:00-12:00"
EMPTY = replace(
    a_shop("tischlerei-span", "Span", "Kayna", "06724", KAYNA),
    kind="Tischlerei",
    opening_hours=WEEKDAYS,
)
"""It has nothing on sale."""
SHOPS = (
    replace(BAKERY, kind="Bäckerei", opening_hours=WEEKDAYS),
    replace(VILLAGE_BAKERY, kind="Bäckerei", opening_hours=WEEKDAYS),
    replace(FARM, kind="Hofladen", opening_hours=f"{WEEKDAYS}; {SATURDAYS}"),
    replace(BUTCHER, kind="Fleischerei", opening_hours=SATURDAYS),
    replace(WINERY, kind="Weingut", opening_hours=WEEKDAYS),
    EMPTY,
)
NAMES = Names(load_trades(REGION))
COMPANIONS = load_companions(REGION, LANGUAGE)
DIRECTORY = ShopDirectory(SHOPS)


def around(corrected: Callable[[str], str | None] = lambda _: None) -> Surroundings:
    return Surroundings(LANGUAGE, DIRECTORY, NAMES, FRIDAY, corrected)


def asked(**parameters: object) -> tuple[Asked, Question]:
    question = Asked(**parameters)  # type: ignore[arg-type]  # each test knows what it asks
    return question, question_for(question, LANGUAGE, DIRECTORY, FRIDAY)


def named(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.card.name for hit in hits]
