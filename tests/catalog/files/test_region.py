"""The region's folder, read and cross-checked."""

import shutil
from pathlib import Path

import pytest
from catalog.domain.region import Region
from catalog.files.region import RegionError, load_region

from tests.catalog.conftest import REGION


def test_the_real_region_holds_together(region: Region) -> None:
    assert region.category_path("brot") == ("lebensmittel", "backwaren", "brot")
    assert {"brot", "honig"} <= region.branch("lebensmittel")
    assert region.branch("gibtsnicht") == frozenset()
    assert region.contains(51.05, 12.13)
    assert not region.contains(48.1, 11.5)


def test_a_place_is_found_by_name_and_code(region: Region) -> None:
    zeitz = region.find_place("ZEITZ", "06712")
    # Two places of this name: the postal code tells them apart.
    near, far = region.find_place("Langendorf", "06729"), region.find_place("Langendorf", "06667")

    assert zeitz is not None
    assert zeitz.name == "Zeitz"
    assert near != far
    assert region.find_place("Langendorf", "99999") is not None
    assert region.find_place("Atlantis", "06712") is None


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("categories.yaml", "profile: food_loose", "profile: food_lost"),
        ("categories.yaml", "key: brot,", "key: lebensmittel,"),
        ("profiles.yaml", "asks: [no_warnings", "asks: [horoscope"),
        ("plausible.yaml", "{free_of: gluten}", "{free_of: glutein}"),
        ("plausible.yaml", "{statement: lactose_free}", "{statement: lucky}"),
    ],
)
def test_a_folder_that_contradicts_itself_is_refused(
    tmp_path: Path, file: str, before: str, after: str
) -> None:
    folder = tmp_path / "region"
    shutil.copytree(REGION, folder, ignore=shutil.ignore_patterns("seed", "pictures"))
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")

    with pytest.raises(RegionError):
        load_region(folder)
