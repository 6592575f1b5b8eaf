"""A business says what its advisor may do: by link, by code, by its owner; and takes it back."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from catalog.http.people_shapes import (
    AnsweredMandateShape,
    AskedMandateShape,
    MandatePageShape,
    MandatesShape,
    MandateStepShape,
)
from catalog.http.shapes import ListOf
from marketkit.contracts import StaffChanged

from tests.catalog.builders import a_product, a_variant
from tests.catalog.conftest import ACTIONS, WORDING, Desk, Market, ok

CONSENT = {"name": "Greta Morgenroth", "wording": WORDING}


async def mails(market: Market, kind: str) -> list[dict[str, Any]]:
    rows = await market.db.pool.fetch(
        "SELECT to_address, facts FROM mail WHERE kind = $1 ORDER BY id", kind
    )
    return [{"to": row["to_address"], **row["facts"]} for row in rows]


async def test_the_page_says_all_one_must_know_before_saying_yes(
    desk: Desk, market: Market
) -> None:
    asked = await desk.asked("prices", "visibility", contact="greta@example.org")

    shown = ok(await market.guest.get(f"/api/v1/mandates/{asked['link']}"))

    AskedMandateShape.model_validate({k: v for k, v in asked.items() if k != "link"})
    MandatePageShape.model_validate(shown)
    assert (shown["advisor"], shown["shop"]["name"]) == ("Berta Beratung", "Bäckerei Morgenroth")
    assert [line["key"] for line in shown["wording"]["actions"]] == ["prices", "visibility"]
    assert (shown["until"], shown["state"], shown["holds"]) == ("2027-11-20", "asked", False)
    mail = (await mails(market, "mandate_request"))[0]
    assert (mail["to"], mail["link"]) == ("greta@example.org", asked["url_path"])
    assert mail["code"].replace("-", "") == asked["code"].replace("-", "")


async def test_consent_by_link_opens_exactly_the_named_doors(desk: Desk, market: Market) -> None:
    product = await desk.on_sale()
    shop, item = f"/api/v1/shops/{desk.slug}", f"/api/v1/products/{product['id']}"
    await desk.consent("visibility", "products")
    ok(await desk.advisor.post(f"{shop}/go-live"))
    variant = {"id": product["variants"][0]["id"]}

    words = await desk.advisor.patch(item, json={"description": "Neu."})
    same = await desk.advisor.patch(
        item, json={"origin": "Zeitz", "variants": [variant | {"price": {"amount": 480}}]}
    )
    price = await desk.advisor.patch(
        item, json={"variants": [variant | {"price": {"amount": 520}}]}
    )
    count = await desk.advisor.patch(item, json={"variants": [variant | {"on_hand": 3}]})
    profile = await desk.advisor.patch(shop, json={"tagline": "x"})

    assert (words.status, same.status) == (200, 200)
    for refused, action in ((price, "prices"), (count, "stock"), (profile, "profile")):
        assert (refused.status, refused.json()["code"]) == (403, "not_in_mandate")
        assert refused.json()["action"] == action
    seen = ok(await desk.advisor.get(shop))["mandate"]
    assert seen == {"actions": ["products", "visibility"], "until": "2027-11-20",
                    "preparing": False}  # fmt: skip


async def test_the_right_to_prices_alone_changes_prices_alone(desk: Desk) -> None:
    product = await desk.on_sale()
    await desk.consent("visibility", "prices")
    ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/go-live"))
    item, variant = f"/api/v1/products/{product['id']}", product["variants"][0]["id"]

    price = await desk.advisor.patch(
        item, json={"variants": [{"id": variant, "price": {"amount": 520}}]}
    )
    words = await desk.advisor.patch(item, json={"description": "Neu."})
    new = await desk.advisor.post(f"/api/v1/shops/{desk.slug}/products", json=a_product())

    assert (price.status, words.status, new.status) == (200, 403, 403)


async def test_a_new_size_has_a_price_and_so_takes_the_right_to_prices(desk: Desk) -> None:
    product = await desk.on_sale()
    await desk.consent("visibility", "products")
    ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/go-live"))
    item, known = f"/api/v1/products/{product['id']}", {"id": product["variants"][0]["id"]}
    larger = {"variants": [known, a_variant(label="1,5 kg", price={"amount": 890})]}

    refused = await desk.advisor.patch(item, json=larger)
    brand_new = await desk.advisor.post(f"/api/v1/shops/{desk.slug}/products", json=a_product())
    await desk.consent("products", "prices")

    assert (refused.status, refused.json()["action"], brand_new.status) == (403, "prices", 201)
    assert len(ok(await desk.advisor.patch(item, json=larger))["variants"]) == 2


async def test_the_code_read_out_on_the_phone_does_the_same(desk: Desk, market: Market) -> None:
    asked = await desk.asked("prices")
    typed = asked["code"].lower().replace("-", "%20")

    answered = ok(await market.guest.post(f"/api/v1/mandates/{typed}/grant", json=CONSENT))
    again = ok(await market.guest.post(f"/api/v1/mandates/{typed}/grant", json=CONSENT))
    market.clock.at += timedelta(hours=1)

    AnsweredMandateShape.model_validate(answered)
    assert (answered["state"], again["decided_at"]) == ("granted", answered["decided_at"])
    assert (await market.guest.get(f"/api/v1/mandates/{typed}")).status == 404
    by_link = answered["url_path"].replace("/mandat/", "/api/v1/mandates/")
    assert ok(await market.guest.get(by_link))["holds"] is True


async def test_the_proof_names_who_when_and_which_words(desk: Desk, market: Market) -> None:
    await desk.consent("prices")
    owner, _ = await desk.hand_over(mandate=False)

    page = ok(await owner.get(f"/api/v1/shops/{desk.slug}/mandate-history"))

    ListOf[MandateStepShape].model_validate(page)
    steps = [(item["step"], item["by"], item["wording"]) for item in page["items"]]
    assert steps == [
        ("withdrawn", "Greta Morgenroth", ""),
        ("granted", "Greta Morgenroth", WORDING),
        ("asked", "Berta Beratung", ""),
    ]
    for change in ("DELETE FROM mandate_step", "UPDATE mandate_step SET by_name = 'x'",
                   "DELETE FROM activity", "UPDATE activity SET role = 'x'",
                   "TRUNCATE activity"):  # fmt: skip
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="only grows"):
            await market.db.pool.execute(change)


async def test_only_hashes_of_the_codes_are_kept(desk: Desk, market: Market) -> None:
    asked = await desk.asked("prices")

    rows = await market.db.pool.fetch("SELECT * FROM mandate_key, mandate")

    assert len(rows) == 2
    for secret in (asked["link"], asked["code"].replace("-", "")):
        assert secret not in str([dict(row) for row in rows])


async def test_other_words_than_those_in_force_are_not_agreed_to(
    desk: Desk, market: Market
) -> None:
    asked = await desk.asked("prices")
    path = f"/api/v1/mandates/{asked['link']}/grant"

    old = await market.guest.post(path, json={"name": "Greta", "wording": "2019-01"})
    nameless = await market.guest.post(path, json={"name": " ", "wording": WORDING})

    assert (old.status, old.json()["code"]) == (409, "wording_changed")
    assert nameless.status == 422


async def test_a_no_is_a_no(desk: Desk, market: Market) -> None:
    asked = await desk.asked("prices")
    path = f"/api/v1/mandates/{asked['link']}"

    for _ in range(2):
        assert ok(await market.guest.post(f"{path}/refuse", json={}))["state"] == "refused"

    assert (await market.guest.post(f"{path}/grant", json=CONSENT)).status == 409
    assert len(await mails(market, "mandate_answered")) == 1


async def test_of_yes_and_no_at_once_one_counts(desk: Desk, market: Market) -> None:
    asked = await desk.asked("prices")
    path = f"/api/v1/mandates/{asked['link']}"

    answers = await asyncio.gather(
        *(market.guest.post(f"{path}/grant", json=CONSENT) for _ in range(3)),
        *(market.guest.post(f"{path}/refuse", json={}) for _ in range(3)),
    )

    assert sorted(answer.status for answer in answers) == [200, 200, 200, 409, 409, 409]
    rows = await market.db.pool.fetch("SELECT step FROM mandate_step WHERE step <> 'asked'")
    assert len(rows) == 1


async def test_a_question_waits_two_weeks(desk: Desk, market: Market) -> None:
    asked = await desk.asked("prices")
    market.clock.at += timedelta(days=14)

    answer = await market.guest.post(f"/api/v1/mandates/{asked['link']}/grant", json=CONSENT)

    assert answer.status == 404


async def test_asking_the_same_again_is_one_question_and_one_mail(
    desk: Desk, market: Market
) -> None:
    first = await desk.asked("prices", contact="greta@example.org")
    second = await desk.asked("prices", contact="greta@example.org")
    other = await desk.asked("stock", contact="greta@example.org")

    assert first["id"] == second["id"] != other["id"]
    for link in (first["link"], second["link"]):
        shown = ok(await market.guest.get(f"/api/v1/mandates/{link}"))
        assert shown["state"] == "replaced"
    assert len(await mails(market, "mandate_request")) == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"actions": [], "until": "2027-01-01"}, "actions"),
        ({"actions": ["people"], "until": "2027-01-01"}, "actions"),
        ({"actions": ["everything"], "until": "2027-01-01"}, "actions[0]"),
        ({"actions": ["prices"], "until": "2026-11-19"}, "until"),
        ({"actions": ["prices"], "until": "2028-11-21"}, "until"),
        ({"actions": ["prices"], "until": "2027-01-01", "contact": "x"}, "contact"),
    ],
)
async def test_what_cannot_be_asked_is_said_at_its_field(
    desk: Desk, body: dict[str, Any], field: str
) -> None:
    refused = await desk.advisor.post(f"/api/v1/shops/{desk.slug}/mandates", json=body)

    assert refused.status == 422
    assert refused.json()["errors"][0]["field"] == field


async def test_withdrawal_takes_effect_at_the_next_click(desk: Desk, market: Market) -> None:
    """The advisor has a form open; the owner withdraws; the form is refused."""
    product = await desk.on_sale()
    await desk.go_live()
    owner, owner_id = await desk.hand_over()
    item, shop = f"/api/v1/products/{product['id']}", f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.get(item))
    given = ok(await owner.get(f"{shop}/mandates"))["items"][0]

    for _ in range(2):
        ok(await owner.post(f"{shop}/mandates/{given['id']}/withdraw"))

    for path, body in ((item, {"description": "zu spät"}), (shop, {"tagline": "zu spät"})):
        refused = await desk.advisor.patch(path, json=body)
        assert (refused.status, refused.json()["code"]) == (403, "mandate_ended")
    last = (await market.events(StaffChanged))[-1]
    assert [(p.account_id, p.role) for p in last.staff] == [(owner_id, "owner")]
    assert len(await mails(market, "mandate_withdrawn")) == 1


async def test_the_link_in_the_mail_withdraws_without_an_account(
    desk: Desk, market: Market
) -> None:
    asked = await desk.asked("prices", "visibility", contact="greta@example.org")
    path = f"/api/v1/mandates/{asked['link']}"
    ok(await market.guest.post(f"{path}/grant", json=CONSENT | {"email": "greta2@example.org"}))
    market.clock.at += timedelta(days=200)

    proofs = await mails(market, "mandate_granted")
    by_mail = proofs[0]["link"].replace("/mandat/", "/api/v1/mandates/")
    done = ok(await market.guest.post(f"{by_mail}/withdraw", json={"name": "Greta"}))

    assert {mail["to"] for mail in proofs} == {"greta@example.org", "greta2@example.org"}
    assert (done["state"], done["holds"], done["decided_by"]) == ("withdrawn", False, "Greta")
    refused = await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "x"})
    assert refused.json()["code"] == "mandate_ended"


async def test_withdrawing_while_the_advisor_saves_loses_no_change_and_lets_none_through(
    desk: Desk, market: Market
) -> None:
    product = await desk.on_sale()
    await desk.go_live()
    owner, _ = await desk.hand_over()
    shop = f"/api/v1/shops/{desk.slug}"
    given = ok(await owner.get(f"{shop}/mandates"))["items"][0]
    item = f"/api/v1/products/{product['id']}"

    *saves, _ = await asyncio.gather(
        *(desk.advisor.patch(item, json={"description": f"Nr. {n}"}) for n in range(6)),
        owner.post(f"{shop}/mandates/{given['id']}/withdraw"),
    )
    late = await desk.advisor.patch(item, json={"description": "danach"})

    assert {answer.status for answer in saves} <= {200, 403}
    assert late.status == 403
    logged = await market.db.pool.fetchval(
        "SELECT count(*) FROM activity WHERE action = 'product.changed'"
    )
    assert logged == sum(answer.status == 200 for answer in saves)


async def test_a_mandate_ends_with_its_last_day(desk: Desk, market: Market) -> None:
    await desk.consent(*ACTIONS, until="2026-11-30")
    ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/go-live"))
    path = f"/api/v1/shops/{desk.slug}"

    market.clock.at = market.clock.at.replace(month=11, day=30, hour=22, minute=59)
    before = await desk.advisor.patch(path, json={"tagline": "noch"})
    market.clock.at = market.clock.at.replace(hour=23, minute=0)
    after = await desk.advisor.patch(path, json={"tagline": "nicht mehr"})

    assert (before.status, after.status) == (200, 403)
    member = (await market.events(StaffChanged))[-1].staff[-1]
    assert (member.role, member.until) == ("advisor", market.clock.at)


async def test_the_owner_changes_takes_back_and_gives_again(desk: Desk, market: Market) -> None:
    owner, _ = await desk.hand_over()
    path = f"/api/v1/shops/{desk.slug}/mandates"
    given = ok(await owner.get(path))["items"][0]
    one = f"{path}/{given['id']}"

    changed = ok(await owner.patch(one, json={"actions": ["stock"], "until": "2027-01-31"}))
    ok(await owner.post(f"{one}/withdraw"))
    again = ok(await owner.post(f"{one}/grant", json={"wording": WORDING}))
    by_advisor = await desk.advisor.patch(one, json={"actions": ACTIONS})
    by_operator = await market.client("operator").post(f"{one}/grant", json={"wording": WORDING})
    back = ok(await desk.advisor.post(f"{one}/withdraw"))

    MandatesShape.model_validate(ok(await owner.get(path)))
    assert (changed["actions"], changed["until"]) == (["stock"], "2027-01-31")
    assert (again["actions"], again["holds"]) == (["stock"], True)
    assert (by_advisor.status, by_operator.status) == (403, 403)
    assert back["state"] == "withdrawn"


async def test_the_owner_gives_a_mandate_unasked(desk: Desk) -> None:
    owner, _ = await desk.hand_over(mandate=False)
    path = f"/api/v1/shops/{desk.slug}/mandates"
    body = {"actions": ["profile"], "until": "2027-01-31", "wording": WORDING}

    given = [ok(await owner.put(path, json=body))["id"] for _ in range(2)]

    assert given[0] == given[1]
    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "geht wieder"}))


async def test_going_live_takes_the_businesss_word(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/go-live"

    refused = await desk.advisor.post(path)
    await desk.consent("profile")
    still = await desk.advisor.post(path)
    await desk.consent("visibility")

    assert {refused.json()["code"], still.json()["code"]} == {"not_in_mandate"}
    assert (await desk.advisor.post(path)).status == 200


async def test_once_open_the_shop_is_changed_with_a_mandate_only(
    desk: Desk, market: Market
) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.patch(path, json={"tagline": "im Entwurf"}))
    ok(await market.client("operator").post(f"{path}/go-live"))

    refused = await desk.advisor.patch(path, json={"tagline": "offen"})
    link = await desk.advisor.post(f"{path}/handover")

    assert (refused.status, refused.json()["code"]) == (403, "not_your_shop")
    assert link.status == 403
    assert (await market.events(StaffChanged))[-1].staff == ()


async def test_once_a_shop_has_an_owner_a_code_alone_consents_to_nothing(
    desk: Desk, market: Market
) -> None:
    """Whoever asks is told the code: it must not be enough to answer oneself."""
    await desk.go_live()
    owner, _ = await desk.hand_over(mandate=False)
    asked = await desk.asked("orders", "prices")
    path = f"/api/v1/mandates/{asked['link']}/grant"

    for stranger in (market.guest, desk.advisor, market.client()):
        refused = await stranger.post(path, json=CONSENT)
        assert (refused.status, refused.json()["code"]) == (403, "owner_consents")
    by_code = f"/api/v1/mandates/{asked['code']}/grant"
    assert (await market.guest.post(by_code, json=CONSENT)).status == 403
    assert ok(await owner.post(path, json=CONSENT))["holds"] is True
