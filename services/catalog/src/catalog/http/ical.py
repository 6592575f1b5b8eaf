"""Appointments as an iCalendar file (RFC 5545); of the business only its name is in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from icalendar import Calendar, Event

_WORDS = {
    "shop_visit": "Besuch",
    "photo_studio": "Fotostudio",
    "makerspace": "Makerspace",
    "workshop": "Workshop",
}
_STATUS = {"planned": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def calendar_of(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The same rows make the same bytes, so that a calendar program may skip what it has."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Digitaler Regionalmarkt//Beratung//DE")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Regionalmarkt Beratung")
    for row in rows:
        calendar.add_component(_event(row))
    body: bytes = calendar.to_ical()
    return body


def _event(row: Mapping[str, Any]) -> Event:
    event = Event()
    # Stable for good: a changed appointment replaces itself in whatever calendar it stands in.
    event.add("uid", f"{row['id']}@regionalmarkt")
    event.add("dtstamp", row["updated_at"])
    event.add("created", row["created_at"])
    event.add("last-modified", row["updated_at"])
    event.add("sequence", row["version"] - 1)
    event.add("dtstart", row["starts_at"])
    event.add("dtend", row["ends_at"])
    event.add("summary", _summary(row))
    event.add("status", _STATUS[row["state"]])
    event.add("class", "PRIVATE")
    return event


def _summary(row: Mapping[str, Any]) -> str:
    title = f" „{row['title']}“" if row["kind"] == "workshop" and row["title"] else ""
    return f"{_WORDS[row['kind']]}{title}: {row['case_name']}"
