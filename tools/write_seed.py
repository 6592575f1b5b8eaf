"""Writes the example market of the region from the words in tools/seed_words.

The files under regions/<region>/seed are what the seeder reads; this tool only spares us typing
article numbers, stock and tax classes. The same words give the same files every time.
Run it from the repository: `python -m tools.write_seed`, with `--check` to compare only.
"""

import random
import re
import sys
from pathlib import Path
from typing import Any

import yaml
from catalog.domain.region import Region
from catalog.files.region import load_region
from marketkit.yaml_file import read_yaml

from tools.generated import ROOT, write_or_check
from tools.seed_details import Rules, details_of, kinds_of, read_rules
from tools.seed_lines import Line, Reader
from tools.seed_shops import shop_entry

WORDS = ROOT / "tools" / "seed_words"
ZEITZ = ROOT / "regions" / "zeitz"
DRINKS = {"saft_most", "wasser_limonade", "wein_sekt", "bier", "spirituosen_likoer"}
PRICE = re.compile(
    r"^(?P<price>[\d.]+,\d\d)(:(?P<label>[^/@]+))?(/(?P<content>[^@]+))?(@(?P<deposit>\S+))?$"
)
BY_WEIGHT = re.compile(
    r"^(?P<per_kg>[\d.]+,\d\d)/kg~(?P<grams>\d+)-(?P<most>\d+)(:(?P<label>.+))?$"
)
CONTENT = re.compile(r"^((?P<times>\d+) x )?(?P<amount>[\d,]+) (?P<unit>\w+)$")
UNITS = {"Stück": "stueck", "m²": "m2"}
MARKS = {"!": "may_contain", "-": "free_confirmed"}
NOT_COUNTED = {
    "gaertnerei-blattwerk": {"said": "today"},
    "fischzucht-wethaugrund": {"said": "on_order"},
}
"""Shops that say what there is instead of counting it."""


def main() -> int:
    categories = dict(_categories(_load(ZEITZ / "categories.yaml")["categories"]))
    deposits = {d["key"]: d["amount"] for d in _load(ZEITZ / "deposits.yaml")["deposits"]}
    places = {
        (place["name"], place["postal_code"]): place
        for place in _load(ZEITZ / "places.yaml")["places"]
    }
    region, rules = load_region(ZEITZ), read_rules(WORDS / "details.yaml")
    shops = [shop_entry(shop, places) for shop in _load(WORDS / "shops.yaml")["shops"]]
    head = "# Invented businesses in real places. Written by tools.write_seed.\n"
    files = {ZEITZ / "seed" / "shops.yaml": head + _dump({"shops": shops})}
    for shop in shops:
        lines = Reader().read(WORDS / f"{shop['slug']}.txt")
        products = [
            _stating(_product(line, number, shop, categories, deposits), shop, region, rules)
            | NOT_COUNTED.get(shop["slug"], {})
            for number, line in enumerate(lines, start=1)
        ]
        target = ZEITZ / "seed" / "products" / f"{shop['slug']}.yaml"
        files[target] = _dump({"shop": shop["slug"], "products": products})
    return write_or_check(files)


def _product(
    line: Line, number: int, shop: dict[str, Any], categories: dict[str, Any], deposits: Any
) -> dict[str, Any]:
    said = line.options
    category = categories[said["cat"]]
    vat = said.get("vat") or _vat_class(shop["tax_mode"], said["cat"], category["vat_class"])
    stem = f"{shop['slug'].split('-')[-1][:4].upper()}-{number:03}"
    product: dict[str, Any] = {
        "title": line.title,
        "category": said["cat"],
        "picture": said.get("pic", category["picture"]),
        "description": line.description,
        "origin": said.get("org", shop["place"]),
        "labels": _listed(said.get("lab", "")),
        "ingredients": said.get("ing", "").replace(";", ","),
        "allergens": _allergens(said["al"]) if "al" in said else None,
        "additives": _listed(said.get("add", "")),
        "details": {"lactose_free": "true"} if "lac" in said else "",
        "lead_days": int(said["lead"]) if "lead" in said else "",
        "variants": _variants(line, stem, vat, deposits),
    }
    return {key: value for key, value in product.items() if value not in ("", [])}


