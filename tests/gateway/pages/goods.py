"""Believable goods, shops and orders for the page tests, in the shapes of the public API."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=BERLIN)


def an_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def euros(cents: int) -> dict[str, Any]:
    return {"amount": cents, "currency": "EUR"}


WEEK = [{"day": day, "spans": [["06:00", "18:00"]]} for day in ("mo", "tu", "we", "th", "fr")] + [
    {"day": "sa", "spans": [["06:00", "11:00"]]},
    {"day": "su", "spans": []},
]


def a_shop(slug: str, name: str, place: str, **more: Any) -> dict[str, Any]:
    return {
        "id": an_id(slug),
        "slug": slug,
        "name": name,
        "tagline": "Sauerteig, Handarbeit und ein offenes Fenster",
        "story": "Katrin Morgenroth hat die Backstube 2019 von ihrem Vater übernommen, den "
        "Sauerteig gleich mit.\nVerkauft wird, was da ist.",
        "street": "Rahnestraße 4",
        "postal_code": "06712",
        "place": place,
        "lat": 51.05,
        "lon": 12.13,
        "phone": "03441 000000",
        "email": f"{slug}@example.org",
        "opening_hours": "Mo-Fr 06:00-18:00; Sa 06:00-11:00",
        "opening_week": WEEK,
        "preparation_minutes": 60,
        "pickup_note": "Bitte am Seitenfenster klingeln.",
        "imprint": {"legal_name": f"{name} e. K.", "vat_id": "DE999123455"},
        "tax_mode": "standard",
        "picture": "laden",
        "image_url": None,
        "status": "live",
        "version": 3,
    } | more


SHOPS = {
    shop["slug"]: shop
    for shop in (
        a_shop("baeckerei-morgenroth", "Bäckerei Morgenroth", "Zeitz", picture="brot"),
        a_shop("ziegenhof-schnaudertal", "Ziegenhof Schnaudertal", "Wittgendorf",
               picture="ziegenkaese", lat=50.9774, lon=12.1949, tax_mode="small_19"),
        a_shop("orthopaedieschuhmacherei-hempel", "Orthopädieschuhmacherei Hempel", "Würchwitz",
               status="draft", picture=None),
    )
}  # fmt: skip


def a_product(name: str, shop: str, cents: int, **more: Any) -> dict[str, Any]:
    slug = name.lower().replace(" ", "-").replace(",", "")
    return {
        "id": an_id(name),
        "slug": "".join(letter for letter in slug if letter.isascii()),
        "title": name,
        "description": "Mit der Hand gemacht, <b>nicht</b> mit der Maschine.",
        "status": "published",
        "version": 2,
        "shop": SHOPS[shop],
        "category": {"key": "brot", "name": "Brot"},
        "category_path": [
            {"key": "lebensmittel", "name": "Lebensmittel"},
            {"key": "backwaren", "name": "Backwaren"},
            {"key": "brot", "name": "Brot"},
        ],
        "profile": "food_loose",
        "picture": "brot",
        "images": [],
        "origin": "Zeitz",
        "labels": ["vegan", "handgemacht"],
        "ingredients": "Roggenmehl, Wasser, Salz",
        "allergens": [
            {"key": "gluten", "name": "Glutenhaltiges Getreide", "state": "contains"},
            {"key": "sesame", "name": "Sesamsamen", "state": "may_contain"},
        ],
        "allergens_reviewed_at": "2026-11-01T08:00:00Z",
        "additives": ["preservative"],
        "variants": [a_variant(name, cents)],
        "published_at": "2026-11-01T08:00:00Z",
    } | more


def a_variant(name: str, cents: int, **more: Any) -> dict[str, Any]:
    return {
        "id": an_id(f"{name}/{more.get('label', '')}"),
        "sku": "B-1",
        "label": "",
        "price": euros(cents),
        "vat_class": "de_reduced",
        "content_amount": "1.000",
        "content_unit": "kg",
        "unit_price": {"amount": cents, "currency": "EUR", "per": "kg"},
        "deposit": None,
        "deposit_kind": None,
        "available": 9,
        "on_order": False,
    } | more


BREAD = a_product("Roggenmischbrot, drei Tage Sauerteig", "baeckerei-morgenroth", 480)
ROLL = a_product(
    "Kürbiskernbrötchen mit Dinkelvollkornsauerteig",
    "baeckerei-morgenroth",
    120,
    picture="semmel",
    variants=[
        a_variant("Kürbiskernbrötchen", 120, label="einzeln", content_amount="0.090"),
        a_variant("Kürbiskernbrötchen", 450, label="Beutel, 4 Stück", available=0),
    ],
)
YOGHURT = a_product(
    "Ziegenjoghurt natur",
    "ziegenhof-schnaudertal",
    320,
    picture="joghurt",
    profile="food_chilled",
    variants=[
        a_variant("Ziegenjoghurt natur", 320, deposit=euros(15), deposit_kind="mw_015",
                  content_amount="500", content_unit="g",
                  unit_price={"amount": 640, "currency": "EUR", "per": "kg"}, available=14)
    ],
)  # fmt: skip
DRAFT = a_product("Dinkelstange", "baeckerei-morgenroth", 190, status="draft", allergens=[],
                  allergens_reviewed_at=None, picture=None)  # fmt: skip
PRODUCTS = {product["id"]: product for product in (BREAD, ROLL, YOGHURT, DRAFT)}


def a_category(key: str, name: str, picture: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "name": name, "parent": None, "profile": "food_loose",
            "picture": picture, "children": list(children)}  # fmt: skip


CATEGORIES = [
    a_category(
        "lebensmittel", "Lebensmittel", "brot",
        a_category("backwaren", "Backwaren", "brot",
                   a_category("brot", "Brot", "brot"),
                   a_category("broetchen_semmeln", "Brötchen & Semmeln", "semmel")),
        a_category("fleisch_wurst", "Fleisch & Wurst", "fleisch"),
        a_category("milch_kaese_eier", "Milch, Käse & Eier", "kaese"),
        a_category("obst_gemuese", "Obst & Gemüse", "gemuese"),
        a_category("fisch", "Fisch", "forelle"),
        a_category("vorrat", "Vorrat", "mehl"),
        a_category("honig_aufstriche", "Honig & Aufstriche", "honig"),
        a_category("suesses", "Süßes", "schokolade"),
        a_category("getraenke", "Getränke", "saft"),
        a_category("alkohol", "Wein, Bier & Schnaps", "wein"),
        a_category("warme_kueche", "Warme Küche", "suppe"),
        a_category("geschenkkoerbe", "Geschenkkörbe", "abokiste"),
    ),
    a_category("handwerk_manufaktur", "Handwerk & Manufaktur", "holz"),
    a_category("haus_garten", "Haus & Garten", "blumen"),
]  # fmt: skip


def a_hit(product: dict[str, Any], distance: float | None = 4.9) -> dict[str, Any]:
    variant, shop = product["variants"][0], product["shop"]
    return {
        "product_id": product["id"],
        "slug": product["slug"],
        "name": product["title"],
        "shop": {key: shop[key] for key in ("id", "slug", "name", "place")},
        "price": variant["price"],
        "unit_price": variant["unit_price"],
        "deposit": variant["deposit"],
        "available": variant["available"],
        "on_order": variant["on_order"],
        "distance_km": distance,
        "highlight": f"<mark>{product['title']}</mark>",
        "picture": product["picture"],
        "image_url": None,
        "category": product["category"]["key"],
        "labels": product["labels"],
        "excerpt": None,
        "collect_from": NOON.date().isoformat(),
        "diets": ["vegan"] if "vegan" in product["labels"] else [],
        "traits": ["handmade"],
        "why": [{"key": "name", "words": "Ihr Wort steht im Namen"}],
    }


def slots_for(shop: dict[str, Any]) -> dict[str, Any]:
    starts = [NOON + timedelta(days=day, hours=hour) for day in (1, 4) for hour in (0, 1)]
    slots = [
        {"start": start.isoformat(), "end": (start + timedelta(minutes=30)).isoformat()}
        for start in starts
    ]
    return {"shop_id": shop["id"], "slug": shop["slug"], "name": shop["name"], "slots": slots,
            "reason": None}  # fmt: skip
