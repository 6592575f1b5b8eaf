"""Shops over HTTP: prepared, checked, opened, paused, changed."""

import asyncio

import pytest
from catalog.http.shapes import ListOf
from catalog.http.shop_shapes import InsideShopShape, MyShopShape, ShopItemShape, ShopShape
from marketkit.contracts import ShopChanged, StaffChanged

from tests.catalog.builders import a_shop
from tests.catalog.conftest import Desk, Market, ok


async def test_an_advisor_prepares_a_shop_that_nobody_else_sees(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    inside = ok(await desk.advisor.get(path))

    InsideShopShape.model_validate(inside)
    assert (inside["slug"], inside["status"], inside["stage"]) == (
        "baeckerei-morgenroth",
        "draft",
        "preparing",
    )
    assert (inside["lat"], inside["lon"]) == (51.0496, 12.1369)
    assert inside["opening_week"][5] == {"day": "sa", "spans": [["06:00", "11:30"]]}
    assert (await market.guest.get(path)).status == 404
    assert (await market.client().get(path)).status == 404
    assert (await market.client("advisor").get(path)).status == 404


async def test_only_advisors_and_operators_bring_in_shops(market: Market) -> None:
    assert (await market.guest.post("/api/v1/shops", json=a_shop())).status == 401
    assert (await market.client().post("/api/v1/shops", json=a_shop())).status == 403
    assert (await market.client("operator").post("/api/v1/shops", json=a_shop())).status == 201


async def test_a_new_shop_is_told_with_its_advisor(desk: Desk, market: Market) -> None:
    (shop,) = await market.events(ShopChanged)
    (staff,) = await market.events(StaffChanged)

    assert (shop.slug, shop.status, shop.version) == (desk.slug, "draft", 1)
    assert [(p.account_id, p.role) for p in staff.staff] == [(desk.advisor_id, "advisor")]


async def test_the_same_name_gets_the_next_slug_also_at_the_same_time(desk: Desk) -> None:
    answers = await asyncio.gather(
        *(desk.advisor.post("/api/v1/shops", json=a_shop()) for _ in range(4))
    )

    slugs = {ok(answer, 201)["slug"] for answer in answers}
    assert slugs == {f"baeckerei-morgenroth-{n}" for n in range(2, 6)}


async def test_a_key_makes_one_shop_however_often_it_comes(market: Market) -> None:
    advisor = market.client("advisor")
    keyed = advisor.with_headers(idempotency_key="abc-1")

    answers = await asyncio.gather(*(keyed.post("/api/v1/shops", json=a_shop()) for _ in range(3)))
    again = await keyed.post("/api/v1/shops", json=a_shop())

    assert {answer.body for answer in [*answers, again]} == {again.body}
    assert again.status == 201
    assert len(ok(await advisor.get("/api/v1/my/shops"))["items"]) == 1
    other = await keyed.post("/api/v1/shops", json=a_shop(name="Ein anderer Laden"))
    assert (other.status, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_key_belongs_to_one_account(market: Market) -> None:
    slugs = set()
    for _ in range(2):
        keyed = market.client("advisor").with_headers(idempotency_key="abc-1")
        slugs.add(ok(await keyed.post("/api/v1/shops", json=a_shop()), 201)["slug"])

    assert len(slugs) == 2


async def test_what_is_missing_stands_there_and_stops_the_opening(market: Market) -> None:
    advisor = market.client("advisor")
    shop = ok(
        await advisor.post(
            "/api/v1/shops", json=a_shop(opening_hours="", imprint={}, phone="", email="")
        ),
        201,
    )

    refused = await market.client("operator").post(f"/api/v1/shops/{shop['slug']}/go-live")

    fields = {error["field"] for error in refused.json()["errors"]}
    assert (refused.status, refused.json()["code"]) == (422, "shop_not_ready")
    assert fields == {
        "opening_hours", "email", "phone", "imprint.legal_name", "imprint.vat_id",
        "checklist.food_registration",
    }  # fmt: skip
    assert fields == {missing["field"] for missing in shop["onboarding"]["missing"]}


async def test_a_live_shop_is_everyones_and_cached_by_its_tag(desk: Desk, market: Market) -> None:
    await desk.go_live()

    seen = await market.guest.get(f"/api/v1/shops/{desk.slug}")
    again = await market.guest.get(
        f"/api/v1/shops/{desk.slug}", headers={"if-none-match": seen.headers["etag"]}
    )

    ShopShape.model_validate(ok(seen))
    assert (again.status, again.body) == (304, b"")
    assert (await market.events(ShopChanged))[-1].status == "live"


async def test_opening_twice_tells_it_once(desk: Desk, market: Market) -> None:
    first = await desk.go_live()
    told = len(await market.events(ShopChanged))
    second = ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/go-live"))

    assert first["version"] == second["version"]
    assert len(await market.events(ShopChanged)) == told


async def test_a_paused_shop_stays_visible(desk: Desk, market: Market) -> None:
    await desk.go_live()

    ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/pause"))

    assert ok(await market.guest.get(f"/api/v1/shops/{desk.slug}"))["status"] == "paused"


async def test_a_change_says_only_what_changes(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    shop = ok(await desk.advisor.patch(path, json={"imprint": {"authority": "Landkreis"}}))

    assert shop["imprint"]["authority"] == "Landkreis"
    assert shop["imprint"]["vat_id"] == "DE999123455"
    assert shop["name"] == "Bäckerei Morgenroth"


async def test_an_unchanged_shop_keeps_its_version(desk: Desk, market: Market) -> None:
    same = {"name": "Bäckerei Morgenroth", "place": "Zeitz"}

    shop = ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json=same))

    assert shop["version"] == 1
    assert len(await market.events(ShopChanged)) == 1


async def test_a_stale_copy_does_not_overwrite_a_newer_one(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    tag = (await desk.advisor.get(path)).headers["etag"]
    mine, theirs = {"tagline": "meins"}, {"tagline": "deins"}

    first = await desk.advisor.patch(path, json=mine, headers={"if-match": tag})
    second = await desk.advisor.patch(path, json=theirs, headers={"if-match": tag})

    assert (first.status, second.status) == (200, 412)
    assert ok(await desk.advisor.get(path))["tagline"] == "meins"


async def test_simultaneous_changes_raise_the_version_one_by_one(
    desk: Desk, market: Market
) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    await asyncio.gather(
        *(desk.advisor.patch(path, json={"tagline": f"Zeile {n}"}) for n in range(5))
    )

    versions = [event.version for event in await market.events(ShopChanged)]
    assert sorted(versions) == [1, 2, 3, 4, 5, 6]


async def test_a_visible_shop_must_stay_complete(desk: Desk) -> None:
    await desk.go_live()

    refused = await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"opening_hours": ""})

    assert (refused.status, refused.json()["code"]) == (422, "shop_not_ready")


