"""The region files agree with each other, and hold what law and map demand."""

from collections import Counter
from datetime import date
from itertools import pairwise

import holidays

from tests.onebox.seed.region_folder import zeitz

TODAY = date(2026, 11, 23)


def _keys(items) -> list[str]:
    return [item.key for item in items]


def test_no_key_stands_twice_in_any_file():
    region = zeitz()
    lists = [
        region.places.places,
        list(region.categories.walk()),
        region.profiles.profiles,
        region.allergens.allergens,
        region.additives.additives,
        region.season.items,
        region.vat.classes,
        region.units.units,
        region.deposits.deposits,
        region.forbidden.rules,
    ]

    for entries in lists:
        assert [key for key, n in Counter(_keys(entries)).items() if n > 1] == []


def test_every_place_lies_in_the_region_and_comes_in_order_of_distance():
    region = zeitz()

    outside = [p.name for p in region.places.places if not region.region.box.holds(p.lat, p.lon)]
    county = [p.km for p in region.places.places if p.county == "Burgenlandkreis"]

    assert outside == []
    assert all(a <= b for a, b in pairwise(county))
    assert len(region.places.places) > 120


def test_a_place_is_found_under_its_former_postal_code_too():
    places = zeitz().places

    assert places.find("Theißen", "06727") is places.find("Theißen", "06711") is not None
    assert places.find("Theißen", "06712") is None


def test_the_holiday_calendar_of_the_region_is_known():
    country, land = zeitz().region.holidays.split("-")

    days = holidays.country_holidays(country, subdiv=land, years=2026)

    assert date(2026, 1, 6) in days
    assert date(2026, 9, 20) not in days


def test_every_category_names_a_profile_and_a_vat_class_that_exist():
    region = zeitz()
    profiles, classes = set(_keys(region.profiles.profiles)), set(_keys(region.vat.classes))

    for category in region.categories.walk():
        assert category.profile in profiles, category.key
        assert category.vat_class in classes, category.key


def test_every_profile_names_a_temperature_and_a_withdrawal_class_that_exist():
    files = zeitz().profiles

    for profile in files.profiles:
        assert profile.withdrawal in {w.key for w in files.withdrawals}
        assert profile.temperature in {t.key for t in files.temperatures} | {None}


def test_the_fourteen_allergens_are_numbered_one_to_fourteen():
    assert [a.number for a in zeitz().allergens.allergens] == list(range(1, 15))


def test_vat_rates_follow_one_another_without_gap_and_hold_today():
    for vat in zeitz().vat.classes:
        for earlier, later in pairwise(vat.rates):
            assert earlier.valid_to is not None
            assert (later.valid_from - earlier.valid_to).days == 1, vat.key
        assert vat.rate_on(TODAY) >= 0


def test_the_rates_of_the_second_half_of_2020_are_kept():
    rates = {vat.key: vat for vat in zeitz().vat.classes}

    assert rates["de_standard"].rate_on(date(2020, 8, 1)) == 160
    assert rates["de_reduced"].rate_on(date(2020, 8, 1)) == 50
    assert rates["de_standard"].rate_on(TODAY) == 190


def test_tax_modes_and_units_name_only_what_exists():
    region = zeitz()
    classes, bases = set(_keys(region.vat.classes)), set(_keys(region.units.bases))

    for mode in region.vat.tax_modes:
        assert set(mode.classes) <= classes
    assert {unit.base for unit in region.units.units} - {None} == bases
    assert {w.unit for w in region.units.quantity_words} - {None} <= set(_keys(region.units.units))


def test_words_that_must_never_be_synonyms_share_no_group():
    synonyms = zeitz().synonyms

    for left, right in synonyms.never:
        assert [g for g in synonyms.groups if left in g and right in g] == []
    assert len(synonyms.groups) > 100
    assert "eierkuchen" in synonyms.one_way["pfannkuchen"]


def test_forbidden_words_catch_the_goods_and_not_the_waffle():
    rules = {rule.key: rule for rule in zeitz().forbidden.rules}

    assert rules["weapons"].matches("Alte Waffensammlung")
    assert not rules["weapons"].matches("Waffeln mit Puderzucker")
    assert rules["raw_milk"].matches("Frische Rohmilch")
    assert not rules["raw_milk"].matches("Rohmilchkäse, sechs Monate gereift")


def test_approval_profiles_and_sunday_exceptions_exist():
    region = zeitz()

    assert set(region.forbidden.approval_profiles) <= set(_keys(region.profiles.profiles))
    exceptions = set(region.region.shop_hours_act.sunday_exceptions)
    assert exceptions <= {category.key for category in region.categories.walk()}
