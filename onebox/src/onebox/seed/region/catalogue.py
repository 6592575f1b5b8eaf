"""categories.yaml, profiles.yaml and pictures.yaml: the tree, what must be said, what is shown."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from onebox.seed.region.base import DatedFile, Key, Named, Strict, Words


class Category(Named):
    profile: Key
    picture: Key
    vat_class: Key
    children: "list[Category]" = Field(default_factory=list)

    def walk(self) -> "Iterator[Category]":
        yield self
        for child in self.children:
            yield from child.walk()


class CategoriesFile(DatedFile):
    categories: list[Category]

    def walk(self) -> Iterator[Category]:
        for category in self.categories:
            yield from category.walk()

    def leaves(self) -> dict[str, Category]:
        return {category.key: category for category in self.walk() if not category.children}


class Condition(Strict):
    only_in: list[Key] = Field(default_factory=list, alias="in")
    not_in: list[Key] = Field(default_factory=list)
    when: dict[Key, list[str]] = Field(default_factory=dict)
    unless: dict[Key, list[str]] = Field(default_factory=dict)


class Demand(Condition):
    key: Key


class Default(Demand):
    value: str


class Chill(Condition):
    temperature: Key


class Profile(Named):
    required: list[Key]
    demands: list[Demand] = Field(default_factory=list)
    asks: list[Key]
    defaults: list[Default] = Field(default_factory=list)
    age: Literal[16, 18] | None = None
    temperature: Key | None = None
    chill: list[Chill] = Field(default_factory=list)
    withdrawal: str
    exceptions: dict[str, dict[Key, list[str]]] = Field(default_factory=dict)
    effects: dict[Key, bool] = Field(default_factory=dict)


class Choice(Strict):
    key: str
    name: Words


class Statement(Named):
    kind: Literal["text", "longtext", "choice", "choices", "number", "date", "bool", "address"]
    help: Words
    law: str
    missing: str
    at: Key | Literal[""] = ""
    choices: list[Choice] = Field(default_factory=list)
    choices_from: Literal["", "temperatures", "withdrawals"] = ""
    format: Key | Literal[""] = ""
    must_be: str = ""
    public: bool = True


class StatementsFile(DatedFile):
    statements: list[Statement]


class Temperature(Named):
    max_celsius: int | None


class Withdrawal(Named):
    days: int


class ProfilesFile(DatedFile):
    profiles: list[Profile]
    temperatures: list[Temperature]
    withdrawals: list[Withdrawal]


class Picture(Strict):
    key: Key
    alt: Words
    ground: Literal["stone", "lime", "plum", "brick"]


class PicturesFile(Strict):
    pictures: list[Picture] = Field(min_length=90)
