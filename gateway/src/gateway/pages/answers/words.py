"""What words mean, and what may be meant by them, as the search service answers it."""

from datetime import datetime

from gateway.pages.answers.base import Answer


class Rule(Answer):
    id: str = ""
    """Empty for the region's own rules, which cannot be removed here."""
    words: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    two_way: bool = True
    created_at: datetime | None = None


class Rules(Answer):
    items: tuple[Rule, ...] = ()
    next: str | None = None
    total: int = 0


class Meant(Answer):
    words: str
    why: str = "part"
    products: int = 0


class Proposal(Answer):
    id: str
    term: str
    searches: int = 0
    searchers: int = 0
    found_nothing: int = 0
    meant: tuple[Meant, ...] = ()


class Proposals(Answer):
    items: tuple[Proposal, ...] = ()
    next: str | None = None
