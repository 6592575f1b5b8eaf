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
    exceptions: list[str] = Field(default_factory=list, alias="except")
    fields: list[Key] = Field(default_factory=list)
    reason: Words

    def matches(self, text: str) -> bool:
        return _matches(self.words, self.exceptions, text)


class ClaimRule(Strict):
    key: Key
    words: list[str] = Field(min_length=1)
    exceptions: list[str] = Field(default_factory=list, alias="except")
    needs: Key
    effect: Key | None = None
    valid_from: date | None = None
    reason: Words

    def matches(self, text: str) -> bool:
        return _matches(self.words, self.exceptions, text)


class ForbiddenFile(DatedFile):
    rules: list[ForbiddenRule]
    approval_profiles: list[Key]
    approval_categories: list[Key] = Field(default_factory=list)
    claims: list[ClaimRule]


def _matches(words: list[str], exceptions: list[str], text: str) -> bool:
    folded = text.lower()
    for exception in exceptions:
        folded = re.sub(_pattern(exception), " ", folded)
    return any(re.search(_pattern(word), folded) for word in words)


def _pattern(word: str) -> str:
    """A * stands for more letters, before or after; everything else is whole words only."""
    before = r"\b\w*" if word.startswith("*") else r"\b"
    after = r"\w*" if word.endswith("*") else r"\b"
    return before + re.escape(word.strip("*")) + after


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
