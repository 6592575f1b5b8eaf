"""Who is turned away at the door is told so in a page of the market, and a program in JSON."""

from typing import Any

import pytest
from gateway.pages.problems import problem_page
from marketkit.db import Database
from starlette.responses import Response

from tests.gateway.house import House, a_house
from tests.support.asgi import Answer

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
FROM_ELSEWHERE = FORM | {"sec-fetch-site": "cross-site"}


def is_a_page(answer: Answer) -> bool:
    return (
        answer.headers["content-type"] == "text/html; charset=utf-8"
        and "script-src 'self'" in answer.headers["content-security-policy"]
        and int(answer.headers["content-length"]) == len(answer.body)
        and '<main id="inhalt"' in answer.text
        and 'rel="stylesheet"' in answer.text
    )


async def test_a_form_from_another_site(house: House) -> None:
    answer = await house.client.post("/korb", body=b"a=1", headers=FROM_ELSEWHERE | HTML)

    assert answer.status == 403
    assert is_a_page(answer)
    assert "Diese Anfrage kam von einer anderen Seite" in answer.text
    assert house.reached == []


async def test_in_the_readers_language(house: House) -> None:
    english = FROM_ELSEWHERE | HTML | {"cookie": "sprache=en"}

    answer = await house.client.post("/korb", body=b"a=1", headers=english)

    assert is_a_page(answer)
    assert '<html lang="en">' in answer.text
    assert "This request came from another site" in answer.text


async def test_what_is_too_large(house: House) -> None:
    large = {"content-length": "99999999", "sec-fetch-site": "same-origin"}

    answer = await house.client.post("/korb", body=b"", headers=FORM | HTML | large)

    assert answer.status == 413
    assert is_a_page(answer)
    assert "Das ist zu groß" in answer.text
    assert answer.headers["connection"] == "close"


async def test_too_many_requests(database: Database) -> None:
    async with a_house(database, rate_per_second=1, rate_burst=1) as house:
        first, second = [await house.client.get("/impressum", headers=HTML) for _ in "ab"]

    assert [first.status, second.status] == [200, 429]
    assert is_a_page(second)
    assert "Einen Moment bitte" in second.text
    assert second.headers["retry-after"] == "1"


async def test_the_page_for_too_many_is_made_once_and_shows_nobodys_cart(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted(*given: Any) -> Response:
        made.append(given)
        return problem_page(*given)

    monkeypatch.setattr("gateway.pages.at_the_door.problem_page", counted)
    cookies = ("korb_anzahl=7", "korb_anzahl=8", "sprache=en; korb_anzahl=9")
    async with a_house(database, rate_per_second=0.001, rate_burst=1) as house:
        await house.client.get("/impressum", headers=HTML)
        answers = [
            await house.client.get(f"/suche?q={cookie[-1]}", headers=HTML | {"cookie": cookie})
            for cookie in cookies
        ]

    assert [answer.status for answer in answers] == [429] * 3
    assert answers[0].text == answers[1].text
    assert '<html lang="en">' in answers[2].text
    assert "data-cart-count>0<" in answers[0].text
    assert '<a class="btn two" href="">' in answers[0].text
    assert len({answer.headers["x-request-id"] for answer in answers}) == 3
    assert len(made) == 2


async def test_accounts_out_of_reach(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_who: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("gateway.store.sessions.find", away)
    cookie = f"{house.app.state.identity.cookie.name}=abc"

    answer = await house.client.get("/konto", headers=HTML | {"cookie": cookie})

    assert answer.status == 503
    assert is_a_page(answer)
    assert answer.headers["retry-after"] == "2"


@pytest.mark.parametrize("host", ["evil.example", "[::1", "a b", ""])
@pytest.mark.parametrize("path", ["/", "/korb?lang=en&x=1"])
async def test_whatever_name_was_asked_for(house: House, host: str, path: str) -> None:
    answer = await house.client.get(path, headers=HTML | {"host": host})

    assert answer.status == 400
    assert is_a_page(answer)
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("accept", ["application/json", "*/*"])
async def test_programs_get_their_problem(house: House, accept: str) -> None:
    answer = await house.client.post(
        "/korb", body=b"a=1", headers=FROM_ELSEWHERE | {"accept": accept}
    )

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "cross_site"


async def test_the_api_answers_browsers_too_in_json(house: House) -> None:
    answer = await house.client.post("/api/v1/carts", json={}, headers=HTML | FROM_ELSEWHERE)

    assert answer.json()["code"] == "cross_site"
