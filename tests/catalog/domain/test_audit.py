"""What is written down of a change: the difference, short, plain, and without row-keeping."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from catalog.domain.audit import LONGEST, MOST_FIELDS, capped, diff_product, diff_shop
from catalog.domain.product import Allergen
from catalog.domain.shop import Staff
from marketkit.clock import new_id

from tests.catalog.builders import NOW, the_product, the_shop, the_variant


def test_only_what_is_another_stands_there() -> None:
    before = the_shop(phone="03441 1", imprint={"vat_id": "DE1", "legal_name": "A"})
    after = replace(before, phone="03441 2", imprint={"vat_id": "DE1", "legal_name": "B"})

    assert diff_shop(before, after.changed(NOW + timedelta(days=1))) == {
        "phone": ("03441 1", "03441 2"),
        "imprint.legal_name": ("A", "B"),
    }
    assert diff_shop(before, before) == {}


def test_people_have_entries_of_their_own() -> None:
    before = the_shop()

    assert diff_shop(before, replace(before, staff=(Staff(new_id(), "owner"),))) == {}


def test_variants_are_named_by_article_number() -> None:
    old, gone = the_variant(sku="A"), the_variant(sku="B", label="klein")
    new = the_variant(sku="C", label="neu")
    before = the_product(variants=(old, gone))
    after = replace(before, variants=(replace(old, price=520, content_amount=Decimal("1.50")), new))

    found = diff_product(before, after)

    assert found["variant.A.price"] == (480, 520)
    assert found["variant.A.content_amount"] == ("750", "1.5")
    assert found["variant.C.label"] == (None, "neu")
    assert found["variant.B"] == ("klein", None)


def test_allergens_can_be_read() -> None:
    before = the_product()
    after = replace(before, allergens=(Allergen("gluten", "contains"),), labels=("vegan", "bio"))

    found = diff_product(before, after)

    assert str(found["allergens"][1]).startswith("gluten contains")
    assert found["labels"] == ("", "vegan, bio")
    assert json.loads(json.dumps(found))


def test_long_texts_and_many_fields_are_cut() -> None:
    assert len(str(capped({"story": ("", "x" * 9000)})["story"][1])) == LONGEST

    many = capped({f"f{n}": (0, n) for n in range(MOST_FIELDS + 40)})

    assert len(many) == MOST_FIELDS
    assert many["…"] == (None, "und 41 weitere")
