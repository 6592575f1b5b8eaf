"""What the tests of the checklist share: short ways to ask, and a PDF."""

from collections.abc import Mapping
from typing import Any

from tests.catalog.conftest import Desk, Market, ok
from tests.support.asgi import Answer, AsgiClient

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def path(slug: str, *rest: str) -> str:
    return "/".join(("/api/v1/shops", slug, *rest))


async def checklist(client: AsgiClient, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = ok(await client.get(path(slug, "checklist")))
    return found


def line(found: Mapping[str, Any], key: str) -> dict[str, Any]:
    return next(item for item in found["items"] if item["key"] == key)


async def verb(client: AsgiClient, slug: str, key: str, what: str, body: Any = None) -> Answer:
    return await client.post(path(slug, "checklist", key, what), json=body or {})


async def number(client: AsgiClient, slug: str, kind: str, **body: Any) -> Answer:
    return await client.put(path(slug, "proofs", kind), json=body)


async def upload(
    client: AsgiClient, slug: str, key: str, content: bytes = PDF, valid_until: str = ""
) -> Answer:
    lines = [
        b"--grenze",
        b'content-disposition: form-data; name="valid_until"',
        b"",
        valid_until.encode(),
        b"--grenze",
        b'content-disposition: form-data; name="file"; filename="../../zertifikat.pdf"',
        b"content-type: application/pdf",
        b"",
        content,
        b"--grenze--",
        b"",
    ]
    headers = {"content-type": "multipart/form-data; boundary=grenze"}
    return await client.post(
        path(slug, "checklist", key, "document"), body=b"\r\n".join(lines), headers=headers
    )


async def mails_of(market: Market, kind: str) -> list[dict[str, Any]]:
    rows = await market.db.pool.fetch(
        "SELECT to_address, facts, dedupe_key FROM mail WHERE kind = $1 ORDER BY id", kind
    )
    return [dict(row) for row in rows]


async def owned(desk: Desk) -> AsgiClient:
    """The owner's client, after the hand-over."""
    owner, _ = await desk.hand_over()
    return owner
