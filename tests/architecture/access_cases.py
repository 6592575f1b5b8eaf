"""A business that an advisor has met, with everything that is kept about it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.architecture.access_calls import a_picture, multipart
from tests.architecture.access_things import Maker, Thing, Things

_VISIT = {
    "kind": "shop_visit",
    "starts_at": "2027-03-01T10:00:00+01:00",
    "ends_at": "2027-03-01T11:00:00+01:00",
}


async def case(things: Things) -> Thing:
    """Looked after by an advisor; any other advisor is a colleague."""
    advisor = things.who("advisor")
    await advisor.get("/cases/board")
    form = {"name": f"Betrieb {uuid4().hex[:8]}", "kind": "craft", "place": "Zeitz",
            "origin": "phone", "contacts": [{"name": "Ilse Sonntag"}]}  # fmt: skip
    opened = await advisor.post("/cases", form)
    path = f"/cases/{opened['id']}"
    await advisor.post(f"{path}/notes", {"text": "Waage mitbringen"})
    await advisor.post(f"{path}/appointments", _VISIT)
    body, headers = multipart(a_picture())
    await advisor.ask("POST", f"{path}/documents", body=body, headers=headers)
    kept = await advisor.get(path)
    entries = (await advisor.get(f"{path}/timeline"))["items"]
    known = (await advisor.get("/cases/advisors"))["items"]
    values = {
        "case_id": kept["id"],
        "contact_id": kept["contacts"][0]["id"],
        "note_id": next(entry["id"] for entry in entries if entry["what"] == "note"),
        "appointment_id": kept["appointments"][0]["id"],
        "document_id": kept["documents"][0]["id"],
    }
    looks = ((advisor, path), (advisor, f"{path}/timeline"))
    colleague = {"advisor_id": known[0]["id"]}
    return Thing(values, advisor, things.who("owner"), looks, facts=colleague)


MAKERS: dict[str, Maker] = {"case": case}
UPLOADS = {"POST /cases/{case_id}/documents"}
BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "PATCH /cases/{case_id}": lambda _: {"occasion": uuid4().hex},
    "POST /cases/{case_id}/move": lambda _: {"stage": "visit"},
    "POST /cases/{case_id}/hand-to": lambda thing: dict(thing.facts),
    "POST /cases/{case_id}/shop": lambda _: {"street": "Altmarkt 3"},
    "POST /cases/{case_id}/contacts": lambda _: {"name": "Uwe Sonntag"},
    "PATCH /cases/{case_id}/contacts/{contact_id}": lambda _: {"role": uuid4().hex},
    "POST /cases/{case_id}/notes": lambda _: {"text": uuid4().hex},
    "PATCH /cases/{case_id}/notes/{note_id}": lambda _: {"text": uuid4().hex},
    "POST /cases/{case_id}/appointments": lambda _: _VISIT,
    "PATCH /cases/{case_id}/appointments/{appointment_id}": lambda _: {"place": uuid4().hex},
    "POST /cases/{case_id}/documents/{document_id}/remove": lambda _: {"reason": "doppelt"},
}
