import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from gateway.clients import maildir
from marketkit.clock import new_id
from marketkit.contracts import StaffChanged
from marketkit.db import Database
from marketkit.messaging import Message, Subscription
from marketkit.messaging.bus import PermanentFailureError

from tests.gateway.house import House, a_house
from tests.support.asgi import AsgiClient

PATHS = [
    ("GET", "/api/v1/operations/dead-letters"),
    ("GET", f"/api/v1/operations/dead-letters/{UUID(int=1)}"),
    ("POST", "/api/v1/operations/dead-letters/replay"),
    ("GET", "/api/v1/operations/mails"),
    ("GET", "/api/v1/operations/mails/1"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
async def test_operations_are_for_operators_alone(house: House, method: str, path: str) -> None:
    await house.sign_up()
    await house.sign_up("rat@example.org", "advisor")
    body = {"queue": "orders.catalog"} if method == "POST" else None

    guest = await house.client.request(method, path, json=body)
    resident = await (await house.program()).request(method, path, json=body)
    advisor = await (await house.program("rat@example.org")).request(method, path, json=body)

    assert (guest.status, resident.status, advisor.status) == (401, 403, 403)


async def an_operator(house: House) -> AsgiClient:
    await house.sign_up("betrieb@example.org", "operator")
    return await house.program("betrieb@example.org")


def a_message(body: bytes) -> Message:
    return Message(
        id=new_id(),
        type="catalog.staff.changed.v1",
        source="/catalog",
        subject=str(new_id()),
        version=1,
        time=datetime.now(UTC),
        body=body,
    )


async def park(house: House, *bodies: bytes) -> list[Message]:
    """A queue whose consumer can do nothing with these until `house.bus` is repaired."""

    async def refuse(message: Message) -> None:
        raise PermanentFailureError("unreadable")

    await house.bus.subscribe(Subscription("test.staff", (StaffChanged,)), refuse)
    messages = [a_message(body) for body in bodies]
    await house.bus.publish(messages)
    return messages


async def test_parked_messages_are_listed_shown_and_put_back_once(house: House) -> None:
    operator = await an_operator(house)
    first, second = await park(house, b'{"a": 1}', b"\xffnot json")

    listed = (await operator.get("/api/v1/operations/dead-letters")).json()
    shown = await operator.get(f"/api/v1/operations/dead-letters/{first.id}")
    garbled = await operator.get(f"/api/v1/operations/dead-letters/{second.id}")

    assert [item["id"] for item in listed["items"]] == [str(first.id), str(second.id)]
    assert listed["items"][0]["reason"] == "unreadable"
    assert shown.json()["body"] == {"a": 1}
    assert "not json" in garbled.json()["body"]

    repaired: list[Message] = []

    async def accept(message: Message) -> None:
        repaired.append(message)

    await house.bus.subscribe(Subscription("test.staff", (StaffChanged,)), accept)
    order = {"queue": "test.staff", "ids": [str(first.id)]}
    for expected in (1, 0):
        answer = await operator.post("/api/v1/operations/dead-letters/replay", json=order)
        assert answer.json() == {"replayed": expected}
    assert [message.id for message in repaired] == [first.id]
    rest = await operator.post(
        "/api/v1/operations/dead-letters/replay", json={"queue": "test.staff"}
    )
    assert rest.json() == {"replayed": 1}


async def test_what_is_not_parked_cannot_be_shown_or_put_back(house: House) -> None:
    operator = await an_operator(house)

    shown = await operator.get(f"/api/v1/operations/dead-letters/{new_id()}")
    replayed = await operator.post(
        "/api/v1/operations/dead-letters/replay", json={"queue": "no.such"}
    )

    assert shown.status == 404
    assert replayed.json() == {"replayed": 0}


def a_mail(subject: str, *, html: bool = False) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = subject, "Markt <markt@example.org>"
    mail["To"], mail["Date"] = "anna@example.org", datetime(2026, 11, 20, 8, tzinfo=UTC)
    mail.set_content(f"Guten Tag, {subject} für Sie.")
    if html:
        mail.add_alternative("<p>bunt</p>", subtype="html")
    return mail


async def test_the_mailbox_shows_the_newest_first_page_by_page(
    database: Database, tmp_path: Path
) -> None:
    box = mailbox.Maildir(tmp_path / "mails", create=True)
    for number in range(5):
        box.add(a_mail(f"Bestellung {number}", html=number % 2 == 0))
    read = next(iter(sorted(box.keys())))
    message = box.get_message(read)
    message.set_flags("S")
    message.set_subdir("cur")
    box[read] = message

    async with a_house(database, mail_folder=tmp_path / "mails") as house:
        operator = await an_operator(house)
        subjects: list[str] = []
        cursor = None
        for _ in range(3):
            query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
            page = (await operator.get("/api/v1/operations/mails", query=query)).json()
            subjects += [item["subject"] for item in page["items"]]
            cursor = page["next"]
        newest = (await operator.get("/api/v1/operations/mails")).json()["items"][0]
        shown = (await operator.get(f"/api/v1/operations/mails/{newest['id']}")).json()

    assert cursor is None
    assert sorted(subjects) == [f"Bestellung {number}" for number in range(5)]
    assert shown["text"].strip() == f"Guten Tag, {newest['subject']} für Sie."
    assert shown["to"] == "anna@example.org"


async def test_without_a_mailbox_there_is_none(house: House) -> None:
    operator = await an_operator(house)

    answer = await operator.get("/api/v1/operations/mails")

    assert (answer.status, answer.json()["code"]) == (404, "no_mailbox")


def test_a_mail_id_is_never_a_path(tmp_path: Path) -> None:
    mailbox.Maildir(tmp_path / "mails", create=True)
    (tmp_path / "secret").write_text("secret")

    assert maildir.find(tmp_path / "mails", "../../secret") is None
    assert maildir.newest(tmp_path / "not there", limit=5) == []
