"""What products state, over HTTP: asked for, filled in, taken over, refused in plain words."""

from typing import Any

from marketkit.contracts import ProductChanged

from tests.catalog.builders import a_variant
from tests.catalog.conftest import Desk, Market, ok

JAM: dict[str, Any] = {
    "title": "Erdbeerkonfitüre",
    "category": "marmelade_gelee",
    "description": "Aus Erdbeeren vom Feld nebenan.",
    "ingredients": "Erdbeeren, Zucker",
    "allergens": [],
    "allergens_reviewed": True,
    "details": {
        "legal_name": "Konfitüre extra",
        "producer": "Bäckerei Morgenroth, Zeitz",
        "storage": "Kühl lagern.",
        "nutrition_exempt": "small_local",
        "no_warnings": "true",
    },
    "variants": [a_variant(content_amount="250", price={"amount": 450, "currency": "EUR"})],
}


async def test_statements_are_kept_shown_and_told(desk: Desk, market: Market) -> None:
    product = await desk.on_sale(**JAM)

    assert product["details"]["producer"] == "Bäckerei Morgenroth, Zeitz"
    # Between shop and operator, or of another kind of goods: not for everyone.
    assert "no_warnings" not in product["details"]
    assert (product["temperature"], product["withdrawal_class"], product["age"]) == (
        "ambient", "none", None,
    )  # fmt: skip
    told = (await market.events(ProductChanged))[-1]
    assert told.details == product["details"]
    assert (told.temperature, told.withdrawal_class, told.age) == ("ambient", "none", None)


async def test_a_patch_changes_single_statements_and_an_empty_one_goes(desk: Desk) -> None:
    product = await desk.product(**JAM)
    path = f"/api/v1/products/{product['id']}"

    sent = {"details": {"storage": "", "best_before": "Noch ein Jahr.", "outside_eu": False}}
    changed = ok(await desk.advisor.patch(path, json=sent))
    inside = ok(await desk.advisor.get(f"{path}/editing"))

    assert "storage" not in changed["details"]
    assert changed["details"]["legal_name"] == "Konfitüre extra"
    assert inside["details"]["best_before"] == "Noch ein Jahr."
    assert inside["details"]["outside_eu"] == "false"
    assert [one["field"] for one in inside["owed"]] == ["details.storage"]
    assert "LMIV" in inside["owed"][0]["message"]


async def test_what_cannot_be_a_value_is_refused_at_its_field(desk: Desk) -> None:
    details = {
        "egg_code": "9-XX-1",
        "weee_number": "12",
        "quality_class": "golden",
        "horoscope": "Widder",
        "description": "steht woanders",
        "isbn": "978-3-16-148410-1",
        "fibre_composition": "80 % Wolle, 30 % Seide",
    }

    answer = await desk.advisor.post(
        f"/api/v1/shops/{desk.slug}/products", json={**JAM, "details": details}
    )

    assert answer.status == 422
    found = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert found.keys() == {f"details.{key}" for key in details}
    assert "110 %" in found["details.fibre_composition"]


async def test_cereals_are_named_and_only_by_names_the_law_knows(desk: Desk) -> None:
    vague = [{"key": "gluten", "state": "contains"}]
    product = await desk.product(allergens=vague)
    path = f"/api/v1/products/{product['id']}"

    refused = await desk.advisor.post(f"{path}/publish")
    odd = [{"key": "gluten", "state": "contains", "sub": ["Mais"]}]
    unknown = await desk.advisor.patch(path, json={"allergens": odd})
    named = [{"key": "gluten", "state": "contains", "sub": ["Dinkel"]}]
    ok(await desk.advisor.patch(path, json={"allergens": named, "allergens_reviewed": True}))
    published = ok(await desk.advisor.post(f"{path}/publish"))

    assert [one["field"] for one in refused.json()["errors"]] == ["allergens[0].sub"]
    assert [one["field"] for one in unknown.json()["errors"]] == ["allergens[0].sub"]
    assert published["allergens"][0]["sub"] == ["Dinkel"]


async def test_anybody_may_ask_what_a_kind_of_goods_must_state(market: Market) -> None:
    asked = ok(await market.guest.get("/api/v1/statements", query={"category": "eier"}))
    needed = {one["key"]: one["needed"] for one in asked["statements"]}

    assert (asked["profile"], needed["size_class"], needed["egg_code"]) == (
        "eggs", "always", "maybe",
    )  # fmt: skip
    assert all(one["law"] and one["name"] for one in asked["statements"])
    wrong = await market.guest.get("/api/v1/statements", query={"category": "einhorn"})
    assert wrong.status == 422


async def test_the_form_is_filled_in_from_the_shop_and_its_last_product(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/product-defaults"
    query = {"category": "marmelade_gelee", "title": "Himbeerkonfitüre"}

    first = ok(await desk.advisor.get(path, query=query))["defaults"]
    await desk.product(**JAM)
    second = ok(await desk.advisor.get(path, query=query))["defaults"]

    assert first["details"]["legal_name"] == "Himbeerkonfitüre"
    assert first["details"]["producer"].startswith("Bäckerei Morgenroth, Inhaberin")
    assert "06712 Zeitz" in first["details"]["producer"]
    assert first["details"]["storage"] == "Kühl und trocken lagern."
    assert (second["details"]["storage"], second["content_unit"]) == ("Kühl lagern.", "g")
    assert second["details"]["nutrition_exempt"] == "small_local"


async def test_an_expired_certificate_is_none(desk: Desk, market: Market) -> None:
    """The control number at the shop is not enough once its proof has run out."""
    product = await desk.product(title="Bio-Roggenbrot")
    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"organic_code": "DE-ÖKO-006"}))
    ok(await desk.advisor.post(f"/api/v1/products/{product['id']}/publish"))
    shop = ok(await desk.advisor.get(f"/api/v1/shops/{desk.slug}"))
    await market.db.pool.execute("DELETE FROM proof WHERE shop_id = $1", shop["id"])
    await market.db.pool.execute(
        "INSERT INTO proof (shop_id, kind, number, state, valid_until, updated_at, by_name, "
        "note, version) VALUES ($1, 'organic', 'DE-ÖKO-006', 'form_ok', $2, $3, '', '', 1)",
        shop["id"], market.clock.now().date().replace(year=2020), market.clock.now(),
    )  # fmt: skip

    path = f"/api/v1/products/{product['id']}"
    refused = await desk.advisor.patch(path, json={"description": "Wie immer."})

    assert refused.status == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["title"]
