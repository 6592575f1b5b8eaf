"""categories.yaml, profiles.yaml and pictures.yaml: the tree, what must be said, what is shown."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from onebox.seed.region.base import DatedFile, Key, Named, Strict, Words

RequiredField = Literal["description", "ingredients", "allergens_reviewed", "content", "origin"]


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


class Profile(Named):
    required: list[RequiredField]
    asks: list[Key]
    age: Literal[16, 18] | None = None
    temperature: Key | None = None
    withdrawal: str
    effects: dict[Key, bool] = Field(default_factory=dict)


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
