import asyncio
import statistics
import time

import pytest
from gateway.app import create_app
from gateway.identity.passwords import Argon2Passwords
from marketkit.db import Database
from marketkit.messaging import MemoryBus

from tests.gateway.house import PASSWORD, House, a_house, cookie_of, settings
from tests.support.asgi import AsgiClient, running
from tests.support.databases import Templates


async def test_sign_up_sign_in_and_out(house: House) -> None:
    account = await house.sign_up()
    answer = await house.sign_in()
    browser = AsgiClient(house.app, {"cookie": cookie_of(answer), "sec-fetch-site": "same-origin"})

    assert answer.json() == {"account": account}
    assert account["roles"] == ["resident"]
    assert (await browser.get("/api/v1/session")).json() == {"account": account}
    signed_out = await browser.delete("/api/v1/session")
    assert (signed_out.status, signed_out.body) == (204, b"")
    assert "Max-Age=0" in signed_out.cookies[0]
    assert (await browser.get("/api/v1/session")).status == 401
    assert (await browser.delete("/api/v1/session")).status == 204


async def test_the_cookie_is_as_strict_as_cookies_get(house: House) -> None:
    await house.sign_up()

    cookie = (await house.sign_in()).cookies[0]

    assert cookie.startswith("__Host-sid=")
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {
        "secure",
        "httponly",
        "samesite=lax",
        "path=/",
    }


async def test_plain_http_on_other_hosts_gets_a_plain_name(database: Database) -> None:
    async with a_house(database, cookie_secure=False) as house:
        await house.sign_up()

        cookie = (await house.sign_in()).cookies[0]

    assert cookie.startswith("sid=")
    assert "secure" not in cookie.lower()


async def test_ten_sign_ups_at_once_make_one_account(house: House) -> None:
    body = {"email": "anna@example.org", "password": PASSWORD, "name": "Anna"}

    answers = await asyncio.gather(
        *(house.client.post("/api/v1/accounts", json=body) for _ in range(10))
    )

    assert sorted(answer.status for answer in answers) == [201] + [409] * 9
    refused = next(answer for answer in answers if answer.status == 409).json()
    assert refused["code"] == "email_taken"
    assert refused["errors"][0]["field"] == "email"


@pytest.mark.parametrize(
    "extra", [{"roles": ["operator"]}, {"id": "x"}, {"version": 9}, {"password_hash": "x"}]
)
async def test_nobody_assigns_themselves_more_than_is_asked(
    house: House, extra: dict[str, object]
) -> None:
    body = {"email": "anna@example.org", "password": PASSWORD, "name": "Anna", **extra}

    answer = await house.client.post("/api/v1/accounts", json=body)

    assert answer.status == 422
    assert answer.json()["errors"][0]["field"] == next(iter(extra))
    assert await house.database.pool.fetchval("SELECT count(*) FROM accounts") == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"password": PASSWORD, "name": "Anna"}, "email"),
        ({"email": "nicht so", "password": PASSWORD, "name": "Anna"}, "email"),
        ({"email": "a@example.org", "password": "kurz", "name": "Anna"}, "password"),
        ({"email": "a@example.org", "password": PASSWORD, "name": "  "}, "name"),
        ({"email": "a@example.org", "password": "x" * 201, "name": "Anna"}, "password"),
    ],
)
async def test_bad_input_is_named_in_plain_words(
    house: House, body: dict[str, str], field: str
) -> None:
    answer = await house.client.post("/api/v1/accounts", json=body)

    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_object_is_refused_and_not_an_error_of_ours(
    house: House, body: bytes
) -> None:
    answer = await house.client.post(
        "/api/v1/accounts", body=body, headers={"content-type": "application/json"}
    )

    assert answer.status in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_login_ends_the_session_the_browser_came_with(house: House) -> None:
    """Session fixation: whatever an attacker planted before the login is worthless after it."""
    await house.sign_up()
    await house.sign_up("eve@example.org")
    planted = cookie_of(await house.sign_in("eve@example.org"))

    answer = await house.sign_in(cookie=planted, **{"sec-fetch-site": "same-origin"})

    assert cookie_of(answer) != planted
    planted_browser = AsgiClient(house.app, {"cookie": planted})
    assert (await planted_browser.get("/api/v1/session")).status == 401


@pytest.mark.parametrize("invented", ["__Host-sid=" + "A" * 43, "__Host-sid=", "__Host-sid=a b"])
async def test_an_invented_session_is_nobody(house: House, invented: str) -> None:
    client = house.client.with_headers(cookie=invented)

    assert (await client.get("/api/v1/session")).status == 401


async def test_two_session_cookies_are_none(house: House) -> None:
    await house.sign_up()
    cookie = cookie_of(await house.sign_in())

    client = house.client.with_headers(cookie=f"{cookie}; __Host-sid=" + "A" * 43)

    assert (await client.get("/api/v1/session")).status == 401


async def test_known_and_unknown_addresses_are_refused_with_the_same_words(house: House) -> None:
    await house.sign_up()
    refusals = []
    for email in ("anna@example.org", "nobody@example.org"):
        answer = await house.client.post(
            "/api/v1/session", json={"email": email, "password": "etwas anderes"}
        )
        body = answer.json()
        body.pop("request_id")
        headers = {k: v for k, v in answer.headers.items() if k != "x-request-id"}
        refusals.append((answer.status, body, sorted(headers)))

    assert refusals[0] == refusals[1]
    assert refusals[0][0] == 401


