"""What is kept about a business: people and notes."""

import asyncio
from datetime import timedelta

from tests.catalog.conftest import Market, ok
from tests.catalog.http.cases.conftest import Team


async def test_contacts_come_and_go(team: Team, path: str) -> None:
    keyed = team.berta.with_headers(idempotency_key="c-1")
    body = {"name": "Uwe Sonntag", "role": "Sohn", "preferred": "email"}

    answers = await asyncio.gather(*(keyed.post(f"{path}/contacts", json=body) for _ in range(3)))
    case = await team.look(path[-36:])
    uwe = next(person for person in case["contacts"] if person["name"] == "Uwe Sonntag")
    changed = ok(await team.carl.patch(f"{path}/contacts/{uwe['id']}", json={"phone": "0160"}))

    assert {answer.status for answer in answers} == {201}
    assert len(case["contacts"]) == 2
    assert [person["phone"] for person in changed["contacts"]] == ["034426 1234", "0160"]
    assert (await team.berta.delete(f"{path}/contacts/{uwe['id']}")).status == 204
    assert (await team.berta.delete(f"{path}/contacts/{uwe['id']}")).status == 404
    assert len((await team.look(path[-36:]))["contacts"]) == 1


async def test_the_same_note_twice_at_once_is_one(team: Team, path: str) -> None:
    keyed = team.berta.with_headers(idempotency_key="n-1")

    answers = await asyncio.gather(
        *(keyed.post(f"{path}/notes", json={"text": "Waage fehlt"}) for _ in range(3))
    )

    assert len({answer.headers["location"] for answer in answers}) == 1
    notes = [item for item in await team.timeline(path[-36:]) if item["what"] == "note"]
    assert [note["text"] for note in notes] == ["Waage fehlt"]


async def test_a_note_is_its_authors_for_a_day(team: Team, path: str, market: Market) -> None:
    note = (await team.berta.post(f"{path}/notes", json={"text": "alt"})).headers["location"]

    assert (await team.berta.patch(note, json={"text": "neu"})).status == 204
    assert (await team.berta.patch(note, json={"text": " "})).status == 422
    assert (await team.carl.patch(note, json={"text": "fremd"})).json()["code"] == "not_your_note"
    stale = team.berta.with_headers(if_match='"1"')
    assert (await stale.patch(note, json={"text": "älter"})).status == 412
    market.clock.at += timedelta(days=1)
    fixed = await team.berta.patch(note, json={"text": "zu spät"})

    (shown,) = [item for item in await team.timeline(path[-36:]) if item["what"] == "note"]
    assert fixed.json()["code"] == "note_fixed"
    assert (shown["text"], shown["may_edit"]) == ("neu", False)


async def test_deleting_a_note_can_be_undone(team: Team, path: str) -> None:
    note = (await team.berta.post(f"{path}/notes", json={"text": "Versehen"})).headers["location"]

    for _ in range(2):
        assert (await team.berta.delete(note)).status == 204
    (gone,) = [item for item in await team.timeline(path[-36:]) if item["what"] == "note"]
    foreign = await team.carl.post(f"{note}/restore")
    for _ in range(2):
        assert (await team.berta.post(f"{note}/restore")).status == 204
    (back,) = [item for item in await team.timeline(path[-36:]) if item["what"] == "note"]

    assert (gone["text"], gone["state"], gone["may_restore"]) == ("", "deleted", True)
    assert foreign.status == 403
    assert (back["text"], back["state"], back["may_edit"]) == ("Versehen", "", True)


async def test_the_timeline_turns_its_pages(team: Team, path: str, market: Market) -> None:
    for number in range(5):
        market.clock.at += timedelta(minutes=1)
        await team.berta.post(f"{path}/notes", json={"text": f"{number}"})

    seen, cursor = list[str](), None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = ok(await team.berta.get(f"{path}/timeline", query=query))
        seen += [item["text"] or item["what"] for item in page["items"]]
        if (cursor := page["next"]) is None:
            break

    assert seen == ["4", "3", "2", "1", "0", "stage"]
    assert (await team.berta.get(f"{path}/timeline", query={"cursor": "x"})).status == 422
