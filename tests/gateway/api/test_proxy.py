import asyncio
from uuid import UUID

import pytest
from gateway.app import create_app
from marketkit.auth import Principal
from marketkit.db import Database
from marketkit.messaging import MemoryBus

from tests.gateway.house import House, a_house, cookie_of, settings
from tests.gateway.upstream_server import echo, hang_up, never_answer, scripted_server
from tests.support.asgi import AsgiClient, running


async def behind(house: House, request: dict[str, dict[str, str]]) -> Principal:
    """Who the service was told is asking."""
    scheme, _, token = request["headers"]["authorization"].partition(" ")
    assert scheme == "Bearer"
    principal: Principal = await house.app.state.tokens.verifier().verify(token)
    return principal


async def test_each_service_gets_its_own_paths_unchanged(house: House) -> None:
    for path, service in (
        ("/api/v1/shops/baeckerei?lang=de", "catalog"),
        ("/api/v1/carts/1", "orders"),
        ("/api/v1/search?q=br%C3%B6tchen", "search"),
    ):
        answer = await house.client.get(path)
        assert answer.status == 200
        arrived = house.services[service].seen[-1]
        assert arrived["path"] + ("?" + arrived["query"] if arrived["query"] else "") == path


async def test_guests_programs_and_browsers_arrive_as_who_they_are(house: House) -> None:
    account = await house.sign_up()
    program, browser = await house.program(), await house.browser()
    catalog = house.services["catalog"]

    for client in (house.client, program, browser):
        await client.get("/api/v1/shops")

    guest, by_token, by_cookie = [await behind(house, request) for request in catalog.seen]
    assert guest.is_guest
    assert by_token == by_cookie
    assert by_token.id == UUID(account["id"])
    assert by_token.roles == {"resident"}


async def test_shop_staff_is_told_to_the_services(house: House) -> None:
    account = await house.sign_up()
    await house.database.pool.execute(
        "INSERT INTO shop_staff VALUES (gen_random_uuid(), $1, 'owner')", UUID(account["id"])
    )
    await (await house.program()).get("/api/v1/my/shops")

    assert (await behind(house, house.services["catalog"].seen[-1])).has("shop_staff")


async def test_forged_identities_and_cookies_stay_outside(house: House) -> None:
    await house.client.get(
        "/api/v1/shops",
        headers={
            "x-user-id": "1",
            "x-internal-roles": "operator",
            "x-forwarded-for": "6.6.6.6",
            "forwarded": "for=6.6.6.6",
            "cookie": "other=1",
            "connection": "close, accept-language",
            "x-http-method-override": "DELETE",
            "accept-language": "en",
        },
    )

    arrived = house.services["catalog"].seen[-1]
    assert arrived["method"] == "GET"
    assert arrived["headers"]["x-forwarded-for"] == "127.0.0.1"
    assert set(arrived["headers"]) == {
        "host",
        "accept-language",
        "authorization",
        "x-forwarded-for",
        "x-request-id",
    }


async def test_what_a_service_says_about_itself_stays_inside(house: House) -> None:
    house.services["catalog"].headers = [
        (b"content-type", b"application/json"),
        (b"etag", b'"7"'),
        (b"cache-control", b"public, max-age=5"),
        (b"server", b"uvicorn"),
        (b"set-cookie", b"a=1"),
        (b"x-internal", b"1"),
        (b"location", b"http://catalog:8001/api/v1/shops/"),
        (b"connection", b"close"),
        (b"access-control-allow-origin", b"*"),
    ]

    answer = await house.client.get("/api/v1/shops")

    assert answer.headers["etag"] == '"7"'
    assert answer.headers["cache-control"] == "public, max-age=5"
    assert not {"server", "x-internal", "location", "connection", "set-cookie"} & set(
        answer.headers
    )
    assert "access-control-allow-origin" not in answer.headers


async def test_a_location_within_the_market_comes_back(house: House) -> None:
    house.services["catalog"].headers.append((b"location", b"/api/v1/shops/neu"))
    assert (await house.client.get("/api/v1/shops")).headers["location"] == "/api/v1/shops/neu"

    house.services["catalog"].headers[-1] = (b"location", b"//evil.example/")
    assert "location" not in (await house.client.get("/api/v1/shops")).headers


async def test_the_request_id_goes_all_the_way_and_comes_back(house: House) -> None:
    kept = await house.client.get("/api/v1/shops", headers={"x-request-id": "abcdef-123"})
    made = await house.client.get("/api/v1/shops", headers={"x-request-id": "no good!"})

    first, second = house.services["catalog"].seen
    assert kept.headers["x-request-id"] == first["headers"]["x-request-id"] == "abcdef-123"
    assert made.headers["x-request-id"] == second["headers"]["x-request-id"] != "no good!"


async def test_a_body_and_its_key_arrive_whole(house: House) -> None:
    await house.client.post(
        "/api/v1/carts/1/checkout", json={"a": "ä"}, headers={"idempotency-key": "k-1"}
    )

    arrived = house.services["orders"].seen[-1]
    assert arrived["body"].encode("latin-1").decode() == '{"a": "\\u00e4"}'
    assert arrived["headers"]["idempotency-key"] == "k-1"
    assert arrived["headers"]["content-type"] == "application/json"