async def test_known_and_unknown_addresses_are_refused_in_the_same_time(
    database: Database,
) -> None:
    """With the real cost of a password hash; processor time, so that other load does not count."""
    app = create_app(
        settings(logins_per_account=1000, logins_per_address=1000),
        bus=MemoryBus(),
        database=database,
        services={},
        passwords=Argon2Passwords(),
    )
    async with running(app) as client:
        body = {"email": "anna@example.org", "password": PASSWORD, "name": "Anna"}
        assert (await client.post("/api/v1/accounts", json=body)).status == 201
        times: dict[str, list[float]] = {"anna@example.org": [], "nobody@example.org": []}
        for _ in range(15):
            for email, taken in times.items():
                started = time.process_time()
                wrong = {"email": email, "password": "etwas anderes"}
                assert (await client.post("/api/v1/session", json=wrong)).status == 401
                taken.append(time.process_time() - started)

    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.8 < known / unknown < 1.25


async def test_guessing_ends_in_429_for_known_and_unknown_alike(house: House) -> None:
    await house.sign_up()
    for email in ("anna@example.org", "nobody@example.org"):
        wrong = {"email": email, "password": "etwas anderes"}
        answers = [await house.client.post("/api/v1/session", json=wrong) for _ in range(21)]

        assert [answer.status for answer in answers] == [401] * 20 + [429]
        assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("session", {"email": "an\0na@example.org", "password": PASSWORD}, 401),
        ("passwords/forgotten", {"email": "an\0na@example.org"}, 202),
        ("accounts", {"email": "b@example.org", "password": PASSWORD, "name": "A\0"}, 422),
        ("tokens", {"email": "anna@example.org", "password": PASSWORD, "name": "A\0"}, 422),
    ],
)
async def test_a_zero_byte_is_nobodys_name_and_nobodys_address(
    house: House, path: str, body: dict[str, str], status: int
) -> None:
    await house.sign_up()

    assert (await house.client.post(f"/api/v1/{path}", json=body)).status == status


async def test_programs_get_named_tokens_that_can_be_listed_and_revoked(house: House) -> None:
    account = await house.sign_up()
    body = {"email": "anna@example.org", "password": PASSWORD, "name": "Kasse"}
    issued = (await house.client.post("/api/v1/tokens", json=body)).json()
    program = house.client.as_(issued["token"])

    listed = (await program.get("/api/v1/tokens")).json()["items"]

    assert [(token["id"], token["name"]) for token in listed] == [(issued["id"], "Kasse")]
    assert "token" not in listed[0]
    assert (await program.get("/api/v1/session")).json()["account"] == account
    assert (await program.delete(f"/api/v1/tokens/{issued['id']}")).status == 204
    assert (await program.get("/api/v1/tokens")).status == 401


async def test_a_token_of_somebody_else_is_not_there(house: House) -> None:
    await house.sign_up()
    await house.sign_up("eve@example.org")
    anna, eve = await house.program(), await house.program("eve@example.org")
    token_id = (await anna.get("/api/v1/tokens")).json()["items"][0]["id"]

    assert (await eve.delete(f"/api/v1/tokens/{token_id}")).status == 404
    assert (await anna.get("/api/v1/tokens")).status == 200


async def test_a_token_is_no_session_and_a_session_no_token(house: House) -> None:
    await house.sign_up()
    key = cookie_of(await house.sign_in()).partition("=")[2]

    assert (await house.client.as_(key).get("/api/v1/session")).status == 401


async def test_erasing_needs_the_password_and_ends_everything(house: House) -> None:
    await house.sign_up()
    browser, program = await house.browser(), await house.program()

    wrong = await browser.post("/api/v1/accounts/me/erase", json={"password": "etwas anderes"})
    right = await browser.post("/api/v1/accounts/me/erase", json={"password": PASSWORD})

    assert (wrong.status, right.status) == (401, 204)
    assert (await browser.get("/api/v1/session")).status == 401
    assert (await program.get("/api/v1/session")).status == 401
    assert (await house.sign_in()).status == 401
    told = await house.database.pool.fetch("SELECT type FROM outbox")
    assert [row["type"] for row in told] == ["accounts.account.erased.v1"]


async def test_the_key_set_is_public_and_holds_no_secret(house: House) -> None:
    answer = await house.client.get("/.well-known/jwks.json")

    assert answer.status == 200
    assert [set(key) >= {"kid", "x", "alg"} for key in answer.json()["keys"]] == [True]
    assert "d" not in answer.json()["keys"][0]


async def test_a_cookie_that_only_ends_like_ours_disturbs_nothing(house: House) -> None:
    await house.sign_up()
    cookie = cookie_of(await house.sign_in())

    client = house.client.with_headers(cookie=f"x__Host-sid=abc; {cookie}")

    assert (await client.get("/api/v1/session")).status == 200


async def test_sign_ups_of_one_address_are_slowed_down(database: Database) -> None:
    async with a_house(database, sign_ups_per_address=2) as house:
        statuses = [
            (
                await house.client.post(
                    "/api/v1/accounts",
                    json={"email": f"a{number}@example.org", "password": PASSWORD, "name": "A"},
                )
            ).status
            for number in range(3)
        ]

    assert statuses == [201, 201, 429]


async def test_without_its_database_the_gateway_is_away_and_not_broken(
    databases: Templates,
) -> None:
    async with databases.database("gateway:migrations") as opened, a_house(opened) as house:
        await house.sign_up()
        browser, program = await house.browser(), await house.program()
        opened.pool.terminate()

        answers = [
            await browser.get("/api/v1/session"),
            await program.get("/api/v1/shops"),
            await house.sign_in(),
        ]
        guest = await house.client.get("/api/v1/shops")

    for answer in answers:
        assert (answer.status, answer.json()["code"]) == (503, "unavailable")
        assert answer.headers["retry-after"] == "2"
    assert guest.status == 200
