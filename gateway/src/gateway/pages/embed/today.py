"""When a shop is open today: its week, unless a closure, a date of its own or a holiday differs."""

from collections.abc import Sequence
from datetime import date, datetime

from marketkit.clock import HERE
from marketkit.pickup.windows import windows

from gateway.pages.answers.catalog import Shop
from gateway.pages.showing.pickup import away_of
from gateway.presenters.week import DAYS

Spans = Sequence[tuple[str, str]]


def open_today(shop: Shop, now: datetime) -> Spans:
    """Empty: closed today."""
    today, away = now.astimezone(HERE).date(), away_of(shop)
    if away.closure_on(today):
        return ()
    special = away.hours_on(today)
    if special is not None:
        return special
    # The windows know the holidays: on one of them there are none.
    starts = {slot.start.date() for slot in windows(shop.opening_hours, today, away)}
    return _usual(shop, today) if today in starts or not shop.opening_hours else ()


def _usual(shop: Shop, today: date) -> Spans:
    key = DAYS[today.weekday()]
    found = next((day.spans for day in shop.opening_week if day.day == key), ())
    return [(span[0], span[1]) for span in found]
