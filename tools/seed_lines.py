"""Reads the word files of the seed: one line is one product, a list with a pattern is many.

    = cat=brot pic=brot al=gluten lab=handgemacht        what holds for the lines below
    ~ Ein Satz, der reihum an die Beschreibung kommt.    a tail; several take turns
    Title | 4,80/1 kg + 2,60/500 g | One sentence. | pic=roggen ing=Mehl; Wasser
    list beeren                                          rows that patterns may use
    - Erdbeer | Erdbeeren | pic=erdbeere
    * beeren | {0}marmelade | 4,20/220 g | Aus {1}. | ing={1}; Zucker

Prices: `price[:label][/content][@deposit[*times]]`, several joined by ` + `.
Allergens: `al=gluten,!nuts,-milk`, where ! says traces and - confirmed free; `al=-` none.
By weight: `24,90/kg~300-350[:label]`, the usual and the highest grams of a piece.
`lac=ja` is lactose-free, `lead=3` takes so many days to make. `;` in ing= is a comma.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_OPTION = re.compile(r"\b(cat|pic|al|lab|org|ing|n|add|order|vat|lac|lead)=")


@dataclass
class Line:
    title: str
    prices: str
    description: str
    options: dict[str, str]


@dataclass
class Reader:
    defaults: dict[str, str] = field(default_factory=dict)
    tails: list[str] = field(default_factory=list)
    lists: dict[str, list[list[str]]] = field(default_factory=dict)
    _open_list: str = ""
    _turn: int = 0

    def read(self, file: Path) -> Iterator[Line]:
        for raw in file.read_text(encoding="utf-8").splitlines():
            line = raw.strip()
            if line and not line.startswith("#"):
                yield from self._line(line)

    def _line(self, line: str) -> Iterator[Line]:
        mark, rest = line[0], line[1:].strip()
        if mark == "=":
            self.defaults, self.tails = options(rest), []
        elif mark == "~":
            self.tails.append(rest)
        elif line.startswith("list "):
            self._open_list = rest.split()[-1]
            self.lists[self._open_list] = []
        elif mark == "-":
            self.lists[self._open_list].append(cells(rest))
        elif mark == "*":
            yield from self._pattern(cells(rest))
        else:
            yield self._product(cells(line))

    def _pattern(self, parts: list[str]) -> Iterator[Line]:
        name, *pattern = parts
        for row in self.lists[name]:
            words, extra = _without_options(row)
            filled = [_filled(cell, words) for cell in pattern]
            line = self._product(filled)
            line.options = self.defaults | _row_first(line.options, extra, self.defaults)
            yield line

    def _product(self, parts: list[str]) -> Line:
        title, prices, description, *more = parts
        if self.tails:
            description = f"{description} {self.tails[self._turn % len(self.tails)]}".strip()
            self._turn += 1
        return Line(title, prices, description, self.defaults | options(" ".join(more)))


def cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


def options(text: str) -> dict[str, str]:
    pieces = _OPTION.split(text)[1:]
    return {key: value.strip() for key, value in zip(pieces[::2], pieces[1::2], strict=True)}


def _without_options(row: list[str]) -> tuple[list[str], dict[str, str]]:
    if row and _OPTION.match(row[-1]):
        return row[:-1], options(row[-1])
    return row, {}


def _filled(cell: str, words: list[str]) -> str:
    for index, word in enumerate(words):
        cell = cell.replace(f"{{{index}}}", word)
    return cell


def _row_first(
    of_line: dict[str, str], of_row: dict[str, str], defaults: dict[str, str]
) -> dict[str, str]:
    """A row's own picture or allergens win over the pattern's."""
    own = {key: value for key, value in of_line.items() if defaults.get(key) != value}
    return own | of_row
