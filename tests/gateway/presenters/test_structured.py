"""What machines are told: complete where we know, silent where we do not."""

from dataclasses import replace
from datetime import date

import pytest
from gateway.presenters import structured
from gateway.presenters.crops import crop_named
from gateway.presenters.diets import diets_and_traits
from gateway.presenters.structured import Amount, OfferFacts, ProductFacts
from gateway.presenters.structured_shop import ShopFacts, shop, type_of


def an_offer(**changes: object) -> OfferFacts:
    known: dict[str, object] = {
        "sku": "B-1", "label": "", "cents": 480, "currency": "EUR", "can_be_had": True,
        "on_order": False, "amount": Amount("0.75", "kg", "kg"),
    }  # fmt: skip
    return OfferFacts(**(known | changes))  # type: ignore[arg-type] # named in one place above


def a_product(*offers: OfferFacts) -> ProductFacts:
    return ProductFacts(
        url="https://m/p", name="Brot", description="", images=["https://m/p.png"], category="",
        sku="", seller="Bäckerei", seller_url="https://m/b", offers=offers,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "InStock"),
        ({"can_be_had": False}, "OutOfStock"),
        ({"on_order": True, "can_be_had": False}, "MadeToOrder"),
    ],
)
def test_an_offer_says_whether_it_can_be_had(state: dict[str, bool], said: str) -> None:
    offer = structured.product(a_product(an_offer(**state)))["offers"]

    assert offer["availability"] == f"https://schema.org/{said}"


def test_a_reduced_price_says_until_when() -> None:
    offer = structured.product(a_product(an_offer(price_until=date(2026, 11, 28))))["offers"]

    assert offer["priceValidUntil"] == "2026-11-28"
    assert offer["price"] == "4.80"


def test_what_is_not_known_is_not_said() -> None:
    told = structured.product(a_product(an_offer(amount=None, cents=5)))

    assert told["offers"]["price"] == "0.05"
    assert "priceSpecification" not in told["offers"]
    assert not {"description", "category", "sku"} & told.keys()
    assert "offers" not in structured.product(a_product())


@pytest.mark.parametrize(
    ("unit", "per", "quantity", "reference"),
    [
        ("g", "kg", {"unitCode": "GRM"}, {"unitCode": "KGM"}),
        ("cl", "l", {"unitCode": "CLT"}, {"unitCode": "LTR"}),
        ("rm", "m³", {"unitText": "rm"}, {"unitCode": "MTQ"}),
        ("wl", "Anwendung", {"unitText": "wl"}, {"unitText": "Anwendung"}),
    ],
)
def test_a_price_says_for_how_much_it_is(
    unit: str, per: str, quantity: dict[str, str], reference: dict[str, str]
) -> None:
    offer = structured.product(a_product(an_offer(amount=Amount("500", unit, per))))["offers"]

    (price,) = offer["priceSpecification"]
    told = price["referenceQuantity"]
    assert price["price"] == offer["price"] == "4.80", "never that of a kilogram"
    assert {"value": "500", **quantity}.items() <= told.items()
    assert {"value": "1", **reference}.items() <= told["valueReference"].items()


def test_a_reduced_price_says_what_it_is_measured_against() -> None:
    offer = structured.product(a_product(an_offer(cents=400, before_cents=480)))["offers"]

    now, before = offer["priceSpecification"]
    assert (offer["price"], now["price"], before["price"]) == ("4.00", "4.00", "4.80")
    assert before["priceType"] == "https://schema.org/StrikethroughPrice"
    assert "priceType" not in now


@pytest.mark.parametrize(
    ("cents", "offers"),
    [
        ([], None),
        ([0], None),
        ([0, 5800, 9000], {"minPrice": "58.00", "priceCurrency": "EUR"}),
    ],
)
def test_work_one_asks_for_is_no_product_with_a_price(
    cents: list[int], offers: dict[str, str] | None
) -> None:
    facts = replace(a_product(*(an_offer(cents=each) for each in cents)), on_request=True)

    told = structured.product(facts)

    assert (told["@type"], told["provider"]["name"]) == ("Service", "Bäckerei")
    assert ("offers" in told) is (offers is not None)
    if offers is not None:
        assert offers.items() <= told["offers"]["priceSpecification"].items()


def test_a_shop_says_when_it_is_open_and_when_away() -> None:
    facts = ShopFacts(
        url="https://m/b", name="B", kind="Bäckerei", description="", image="", street="S 1",
        postal_code="06712", place="Zeitz", lat=51.0, lon=12.0, phone="", email="", website="",
        week=[("mo", [["06:00", "12:00"], ["14:00", "18:00"]]), ("su", [])],
        closed=[(date(2026, 12, 24), date(2027, 1, 4))],
        special=[(date(2026, 11, 29), [["13:00", "17:00"]]), (date(2026, 11, 30), [])],
    )  # fmt: skip

    told = shop(facts)

    assert told["@type"] == "Bakery"
    assert [span["opens"] for span in told["openingHoursSpecification"]] == ["06:00", "14:00"]
    away, sunday, monday = told["specialOpeningHoursSpecification"]
    assert (away["opens"], away["closes"], away["validThrough"]) == ("00:00", "00:00", "2027-01-04")
    assert (sunday["opens"], sunday["closes"]) == ("13:00", "17:00")
    assert sunday["validFrom"] == sunday["validThrough"] == "2026-11-29"
    assert monday["opens"] == monday["closes"]
    assert "telephone" not in told


def test_a_trade_that_leaves_doubt_is_a_store() -> None:
    assert type_of("Weingut") == "Winery"
    assert type_of("Offene Werkstatt") == type_of("") == "Store"


def test_what_contradicts_a_claim_takes_it_back() -> None:
    assert diets_and_traits(["vegan"], {"milk": "contains"}, {}) == ["vegetarian"]
    assert diets_and_traits(["vegan"], {"fish": "contains"}, {}) == []
    assert diets_and_traits(["Vegan", "bio"], {"milk": "may_contain"}, {}) == [
        "vegan", "vegetarian", "organic"]  # fmt: skip
    assert diets_and_traits([], {"gluten": "free_confirmed"}, {"lactose_free": "true"}) == [
        "gluten_free", "lactose_free"]  # fmt: skip


class Crop:
    def __init__(self, key: str, name: str) -> None:
        self.key, self._name, self.word = key, name, self

    def name(self, _language: str) -> str:
        return self._name


@pytest.mark.parametrize(
    ("title", "key"),
    [("Äpfel, Boskoop", "apfel"), ("Bund Möhren mit Grün", "moehre"), ("Rote Bete", "rote_bete"),
     ("Gartenbohnen", "bohne"), ("Sauerkirschen im Glas", "kirsche"), ("Roggenbrot", None)],
)  # fmt: skip
def test_a_crop_is_told_by_the_name_of_the_product(title: str, key: str | None) -> None:
    crops = [Crop("apfel", "Apfel"), Crop("moehre", "Möhre"), Crop("rote_bete", "Rote Bete"),
             Crop("bohne", "Grüne Bohne"), Crop("kirsche", "Kirsche")]  # fmt: skip

    found = crop_named(crops, title)

    assert (found.key if found else None) == key
