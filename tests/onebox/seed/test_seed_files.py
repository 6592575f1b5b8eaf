"""The example market is believable, complete, and would pass every gate of the real one."""

import subprocess
import sys
from collections import Counter
from math import asin, cos, radians, sin, sqrt

import pytest
from catalog.domain.delivery import problems
from catalog.domain.gates.plausible import contradicted
from catalog.domain.product import Allergen
from catalog.domain.publish_gate import gaps
from catalog.files.region import load_region
from catalog.use_cases import apply_product
from catalog.use_cases.delivery_form import DeliveryForm
from catalog.use_cases.product_form import ProductForm
from onebox.seed.files import read_window
from opening_hours import OpeningHours

from tests.catalog.builders import NOW, the_product, the_shop
from tests.onebox.seed.region_folder import ZEITZ, zeitz, zeitz_shops

FOOD_PROFILES = {"food_packed", "food_loose", "food_chilled", "eggs", "honey", "drink", "meal"}
TELLING = {
    "weizen": "gluten",
    "roggen": "gluten",
    "dinkel": "gluten",
    "hafer": "gluten",
    "gerste": "gluten",
    "grieß": "gluten",
    "milch": "milk",
    "butter": "milk",
    "sahne": "milk",
    "quark": "milk",
    "joghurt": "milk",
    "frischkäse": "milk",
    "haseln": "nuts",
    "walnu": "nuts",
    "walnü": "nuts",
    "mandeln": "nuts",
    "pistazien": "nuts",
    "nougat": "nuts",
    "sellerie": "celery",
    "senf": "mustard",
    "sesam": "sesame",
    "sulfite": "sulphites",
    "eigelb": "eggs",
    "eiweiß": "eggs",
    "forelle": "fish",
}
INNOCENT = ("kakaobutter", "milchsäure", "buchweizen")
ALWAYS = {
    "kaese": {"milk"},
    "milch_joghurt": {"milk"},
    "butter_quark": {"milk"},
    "eier": {"eggs"},
    "frischfisch": {"fish"},
    "raeucherfisch": {"fish"},
    "bier": {"gluten"},
    "nudeln": {"gluten"},
    "brot": {"gluten"},
    "broetchen_semmeln": {"gluten"},
}


def _each_product():
    for stocked in zeitz_shops():
        for product in stocked.products:
            yield stocked.shop, product


def test_there_are_enough_shops_and_products():
    assert len(zeitz_shops()) >= 42
    assert sum(len(stocked.products) for stocked in zeitz_shops()) >= 1_200
    assert "baeckerei-morgenroth" in {stocked.shop.slug for stocked in zeitz_shops()}


def test_every_branch_has_goods():
    used = {product.category for _, product in _each_product()}
    services = next(c for c in zeitz().categories.categories if c.key == "dienstleistung_handwerk")
    work = {category.key for category in services.walk()}

    assert set(zeitz().categories.leaves()) - work - used == set()


def test_every_kind_of_sale_can_be_tried():
    products = [product for _, product in _each_product()]
    by_weight = {p.category for p in products if any(v.weighed for v in p.variants)}

    assert {"kaese"} < by_weight
    assert any(product.lead_days for product in products)
    assert any(product.category == "tischler" for product in products)


def test_no_two_products_of_a_shop_share_a_title_and_no_sku_stands_twice():
    for stocked in zeitz_shops():
        titles = Counter(product.title for product in stocked.products)
        assert [title for title, n in titles.items() if n > 1] == [], stocked.shop.slug
        skus = Counter(sku for product in stocked.products for sku in product.skus)
        assert [sku for sku, n in skus.items() if n > 1] == [], stocked.shop.slug


def test_every_product_passes_the_publish_gate():
    region, refused = load_region(ZEITZ), []
    for shop, product in _each_product():
        business = the_shop(tax_mode=shop.tax_mode)
        organic = bool(business.organic_code)
        blank = the_product(
            title=product.title,
            category=product.category,
            description="",
            allergens_reviewed_at=None,
            details={},
            variants=(),
        )
        form = ProductForm.model_validate(product.body())
        said = apply_product.apply(blank, form, business, region, NOW)
        refused += [
            f"{shop.slug}: {product.title}: {error.field}: {error.message}"
            for error in gaps(said, business, region, organic=organic, on=NOW.date())
        ]

    assert refused == []


def test_keys_of_pictures_allergens_units_and_deposits_exist():
    region = zeitz()
    pictures = {picture.key for picture in region.pictures.pictures}
    allergens = {allergen.key for allergen in region.allergens.allergens}
    additives = {additive.key for additive in region.additives.additives}
    units = {unit.key for unit in region.units.units} | {None}

    for shop, product in _each_product():
        assert {product.picture, shop.picture} <= pictures, product.title
        assert set(product.allergens or {}) <= allergens, product.title
        assert set(product.additives) <= additives, product.title
        assert {variant.content_unit for variant in product.variants} <= units, product.title