async def test_strangers_may_look_at_a_live_shop_but_not_touch_it(
    desk: Desk, market: Market
) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    hidden = await market.client().patch(path, json={"tagline": "x"})
    await desk.go_live()

    refused = await market.client("resident", "shop_staff").patch(path, json={"tagline": "x"})

    assert (hidden.status, refused.status) == (404, 403)
    assert (await market.guest.patch(path, json={"tagline": "x"})).status == 401


async def test_moving_to_another_place_moves_the_point(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    moved = ok(await desk.advisor.patch(path, json={"place": "Droyßig", "postal_code": "06722"}))

    assert (moved["lat"], moved["lon"]) == (51.0425, 12.0259)


async def test_saying_the_same_place_again_keeps_the_exact_point(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.patch(path, json={"lat": 51.0512, "lon": 12.1401}))

    kept = ok(await desk.advisor.patch(path, json={"place": "Zeitz", "postal_code": "06712"}))

    assert (kept["lat"], kept["lon"]) == (51.0512, 12.1401)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"postal_code": "6712"}, "postal_code"),
        ({"place": "Atlantis"}, "place"),
        ({"lat": 48.1, "lon": 11.5}, "lat"),
        ({"lat": 51.05}, "lon"),
        ({"lat": float("nan"), "lon": 12.1}, "lat"),
        ({"email": "keine Adresse"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"opening_hours": "wenn offen ist"}, "opening_hours"),
        ({"preparation_minutes": -5}, "preparation_minutes"),
        ({"preparation_minutes": 10**9}, "preparation_minutes"),
        ({"tax_mode": "none"}, "tax_mode"),
        ({"imprint": {"vat_id": "123"}}, "imprint.vat_id"),
        ({"imprint": {"owner": "x"}}, "imprint.owner"),
        ({"organic_code": "bio"}, "organic_code"),
        ({"status": "live"}, "status"),
        ({"advisor_id": "x"}, "advisor_id"),
    ],
)
async def test_bad_input_names_the_field_and_saves_nothing(
    desk: Desk, change: dict[str, object], field: str
) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    before = ok(await desk.advisor.get(path))

    refused = await desk.advisor.patch(path, json=change)

    assert (refused.status, refused.headers["content-type"]) == (422, "application/problem+json")
    assert field in {error["field"] for error in refused.json()["errors"]}
    assert ok(await desk.advisor.get(path)) == before


