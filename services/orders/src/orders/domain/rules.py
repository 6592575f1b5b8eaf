"""How a shop takes orders: from how much, until when, for which hours, and how many at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from marketkit.pickup.windows import DAYS_AHEAD

Document = dict[str, Any]

MOST_DAYS_AHEAD = 28
MOST_WINDOWS = 20
ACCEPT_WITHIN_MINUTES = 120
EVENING = (time(16), time(19))
"""When a shop that says nothing else rings at doors."""
DAY_KEYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""As weekdays are named in documents; the place in the list is `date.weekday()`."""


@dataclass(frozen=True, slots=True)
class OrderWindow:
    """Every week: ordered until then, collected there. "Bis Mi 18:00, holen Fr 16-18 Uhr"."""

    until_day: int
    until: time
    collect_day: int
    begin: time
    end: time
    label: str = ""
    """Where or what, if the shop's own door is not meant: a stall on the market."""
    on_holidays: bool = False

    def document(self) -> Document:
        return {
            "until_day": DAY_KEYS[self.until_day],
            "until": _clock(self.until),
            "collect_day": DAY_KEYS[self.collect_day],
            "begin": _clock(self.begin),
            "end": _clock(self.end),
            "label": self.label,
            "on_holidays": self.on_holidays,
        }


@dataclass(frozen=True, slots=True)
class Rules:
    """A shop that has said nothing sells as it always did."""

    version: int = 0
    minimum: int = 0
    """Goods of at least so many cents, without deposit and delivery."""
    per_window: int | None = None
    """So many orders in an hour; None counts nothing."""
    days_ahead: int = DAYS_AHEAD
    """Counted from the first day on which it could be ready."""
    cutoff: time | None = None
    """Ordered until then it can be collected the next day, later the day after that."""
    windows: tuple[OrderWindow, ...] = ()
    """Instead of the opening hours, or beside them."""
    also_in_hours: bool = False
    in_rounds: bool = False
    """The market may sell these goods in its rounds; taken back, nothing of a round goes."""
    only_in_rounds: bool = False
    round_products: frozenset[UUID] = frozenset()
    """Sold in rounds only, while the rest is sold every day."""
    accept_within_minutes: int = ACCEPT_WITHIN_MINUTES
    """Of open time: what the shop promises to answer an order in."""
    delivery_window: tuple[time, time] = EVENING
    """When the shop's own round rings at doors, on the days it names."""

    @property
    def knows_rounds(self) -> bool:
        """Whether anybody has to look for rounds at all."""
        return self.in_rounds or self.only_in_rounds or bool(self.round_products)

    def needs_round(self, product_id: UUID) -> bool:
        return self.only_in_rounds or product_id in self.round_products

    def document(self) -> Document:
        """What is kept and answered; `rules_from` reads it."""
        return {
            "version": self.version,
            "minimum": self.minimum,
            "per_window": self.per_window,
            "days_ahead": self.days_ahead,
            "cutoff": _clock(self.cutoff) if self.cutoff else None,
            "windows": [window.document() for window in self.windows],
            "also_in_hours": self.also_in_hours,
            "in_rounds": self.in_rounds,
            "only_in_rounds": self.only_in_rounds,
            "round_products": sorted(str(product) for product in self.round_products),
            "accept_within_minutes": self.accept_within_minutes,
            "delivery_window": dict(
                zip(("begin", "end"), map(_clock, self.delivery_window), strict=True)
            ),
        }


NO_RULES = Rules()


def rules_from(document: Mapping[str, Any]) -> Rules:
    """From what is kept with the shop; what is missing is as without rules."""
    if not document:
        return NO_RULES
    cutoff = document.get("cutoff")
    return Rules(
        version=document.get("version", 0),
        minimum=document.get("minimum", 0),
        per_window=document.get("per_window"),
        days_ahead=document.get("days_ahead", DAYS_AHEAD),
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
        windows=tuple(window_from(one) for one in document.get("windows", ())),
        also_in_hours=document.get("also_in_hours", False),
        in_rounds=document.get("in_rounds", False),
        only_in_rounds=document.get("only_in_rounds", False),
        round_products=frozenset(UUID(one) for one in document.get("round_products", ())),
        accept_within_minutes=document.get("accept_within_minutes", ACCEPT_WITHIN_MINUTES),
        delivery_window=delivery_window_from(document.get("delivery_window")),
    )


def delivery_window_from(document: Mapping[str, Any] | None) -> tuple[time, time]:
    if not document:
        return EVENING
    return time.fromisoformat(document["begin"]), time.fromisoformat(document["end"])


def window_from(document: Mapping[str, Any]) -> OrderWindow:
    return OrderWindow(
        until_day=DAY_KEYS.index(document["until_day"]),
        until=time.fromisoformat(document["until"]),
        collect_day=DAY_KEYS.index(document["collect_day"]),
        begin=time.fromisoformat(document["begin"]),
        end=time.fromisoformat(document["end"]),
        label=document.get("label", ""),
        on_holidays=document.get("on_holidays", False),
    )


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
