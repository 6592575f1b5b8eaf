"""What can be stated about a product, and when it must be; the region's files fill these in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Names = Mapping[str, str]
"""A word by language; German is always there."""

ANY = "any"
YES, NO = "true", "false"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said about a product: where it is kept, what it may be, which law asks for it."""

    key: str
    names: Names
    help: Names
    kind: str
    law: str
    missing: str
    at: str = ""
    """The product's own field; empty for one among its details."""
    choices: Mapping[str, Names] = field(default_factory=dict)
    format: str = ""
    must_be: str = ""
    public: bool = True

    @property
    def field(self) -> str:
        """The name of its field in requests and refusals."""
        return self.at or f"details.{self.key}"

    @property
    def reason(self) -> str:
        """Why a product without it may not go on sale."""
        return f"{self.missing.removesuffix('.')} ({self.law})."


@dataclass(frozen=True, slots=True)
class Condition:
    """When something holds: in some branches of the tree, beside some other statements."""

    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All of these together lift it."""

    def holds(self, path: tuple[str, ...], stated: Mapping[str, str]) -> bool:
        """`path`: the product's category and its ancestors."""
        if self.only_in and not set(self.only_in) & set(path):
            return False
        if set(self.not_in) & set(path):
            return False
        if not all(is_one_of(stated, key, values) for key, values in self.when.items()):
            return False
        lifted = self.unless and all(is_one_of(stated, k, v) for k, v in self.unless.items())
        return not lifted


def is_one_of(stated: Mapping[str, str], key: str, values: tuple[str, ...]) -> bool:
    value = stated.get(key, "")
    return bool(value) and (ANY in values or value in values)


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class Demand:
    """A statement that must be there while the condition holds."""

    key: str
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Default:
    """What the form fills in: words, or where to take them from (`$title`, `$address`, `$last`)."""

    key: str
    value: str
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Chill:
    """A branch that must stay colder than its kind."""

    temperature: str
    condition: Condition
