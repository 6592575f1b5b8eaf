"""Weighing at packing: what a piece costs in the end, and never more than was agreed.

Weights may be said again until the order is ready; then they are fixed, and become what the line
costs less than the agreed maximum.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from marketkit.errors import FieldError

from orders.domain.errors_kinds import NotWeighedError, WrongWeightsError
from orders.domain.reducing import OrderedLine, rest
from orders.domain.reduction import Reduction, ReductionKind

KILOGRAM: Final = 1000
"""In grams."""
HEAVIEST: Final = 200_000
"""In grams: above it somebody has typed a digit too many."""


@dataclass(frozen=True, slots=True)
class ToWeigh:
    """A line of which so many pieces have to go on the scales."""

    line: OrderedLine
    pieces: int
    goods: int
    """What is still due for it, at most."""
    per_kg: int
    usual_grams: int
    max_grams: int

    def price(self, grams: int) -> int:
        """Of one piece: rounded half up, and never above what was agreed."""
        return min((self.per_kg * grams * 2 + KILOGRAM) // (2 * KILOGRAM), self.line.price)

    def total(self, grams: Iterable[int]) -> int:
        return sum(self.price(each) for each in grams)

    def less(self, grams: Sequence[int]) -> int:
        """How much less than agreed it costs; what was let go of before stays let go of."""
        return min(self.pieces * self.line.price - self.total(grams), self.goods)

    def too_heavy(self, grams: Iterable[int]) -> list[int]:
        """Weights that are charged at the agreed maximum."""
        return [each for each in grams if each > self.max_grams]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the scales showed, a weight for each piece."""

    position: int
    grams: tuple[int, ...]


def to_weigh(
    lines: Mapping[int, OrderedLine],
    shown: Mapping[int, Mapping[str, Any]],
    reductions: Sequence[Reduction],
) -> dict[int, ToWeigh]:
    """The lines that need weights, by position; `shown` is how each was agreed on."""
    settled = {each.position for each in reductions if _is_settled(each)}
    found: dict[int, ToWeigh] = {}
    for position, line in sorted(lines.items()):
        weighed = shown[position].get("weighed")
        left = rest(line, reductions)
        if weighed and left.quantity > 0 and position not in settled:
            found[position] = ToWeigh(
                line,
                left.quantity,
                left.goods,
                weighed["per_kg"],
                weighed["grams"],
                weighed["max_grams"],
            )
    return found


def _is_settled(each: Reduction) -> bool:
    """Weighed already; or something else is delivered instead, at a price that was agreed on."""
    if each.kind is ReductionKind.SUBSTITUTED:
        return each.quantity == 0
    return each.kind is ReductionKind.WEIGHED


def check(said: Sequence[Weights], wanted: Mapping[int, ToWeigh]) -> None:
    """Raises WrongWeightsError naming each line that does not fit."""
    errors: list[FieldError] = []
    seen: set[int] = set()
    for index, each in enumerate(said):
        line = wanted.get(each.position)
        if line is None or each.position in seen:
            message = "Diese Zeile wird nicht gewogen." if line is None else "Steht zweimal da."
            errors.append(FieldError(f"lines[{index}].position", message))
        elif len(each.grams) != line.pieces:
            errors.append(FieldError(f"lines[{index}].grams", _how_many(line)))
        seen.add(each.position)
    if errors:
        raise WrongWeightsError(errors=errors)


def reductions_of(
    wanted: Mapping[int, ToWeigh],
    known: Mapping[int, Sequence[int]],
    *,
    shop_order_id: UUID,
    account_id: UUID,
    at: datetime,
    new_id: Callable[[], UUID],
) -> list[Reduction]:
    """What every weighed line costs less. Raises NotWeighedError naming those without weights."""
    lacking = [
        line for position, line in wanted.items() if len(known.get(position, ())) != line.pieces
    ]
    if lacking:
        errors = [
            FieldError(f"lines[{line.line.position}]", f"{line.line.title}: {_how_many(line)}")
            for line in lacking
        ]
        raise NotWeighedError(errors=errors)
    return [
        Reduction(
            id=new_id(),
            shop_order_id=shop_order_id,
            kind=ReductionKind.WEIGHED,
            key=f"weigh-{shop_order_id}-{position}",
            at=at,
            position=position,
            goods=line.less(known[position]),
            details={
                "grams": list(known[position]),
                "per_kg": line.per_kg,
                "amount": line.total(known[position]),
                "too_heavy": line.too_heavy(known[position]),
            },
            account_id=account_id,
        )
        for position, line in wanted.items()
    ]


def _how_many(line: ToWeigh) -> str:
    if line.pieces == 1:
        return "Ein Gewicht, bitte: ein Stück gehört dazu."
    return f"{line.pieces} Gewichte, bitte: so viele Stücke gehören dazu."