def _stating(
    product: dict[str, Any], shop: dict[str, Any], region: Region, rules: Rules
) -> dict[str, Any]:
    """With what its kind must say, before the variants, as people would read it."""
    variants = product.pop("variants")
    if "content" in region.profile_of(product["category"]).required:
        one = {"content_amount": "1", "content_unit": "stueck"}
        variants = [v if "weighed" in v else one | v for v in variants]
    whole = product | {"variants": variants}
    said = {
        "allergen_kinds": kinds_of(whole, rules),
        "details": details_of(whole, shop, region, rules) | product.get("details", {}),
    }
    return product | {key: value for key, value in said.items() if value} | {"variants": variants}


def _variants(line: Line, stem: str, vat: str, deposits: Any) -> list[dict[str, Any]]:
    hand = random.Random(f"{stem} {line.title}")  # noqa: S311  believable stock, no secret
    low, high = (int(n) for n in line.options.get("n", "4-30").split("-"))
    prices = line.prices.split(" + ")
    variants = []
    for index, text in enumerate(prices, start=1):
        priced = _by_weight(text.strip(), vat) or _priced(text.strip(), vat, deposits)
        assert priced, f"{line.title}: not a price: {text}"
        variant = {"sku": f"{stem}-{index}"} | priced
        on_order = "order" in line.options
        variant |= {"on_order": True} if on_order else {"on_hand": hand.randint(low, high)}
        variants.append(variant)
    return variants


def _priced(text: str, vat: str, deposits: Any) -> dict[str, Any]:
    found = PRICE.match(text)
    if found is None:
        return {}
    label = found["label"] or (found["content"] or "").replace(" x ", " \N{MULTIPLICATION SIGN} ")
    said = {"label": label.strip()} if label else {}
    return (
        said
        | {"price": _cents(found["price"]), "vat_class": vat}
        | _content(found["content"])
        | _deposit(found["deposit"], deposits)
    )


def _by_weight(text: str, vat: str) -> dict[str, Any]:
    found = BY_WEIGHT.match(text)
    if found is None:
        return {}
    weighed = {
        "per_kg": _cents(found["per_kg"]),
        "grams": int(found["grams"]),
        "max_grams": int(found["most"]),
    }
    said = {"label": found["label"]} if found["label"] else {}
    return said | {"weighed": weighed, "vat_class": vat}


def _content(text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    found = CONTENT.match(text.strip())
    assert found, f"not a content: {text}"
    amount = float(found["amount"].replace(",", ".")) * int(found["times"] or 1)
    unit = UNITS.get(found["unit"], found["unit"])
    return {"content_amount": f"{amount:g}", "content_unit": unit}


def _deposit(text: str | None, deposits: Any) -> dict[str, Any]:
    if not text:
        return {}
    kind, _, own = text.partition("=")
    kind, _, times = kind.partition("*")
    amount = int(own) if own else deposits[kind] * int(times or 1)
    return {"deposit": amount, "deposit_kind": kind}


def _vat_class(tax_mode: str, category: str, usual: str) -> str:
    if tax_mode == "small_19":
        return "de_zero_small"
    if tax_mode == "farm_24" and (usual == "de_reduced" or category in DRINKS):
        return "de_flat_agri_drinks" if category in DRINKS else "de_flat_agri"
    return usual


def _allergens(text: str) -> dict[str, str]:
    found = [key.strip() for key in text.split(",") if key.strip() not in {"", "-"}]
    return {key.lstrip("!-"): MARKS.get(key[0], "contains") for key in found}


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _cents(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))


def _categories(nodes: list[dict[str, Any]]) -> Any:
    for node in nodes:
        yield node["key"], node
        yield from _categories(node.get("children", []))


def _load(file: Path) -> Any:
    return read_yaml(file)


def _dump(content: Any) -> str:
    return yaml.dump(
        content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110
    )


if __name__ == "__main__":
    sys.exit(main())
