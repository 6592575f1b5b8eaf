"""What the seed's products state by their kind: what the publish gate asks for, and plausible."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from catalog.domain.gates.demands import demanded
from catalog.domain.product import Product
from catalog.domain.region import Region
from marketkit.yaml_file import read_yaml

Rules = Mapping[str, Sequence[tuple[str, str]]]
ANY_CEREAL, ANY_NUT = "Weizen", "Haselnuss"
ALSO = ("no_warnings", "nutrition_exempt", "custom_made", "withdrawal_class", "withdrawal_reason")
"""Said before it is asked what else is owed, because they settle other questions."""
MAKERS = (
    "Werkhaus Saale GmbH, Industriestraße 5, 06667 Weißenfels, werkhaus@example.org",
    "Burgenland Waren GmbH, Am Speicher 2, 06618 Naumburg, waren@example.org",
    "Nordlicht Fertigung AG, Hafenweg 11, 18055 Rostock, nordlicht@example.org",
    "Harzer Gerätebau KG, Lindenallee 9, 38855 Wernigerode, harz@example.org",
)
BRANDS = ("Elstra", "Saalux", "Funkenwerk", "Rahne")
_THEN = datetime(2026, 1, 1, tzinfo=UTC)
_FIRST_SATURDAY = date(2027, 1, 9)


def read_rules(file: Path) -> Rules:
    found: Rules = read_yaml(file)
    return found


def kinds_of(product: Mapping[str, Any], rules: Rules) -> dict[str, list[str]]:
    """Which cereals and nuts: those the ingredients or the title name."""
    words = f"{product.get('ingredients', '')} {product['title']} {product['category']}"
    found: dict[str, list[str]] = {}
    for key, usual in (("gluten", ANY_CEREAL), ("nuts", ANY_NUT)):
        if (product.get("allergens") or {}).get(key) == "contains":
            named = [word for pattern, word in rules[key] if re.search(pattern, words)]
            found[key] = named or [usual]
    return found


def details_of(
    product: Mapping[str, Any], shop: Mapping[str, Any], region: Region, rules: Rules
) -> dict[str, str]:
    """Says what is asked until nothing more is asked."""
    speaker = _Speaker(product, shop, rules)
    said = {key: speaker.say(key) for key in ALSO if _belongs(key, product, region)}
    if product["category"] in {"saft_most", "wasser_limonade"}:
        said["packaging"] = _packaging(product)
    said = {key: value for key, value in said.items() if value}
    while owed := _owed(product, said, region):
        said |= {key: speaker.say(key) for key in owed}
    return said


def _belongs(key: str, product: Mapping[str, Any], region: Region) -> bool:
    profile = region.profile_of(product["category"])
    if key.startswith("withdrawal_"):
        return "1_custom" in profile.exceptions
    return key in profile.asks


def _owed(product: Mapping[str, Any], said: Mapping[str, str], region: Region) -> list[str]:
    asked = demanded(_as_product(product, said), region)
    return [one.key for one in asked if not one.at and one.key not in said]


def _as_product(product: Mapping[str, Any], said: Mapping[str, str]) -> Product:
    """As much of it as conditions look at."""
    nobody = UUID(int=0)
    blank = Product(
        id=nobody, shop_id=nobody, slug="", title=product["title"], category=product["category"],
        created_at=_THEN, updated_at=_THEN, ingredients=product.get("ingredients", ""),
    )  # fmt: skip
    return replace(blank, details=dict(said))


def _packaging(product: Mapping[str, Any]) -> str:
    kinds = {variant.get("deposit_kind", "") for variant in product["variants"]}
    if kinds == {""}:
        return "single_use"
    return "single_use_deposit" if "dpg_025" in kinds else "returnable"


class _Speaker:
    def __init__(self, product: Mapping[str, Any], shop: Mapping[str, Any], rules: Rules) -> None:
        self._product, self._shop, self._rules = product, shop, rules
        self._text = f"{product['category']}: {product['title']}. {product['description']}"
        self._sku: str = product["variants"][0]["sku"].rpartition("-")[0]
        self._hand = random.Random(self._sku)  # noqa: S311  believable numbers, no secret

    def say(self, key: str) -> str:
        rules = self._rules.get(key)
        assert rules, f"nobody knows what to say about {key}: {self._text[:60]}"
        words = next(words for pattern, words in rules if re.search(pattern, self._text))
        return self._filled(words)

    def _filled(self, words: str) -> str:
        match words:
            case "$title":
                return str(self._product["title"])
            case "$description":
                return str(self._product["description"])
            case "$address":
                return self._address()
            case "$sku":
                return self._sku
            case _ if words.startswith("$"):
                return self._number(words)
            case _:
                return words

    def _number(self, words: str) -> str:
        digits = self._hand.randint(10**7, 10**8 - 1)
        day = _FIRST_SATURDAY + timedelta(weeks=digits % 20)
        strength = re.search(r"([\d,]+) % vol", self._text)
        label = f"https://etikett.example.org/{self._sku.lower()}"
        return {
            "$maker": MAKERS[digits % len(MAKERS)],
            "$brand": BRANDS[digits % len(BRANDS)],
            "$weee": f"DE{digits}",
            "$egg": f"1-DE-15{digits // 1000}",
            "$isbn": _isbn(f"97839999{digits // 10_000}"),
            "$label": label,
            "$sheet": label,
            "$saturday": f"Sonnabend, {day:%d.%m.%Y}, 14 Uhr, weitere Termine nach Absprache.",
            "$alcohol": strength[1] if strength else "",
        }[words]

    def _address(self) -> str:
        shop = self._shop
        place = f"{shop['postal_code']} {shop['place']}"
        return ", ".join((shop["imprint"]["legal_name"], shop["street"], place, shop["email"]))


def _isbn(twelve: str) -> str:
    weighted = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(twelve))
    return f"{twelve}{-weighted % 10}"
