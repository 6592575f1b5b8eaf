"""Places of the region: names and postal codes, many to many, and the area a person means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.domain.folding import words
from search.domain.geo import Point

_CODE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Place:
    """One place with every postal code people write for it."""

    key: str
    name: str
    postal_codes: tuple[str, ...]
    municipality: str
    point: Point


@dataclass(frozen=True, slots=True)
class Area:
    """What a typed place stands for: its places, its codes, and the point to measure from."""

    label: str
    names: frozenset[str]
    postal_codes: frozenset[str]
    origin: Point
    municipality: str
    """The one that is meant most likely: a code may reach into several."""


class Gazetteer:
    """Finds places by name, postal code or municipality."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_name: dict[tuple[str, ...], list[Place]] = {}
        self._by_code: dict[str, list[Place]] = {}
        self._by_municipality: dict[tuple[str, ...], list[Place]] = {}
        for place in places:
            for name in {_key(place.name), _key(_bare(place.name))}:
                self._by_name.setdefault(name, []).append(place)
            # "Naumburg (Saale)" is also typed with its river.
            for name in {_key(place.municipality), _key(_bare(place.municipality))}:
                self._by_municipality.setdefault(name, []).append(place)
            for code in place.postal_codes:
                self._by_code.setdefault(code, []).append(place)
        every = (*self._by_name, *self._by_municipality)
        self.single_names = frozenset(key[0] for key in every if len(key) == 1)
        self._longest_from: dict[str, int] = dict.fromkeys(self._by_code, 1)
        for key in every:
            self._longest_from[key[0]] = max(len(key), self._longest_from.get(key[0], 0))

    def longest_from(self, word: str) -> int:
        """How many words the longest name has that begins with this one; 0 when none does."""
        return self._longest_from.get(word, 0) or int(self._code(word) is not None)

    def find(self, text: str) -> Area | None:
        """The area for a postal code, a place or a municipality; None when it is not known."""
        code = text.strip()
        if code in self._by_code:
            return self._code_area(code)
        return self.find_name(_key(text))

    def find_name(self, key: Sequence[str]) -> Area | None:
        """The area for the folded words of a name."""
        name = tuple(key)
        if len(name) == 1 and (code := self._code(name[0])) is not None:
            return self._code_area(code)
        if found := self._by_name.get(name):
            return _area(found[0].name, found, found[0].point)
        if found := self._by_municipality.get(name):
            return _area(_bare(found[0].municipality), found, _middle(found))
        return None

    def main_code(self, area: Area) -> str | None:
        """The postal code that letters to it bear."""
        if area.postal_codes:
            return min(area.postal_codes)
        key = _key(area.label)
        found = self._by_name.get(key) or self._by_municipality.get(key)
        return found[0].postal_codes[0] if found else None

    def _code(self, word: str) -> str | None:
        """A known postal code; many leave its zero out."""
        code = word.zfill(_CODE_LENGTH) if len(word) == _CODE_LENGTH - 1 else word
        return code if code in self._by_code else None

    def _code_area(self, code: str) -> Area:
        found = self._by_code[code]
        # The town a municipality is named after is what most people with this code mean.
        towns = [place for place in found if _bare(place.municipality) == place.name]
        origin = towns[0].point if towns else _middle(found)
        names = frozenset(place.name for place in found)
        town = (towns or found)[0]
        return Area(code, names, frozenset({code}), origin, _bare(town.municipality))


def is_postal_code(word: str) -> bool:
    return len(word) == _CODE_LENGTH and word.isdecimal()


def _area(label: str, places: list[Place], origin: Point) -> Area:
    names = frozenset(place.name for place in places)
    return Area(label, names, frozenset(), origin, _bare(places[0].municipality))


def _middle(places: list[Place]) -> Point:
    count = len(places)
    return Point(
        sum(place.point.lat for place in places) / count,
        sum(place.point.lon for place in places) / count,
    )


def _bare(municipality: str) -> str:
    """ "Kretzschau (VG DZF)" → "Kretzschau"."""
    return municipality.partition(" (")[0]


def _key(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(text))