def test_deposits_are_whole_multiples_of_their_kind():
    amounts = {deposit.key: deposit.amount for deposit in zeitz().deposits.deposits}

    for _, product in _each_product():
        for variant in product.variants:
            if variant.deposit_kind is None:
                assert variant.deposit is None, variant.sku
            elif amount := amounts[variant.deposit_kind]:
                assert variant.deposit is not None
                assert variant.deposit % amount == 0, variant.sku


def test_vat_classes_fit_how_the_shop_is_taxed():
    modes = {mode.key: set(mode.classes) for mode in zeitz().vat.tax_modes}

    for shop, product in _each_product():
        for variant in product.variants:
            assert variant.vat_class in modes[shop.tax_mode], f"{shop.slug}: {product.title}"


def test_nothing_forbidden_or_claimed_without_proof_stands_in_the_seed():
    rules, claims = zeitz().forbidden.rules, zeitz().forbidden.claims
    blocked = [rule for rule in rules if rule.decision == "block"]

    for shop, product in _each_product():
        hits = [rule.key for rule in blocked if rule.matches(product.title)]
        text = " ".join([product.title, product.description, *product.labels])
        hits += [claim.key for claim in claims if claim.matches(text)]
        assert hits == [], f"{shop.slug}: {product.title}"


def test_food_with_a_telling_name_lists_its_allergen():
    """A slip here could hurt somebody who trusts the demo as a pattern."""
    leaves = zeitz().categories.leaves()
    slips = []
    for shop, product in _each_product():
        if leaves[product.category].profile not in FOOD_PROFILES:
            continue
        text = product.ingredients.lower()
        for word in INNOCENT:
            text = text.replace(word, "")
        needed = {allergen for word, allergen in TELLING.items() if word in text}
        said = product.allergens or {}
        confirmed = {key for key, state in said.items() if state == "free_confirmed"}
        needed |= ALWAYS.get(product.category, set()) - confirmed
        stated = {key for key, state in said.items() if state == "contains"}
        if needed - stated:
            slips.append(f"{shop.slug}: {product.title} {needed - stated}")

    assert slips == []


def test_diets_find_something_and_nothing_that_its_ingredients_belie():
    """Who must not eat it trusts this; the words are those of the gate, and stricter here."""
    region = load_region(ZEITZ)
    found: Counter[str] = Counter()
    for shop, product in _each_product():
        said = product.allergens or {}
        free = {key for key, state in said.items() if state == "free_confirmed"}
        lactose_free = product.details.get("lactose_free") == "true"
        found.update([*free, *(["lactose"] if lactose_free else [])])
        about = f"{shop.slug}: {product.title}"
        text = f"{product.title} {product.ingredients}".lower()
        for word in (*INNOCENT, "laktosefrei", "glutenfrei"):
            text = text.replace(word, "")
        assert not free & {allergen for word, allergen in TELLING.items() if word in text}, about
        if lactose_free and said.get("milk") == "contains":
            assert "Lactase" in product.ingredients or product.category == "kaese", about
        whole = the_product(
            category=product.category,
            ingredients=product.ingredients,
            labels=tuple(product.labels),
            allergens=tuple(Allergen(key, state) for key, state in said.items()),
            details=product.details,
        )
        assert list(contradicted(whole, region)) == [], about

    assert min(found[key] for key in ("gluten", "milk", "lactose")) >= 15


def test_what_stands_in_the_window_exists_and_comes_from_many_shops():
    first = {product.skus[0]: shop.slug for shop, product in _each_product()}
    window = read_window(ZEITZ)

    assert set(window) <= set(first)
    assert len(window) == len(set(window))
    assert len({first[sku] for sku in window}) >= 5


def test_shops_stand_near_their_place():
    for stocked in zeitz_shops():
        shop = stocked.shop
        place = zeitz().places.find(shop.place, shop.postal_code)
        assert place is not None, shop.slug
        assert _km(shop.lat, shop.lon, place.lat, place.lon) < 1, shop.slug


def test_every_shop_opens_some_time_each_week():
    for stocked in zeitz_shops():
        assert OpeningHours(stocked.shop.opening_hours).next_change() is not None


def test_some_shops_deliver_to_places_that_exist_for_a_price_that_makes_sense():
    region, tours = load_region(ZEITZ), 0
    for stocked in zeitz_shops():
        tour = stocked.shop.delivery
        if tour is None:
            continue
        tours += 1
        said = DeliveryForm.model_validate(tour.body()).as_said()
        assert list(problems(said, region)) == [], stocked.shop.slug

    assert tours >= 10


def test_no_picture_is_shown_too_often_in_one_shop():
    for stocked in zeitz_shops():
        [(picture, n)] = Counter(p.picture for p in stocked.products).most_common(1)
        assert n <= len(stocked.products) * 0.6, f"{stocked.shop.slug}: {picture}"


@pytest.mark.slow
def test_the_files_are_what_the_words_say():
    root = ZEITZ.parents[1]
    command = [sys.executable, "-m", "tools.write_seed", "--check"]

    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    rise = sin(radians(other_lat - lat) / 2) ** 2
    turn = sin(radians(other_lon - lon) / 2) ** 2
    across = rise + cos(radians(lat)) * cos(radians(other_lat)) * turn
    return 2 * 6371 * asin(sqrt(across))