async def test_taxes_do_not_change_under_products_that_do_not_fit(desk: Desk) -> None:
    await desk.product()

    refused = await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tax_mode": "small_19"})

    assert (refused.status, refused.json()["code"]) == (409, "tax_mode_in_use")


async def test_shops_are_listed_by_name_page_by_page(market: Market) -> None:
    advisor = market.client("advisor")
    names = [f"Laden {n:02}" for n in range(7)]
    for name in reversed(names):
        slug = ok(await advisor.post("/api/v1/shops", json=a_shop(name=name, kind="Laden")), 201)[
            "slug"
        ]
        ok(await market.client("operator").post(f"/api/v1/shops/{slug}/go-live"))
    ok(await advisor.post("/api/v1/shops", json=a_shop(name="Laden im Entwurf")), 201)

    listed, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        query = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = ok(await market.guest.get("/api/v1/shops", query=query))
        ListOf[ShopItemShape].model_validate(page)
        listed += [item["name"] for item in page["items"]]
        cursor, pages = page["next"], pages + 1

    assert (listed, pages) == (names, 3)


async def test_shops_are_found_by_place_name_and_what_they_sell(desk: Desk, market: Market) -> None:
    await desk.on_sale()
    await desk.go_live()

    async def found(**query: str) -> list[str]:
        page = ok(await market.guest.get("/api/v1/shops", query=query))
        return [item["slug"] for item in page["items"]]

    assert await found(place="zeitz") == await found(place="06712") == [desk.slug]
    assert await found(q="MORGEN") == [desk.slug]
    assert await found(q="morgen%roth") == []
    assert await found(category="brot") == await found(category="lebensmittel") == [desk.slug]
    assert await found(category="honig") == await found(category="gibtsnicht") == []
    assert await found(place="Droyßig") == []


async def test_my_shops_are_those_i_brought_in_or_work_for(desk: Desk, market: Market) -> None:
    await desk.on_sale()
    owner, _ = await desk.hand_over()

    (brought_in,) = ok(await desk.advisor.get("/api/v1/my/shops"))["items"]
    (mine,) = ok(await owner.get("/api/v1/my/shops"))["items"]

    MyShopShape.model_validate(mine)
    assert (mine["role"], mine["stage"], mine["products_published"]) == ("owner", "handed_over", 1)
    assert (brought_in["slug"], brought_in["role"]) == (desk.slug, None)
    assert ok(await market.client("advisor").get("/api/v1/my/shops"))["items"] == []
    assert len(ok(await market.client("operator").get("/api/v1/my/shops"))["items"]) == 1
    assert (await market.guest.get("/api/v1/my/shops")).status == 401
