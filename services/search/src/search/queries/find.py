"""A whole search: the goods, the shops that the words name, and a misspelling put right."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from marketkit.errors import InvalidError

from search.domain.directory import ShopDirectory
from search.domain.engine import Answers
from search.domain.language import Language
from search.domain.names import Names
from search.domain.result import ShopHit
from search.queries.ask import Asked, Question, question_for
from search.queries.named_shops import shops_named
from search.queries.search_products import Found, search_products


def _as_typed(_text: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a question is answered with, all of one moment."""

    language: Language
    directory: ShopDirectory
    names: Names
    now: datetime
    corrected: Callable[[str], str | None] = _as_typed
    """Puts misspelt words right; None where nothing is misspelt."""


async def find(
    asked: Asked, question: Question, around: Surroundings, engine: Answers
) -> tuple[Found, Question]:
    """With the question that was answered in the end. Raises EngineUnavailableError.

    Demand keeps what was typed: that it found nothing is what the operator wants to know.
    """
    found = await search_products(question, engine, around.language)
    shops = _shops(question, found, around)
    if found.result.total == 0 or found.result.relaxed:
        better = await _corrected(asked, question, around, engine)
        if better and _is_better(better[0], found):
            put_right, question = better
            shops_now = _shops(question, put_right, around)
            return replace(put_right, searched=found.searched, shops=shops_now or shops), question
    return replace(found, shops=shops), question


async def _corrected(
    asked: Asked, typed: Question, around: Surroundings, engine: Answers
) -> tuple[Found, Question] | None:
    words = None if asked.literal else around.corrected(asked.q)
    index = around.names.shops(around.directory, around.language)
    if not words or index.is_meant(typed.query.units):
        return None
    try:
        question = question_for(
            replace(asked, q=words), around.language, around.directory, around.now
        )
    except InvalidError:  # what made sense beside the typed words makes none beside these
        return None
    found = await search_products(question, engine, around.language)
    return replace(found, corrected=words), question


def _is_better(other: Found, found: Found) -> bool:
    return other.result.total > 0 and (found.result.total == 0 or not other.result.relaxed)


def _shops(question: Question, found: Found, around: Surroundings) -> tuple[ShopHit, ...]:
    index = around.names.shops(around.directory, around.language)
    return shops_named(question, found.result.counted.by_shop, index)
