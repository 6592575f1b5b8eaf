"""The operator words the checklist: versions, refusals, and what stays fulfilled."""

import asyncio
from typing import Any

import pytest
from catalog.domain.checklist.first import FirstChecklist
from catalog.use_cases.checklist.load_first import load_first
from catalog.wiring import surroundings

from tests.catalog.conftest import REGION, Desk, Market, ok
from tests.catalog.http.checklist_desk import checklist, line
from tests.catalog.test_worker import settings
from tests.support.asgi import AsgiClient

CURRENT = "/api/v1/checklist-definitions/current"


@pytest.fixture
def operator(market: Market) -> AsgiClient:
    return market.client("operator", name="Otto Betrieb")


async def worded(operator: AsgiClient) -> dict[str, Any]:
    found: dict[str, Any] = ok(await operator.get(CURRENT))
    return found


async def test_the_regions_checklist_is_there_from_the_start(operator: AsgiClient) -> None:
    found = await worded(operator)

    assert found["version"] == 1
    assert "vat_id" in {line["key"] for line in found["requirements"]}
    assert set(found["choices"]["types"]) == {
        "food", "farm", "craft", "retail", "maker", "service",
    }  # fmt: skip


async def test_each_change_is_a_version_and_what_is_fulfilled_stays_so(
    operator: AsgiClient, desk: Desk
) -> None:
    lines = (await worded(operator))["requirements"]
    there = next(each for each in lines if each["key"] == "food_registration")
    there |= {"title": "Meldung beim Amt", "declaration": "Wir sind gemeldet."}
    body = {"requirements": [there, *(each for each in lines if each is not there)]}

    changed = ok(await operator.put(CURRENT, json=body, headers={"if-match": '"1"'}))
    again = ok(await operator.put(CURRENT, json=body, headers={"if-match": '"1"'}))

    assert (changed["version"], again["version"]) == (2, 2)
    shown = line(await checklist(desk.advisor, desk.slug), "food_registration")
    assert (shown["title"], shown["state"]) == ("Meldung beim Amt", "accepted")
    listed = ok(await operator.get("/api/v1/checklist-definitions"))["items"]
    assert [(v["version"], v["by"]) for v in listed] == [(2, "Otto Betrieb"), (1, "")]
    first = ok(await operator.get("/api/v1/checklist-definitions/1"))
    assert first["requirements"] == lines_before(lines, there)


async def test_two_operators_do_not_overwrite_each_other(operator: AsgiClient) -> None:
    lines = (await worded(operator))["requirements"]

    def titled(title: str) -> dict[str, Any]:
        return {"requirements": [{**lines[0], "title": title}, *lines[1:]]}

    answers = await asyncio.gather(
        *(
            operator.put(CURRENT, json=titled(title), headers={"if-match": '"1"'})
            for title in ("Name A", "Name B")
        )
    )

    assert sorted(answer.status for answer in answers) == [200, 412]
    assert (await worded(operator))["version"] == 2


async def test_what_cannot_be_is_named_line_by_line(operator: AsgiClient) -> None:
    lines = (await worded(operator))["requirements"]
    bad = {**lines[1], "types": []}

    refused = await operator.put(CURRENT, json={"requirements": [bad, *lines[2:]]})
    unknown = await operator.put(CURRENT, json={"requirements": [{**lines[0], "colour": "red"}]})

    fields = {error["field"] for error in refused.json()["errors"]}
    assert (refused.status, refused.json()["code"]) == (422, "bad_checklist")
    assert fields == {"requirements[0].types", "requirements"}
    assert unknown.status == 422
    assert (await worded(operator))["version"] == 1


async def test_only_operators_word_it(operator: AsgiClient, market: Market, desk: Desk) -> None:
    body = {"requirements": (await worded(operator))["requirements"][:1]}

    assert (await desk.advisor.get(CURRENT)).status == 200
    assert (await desk.advisor.put(CURRENT, json=body)).status == 403
    assert (await market.client().get(CURRENT)).status == 403
    assert (await market.guest.get("/api/v1/checklist-definitions")).status == 401
    assert (await operator.get("/api/v1/checklist-definitions/99")).status == 404
    assert (await operator.get("/api/v1/checklist-definitions?cursor=x")).status == 422


async def test_programs_that_start_together_load_an_edition_once(
    operator: AsgiClient, market: Market, tmp_path: Any
) -> None:
    around = surroundings(settings(tmp_path), market.db, market.clock)
    await asyncio.gather(*(load_first(around) for _ in range(4)))
    assert (await worded(operator))["version"] == 1

    lines = (await worded(operator))["requirements"]
    ok(
        await operator.put(
            CURRENT, json={"requirements": [{**lines[0], "title": "Betreiber"}, *lines[1:]]}
        )
    )
    newer = FirstChecklist("zeitz-2027", around.checklist.requirements, (), around.checklist.traits)
    object.__setattr__(around, "checklist", newer)
    await asyncio.gather(*(load_first(around) for _ in range(4)))

    found = await worded(operator)
    assert (found["version"], found["requirements"][0]["title"]) == (3, "Betreiber")
    assert REGION.name == "zeitz"


def lines_before(lines: list[dict[str, Any]], there: dict[str, Any]) -> list[dict[str, Any]]:
    """As the region's file had it: the one line with its first words."""
    first = {
        "title": "Anmeldung als Lebensmittelbetrieb",
        "declaration": "Der Betrieb ist beim zuständigen Veterinär- und "
        "Lebensmittelüberwachungsamt als Lebensmittelunternehmen gemeldet.",
    }
    return [{**each, **first} if each is there else each for each in lines]
