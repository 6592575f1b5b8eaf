"""The wording of a text as the region keeps it, and how a shop's facts are filled in.

A line is one paragraph. `{fact}` is filled in; a line that lacks a fact is left out and the fact
is named as missing, so that no text ever shows a hole. Lines may begin with a condition:

    ?| …          only if everything in it is known; nothing is missed
    ?fact| …      only if this fact is known
    ?!fact| …     only if it is not
    # …           a heading
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_FACT = re.compile(r"\{(\w+)\}")
_CONDITION = re.compile(r"\?(!?)(\w*)\|\s*(.*)")
NOTICE = timedelta(days=15)
"""How long before it holds a change of the market's own terms is announced (Art. 3 (2) P2B)."""

Facts = Mapping[str, str]
"""What is known of a shop; a fact that is not known is absent or empty."""


class Kind(StrEnum):
    IMPRINT = "imprint"
    TERMS = "terms"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Template:
    """`kind` is one of `Kind`, or `platform` for what holds between market and shop."""

    kind: str
    version: str
    title: str
    valid_from: date
    source: str
    text: str
    announced: date | None = None

    @property
    def is_announced_in_time(self) -> bool:
        """The first version has nobody to tell; every later one is told fifteen days before."""
        return self.announced is None or self.announced + NOTICE <= self.valid_from


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it would read now, and the names of the facts it still lacks."""

    text: str
    missing: tuple[str, ...]


def current(templates: Sequence[Template], kind: str, on: date) -> Template:
    """The newest that has begun. Raises LookupError when none has."""
    begun = [one for one in templates if one.kind == kind and one.valid_from <= on]
    if not begun:
        raise LookupError(kind)
    return max(begun, key=lambda one: one.valid_from)


def fill(text: str, facts: Facts) -> Draft:
    """The text with the facts in it."""
    lines: list[str] = []
    missing: dict[str, None] = {}
    for raw in text.splitlines():
        line, may_lack = _wanted(raw.rstrip(), facts)
        if line is None:
            continue
        lacking = [name for name in _FACT.findall(line) if not facts.get(name)]
        if lacking:
            missing |= {} if may_lack else dict.fromkeys(lacking)
            continue
        lines.append(_FACT.sub(lambda found: facts[found[1]], line))
    return Draft(_squeezed(lines), tuple(missing))


def _wanted(line: str, facts: Facts) -> tuple[str | None, bool]:
    """The line without its conditions, None if one is not met; and whether it may lack facts."""
    may_lack = False
    while found := _CONDITION.fullmatch(line):
        negated, fact, line = found.groups()
        may_lack = may_lack or not fact
        if fact and bool(facts.get(fact)) == bool(negated):
            return None, may_lack
    return line, may_lack


def _squeezed(lines: Sequence[str]) -> str:
    """A heading without a paragraph falls away, and never two empty lines in a row."""
    kept: list[str] = []
    for line in lines:
        if line.startswith("# ") and (heading := _open_heading(kept)) is not None:
            del kept[heading:]
        if line or (kept and kept[-1]):
            kept.append(line)
    if (heading := _open_heading(kept)) is not None:
        del kept[heading:]
    return "\n".join(kept).strip() + "\n"


def _open_heading(kept: Sequence[str]) -> int | None:
    """Where a heading stands under which nothing has come."""
    for index in range(len(kept) - 1, -1, -1):
        if kept[index].startswith("# "):
            return index
        if kept[index]:
            return None
    return None
