"""Opening hours as a table of seven days, and back to OpenStreetMap's notation."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from gateway.presenters.week import DAYS

MOST_SPANS = 2
Spans = tuple[tuple[str, str], ...]
Plan = Mapping[str, Spans]
"""Day → its spans, each `("07:00", "12:00")`; a day without spans is closed."""

_SPAN = re.compile(r"([0-2]\d:[0-5]\d)-([0-2]\d:[0-5]\d)")
_RULE = re.compile(r"((?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*)\s+(\S.*)")


def read(text: str) -> Plan | None:
    """The table, or None for hours that say more than it can hold."""
    plan: dict[str, Spans] = dict.fromkeys(DAYS, ())
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        found = _RULE.fullmatch(rule)
        spans = _spans(found[2]) if found else None
        if found is None or spans is None:
            return None
        for day in _days(found[1]):
            plan[day] = spans
    return plan


def write(plan: Plan) -> str:
    """`Mo-Fr 07:00-12:00,13:00-18:00; Sa 07:00-11:00`: neighbours with the same hours together."""
    rules = []
    for spans, group in groupby(DAYS, key=lambda day: plan.get(day, ())):
        days = [day.title() for day in group]
        if spans:
            name = days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"
            rules.append(f"{name} " + ",".join("-".join(span) for span in spans))
    return "; ".join(rules)


def _spans(text: str) -> Spans | None:
    if text.strip() in {"off", "closed"}:
        return ()
    parts = [part.strip() for part in text.split(",")]
    found = [_SPAN.fullmatch(part) for part in parts]
    spans = tuple((one[1], one[2]) for one in found if one)
    simple = len(spans) == len(parts) <= MOST_SPANS
    return spans if simple and all(opens < closes for opens, closes in spans) else None


def _days(text: str) -> Sequence[str]:
    days: list[str] = []
    for part in text.lower().split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        # `Sa-Mo` goes over the end of the week.
        days += [DAYS[n % len(DAYS)] for n in range(begin, end + 1 + len(DAYS) * (end < begin))]
    return days
