"""Every profile of the real region: complete products pass, and each gap is named for itself."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from catalog.domain.gates.approval import approvals_needed
from catalog.domain.gates.demands import demanded
from catalog.domain.product import Allergen, Product
from catalog.domain.publish_gate import (
    ApprovalNeededError,
    NotPublishableError,
    check_publishable,
    gaps,
)
from catalog.domain.region import Region
from catalog.files.region import load_region
from hypothesis import given, settings
from hypothesis import strategies as st
from marketkit.yaml_file import read_yaml

from tests.catalog.builders import the_product, the_shop, the_variant
from tests.catalog.complete import complete, without
from tests.catalog.conftest import REGION

TODAY = date(2026, 11, 22)
KINDS = {
    "eier": ({}, {"size_class": "unsorted_farm"}),
    "saft_most": ({"packaging": "returnable"}, {"packaging": "single_use"}),
    "elektrogeraete": (
        {"battery_included": "yes", "energy_label": "a"},
        {"battery_included": "no"},
    ),
    "kerzen_seifen": ({"signal_word": "warning"}, {"signal_word": "none"}),
    "tierbedarf_futter": ({"feed_type": "complete"}, {"feed_type": "supply"}),
    "eisenwaren": ({"outside_eu": "true"}, {"no_warnings": "true"}),
}


@cache
def the_region() -> Region:
    return load_region(REGION)


def every_kind() -> list[tuple[str, dict[str, str]]]:
    """Each branch of the tree, and so each profile, with goods that owe something else."""
    region = the_region()
    return [
        (category, dict(kind))
        for category in region.categories
        for kind in KINDS.get(category, ({},))
    ]


def fields(product: Product, **shop: object) -> list[str]:
    organic = bool(shop.get("organic_code"))
    found = gaps(product, the_shop(**shop), the_region(), organic=organic, on=TODAY)
    return [e.field for e in found]


@pytest.mark.parametrize(("category", "kind"), every_kind())
def test_a_complete_product_passes_and_every_gap_is_named_alone(
    category: str, kind: dict[str, str]
) -> None:
    region = the_region()
    product = complete(category, region, **kind)
    assert fields(product) == []

    for statement in demanded(product, region):
        gap = without(product, statement)
        if statement.key not in {s.key for s in demanded(gap, region)}:
            continue
        expected = "variants" if statement.at in {"content", "deposit"} else statement.field
        assert fields(gap) == [expected], statement.key


def test_every_profile_is_tried_and_every_statement_is_asked_for() -> None:
    region = the_region()
    used = {region.categories[category].profile for category, _ in every_kind()}
    asked = {
        s.key for c, kind in every_kind() for s in demanded(complete(c, region, **kind), region)
    }

    # No category is of this kind yet; its rules are tried by giving one to a branch.
    assert region.profiles.keys() - used == {"battery"}
    optional = {"withdrawal_class", "withdrawal_reason", "green_evidence"}
    for profile in region.profiles.values():
        optional |= {*profile.asks}
    assert region.statements.keys() - asked - optional == set()


def test_the_kind_without_a_branch_works_too() -> None:
    region = the_region()
    branch = replace(region.categories["leuchten"], profile="battery")
    changed = replace(region, categories={**region.categories, "leuchten": branch})
    product = complete("leuchten", changed)

    assert gaps(product, the_shop(), changed, organic=False, on=TODAY) == []
    for statement in demanded(product, changed):
        found = gaps(without(product, statement), the_shop(), changed, organic=False, on=TODAY)
        assert [error.field for error in found] == [statement.field]


def test_every_reason_says_what_to_do_and_names_its_law() -> None:
    for statement in the_region().statements.values():
        assert statement.missing.endswith((".", ")")), statement.key
        assert f"({statement.law})" in statement.reason
        assert statement.names.keys() == {"de", "en"}


@settings(max_examples=150, deadline=None)
@given(
    title=st.text(max_size=80),
    description=st.text(max_size=200),
    label=st.text(max_size=40),
    details=st.dictionaries(
        st.sampled_from(sorted(the_region().statements)), st.text(max_size=60), max_size=12
    ),
    category=st.sampled_from(sorted(the_region().categories)),
)
def test_no_text_makes_the_gate_stumble(
    title: str, description: str, label: str, details: dict[str, str], category: str
) -> None:
    product = the_product(
        title=title,
        description=description,
        category=category,
        details=details,
        variants=(the_variant(label=label),),
    )

    found = gaps(product, the_shop(), the_region(), organic=False, on=TODAY)
    assert all(e.field and e.message for e in found)
    approvals_needed(product, the_region())


def test_cereals_and_nuts_are_called_by_their_name() -> None:
    loaf = complete("brot", the_region())
    vague = replace(loaf, allergens=(Allergen("milk", "contains"), Allergen("gluten", "contains")))
    traces = replace(loaf, allergens=(Allergen("nuts", "may_contain"),))
    named = replace(loaf, allergens=(Allergen("gluten", "contains", ("Roggen",)),))

    assert fields(vague) == ["allergens[1].sub"]
    assert fields(traces) == fields(named) == []


def test_a_confirmation_must_be_a_yes() -> None:
    toy = complete("spielwaren", the_region())
    refused = replace(toy, details={**toy.details, "ce_confirmation": "false"})

    assert fields(refused) == ["details.ce_confirmation"]


def test_the_right_to_withdraw_is_excluded_only_with_a_reason_that_fits() -> None:
    mug = complete("keramik", the_region())

    def choosing(**details: str) -> list[str]:
        return fields(replace(mug, details={**mug.details, **details}))

    assert choosing(withdrawal_class="2_perishable") == ["details.withdrawal_class"]
    assert choosing(withdrawal_class="1_custom") == [
        "details.custom_made",
        "details.withdrawal_reason",
    ]
    assert choosing(withdrawal_class="none") == []
    reason = "Wird mit deinem Namen gebrannt."
    assert choosing(withdrawal_class="1_custom", custom_made="true", withdrawal_reason=reason) == []


@pytest.mark.parametrize(
    "where", ["title", "description", "ingredients", "labels", "label", "storage"]
)
def test_organic_words_are_found_wherever_they_stand(where: str) -> None:
    jam = complete("marmelade_gelee", the_region())
    word = "aus Bio-Beeren"
    match where:
        case "labels":
            said, field = replace(jam, labels=("regional", word)), "labels"
        case "label":
            said = replace(jam, variants=(replace(jam.variants[0], label=word),))
            field = "variants[0].label"
        case "storage":
            said, field = replace(jam, details={**jam.details, "storage": word}), "details.storage"
        case _:
            changes: Any = {where: word}
            said, field = replace(jam, **changes), where

    assert fields(said) == [field]
    assert fields(said, organic_code="DE-ÖKO-006") == []
    shop = the_shop(organic_code="DE-ÖKO-006")
    assert gaps(said, shop, the_region(), organic=False, on=TODAY)


def test_generic_green_claims_need_evidence_since_september_2026() -> None:
    soap = replace(
        complete("haushalt_kueche", the_region()), description="Klimaneutral verschickt."
    )
    shop, region = the_shop(), the_region()
    proven = replace(soap, details={**soap.details, "green_evidence": "Ausgleich nach PAS 2060."})

    late = gaps(soap, shop, region, organic=False, on=date(2026, 9, 27))
    assert [e.field for e in late] == ["description"]
    assert gaps(soap, shop, region, organic=False, on=date(2026, 9, 26)) == []
    assert gaps(proven, shop, region, organic=False, on=TODAY) == []


def test_health_claims_are_for_no_food_and_no_cosmetics() -> None:
    tea, book = complete("kaffee_tee", the_region()), complete("buecher", the_region())
    claim = "Hilft bei Husten und stärkt das Immunsystem."

    assert fields(replace(tea, description=claim)) == ["description"]
    assert fields(replace(book, description=claim)) == []


@pytest.mark.parametrize(
    ("title", "needed"),
    [
        ("Kochmesser aus Solingen", True),
        ("Buttermesser", True),
        ("Frische Pfifferlinge", True),
        ("Messerblock aus Esche", False),
        ("Teller, Durchmesser 26 cm", False),
        ("Wochenkiste", False),
    ],
)
def test_some_goods_are_looked_at_first(title: str, *, needed: bool) -> None:
    goods = replace(complete("haushalt_kueche", the_region()), title=title)

    assert bool(approvals_needed(goods, the_region())) is needed
    if needed:
        with pytest.raises(ApprovalNeededError):
            check_publishable(goods, the_shop(), the_region(), organic=False, on=TODAY)


def test_what_was_approved_is_not_looked_at_again() -> None:
    wine = complete("wein_sekt", the_region())
    approved = replace(wine, approved=tuple(approvals_needed(wine, the_region())))

    check_publishable(approved, the_shop(), the_region(), organic=False, on=TODAY)
    knife = replace(approved, title="Wein mit Kellnermesser")
    assert list(approvals_needed(knife, the_region())) == ["words:knives"]


def test_goods_the_market_does_not_carry_are_found_in_variants_too() -> None:
    goods = complete("haushalt_kueche", the_region())
    hidden = replace(goods, variants=(replace(goods.variants[0], label="mit Pfefferspray"),))

    with pytest.raises(NotPublishableError) as refused:
        check_publishable(hidden, the_shop(), the_region(), organic=False, on=TODAY)
    assert [e.field for e in refused.value.errors] == ["variants[0].label"]


def seed_products() -> list[tuple[str, dict[str, Any]]]:
    files = sorted(Path(REGION / "seed" / "products").glob("*.yaml"))
    read = [read_yaml(f) for f in files]
    return [(one["shop"], product) for one in read for product in one["products"]]


def test_no_word_rule_refuses_an_ordinary_title_of_the_region() -> None:
    wrong = []
    for shop, seed in seed_products():
        plain = replace(
            complete("buecher", the_region()),
            title=seed["title"],
            category=seed["category"],
            description=seed["description"],
            labels=tuple(seed.get("labels", ())),
            ingredients=seed.get("ingredients", ""),
        )
        said = {"title", "description", "labels", "ingredients"}
        found = gaps(plain, the_shop(), the_region(), organic=False, on=TODAY)
        words = [e for e in found if e.field in said]
        wrong += [f"{shop}: {seed['title']}: {e}" for e in words if getattr(plain, e.field)]

    assert len(seed_products()) > 1_600
    assert wrong == []
