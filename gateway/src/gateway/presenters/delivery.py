"""A shop's own tour in one sentence, as buyers read it."""

from collections.abc import Callable, Sequence
from typing import Protocol

from marketkit.money import Money
from markupsafe import Markup

from gateway.presenters.numbers import money
from gateway.presenters.postal_areas import Area

Text = Callable[..., Markup]
_NAMED = 4
"""More places than that are counted."""


class Tour(Protocol):
    """As the catalog answers it."""

    @property
    def postal_codes(self) -> Sequence[str]: ...
    @property
    def fee(self) -> Money: ...
    @property
    def free_from(self) -> Money | None: ...
    @property
    def minimum(self) -> Money: ...
    @property
    def days(self) -> Sequence[str]: ...


def sentence(text: Text, tour: Tour, known: Sequence[Area], language: str) -> str:
    """`Nach 06712 Zeitz: ab 15,00 € Warenwert, 3,50 €, frei ab 40,00 €; dienstags und freitags.`"""
    to = text("delivery.to", places=_places(text, tour, known))
    return f"{to}: {_costs(text, tour, language)}; {_days(text, tour)}."


def _places(text: Text, tour: Tour, known: Sequence[Area]) -> str:
    served = set(tour.postal_codes)
    names = [f"{area.code} {area.places[0]}" for area in known if area.code in served]
    left = len(names) - _NAMED
    if left > 0:
        return str(text("delivery.and_more", places=", ".join(names[:_NAMED]), n=left))
    return _listed(text, names)


def _costs(text: Text, tour: Tour, language: str) -> str:
    def said(key: str, amount: Money) -> str:
        return str(text(f"delivery.{key}", amount=money(amount, language)))

    parts = []
    if tour.minimum.amount:
        parts.append(said("from_value", tour.minimum))
    fee = tour.fee.amount
    parts.append(said("costs", tour.fee) if fee else str(text("delivery.costs_nothing")))
    if tour.free_from:
        parts.append(said("free_from_value", tour.free_from))
    return ", ".join(parts)


def _days(text: Text, tour: Tour) -> str:
    if not tour.days:
        return str(text("delivery.any_day"))
    return _listed(text, [str(text(f"delivery.day.{day}")) for day in tour.days])


def _listed(text: Text, words: Sequence[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} {text('delivery.and')} {words[-1]}"
