"""What the region's own files tell the pages: its places, its season, its lists of words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from marketkit.yaml_file import read_yaml
from starlette.applications import Starlette

from gateway.presenters.land import Land, land

_PLACE, _POSTAL_CODE = "Zeitz", "06712"


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a region list: a stable key and its name by language."""

    key: str
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names.get("de") or self.key


@dataclass(frozen=True, slots=True)
class Crop:
    """What is harvested or comes from the store in which months."""

    word: Word
    harvest: frozenset[int]
    store: frozenset[int]
    search: str
    picture: str

    @property
    def key(self) -> str:
        return self.word.key

    def state(self, month: int) -> str:
        if month in self.harvest:
            return "harvest"
        return "store" if month in self.store else "no"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of product must say before it is sold, and whether buyers may withdraw."""

    required: tuple[str, ...] = ()
    withdrawal: str = "none"


@dataclass(frozen=True, slots=True)
class Statement:
    """The name of something products state, and of what it may be."""

    word: Word
    kind: str
    choices: Mapping[str, Word]

    def said(self, value: str, language: str) -> str:
        """The value in words; empty for a no, which says nothing to buyers."""
        if self.kind == "bool":
            return _YES.get(language, "ja") if value == "true" else ""
        keys = value.split(",") if self.kind in {"choice", "choices"} else []
        named = [self.choices[key].name(language) for key in keys if key in self.choices]
        return ", ".join(named) or value


_YES = {"de": "ja", "en": "yes"}


@dataclass(frozen=True, slots=True)
class Region:
    name: str = _PLACE
    centre_place: str = _PLACE
    centre_postal_code: str = _POSTAL_CODE
    centre: tuple[float, float] = (51.0496, 12.1369)
    places: tuple[Mapping[str, Any], ...] = ()
    land: Land = field(default_factory=Land)
    """What its map shows."""
    crops: tuple[Crop, ...] = ()
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Cereals and nuts, which must be called by their names, by allergen."""
    statements: Mapping[str, Statement] = field(default_factory=dict)
    lists: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)

    def words(self, name: str) -> tuple[Word, ...]:
        return self.lists.get(name, ())

    def word(self, name: str, key: str, language: str) -> str:
        """The name of `key` in the list, or the key itself."""
        return next((w.name(language) for w in self.words(name) if w.key == key), key)


_LISTS = {
    "allergens": "allergens",
    "additives": "additives",
    "units": "units",
    "bases": "units",
    "classes": "vat",
    "tax_modes": "vat",
    "deposits": "deposits",
    "temperatures": "profiles",
    "withdrawals": "profiles",
}


def region_folder(app: Starlette) -> Path:
    """Where the region's files lie; the gateway's setting decides."""
    folder: Path = Path(app.state.settings.region_dir)
    return folder


def region_of(app: Starlette) -> Region:
    return load(region_folder(app))


@cache
def load(folder: Path) -> Region:
    """Read the files once; what a region does not have, its pages do not show."""
    about = _read(folder / "region.yaml")
    places = tuple(_read(folder / "places.yaml").get("places", ()))
    centre = about.get("centre", {})
    return Region(
        name=str(about.get("place") or _PLACE),
        centre_place=str(about.get("place") or _PLACE),
        centre_postal_code=str(about.get("postal_code") or _POSTAL_CODE),
        centre=(float(centre.get("lat", 51.0496)), float(centre.get("lon", 12.1369))),
        places=places,
        land=land(_read(folder / "map.yaml"), places),
        crops=tuple(_crop(item) for item in _read(folder / "season.yaml").get("items", ())),
        profiles={
            str(item["key"]): Profile(
                tuple(item.get("required", ())), str(item.get("withdrawal", "none"))
            )
            for item in _entries(_read(folder / "profiles.yaml"), "profiles")
        },
        kinds={
            str(item["key"]): tuple(item.get("sub", ()))
            for item in _entries(_read(folder / "allergens.yaml"), "allergens")
            if item.get("must_name")
        },
        statements={
            str(item["key"]): _statement(item)
            for item in _entries(_read(folder / "statements.yaml"), "statements")
        },
        lists={
            name: tuple(_word(item) for item in _entries(_read(folder / f"{file}.yaml"), name))
            for name, file in _LISTS.items()
        },
    )


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    return read_yaml(path) or {}


def _entries(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = content.get(name, [])
    if isinstance(found, Mapping):
        return [{"key": key, **(value or {})} for key, value in found.items()]
    return list(found)


def _word(item: Mapping[str, Any]) -> Word:
    name = item.get("name") or item.get("label") or str(item["key"])
    return Word(str(item["key"]), name if isinstance(name, Mapping) else {"de": str(name)})


def _statement(item: Mapping[str, Any]) -> Statement:
    choices = {str(choice["key"]): _word(choice) for choice in item.get("choices", ())}
    return Statement(_word(item), str(item.get("kind", "text")), choices)


def _crop(item: Mapping[str, Any]) -> Crop:
    word = _word(item)
    months = [int(month) for month in item.get("months", ())]
    return Crop(
        word,
        frozenset(months),
        frozenset(_kept(months, item.get("stored_until"))),
        str(item.get("search") or word.name("de")),
        str(item.get("picture", "")),
    )


def _kept(months: list[int], until: object) -> list[int]:
    """The months after the harvest, over the turn of the year, up to and including `until`."""
    if not months or not isinstance(until, int):
        return []
    kept, month = [], months[-1] % 12 + 1
    while month not in months:
        kept.append(month)
        if month == until:
            return kept
        month = month % 12 + 1
    return kept
