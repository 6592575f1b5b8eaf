"""How long what is kept, as the orders service answers it."""

from collections.abc import Mapping
from datetime import date, datetime

from gateway.pages.answers.base import Answer


class Rule(Answer):
    key: str
    action: str = "keep"
    what: Mapping[str, str] = {}
    why: Mapping[str, str] = {}
    source: str = ""
    days: int = 0
    years: int = 0
    before: datetime | None = None


class Kept(Rule):
    """What stays of one account."""

    count: int = 0
    until: date | None = None


class Run(Answer):
    """One rule on one night."""

    rule: str
    day: date
    before: datetime
    affected: int = 0
    done: bool = False


class Retention(Answer):
    source: str = ""
    rules: tuple[Rule, ...] = ()
    items: tuple[Run, ...] = ()
    next: str | None = None

    def what(self, key: str, language: str) -> str:
        """What a rule is about; its key, when it is no rule any more."""
        found = next((rule.what for rule in self.rules if rule.key == key), {})
        return found.get(language) or found.get("de") or key


class MyRetention(Answer):
    orders: int = 0
    running: int = 0
    kept: tuple[Kept, ...] = ()
