"""What is asked about a kind of product, and what a shop would answer again."""

from collections.abc import Mapping
from typing import Any

import orjson
from marketkit.errors import FieldError, InvalidError

from catalog.domain.gates.defaults import defaults_for
from catalog.domain.gates.follows import WITHDRAWAL_NORMAL
from catalog.domain.region import Profile, Region
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop
from catalog.domain.statements import Statement
from catalog.domain.vat import usual_class
from catalog.store import shops
from catalog.store.wide import connection_of
from catalog.use_cases.ports import Surroundings

_LAST = """
    SELECT product.details::text AS details, product.origin, product.labels::text AS labels,
           product.ingredients, variant.content_amount, variant.content_unit, variant.vat_class,
           variant.deposit, variant.deposit_kind
    FROM product LEFT JOIN variant ON variant.product_id = product.id AND variant.position = 0
    WHERE product.shop_id = $1 AND product.category = $2
    ORDER BY product.updated_at DESC LIMIT 1
"""
_FOR_ALL = ("withdrawal_class", "withdrawal_reason", "green_evidence")


class UnknownCategoryError(InvalidError):
    code = "unknown_category"
    message = "Diese Kategorie gibt es nicht."

    def __init__(self) -> None:
        super().__init__(errors=[FieldError("category", self.message)])


def statements_for(category: str, region: Region, language: str) -> Mapping[str, Any]:
    """What products of the category state: what they must, what they may, what follows."""
    if category not in region.categories:
        raise UnknownCategoryError
    profile, path = region.profile_of(category), region.category_path(category)
    needs = _needs(profile, path)
    return {
        "category": category,
        "profile": profile.key,
        "profile_name": _word(profile.names, language),
        "statements": [
            _said(region.statements[key], needs[key], language, profile) for key in needs
        ],
        "age": profile.age,
        "temperature": _coldest(profile, path),
        "withdrawal": profile.withdrawal,
        "effects": sorted(profile.effects),
        "looked_at_first": profile.key in region.approval_profiles
        or bool(region.approval_categories & set(path)),
    }


async def product_defaults(
    slug: str, category: str, title: str, actor: Actor, around: Surroundings, language: str
) -> Mapping[str, Any]:
    """The same with what the form may fill in for this shop."""
    asked = statements_for(category, around.region, language)
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        check_may_edit(actor, shop, Action.PRODUCTS, around.clock.now())
        on = await connection_of(session)
        row = await on.fetchrow(_LAST, shop.id, category)
    return {**asked, "defaults": _defaults(shop, category, title, row, around.region)}


def _defaults(shop: Shop, category: str, title: str, row: Any, region: Region) -> Mapping[str, Any]:
    last = orjson.loads(row["details"]) if row else {}
    usual = usual_class(region, shop.tax_mode, category)
    return {
        "details": defaults_for(category, title, shop, last, region),
        "origin": row["origin"] if row else shop.place,
        "labels": orjson.loads(row["labels"]) if row else [],
        "content_unit": (row["content_unit"] if row else None) or "",
        "vat_class": (row["vat_class"] if row else None) or usual,
        "deposit_kind": (row["deposit_kind"] if row else None) or "",
        "deposit": (row["deposit"] if row else None) or 0,
    }


def _needs(profile: Profile, path: tuple[str, ...]) -> dict[str, str]:
    """By statement: always, under a condition (`maybe`), or offered (`no`)."""
    found = dict.fromkeys(profile.required, "always")
    for demand in profile.demands:
        condition = demand.condition
        if not set(condition.not_in) & set(path) and (
            not condition.only_in or set(condition.only_in) & set(path)
        ):
            conditional = condition.when or condition.unless
            found.setdefault(demand.key, "maybe" if conditional else "always")
    for key in (*profile.asks, *_FOR_ALL):
        found.setdefault(key, "no")
    return found


def _said(statement: Statement, needed: str, language: str, profile: Profile) -> Mapping[str, Any]:
    choices = statement.choices
    if statement.key == "withdrawal_class":
        allowed = {WITHDRAWAL_NORMAL, profile.withdrawal, *profile.exceptions}
        choices = {key: names for key, names in choices.items() if key in allowed}
    return {
        "key": statement.key,
        "field": statement.field,
        "name": _word(statement.names, language),
        "help": _word(statement.help, language),
        "kind": statement.kind,
        "choices": [{"key": k, "name": _word(names, language)} for k, names in choices.items()],
        "format": statement.format,
        "law": statement.law,
        "needed": needed,
        "public": statement.public,
        "conditions": _conditions(statement.key, profile),
    }


def _conditions(key: str, profile: Profile) -> Mapping[str, Any]:
    """So that a form can ask at the right moment."""
    for demand in profile.demands:
        if demand.key == key:
            return {"when": demand.condition.when, "unless": demand.condition.unless}
    return {}


def _coldest(profile: Profile, path: tuple[str, ...]) -> str | None:
    chills = (chill.temperature for chill in profile.chill if chill.condition.holds(path, {}))
    return next(chills, profile.temperature)


def _word(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or names["de"]
