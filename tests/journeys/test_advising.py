"""An advisor's day by forms alone: the real pages on the real services, in this process."""

import html
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.access_market import running_market
from tests.journeys.actors import PASSWORD
from tests.support.asgi import Answer, AsgiClient
from tests.support.databases import Templates

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
STUDIO = {"appt-kind": "photo_studio", "appt-day": "2027-01-12"}
TEN_TO_TWELVE = {"appt-from": "10:00", "appt-to": "12:00"}


@dataclass
class Desk:
    """Somebody signed in, who sends forms as a browser does."""

    client: AsgiClient
    token: str = ""

    async def get(self, path: str) -> str:
        answer = await self.client.get(path.partition("#")[0])
        if answer.status == 303:
            return await self.get(answer.headers["location"])
        assert answer.status == 200, f"{path}: {answer.status}"
        return html.unescape(answer.text)

    async def send(self, path: str, form: Mapping[str, str], status: int = 303) -> Answer:
        answer = await self.client.post(path, form={"form_token": self.token, **form})
        assert answer.status == status, f"{path}: {answer.status}"
        return answer

    async def upload(self, path: str, content: bytes) -> None:
        fields = (
            (b'name="form_token"', self.token.encode()),
            (b'name="document-title"', b"Vollmacht"),
            (b'name="file"; filename="x.pdf"\r\ncontent-type: application/pdf', content),
        )
        body = b"".join(
            b"--g\r\ncontent-disposition: form-data; " + head + b"\r\n\r\n" + value + b"\r\n"
            for head, value in fields
        )
        headers = {"content-type": "multipart/form-data; boundary=g"}
        answer = await self.client.post(path, body=body + b"--g--\r\n", headers=headers)
        assert answer.status == 303, answer.text


@pytest.fixture
async def desk(databases: Templates, tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_market(databases, tmp_path) as market:
        door = AsgiClient(market.client.app, {"host": "127.0.0.1", "origin": "http://127.0.0.1"})
        login = {"email": "advisor@example.org", "password": PASSWORD}
        session = await door.post("/api/v1/session", json=login)
        found = Desk(door.with_headers(cookie=session.cookies[0].partition(";")[0]))
        found.token = one(r'name="form_token" value="([^"]+)"', await found.get("/beratung"))
        yield found


def one(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, pattern
    return found[1]


async def met(desk: Desk) -> str:
    """The address of a business's page."""
    form = {"name": "Töpferei am Wehr", "kind": "maker", "place": "Zeitz", "origin": "event",
            "contact-name": "Ute Ton", "next_step": "Anrufen"}  # fmt: skip
    return (await desk.send("/beratung/neu", form)).headers["location"]


async def test_from_the_first_contact_to_the_owners_check(desk: Desk) -> None:
    case = await met(desk)
    seen = one(r'name="version" value="(\d+)"', await desk.get(case))

    await desk.send(f"{case}/stufe", {"stage": "visit", "version": seen})
    late = await desk.send(f"{case}/stufe", {"stage": "contact", "version": seen}, 409)
    await desk.send(f"{case}/laden", {"shop-street": "Am Wehr 1"})
    slug = one(r"/theke/([a-z0-9-]+)/produkte/neu", await desk.get(case))
    link = await desk.send(f"/beratung/{slug}/uebergabe", {"email": ""}, 200)

    page = await desk.get(f"/beratung/{slug}")
    assert "Jemand hat das inzwischen geändert" in late.text
    assert "/uebernahme/" in link.text
    assert "Stufe: Prüfung" in page
    assert "Stufe: Besuch" in page
    assert "Töpferei" in (await desk.get("/beratung/liste?stufe=review")).replace("\xad", "")


async def test_notes_people_and_papers(desk: Desk) -> None:
    case = await met(desk)

    await desk.send(f"{case}/notizen", {"note-text": "Waage mitbringen"})
    await desk.send(f"{case}/notizen", {"note-text": " "}, 422)
    await desk.send(f"{case}/kontakte", {"contact-name": "Otto Ton", "contact-phone": "0160 1"})
    await desk.upload(f"{case}/dokumente", PDF)
    page = await desk.get(case)
    note = one(r"/notizen/([0-9a-f-]{36})/loeschen", page)
    paper = await desk.client.get(one(rf"({case}/dokumente/[0-9a-f-]{{36}})", page))
    await desk.send(f"{case}/notizen/{note}/loeschen", {})
    gone = await desk.get(case)
    await desk.send(f"{case}/notizen/{note}/zurueckholen", {})

    assert all(words in page for words in ("Waage mitbringen", "Otto Ton", "Vollmacht"))
    assert paper.body == PDF
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in paper.headers["content-security-policy"]
    assert "Waage mitbringen" not in gone
    assert "Waage mitbringen" in await desk.get(case)


async def test_a_room_is_given_once_and_stands_in_the_calendar(desk: Desk) -> None:
    case, other = await met(desk), await met(desk)

    await desk.send(f"{case}/termine", STUDIO | TEN_TO_TWELVE)
    taken = await desk.send(f"{other}/termine", STUDIO | TEN_TO_TWELVE, 409)
    unread = await desk.send(f"{other}/termine", STUDIO | {"appt-from": "", "appt-to": ""}, 422)
    made = await desk.send("/beratung/kalender/adresse", {}, 200)
    address = one(r"(/kalender/[A-Za-z0-9_-]+\.ics)", made.text)
    program = AsgiClient(desk.client.app, {"host": "127.0.0.1"})
    feed = await program.get(address)
    same = await program.get(address, headers={"if-none-match": feed.headers["etag"]})
    await desk.send("/beratung/kalender/adresse/beenden", {})

    assert "von 10:00 bis 12:00 Uhr schon für Töpferei am Wehr vergeben" in taken.text
    assert 'id="appt-day-err"' in unread.text
    assert "Dienstag, 12. Januar" in await desk.get("/beratung/kalender")
    assert "SUMMARY:Fotostudio: Töpferei am Wehr" in feed.text
    assert (same.status, (await program.get(address)).status) == (304, 404)
