"""forbidden.yaml and synonyms.txt: what is not sold, and which words mean the same."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import Field

from onebox.seed.region.base import DatedFile, Key, Strict, Words


class ForbiddenRule(Strict):
    key: Key
    decision: Literal["block", "approval"]
    words: list[str] = Field(min_length=1)
    reason: Words

    def matches(self, text: str) -> bool:
        return any(_found(word, text) for word in self.words)


class ClaimRule(Strict):
    key: Key
    words: list[str] = Field(min_length=1)
    needs: Key
    valid_from: date | None = None
    reason: Words

    def matches(self, text: str) -> bool:
        return any(_found(word, text) for word in self.words)


class ForbiddenFile(DatedFile):
    rules: list[ForbiddenRule]
    approval_profiles: list[Key]
    claims: list[ClaimRule]


def _found(word: str, text: str) -> bool:
    """A trailing * matches the start of a word, everything else whole words only."""
    end = "" if word.endswith("*") else r"\b"
    return re.search(rf"\b{re.escape(word.rstrip('*'))}{end}", text.lower()) is not None


@dataclass(frozen=True)
class Synonyms:
    groups: list[list[str]] = field(default_factory=list)
    one_way: dict[str, list[str]] = field(default_factory=dict)
    never: list[tuple[str, str]] = field(default_factory=list)


def parse_synonyms(text: str) -> Synonyms:
    found = Synonyms()
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        if ">" in line:
            left, right = line.split(">")
            for word in _words(left):
                found.one_way.setdefault(word, []).extend(_words(right))
        elif "!" in line:
            left, right = line.split("!")
            found.never.append((left.strip(), right.strip()))
        else:
            found.groups.append(_words(line))
    return found


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
