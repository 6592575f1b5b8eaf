import asyncio
from typing import Any

import jwt
import pytest
from gateway.settings import GatewaySettings
from marketkit.auth import AUDIENCE, ISSUER
from marketkit.db import Database

from tests.gateway.house import House, a_house, a_pem
from tests.support.asgi import Answer

MEBIBYTE = 1024 * 1024


def outcome(answer: Answer) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status, answer.json()["code"]


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "OPTIONS", "PROPFIND", "get"])
@pytest.mark.parametrize("path", ["/", "/api/v1/shops", "/api/v1/session"])
async def test_other_methods_do_not_exist(house: House, method: str, path: str) -> None:
    assert (await house.client.request(method, path)).status == 405
    assert house.reached == []


async def test_an_unknown_host_is_not_answered(house: House) -> None:
    answer = await house.client.get("/api/v1/shops", headers={"host": "evil.example"})

    assert outcome(answer) == (400, "unknown_host")
    assert house.reached == []


async def test_probes_need_no_name(house: House) -> None:
    assert (await house.client.get("/health/live", headers={"host": "10.0.0.7"})).status == 200
    keys = await house.client.get("/.well-known/jwks.json", headers={"host": "gateway:8000"})
    assert keys.status == 200
    ready = await house.client.get("/health/ready", headers={"host": "10.0.0.7"})
    assert ready.json()["parts"] == {"database": True}


async def test_metrics_are_not_for_those_who_come_through_a_proxy(house: House) -> None:
    await house.client.get("/api/v1/shops")

    assert 'service="gateway"' in (await house.client.get("/metrics")).text
    through_proxy = await house.client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"})
    assert outcome(through_proxy) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/v1/unlisted", "/api/v1/shops/a%2Fb", "/webhooks/paypal"])
async def test_what_is_not_listed_never_reaches_a_service(house: House, path: str) -> None:
    assert outcome(await house.client.get(path)) == (404, "not_found")
    assert house.reached == []


async def test_both_lengths_at_once_are_smuggling(house: House) -> None:
    answer = await house.client.post(
        "/api/v1/carts", json={}, headers={"content-length": "2", "transfer-encoding": "chunked"}
    )

    assert outcome(answer) == (400, "bad_request")
    assert house.reached == []


@pytest.mark.parametrize(
    ("headers", "size"),
    [
        ({"content-length": str(MEBIBYTE + 1)}, 0),
        ({"content-length": "10"}, MEBIBYTE + 1),
        ({"transfer-encoding": "chunked"}, MEBIBYTE + 1),
    ],
)
async def test_a_body_over_the_limit_is_413_by_word_and_by_deed(
    house: House, headers: dict[str, str], size: int
) -> None:
    sent = {"content-type": "application/json", **headers}
    if "transfer-encoding" in headers:
        answer = await send_chunked(house, sent, [b"x" * size])
    else:
        answer = await house.client.post("/api/v1/carts", body=b"x" * size, headers=sent)

    assert outcome(answer) == (413, "too_large")
    assert house.reached == []


async def test_an_upload_may_be_larger_and_must_be_a_form(house: House) -> None:
    path = "/api/v1/products/1/images"
    form = {"content-type": "multipart/form-data; boundary=b"}

    fits = await house.client.post(path, body=b"x" * 5 * MEBIBYTE, headers=form)
    too_large = await house.client.post(path, body=b"x" * 12 * MEBIBYTE, headers=form)
    no_form = await house.client.post(path, json={})

    assert [fits.status, too_large.status, no_form.status] == [200, 413, 415]


async def test_a_body_that_dribbles_in_is_given_up(database: Database) -> None:
    async with a_house(database, body_seconds=0.05) as house:
        answer = await send_chunked(
            house,
            {"content-type": "application/json", "transfer-encoding": "chunked"},
            [b"{", b'"', b"a"],
            pause=0.03,
        )

        assert outcome(answer) == (408, "too_slow")
        assert house.reached == []


