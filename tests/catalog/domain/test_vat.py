"""Tax classes by the shop's way of being taxed."""

import pytest
from catalog.domain.region import Region
from catalog.domain.vat import usual_class, vat_problem


@pytest.mark.parametrize(
    ("tax_mode", "category", "expected"),
    [
        ("standard", "brot", "de_reduced"),
        ("small_19", "brot", "de_zero_small"),
        ("farm_24", "kartoffeln", "de_flat_agri"),
    ],
)
def test_the_class_one_would_expect(
    region: Region, tax_mode: str, category: str, expected: str
) -> None:
    assert usual_class(region, tax_mode, category) == expected


def test_every_category_has_a_class_in_every_mode(region: Region) -> None:
    for tax_mode, classes in region.tax_modes.items():
        for category in region.categories:
            assert usual_class(region, tax_mode, category) in classes


@pytest.mark.parametrize(
    ("tax_mode", "vat_class", "word"),
    [
        ("standard", "de_gone", "gibt es nicht"),
        ("small_19", "de_standard", "§ 19 UStG"),
        ("standard", "de_flat_agri", "§ 24 UStG"),
    ],
)
def test_a_wrong_class_is_explained(
    region: Region, tax_mode: str, vat_class: str, word: str
) -> None:
    assert word in (vat_problem(region, tax_mode, vat_class) or "")


def test_a_fitting_class_is_no_problem(region: Region) -> None:
    assert vat_problem(region, "standard", "de_reduced") is None
