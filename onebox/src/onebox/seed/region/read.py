"""Reads every file of a region folder into its checked shape."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel

from onebox.seed.region.catalogue import (
    CategoriesFile,
    PicturesFile,
    ProfilesFile,
    StatementsFile,
)
from onebox.seed.region.food import AdditivesFile, AllergensFile, SeasonFile
from onebox.seed.region.money import DepositsFile, UnitsFile, VatFile
from onebox.seed.region.places import PlacesFile, Region
from onebox.seed.region.rules import ForbiddenFile, Synonyms, parse_synonyms

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class RegionFiles:
    region: Region
    places: PlacesFile
    categories: CategoriesFile
    profiles: ProfilesFile
    statements: StatementsFile
    pictures: PicturesFile
    allergens: AllergensFile
    additives: AdditivesFile
    season: SeasonFile
    vat: VatFile
    units: UnitsFile
    deposits: DepositsFile
    forbidden: ForbiddenFile
    synonyms: Synonyms


def read_shape(path: Path, shape: type[Shape]) -> Shape:
    return shape.model_validate(read_yaml(path))


def read_region(folder: Path) -> RegionFiles:
    return RegionFiles(
        region=read_shape(folder / "region.yaml", Region),
        places=read_shape(folder / "places.yaml", PlacesFile),
        categories=read_shape(folder / "categories.yaml", CategoriesFile),
        profiles=read_shape(folder / "profiles.yaml", ProfilesFile),
        statements=read_shape(folder / "statements.yaml", StatementsFile),
        pictures=read_shape(folder / "pictures" / "pictures.yaml", PicturesFile),
        allergens=read_shape(folder / "allergens.yaml", AllergensFile),
        additives=read_shape(folder / "additives.yaml", AdditivesFile),
        season=read_shape(folder / "season.yaml", SeasonFile),
        vat=read_shape(folder / "vat.yaml", VatFile),
        units=read_shape(folder / "units.yaml", UnitsFile),
        deposits=read_shape(folder / "deposits.yaml", DepositsFile),
        forbidden=read_shape(folder / "forbidden.yaml", ForbiddenFile),
        synonyms=parse_synonyms((folder / "synonyms.txt").read_text(encoding="utf-8")),
    )