async def test_a_get_has_no_body(house: House) -> None:
    answer = await house.client.request(
        "GET", "/api/v1/shops", body=b"{}", headers={"content-length": "2"}
    )

    assert outcome(answer) == (400, "unexpected_body")


async def test_too_many_requests_are_told_when_to_come_back(database: Database) -> None:
    async with a_house(database, rate_per_second=1, rate_burst=3) as house:
        answers = [await house.client.get("/api/v1/shops") for _ in range(5)]

    assert [answer.status for answer in answers] == [200, 200, 200, 429, 429]
    assert {"retry-after", "ratelimit-limit", "ratelimit-remaining"} <= set(answers[-1].headers)


@pytest.mark.parametrize("path", ["/api/v1/withdrawals", "/widerruf/bestaetigen"])
async def test_no_address_has_many_letters_written_to_others(database: Database, path: str) -> None:
    async with a_house(database, letters_per_hour=2) as house:
        answers = [await house.client.post(path, json={}) for _ in range(3)]
        elsewhere = await house.client.get("/api/v1/shops")

    assert [answer.status == 429 for answer in answers] == [False, False, True]
    assert answers[2].json()["code"] == "too_many_requests"
    assert elsewhere.status != 429


CSRF_MATRIX: list[tuple[dict[str, str], bool]] = [
    ({"sec-fetch-site": "same-origin"}, True),
    ({"sec-fetch-site": "none"}, True),
    ({"sec-fetch-site": "same-site"}, False),
    ({"sec-fetch-site": "cross-site"}, False),
    ({"sec-fetch-site": "nonsense"}, False),
    ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
    ({"origin": "http://testserver"}, True),
    ({"origin": "https://testserver"}, False),
    ({"origin": "http://testserver.evil.example"}, False),
    ({"origin": "http://testserver:81"}, False),
    ({"origin": "null"}, False),
    ({}, False),
]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(("headers", "allowed"), CSRF_MATRIX)
async def test_a_session_acts_only_from_our_own_pages(
    house: House, method: str, headers: dict[str, str], allowed: bool
) -> None:
    await house.sign_up()
    browser = await house.browser()
    browser.headers.pop("sec-fetch-site")
    path = {
        "POST": "/api/v1/carts",
        "PUT": "/api/v1/stock/1",
        "PATCH": "/api/v1/products/1",
        "DELETE": "/api/v1/products/1/images/2",
    }[method]

    answer = await browser.request(method, path, json={}, headers=headers)

    assert answer.status == (200 if allowed else 403)
    assert len(house.reached) == int(allowed)


async def test_reading_is_allowed_from_anywhere(house: House) -> None:
    await house.sign_up()
    browser = await house.browser()

    answer = await browser.get("/api/v1/shops", headers={"sec-fetch-site": "cross-site"})

    assert answer.status == 200


async def test_nobody_is_signed_in_from_another_site(house: House) -> None:
    await house.sign_up()

    answer = await house.sign_in(**{"sec-fetch-site": "cross-site"})

    assert outcome(answer) == (403, "cross_site")
    assert answer.cookies == []


async def test_programs_need_no_browser_headers(house: House) -> None:
    await house.sign_up()
    program = await house.program()

    assert (await house.client.post("/api/v1/carts", json={})).status == 200
    assert (await program.post("/api/v1/carts", json={})).status == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_a_form_is_no_json(house: House, kind: str) -> None:
    answer = await house.client.post(
        "/api/v1/carts", body=b'{"a": 1}', headers={"content-type": kind}
    )

    assert outcome(answer) == (415, "unsupported_media_type")
    assert house.reached == []


