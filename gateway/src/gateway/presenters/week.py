"""Opening hours drawn as a strip of seven days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gateway.presenters.dates import TO

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_GERMAN = {"di": "tu", "mi": "we", "do": "th", "so": "su"}
_FIRST_HOUR, _LAST_HOUR = 5, 20
_UNITS_PER_HOUR = 2


@dataclass(frozen=True, slots=True)
class Block:
    """One opening span as a rectangle in a 10 by 30 drawing."""

    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Day:
    key: str
    spans: tuple[str, ...]
    blocks: tuple[Block, ...]
    is_today: bool


def week(opening: Iterable[tuple[str, Sequence[Sequence[str]]]], today: int) -> list[Day]:
    """Seven days, Monday first; `today` is the weekday number (Monday = 0)."""
    by_key = {_GERMAN.get(key[:2].lower(), key[:2].lower()): spans for key, spans in opening}
    return [
        Day(
            key,
            tuple(f"{_short(s[0])}{TO}{_short(s[1])}" for s in _pairs(by_key.get(key, ()))),
            tuple(_block(s[0], s[1]) for s in _pairs(by_key.get(key, ()))),
            number == today,
        )
        for number, key in enumerate(DAYS)
    ]


def _pairs(spans: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    return [span for span in spans if len(span) == 2]  # noqa: PLR2004 - from and to


def _short(time: str) -> str:
    """`7` for 07:00, `6:30` for 06:30."""
    hour, _, minute = time.partition(":")
    return f"{int(hour)}" if minute in {"", "00"} else f"{int(hour)}:{minute}"


def hour_of(time: str) -> float:
    hour, _, minute = time.partition(":")
    return int(hour) + int(minute or 0) / 60


def _block(start: str, end: str) -> Block:
    first = min(max(hour_of(start), _FIRST_HOUR), _LAST_HOUR)
    last = min(max(hour_of(end) or _LAST_HOUR, first), _LAST_HOUR)
    return Block(
        round((first - _FIRST_HOUR) * _UNITS_PER_HOUR, 2),
        round((last - first) * _UNITS_PER_HOUR, 2),
    )
