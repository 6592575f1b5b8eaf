"""Questions to the catalog about imports and the shop's own list."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.imports import Import, ImportLine, Inventory
from gateway.pages.forms import Upload
from gateway.pages.market.caller import Caller, parsed

SERVICE = "catalog"
_PATIENCE = 20.0


async def inventory(ask: Caller, slug: str, query: Mapping[str, Any]) -> Inventory:
    return await ask.get(Inventory, SERVICE, f"/shops/{slug}/inventory", query)


async def imports(ask: Caller, slug: str) -> Sequence[Import]:
    return (await ask.get(Page[Import], SERVICE, f"/shops/{slug}/imports")).items


async def one(ask: Caller, slug: str, import_id: str) -> Import:
    return await ask.get(Import, SERVICE, f"/shops/{slug}/imports/{import_id}")


async def lines(ask: Caller, slug: str, import_id: str, **query: Any) -> Page[ImportLine]:
    path = f"/shops/{slug}/imports/{import_id}/rows"
    return await ask.get(Page[ImportLine], SERVICE, path, query)


async def upload(ask: Caller, slug: str, table: Upload) -> Import:
    return await _send_file(ask, f"/shops/{slug}/imports", table)


async def upload_pictures(ask: Caller, slug: str, import_id: str, archive: Upload) -> Import:
    return await _send_file(ask, f"/shops/{slug}/imports/{import_id}/pictures", archive)


async def change(ask: Caller, slug: str, import_id: str, fields: Mapping[str, Any]) -> None:
    await ask.send("PATCH", SERVICE, f"/shops/{slug}/imports/{import_id}", dict(fields))


async def verb(ask: Caller, slug: str, import_id: str, name: str) -> None:
    """`apply` or `undo`."""
    await ask.send("POST", SERVICE, f"/shops/{slug}/imports/{import_id}/{name}")


async def drop(ask: Caller, slug: str, import_id: str) -> None:
    await ask.send("DELETE", SERVICE, f"/shops/{slug}/imports/{import_id}")


async def _send_file(ask: Caller, path: str, file: Upload) -> Import:
    """A multipart body of our own making; the file's name goes along as words."""
    boundary = token_hex(16)
    name = file.name.replace("\r", " ").replace("\n", " ")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\n{name}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="datei"\r\n\r\n'
    )
    body = head.encode() + file.body + f"\r\n--{boundary}--\r\n".encode()
    answer = await ask.upstreams.send(
        "POST",
        SERVICE,
        f"/api/v1{path}",
        principal=ask.principal,
        body=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        patience=_PATIENCE,
    )
    return parsed(Import, SERVICE, answer.json())
