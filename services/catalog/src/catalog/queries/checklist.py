"""Where shops stand with the checklist: many lights in one go, or one shop in full."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from catalog.domain.checklist.light import Light, light_of
from catalog.domain.checklist.requirement import FIELDS, BusinessType, Trait
from catalog.domain.checklist.standing import ShopFacts, Standing, standings
from catalog.domain.onboarding import is_company
from catalog.store import checklists
from catalog.store.checklist_items import item_of
from catalog.store.checklists import Reader
from catalog.store.proofs import proof_of

_TODAY = "SELECT (now() AT TIME ZONE 'Europe/Berlin')::date"
_FACTS = """
    SELECT shop.id, shop.business_type, shop.imprint, shop.organic_code,
        shop.name, shop.tagline, shop.story, shop.phone, shop.email, shop.website,
        shop.opening_hours, shop.pickup_note, shop.image_url,
        ARRAY(SELECT DISTINCT told.trait
              FROM (SELECT DISTINCT category FROM product
                    WHERE product.shop_id = shop.id AND product.status <> 'withdrawn') sold
              JOIN category_trait told ON told.category = sold.category) AS sells,
        (SELECT count(*) FROM staff WHERE staff.shop_id = shop.id) AS people,
        (SELECT coalesce(jsonb_agg(to_jsonb(item)), '[]') FROM checklist_item item
         WHERE item.shop_id = shop.id) AS items,
        (SELECT coalesce(jsonb_agg(to_jsonb(proof)), '[]') FROM proof
         WHERE proof.shop_id = shop.id) AS proofs
    FROM shop WHERE shop.id = ANY($1::uuid[])
"""


async def lights_of(
    connection: Reader, shop_ids: Sequence[UUID], today: date | None = None
) -> Mapping[UUID, Light]:
    """The traffic light of each shop; `today` is the date on the shops' calendars."""
    day = today or await connection.fetchval(_TODAY)
    found = await standings_of(connection, shop_ids, day)
    return {shop_id: light_of(each, day) for shop_id, each in found.items()}


async def standings_of(
    connection: Reader, shop_ids: Sequence[UUID], today: date
) -> Mapping[UUID, tuple[Standing, ...]]:
    """Two queries, however many shops."""
    definition = await checklists.current(connection)
    rows = await connection.fetch(_FACTS, list(shop_ids))
    return {row["id"]: standings(definition, facts_of(row), today) for row in rows}


def facts_of(row: Mapping[str, Any]) -> ShopFacts:
    items = [item_of(values) for values in row["items"]]
    proofs = [proof_of(values) for values in row["proofs"]]
    return ShopFacts(
        business_type=BusinessType(row["business_type"]),
        traits=frozenset(_traits(row)),
        fields=frozenset(_filled(row)),
        items={item.key: item for item in items},
        proofs={proof.kind: proof for proof in proofs},
    )


def _traits(row: Mapping[str, Any]) -> set[Trait]:
    found = {Trait.ALWAYS, *(Trait(key) for key in row["sells"])}
    if row["business_type"] == BusinessType.FOOD:
        found.add(Trait.SELLS_FOOD)  # also before the first product is written down
    if is_company(row["imprint"]):
        found.add(Trait.IS_COMPANY)
    if row["people"] > 1:
        found.add(Trait.HAS_STAFF)
    if row["organic_code"] or any(proof["kind"] == "organic" for proof in row["proofs"]):
        found.add(Trait.SELLS_ORGANIC)
    return found


def _filled(row: Mapping[str, Any]) -> set[str]:
    filled = {name for name in FIELDS if "." not in name and row[name]}
    filled |= {f"imprint.{name}" for name, value in row["imprint"].items() if value}
    return filled | ({"organic_code"} if row["organic_code"] else set())
