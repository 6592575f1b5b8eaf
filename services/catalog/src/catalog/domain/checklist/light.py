"""The traffic light of a shop, and what is missing in one plain German sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from catalog.domain.checklist.reminder import FIRST_STAGE
from catalog.domain.checklist.standing import Standing, State

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Expiring:
    """Something that ends soon."""

    key: str
    title: str
    valid_until: date
    days: int


@dataclass(frozen=True, slots=True)
class Light:
    """stop: something blocks or has expired; mid: something is open; ok: nothing is."""

    state: Literal["stop", "mid", "ok"]
    sentence: str
    open: int
    total: int
    expiring: tuple[Expiring, ...] = ()


def light_of(found: Sequence[Standing], today: date) -> Light:
    """Only what is owed counts; what is offered beside it does not."""
    owed = [standing for standing in found if not standing.requirement.voluntary]
    undone = [standing for standing in owed if not standing.is_done]
    return Light(
        state=_state(undone),
        sentence=sentence_of(undone),
        open=len(undone),
        total=len(owed),
        expiring=tuple(_expiring(found, today)),
    )


def sentence_of(undone: Iterable[Standing]) -> str:
    """What has expired, what is missing and what waits for a look, in this order."""
    undone = tuple(undone)
    clauses = [
        _clause(undone, {State.EXPIRED}, ("abgelaufen ist {}", "abgelaufen sind {}")),
        _clause(
            undone,
            {State.OPEN, State.REJECTED},
            ("es fehlt noch {}", "es fehlen noch {}"),
        ),
        _clause(
            undone,
            {State.SUBMITTED},
            ("{} wird gerade geprüft", "{} werden gerade geprüft"),
        ),
    ]
    said = "; ".join(clause for clause in clauses if clause)
    # An abbreviation at the end brings its own full stop.
    return f"{said[0].upper()}{said[1:].removesuffix('.')}." if said else "Alles ist da."


def listed(names: Sequence[str]) -> str:
    """`A, B und C`; a long list is cut and counted."""
    shown = list(names)
    if len(shown) > MOST_NAMED:
        rest = len(shown) - MOST_NAMED + 1
        shown = [*shown[: MOST_NAMED - 1], f"{rest} weitere Dinge"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} und {shown[-1]}"


def _state(undone: Sequence[Standing]) -> Literal["stop", "mid", "ok"]:
    if any(standing.stops or standing.state is State.EXPIRED for standing in undone):
        return "stop"
    return "mid" if undone else "ok"


def _clause(undone: Sequence[Standing], states: set[State], words: tuple[str, str]) -> str:
    named = [standing.requirement for standing in undone if standing.state in states]
    if not named:
        return ""
    several = len(named) > 1 or named[0].plural
    return words[several].format(listed([requirement.named for requirement in named]))


def _expiring(found: Sequence[Standing], today: date) -> Iterable[Expiring]:
    for standing in found:
        until = standing.valid_until
        if until is None or standing.state is not State.ACCEPTED:
            continue
        days = (until - today).days
        if 0 <= days <= FIRST_STAGE:
            requirement = standing.requirement
            yield Expiring(requirement.key, requirement.title, until, days)
