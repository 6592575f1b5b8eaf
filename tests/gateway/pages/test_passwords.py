"""A forgotten password, and a new one: what the pages say."""

from tests.gateway.pages.house import Browser, Outline

GOOD = "sieben gute Worte"


async def test_every_address_hears_the_same(browser: Browser) -> None:
    told = [
        (await browser.post("/passwort-vergessen", {"email": email})).text.replace(email, "x")
        for email in ("anna@example.org", "niemand@example.org")
    ]

    assert "ist die Mail dorthin unterwegs" in told[0]
    assert told[0] == told[1]


async def test_an_address_that_is_none_is_named(browser: Browser) -> None:
    answer = await browser.post("/passwort-vergessen", {"email": "anna"})

    assert answer.status == 422
    assert "E-Mail-Adresse Ihres Kontos angeben" in answer.text
    assert Outline(answer.text).value("email") == "anna"


async def test_a_link_that_has_ended_leads_to_a_new_one(browser: Browser) -> None:
    for answer in (
        await browser.get("/passwort-neu/vorbei"),
        await browser.post("/passwort-neu/vorbei", {"password": GOOD}),
    ):
        assert answer.status == 410
        assert 'href="/passwort-vergessen"' in answer.text


async def test_a_weak_password_is_refused_beside_its_field(browser: Browser) -> None:
    answer = await browser.post("/passwort-neu/gilt", {"password": "kurz"})

    assert answer.status == 422
    assert "mindestens 10 Zeichen" in answer.text
    assert "kurz" not in answer.text


async def test_a_good_one_leads_to_signing_in(browser: Browser) -> None:
    answer = await browser.post("/passwort-neu/gilt", {"password": GOOD})

    assert "Ihr neues Passwort gilt." in answer.text


async def test_ones_own_is_changed_only_with_the_old_one(browser: Browser) -> None:
    await browser.sign_in("anna@example.org")

    wrong = await browser.post("/konto/passwort", {"old": "falsch", "password": GOOD})
    right = await browser.post("/konto/passwort", {"old": "richtig", "password": GOOD})

    assert wrong.status == 422
    assert "stimmen nicht" in wrong.text
    assert "Andere Geräte sind abgemeldet." in right.text


async def test_a_guest_has_none_to_change(browser: Browser) -> None:
    answer = await browser.get("/konto/passwort", follow=False)

    assert answer.status == 303