async def test_head_is_get_without_the_body(house: House) -> None:
    answer = await house.client.request("HEAD", "/api/v1/shops")

    assert answer.status == 200
    assert answer.body == b""
    assert int(answer.headers["content-length"]) > 0
    assert house.services["catalog"].seen[-1]["method"] == "GET"


@pytest.mark.parametrize("status", [204, 304])
async def test_an_answer_without_content_stays_without(house: House, status: int) -> None:
    house.services["catalog"].status = status

    answer = await house.client.get("/api/v1/shops")

    assert (answer.status, answer.body) == (status, b"")
    assert "content-length" not in answer.headers


async def test_refusals_of_a_service_pass_through(house: House) -> None:
    house.services["orders"].status = 409
    house.services["orders"].headers = [(b"content-type", b"application/problem+json")]

    answer = await house.client.get("/api/v1/carts/1")

    assert answer.status == 409
    assert answer.headers["content-type"] == "application/problem+json"


async def test_answers_are_not_stored_unless_the_service_says_so(house: House) -> None:
    assert (await house.client.get("/api/v1/my/orders")).headers["cache-control"] == "no-store"


async def test_webhooks_pass_raw_with_their_signature_and_nobody_elses_name(house: House) -> None:
    body = b'{"id":  "evt_1"}'
    answer = await house.client.post(
        "/webhooks/stripe",
        body=body,
        headers={
            "stripe-signature": "t=1,v1=abc",
            "content-type": "application/json; charset=utf-8",
            "origin": "https://stripe.example",
            "sec-fetch-site": "cross-site",
            "cookie": "__Host-sid=" + "A" * 43,
        },
    )

    arrived = house.services["orders"].seen[-1]
    assert answer.status == 200
    assert arrived["body"].encode() == body
    assert arrived["headers"]["stripe-signature"] == "t=1,v1=abc"
    assert not {"authorization", "cookie", "origin"} & set(arrived["headers"])


async def test_a_signature_is_only_for_webhooks(house: House) -> None:
    await house.client.get("/api/v1/shops", headers={"stripe-signature": "t=1"})

    assert "stripe-signature" not in house.services["catalog"].seen[-1]["headers"]


async def test_pictures_come_with_their_caching_and_without_a_person(house: House) -> None:
    await house.sign_up()
    house.services["catalog"].headers = [
        (b"content-type", b"image/webp"),
        (b"cache-control", b"public, max-age=31536000, immutable"),
    ]

    answer = await (await house.browser()).get("/media/0190.webp")

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "authorization" not in house.services["catalog"].seen[-1]["headers"]


async def test_over_real_sockets_an_outage_is_503_and_recovery_is_noticed(
    database: Database,
) -> None:
    async with scripted_server() as server:
        app = create_app(
            settings(
                catalog_url=server.base, orders_url=server.base, search_url="http://127.0.0.1:9"
            ),
            bus=MemoryBus(),
            database=database,
        )
        async with running(app) as client:
            assert (await client.get("/api/v1/shops")).json()["path"] == "/api/v1/shops"

            away = await client.get("/api/v1/search?q=brot")
            assert (away.status, away.json()["code"]) == (503, "upstream_unavailable")
            assert away.headers["retry-after"] == "2"

            server.otherwise = hang_up
            for _ in range(6):
                assert (await client.get("/api/v1/shops")).status == 503
            before = len(server.seen)
            assert (await client.get("/api/v1/shops")).status == 503
            assert len(server.seen) == before, "the breaker is open"

            breaker = app.state.upstreams.services["catalog"].breaker
            breaker._opened_at -= 60
            server.otherwise = echo
            assert (await client.get("/api/v1/shops")).status == 200
            assert not breaker.is_open


async def test_a_service_that_hangs_answers_504_in_time(database: Database) -> None:
    async with scripted_server() as server:
        server.otherwise = never_answer
        app = create_app(
            settings(catalog_url=server.base, orders_url=server.base, search_url=server.base),
            bus=MemoryBus(),
            database=database,
        )
        async with running(app) as client, asyncio.timeout(5):
            answer = await client.get("/api/v1/search?q=brot")

    assert (answer.status, answer.json()["code"]) == (504, "upstream_timeout")


async def test_without_addresses_nothing_starts(database: Database) -> None:
    with pytest.raises(ValueError, match="GATEWAY_CATALOG_URL"):
        create_app(settings(), bus=MemoryBus(), database=database)


async def test_a_revocation_elsewhere_is_felt_within_the_remembered_time(
    database: Database,
) -> None:
    async with a_house(database, remember_seconds=0.2) as house:
        await house.sign_up()
        browser = AsgiClient(house.app, {"cookie": cookie_of(await house.sign_in())})
        assert (await browser.get("/api/v1/session")).status == 200

        await database.pool.execute("DELETE FROM sessions")
        assert (await browser.get("/api/v1/session")).status == 200
        await asyncio.sleep(0.21)
        assert (await browser.get("/api/v1/session")).status == 401
