"""Why nothing can be collected, or not then: in words that help to choose something else."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from marketkit.pickup.windows import day_of, earliest

from orders.domain.cart import Line, Shop
from orders.domain.german_days import day_words, moment_words
from orders.domain.order_windows import market_times, windows_fall_on
from orders.domain.readiness import first_day, lead_days
from orders.domain.rounds import RoundState, SellingRound
from orders.domain.rules import Rules

NONE = "Dieser Laden hat in den nächsten Tagen keine Abholzeiten."
PAUSED = "Dieser Laden nimmt gerade keine Bestellungen an."
ALL_FULL = "Alle Abholzeiten der nächsten Tage sind ausgebucht."
_OTHER = "Bitte wählen Sie eine andere."
_GONE = f"Diese Abholzeit gibt es nicht mehr. {_OTHER}"


def why_not(shop: Shop, rules: Rules, lines: Sequence[Line], now: datetime, start: datetime) -> str:
    """Why exactly this time cannot be chosen."""
    closure = shop.away.closure_on(day_of(start))
    if closure is not None:
        return f"{closure.words(day_of(now))}. Bitte wählen Sie eine andere Abholzeit."
    if start <= now:
        return f"Diese Zeit ist schon vorbei. {_OTHER}"
    return (
        _made_to_order(shop, rules, lines, now, start)
        or _after_deadline(shop, rules, now, start)
        or _after_cutoff(shop, rules, lines, now, start)
        or _too_soon(shop, now, start)
        or _GONE
    )


def none_left(shop: Shop, rules: Rules, first: date, today: date, notice: str | None) -> str:
    """Why nothing can be chosen for weeks: what the days of its order windows fall on."""
    fall_on = windows_fall_on(rules.windows, first, shop.away, rules.days_ahead, today)
    if not fall_on or (notice and fall_on == [notice]):
        return notice or NONE
    return f"{NONE.removesuffix('.')}: {'; '.join(fall_on)}."


def no_round(
    rounds: Sequence[SellingRound], shop_id: object, now: datetime, name: str = "Das"
) -> str:
    """When the goods are sold in rounds only and none is open."""
    only = f"{name} gibt es nur in einer Verkaufsrunde"
    ours = [each for each in rounds if shop_id in each.producers]
    planned = [each for each in ours if each.state(now) is RoundState.PLANNED]
    if planned:
        following = min(planned, key=lambda each: each.opens_at)
        return f"{only}. „{following.name}“ öffnet am {moment_words(following.opens_at)}."
    closed = [each for each in ours if each.state(now) is RoundState.CLOSED]
    if closed:
        last = max(closed, key=lambda each: each.closes_at)
        return f"{only}. „{last.name}“ ist seit {moment_words(last.closes_at)} zu."
    return f"{only}, und gerade ist keine offen."


def _made_to_order(
    shop: Shop, rules: Rules, lines: Sequence[Line], now: datetime, start: datetime
) -> str | None:
    lead, first = lead_days(lines), first_day(rules, lines, now, shop.away)
    if not lead or day_of(start) >= first:
        return None
    slowest = max(lines, key=lambda line: line.offer.facts.get("lead_days", 0))
    days = "einen Tag" if lead == 1 else f"{lead} Tage"
    return f"„{slowest.offer.title}“ braucht {days} Vorlauf: frühestens {day_words(first)}."


def _after_deadline(shop: Shop, rules: Rules, now: datetime, start: datetime) -> str | None:
    """An order window whose end has passed while somebody was still thinking."""
    found = market_times(rules.windows, day_of(start), shop.away, 0) if rules.windows else ()
    missed = [time for time in found if time.slot.start == start and time.until < now]
    if not missed:
        return None
    return f"Bestellschluss dafür war {moment_words(missed[0].until)}. {_OTHER}"


def _after_cutoff(
    shop: Shop, rules: Rules, lines: Sequence[Line], now: datetime, start: datetime
) -> str | None:
    if rules.cutoff is None or day_of(start) >= first_day(rules, lines, now, shop.away):
        return None
    day = day_of(start) - timedelta(days=1)
    return f"Dafür wird bis {day_words(day)}, {rules.cutoff:%H:%M} Uhr bestellt. {_OTHER}"


def _too_soon(shop: Shop, now: datetime, start: datetime) -> str | None:
    if start >= earliest(now, shop.preparation_minutes):
        return None
    minutes = shop.preparation_minutes
    return f"Das ist zu bald: Der Laden braucht {minutes} Minuten zum Vorbereiten. {_OTHER}"