def forged_tokens(house: House) -> dict[str, str]:
    """What an attacker may hold: none of them is a key of ours for the front door."""
    tokens = house.app.state.tokens
    public: dict[str, Any] = tokens.jwks()["keys"][0]
    claims = {"iss": ISSUER, "aud": AUDIENCE, "iat": 0, "exp": 9_999_999_999, "roles": ["operator"]}
    header = {"kid": public["kid"]}
    foreign = a_pem()
    return {
        "alg none": jwt.encode(claims, "", algorithm="none", headers=header),
        "HS256 with the public key": jwt.encode(
            claims, public["x"].ljust(64, "="), algorithm="HS256", headers=header
        ),
        "a key of somebody else": jwt.encode(claims, foreign, "EdDSA", headers=header),
        "unknown kid": jwt.encode(claims, foreign, "EdDSA", headers={"kid": "unknown"}),
        "expired": jwt.encode({**claims, "exp": 1}, foreign, "EdDSA", headers=header),
        "wrong audience": jwt.encode({**claims, "aud": "x"}, foreign, "EdDSA", headers=header),
        # Even a real token between gateway and services opens nothing from outside.
        "a token meant for services": tokens.guest_token(),
        "nonsense": "a.b.c",
    }


async def test_no_forged_token_opens_anything(house: House) -> None:
    for name, token in forged_tokens(house).items():
        answer = await house.client.as_(token).get("/api/v1/shops")
        assert outcome(answer) == (401, "unknown_token"), name
        assert answer.headers["www-authenticate"] == "Bearer"
    assert house.reached == []


@pytest.mark.parametrize("value", ["Basic YTpi", "Bearer", "Bearer ", "mkt_abc", "bearer\tx"])
async def test_other_authorization_is_refused(house: House, value: str) -> None:
    answer = await house.client.get("/api/v1/shops", headers={"authorization": value})

    assert answer.status == 401
    assert house.reached == []


async def test_a_method_cannot_be_overridden(house: House) -> None:
    for path in ("/api/v1/session", "/api/v1/shops"):
        for header in ("x-http-method-override", "x-http-method", "x-method-override"):
            answer = await house.client.get(path, headers={header: "DELETE"})
            assert answer.status == (401 if path.endswith("session") else 200)
    assert {request["method"] for request in house.reached} == {"GET"}


async def test_api_answers_are_strict_about_browsers(house: House) -> None:
    for path in ("/api/v1/shops", "/api/v1/session", "/api/v1/unlisted"):
        headers = (await house.client.get(path)).headers
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "strict-transport-security" not in headers


async def test_https_is_remembered_by_browsers_where_it_is_used(database: Database) -> None:
    async with a_house(database, public_origins=("https://markt.example",)) as house:
        headers = (await house.client.get("/api/v1/shops")).headers

    assert headers["strict-transport-security"].startswith("max-age=31536000")


async def test_a_configured_origin_is_the_only_one(database: Database) -> None:
    async with a_house(database, public_origins=("https://markt.example/",)) as house:
        await house.sign_up()
        browser = await house.browser()
        browser.headers.pop("sec-fetch-site")
        statuses = [
            (await browser.post("/api/v1/carts", json={}, headers={"origin": origin})).status
            for origin in ("https://markt.example", "http://testserver")
        ]

    assert statuses == [200, 403]


async def test_nothing_but_http_is_spoken(house: House) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await house.app({"type": "websocket", "path": "/"}, None, send)  # type: ignore[arg-type] # unread

    assert sent == [{"type": "websocket.close", "code": 1000}]


def test_uploads_fit_the_promise_of_eight_megabytes() -> None:
    assert GatewaySettings.model_fields["upload_limit"].default > 8 * MEBIBYTE


async def send_chunked(
    house: House, headers: dict[str, str], parts: list[bytes], *, pause: float = 0
) -> Answer:
    """A body without a declared length, piece by piece."""
    waiting = list(parts)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(pause)
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(b"host", b"testserver"), *((k.encode(), v.encode()) for k, v in headers.items())]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/v1/carts",
        "raw_path": b"/api/v1/carts",
        "root_path": "",
        "query_string": b"",
        "headers": raw,
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "state": {},
    }
    await house.app(scope, receive, send)
    pairs = [(k.decode().lower(), v.decode()) for k, v in sent[0]["headers"]]
    return Answer(sent[0]["status"], dict(pairs), [], sent[1]["body"])
