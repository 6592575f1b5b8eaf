"""Reads the region's folder once, at start, and refuses a folder that contradicts itself."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel

from catalog.domain.region import AllergenGroup, Category, Place, Region, StrikeRule, WordRule
from catalog.files import region_shapes as shapes
from catalog.files.plausible import about_nothing, read_contradictions
from catalog.files.profiles import contradictions, read_profiles, read_statements
from catalog.files.units import read_units

Shape = TypeVar("Shape", bound=BaseModel)


class RegionError(Exception):
    """The region's files contradict each other."""


@cache
def load_region(folder: Path) -> Region:
    """The region in `folder`. Raises OSError, pydantic.ValidationError or RegionError."""
    about = _read(folder, "region", shapes.RegionShape)
    box, deposits = about.box, _read(folder, "deposits", shapes.DepositsShape).deposits
    forbidden = _read(folder, "forbidden", shapes.ForbiddenShape)
    profiles = _read(folder, "profiles", shapes.ProfilesShape)
    allergens = _read(folder, "allergens", shapes.AllergensShape).allergens
    region = Region(
        categories=_categories(folder),
        profiles=read_profiles(profiles),
        statements=read_statements(_read(folder, "statements", shapes.StatementsShape), profiles),
        temperatures={entry.key: entry.name for entry in profiles.temperatures},
        withdrawals={entry.key: entry.name for entry in profiles.withdrawals},
        allergens=_names(allergens),
        allergen_groups={a.key: AllergenGroup(a.sub, a.must_name) for a in allergens},
        additives=_names(_read(folder, "additives", shapes.AdditivesShape).additives),
        tax_modes={m.key: m.classes for m in _read(folder, "vat", shapes.VatShape).tax_modes},
        deposits={d.key: d.amount for d in deposits},
        single_use=frozenset(d.key for d in deposits if d.reuse == "single_use"),
        place=about.place,
        places=tuple(
            Place(
                p.name,
                (p.postal_code, *p.further_codes),
                p.lat,
                p.lon,
                # "Kretzschau (VG DZF)": people know the town, not the association.
                p.municipality.partition(" (")[0],
            )
            for p in _read(folder, "places", shapes.PlacesShape).places
        ),
        blocked=tuple(_rule(r) for r in forbidden.rules if r.decision == "block"),
        claims=tuple(_rule(r) for r in forbidden.claims if r.needs in {"never", "evidence"}),
        approvals=tuple(_rule(r) for r in forbidden.rules if r.decision == "approval"),
        approval_profiles=frozenset(forbidden.approval_profiles),
        approval_categories=frozenset(forbidden.approval_categories),
        contradictions=read_contradictions(_read(folder, "plausible", shapes.PlausibleShape)),
        units=read_units(_read(folder, "units", shapes.UnitsShape)),
        strike_words=tuple(
            StrikeRule(rule.key, rule.pattern, rule.reason["de"])
            for rule in _read(folder, "strike_words", shapes.StrikeWordsShape).rules
        ),
        box=(box.south, box.west, box.north, box.east),
    )
    _check(region)
    return region


def _read(folder: Path, name: str, shape: type[Shape]) -> Shape:
    # The C parser: the pure one would be a third of a second of every start.
    return shape.model_validate(read_yaml(folder / f"{name}.yaml"))


def _categories(folder: Path) -> Mapping[str, Category]:
    """The tree flattened, parents before children, in the order of the file."""
    roots = _read(folder, "categories", shapes.CategoriesShape).categories
    found: dict[str, Category] = {}
    for category in _walk(roots, None):
        if category.key in found:
            message = f"category {category.key} stands there twice"
            raise RegionError(message)
        found[category.key] = category
    return found


def _walk(nodes: tuple[shapes.CategoryShape, ...], parent: str | None) -> Iterator[Category]:
    for node in nodes:
        yield Category(
            key=node.key,
            names=node.name,
            parent=parent,
            profile=node.profile,
            picture=node.picture,
            vat_class=node.vat_class,
            children=tuple(child.key for child in node.children),
        )
        yield from _walk(node.children, node.key)


def _names(entries: tuple[shapes.NamedShape, ...]) -> Mapping[str, Mapping[str, str]]:
    return {entry.key: entry.short or entry.name for entry in entries}


def _rule(rule: shapes.WordRuleShape) -> WordRule:
    return WordRule(
        key=rule.key,
        words=rule.words,
        exceptions=rule.exceptions,
        message=rule.reason["de"],
        needs=rule.needs,
        effect=rule.effect,
        fields=rule.fields,
        valid_from=rule.valid_from,
    )


def _check(region: Region) -> None:
    for category in region.categories.values():
        if category.profile not in region.profiles:
            message = f"category {category.key} names no known profile: {category.profile}"
            raise RegionError(message)
    for message in (*contradictions(region), *about_nothing(region)):
        raise RegionError(message)
    for word in region.units.words.values():
        if word.unit is not None and word.unit not in region.units.measures:
            message = f"the amount {word.key} is in an unknown unit: {word.unit}"
            raise RegionError(message)
    if not region.tax_modes:
        message = "no tax mode is known"
        raise RegionError(message)
