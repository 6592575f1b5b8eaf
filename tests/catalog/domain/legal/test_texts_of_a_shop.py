"""What the region's templates make of a shop."""

import re
from datetime import date

import pytest
from catalog.domain.legal.facts import OWED, is_registered
from catalog.domain.legal.template import Kind
from catalog.domain.legal.write import Legal, Written, written
from catalog.domain.shop import Shop
from catalog.files.legal import load_legal

from tests.catalog.builders import the_shop
from tests.catalog.conftest import REGION

TODAY = date(2026, 11, 20)
FOLDER = load_legal(REGION)
LEGAL = Legal(FOLDER.templates, FOLDER.market("https://markt.example"))
SOLE = {"legal_name": "Greta Morgenroth", "vat_id": "DE999123455"}
REACHABLE = {"phone": "03441 555010", "email": "baeckerei@example.org"}


def texts(shop: Shop) -> dict[Kind, Written]:
    return {one.kind: one for one in written(shop, LEGAL, TODAY)}


def test_a_sole_trader_lacks_nothing() -> None:
    for text in texts(the_shop(imprint=SOLE, **REACHABLE)).values():
        assert text.missing == ()
        assert "{" not in text.text


def test_the_imprint_says_who_where_and_how() -> None:
    imprint = texts(the_shop(imprint=SOLE, **REACHABLE))[Kind.IMPRINT].text

    for words in ("Greta Morgenroth", "Wendische Straße 4", "06712 Zeitz", "03441 555010",
                  "baeckerei@example.org", "DE999123455", "§ 36 VSBG",
                  "§ 18 Abs. 2 MStV"):  # fmt: skip
        assert words in imprint
    assert "# Register" not in imprint


def test_nothing_points_to_the_closed_platform_of_the_eu() -> None:
    for template in FOLDER.templates:
        assert not re.search(r"ec\.europa\.eu|consumers/odr|Online-Streitbeilegung", template.text)


@pytest.mark.parametrize(
    ("shop", "missing"),
    [
        (the_shop(imprint=SOLE, email="a@b.de"), ["phone"]),
        (the_shop(imprint={"legal_name": "M GmbH", "legal_form": "GmbH"}, **REACHABLE),
         ["representative", "register_entry"]),
        (the_shop(imprint=SOLE | {"arbitration": "yes"}, **REACHABLE), ["arbitration_body"]),
        (the_shop(imprint=SOLE | {"profession": "Augenoptiker (Deutschland)"},
                  business_type="craft", **REACHABLE), ["chamber"]),
    ],
)  # fmt: skip
def test_what_the_imprint_lacks_is_named(shop: Shop, missing: list[str]) -> None:
    imprint = texts(shop)[Kind.IMPRINT]

    assert list(imprint.missing) == missing
    assert set(missing) <= set(OWED)


def test_the_terms_name_the_shop_as_partner_and_its_tax() -> None:
    terms = texts(the_shop(imprint=SOLE, tax_mode="small_19", **REACHABLE))[Kind.TERMS].text

    assert "Vertragspartner ist Greta Morgenroth" in terms
    assert "§ 19 UStG" in terms
    assert "enthalten die gesetzliche Umsatzsteuer" not in terms


def test_own_terms_replace_only_the_terms() -> None:
    found = texts(the_shop(imprint=SOLE, own_terms="Unsere Bedingungen.", **REACHABLE))

    assert (found[Kind.TERMS].text, found[Kind.TERMS].template) == ("Unsere Bedingungen.\n", "")
    assert "binnen vierzehn Tagen ohne Angabe von Gründen" in found[Kind.WITHDRAWAL].text


def test_the_withdrawal_notice_has_the_form_and_no_claim_that_is_not_true() -> None:
    notice = texts(the_shop(imprint=SOLE, **REACHABLE))[Kind.WITHDRAWAL].text

    assert "Muster-Widerrufsformular" in notice
    assert "An Greta Morgenroth, Wendische Straße 4, 06712 Zeitz" in notice
    assert "Schnell verderblich" in notice
    # As long as the market has no such page, no text says that it has.
    assert ("Widerrufsrecht auch online" in notice) == bool(FOLDER.withdrawal_path)


def test_the_place_of_the_electronic_function_is_named_once_there_is_one() -> None:
    market = FOLDER.market("https://markt.example")
    there = Legal(FOLDER.templates, type(market)(market.name, market.url, "/vertrag-widerrufen"))

    (notice,) = (
        one.text
        for one in written(the_shop(imprint=SOLE, **REACHABLE), there, TODAY)
        if one.kind is Kind.WITHDRAWAL
    )

    assert "online unter https://markt.example/vertrag-widerrufen" in notice
    assert there.edition(TODAY) != LEGAL.edition(TODAY)


@pytest.mark.parametrize(
    ("form", "registered"),
    [("GmbH", True), ("e. K.", True), ("GmbH & Co. KG", True), ("e.V.", True),
     ("Einzelunternehmen", False), ("GbR", False), ("Landwirtschaft", False), ("", False)],
)  # fmt: skip
def test_which_forms_stand_in_a_register(form: str, registered: bool) -> None:
    assert is_registered({"legal_form": form}) is registered


def test_the_markets_own_terms_are_shown_when_they_are_announced() -> None:
    before = [one.version for one in LEGAL.platform(date(2026, 11, 15))]
    after = [one.version for one in LEGAL.platform(date(2026, 11, 16))]

    assert before == ["2026-1"]
    assert after == ["2026-2", "2026-1"]
    assert "https://markt.example" in LEGAL.platform_text(LEGAL.platform(TODAY)[0])
