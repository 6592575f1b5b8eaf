"""Where the region files lie, read once for all tests of the seed."""

from functools import cache
from pathlib import Path

from onebox.seed.files import StockedShop, read_seed
from onebox.seed.region.read import RegionFiles, read_region

ZEITZ = Path(__file__).parents[3] / "regions" / "zeitz"


@cache
def zeitz() -> RegionFiles:
    return read_region(ZEITZ)


@cache
def zeitz_shops() -> list[StockedShop]:
    return read_seed(ZEITZ)
