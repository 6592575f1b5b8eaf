"""A legal text as headings and paragraphs, and what two versions do not have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """`same`, `gone` or `new`."""

    kind: str
    line: str


def sections(text: str) -> list[Section]:
    """`# ` begins a section; every other line is a paragraph."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        if line.startswith("# "):
            found.append((line.removeprefix("# "), []))
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return [Section(heading, tuple(lines)) for heading, lines in found]


def changes(before: str, after: str) -> list[Change]:
    """Line by line; what both say stands in between."""
    old, new = _lines(before), _lines(after)
    found: list[Change] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found += [Change("same", line) for line in old[i1:i2]]
        else:
            found += [Change("gone", line) for line in old[i1:i2]]
            found += [Change("new", line) for line in new[j1:j2]]
    return found


def _lines(text: str) -> Sequence[str]:
    return [line.removeprefix("# ") for line in text.splitlines() if line.strip()]
