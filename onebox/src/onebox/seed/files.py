"""Reads the seed folder of a region: all shops, and each with its products."""

from dataclasses import dataclass
from pathlib import Path

from onebox.seed.happenings import CasesFile, SearchesFile, SeedSearch
from onebox.seed.region.read import read_shape
from onebox.seed.shapes import ProductsFile, SeedProduct, SeedShop, ShopsFile, WindowFile


@dataclass(frozen=True)
class StockedShop:
    shop: SeedShop
    products: list[SeedProduct]


def read_seed(region_dir: Path) -> list[StockedShop]:
    """Every shop with its products. Raises ValidationError or OSError naming the file."""
    folder = region_dir / "seed"
    shops = read_shape(folder / "shops.yaml", ShopsFile).shops
    return [StockedShop(shop, _products(folder, shop)) for shop in shops]


def read_window(region_dir: Path) -> list[str]:
    """The article numbers that a fresh market shows first, the leading one last."""
    return read_shape(region_dir / "seed" / "window.yaml", WindowFile).window


def read_cases(region_dir: Path) -> CasesFile:
    """The advisor's caseload, and what else has happened."""
    return read_shape(region_dir / "seed" / "cases.yaml", CasesFile)


def read_searches(region_dir: Path) -> list[SeedSearch]:
    """What the region looked for in the last two weeks."""
    return read_shape(region_dir / "seed" / "searches.yaml", SearchesFile).searches


def _products(folder: Path, shop: SeedShop) -> list[SeedProduct]:
    file = folder / "products" / f"{shop.slug}.yaml"
    found = read_shape(file, ProductsFile)
    if found.shop != shop.slug:
        raise ValueError(f"{file} belongs to {found.shop}")
    return found.products
