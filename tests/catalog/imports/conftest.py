"""A shop, a worker to call by hand, and tables to upload."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from catalog.files.import_words import load_words
from catalog.files.tables import ProcessTables
from catalog.use_cases.imports.importing import Importing
from catalog.use_cases.imports.work import work_on_imports

from tests.catalog.conftest import Desk, ok
from tests.support.asgi import AsgiClient

HEAD = (
    "Artikelnummer", "Bezeichnung", "Kategorie", "Preis", "Inhalt", "Beschreibung", "Allergene",
    "Bestand",
)  # fmt: skip


def a_row(number: int, **changes: Any) -> list[Any]:
    values = {
        "Artikelnummer": f"BR-{number}",
        "Bezeichnung": f"Brot {number}",
        "Kategorie": "Brot",
        "Preis": "4,80",
        "Inhalt": "750 g",
        "Beschreibung": "Drei Tage Sauerteig.",
        "Allergene": "Weizen, Roggen",
        "Bestand": "12",
    } | changes
    return [values[name] for name in HEAD]


def csv_of(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, *, sign: str = ";") -> bytes:
    lines = [sign.join(str(cell) for cell in row) for row in (head, *rows)]
    return "\r\n".join(lines).encode()


def xlsx_of(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Produkte")
    for row in (head, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def multipart(content: bytes, name: str = "liste.csv") -> tuple[bytes, dict[str, str]]:
    head = f'--g\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--g--\r\n"
    return body, {"content-type": "multipart/form-data; boundary=g"}


@dataclass
class Shelf:
    """The desk with imports: each step by name, the worker's included."""

    desk: Desk
    importing: Importing

    @property
    def path(self) -> str:
        return f"/api/v1/shops/{self.desk.slug}/imports"

    async def upload(self, content: bytes, who: AsgiClient | None = None) -> dict[str, Any]:
        body, headers = multipart(content)
        answer = await (who or self.desk.advisor).post(self.path, body=body, headers=headers)
        job: dict[str, Any] = ok(answer, 201)
        return job

    async def work(self) -> None:
        while await work_on_imports(self.importing):
            pass

    async def job(self, job_id: str) -> dict[str, Any]:
        found: dict[str, Any] = ok(await self.desk.advisor.get(f"{self.path}/{job_id}"))
        return found

    async def rows(self, job_id: str, **query: Any) -> list[dict[str, Any]]:
        path = f"{self.path}/{job_id}/rows"
        answer = await self.desk.advisor.get(path, query={"limit": 100, **query})
        items: list[dict[str, Any]] = ok(answer)["items"]
        return items

    async def preview(self, content: bytes) -> dict[str, Any]:
        job = await self.upload(content)
        await self.work()
        return await self.job(job["id"])

    async def change(self, job_id: str, **changes: Any) -> dict[str, Any]:
        job: dict[str, Any] = ok(
            await self.desk.advisor.patch(f"{self.path}/{job_id}", json=changes)
        )
        await self.work()
        return await self.job(job["id"])

    async def apply(self, job_id: str) -> dict[str, Any]:
        ok(await self.desk.advisor.post(f"{self.path}/{job_id}/apply"))
        await self.work()
        return await self.job(job_id)

    async def imported(self, content: bytes, **wishes: Any) -> dict[str, Any]:
        job = await self.preview(content)
        if wishes:
            job = await self.change(job["id"], **wishes)
        return await self.apply(job["id"])

    async def products(self) -> list[dict[str, Any]]:
        path = f"/api/v1/shops/{self.desk.slug}/products"
        items: list[dict[str, Any]] = ok(await self.desk.advisor.get(path, query={"limit": 100}))[
            "items"
        ]
        return items


@pytest.fixture
async def shelf(desk: Desk) -> Shelf:
    around = desk.market.guest.app.state.surroundings  # type: ignore[attr-defined]
    return Shelf(desk, Importing(around, ProcessTables(), load_words(around.region)))
