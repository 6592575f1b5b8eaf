"""Pictures from an archive: made safe before the preview, shown only with the import."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from PIL import Image

from tests.catalog.conftest import ok
from tests.catalog.imports.conftest import Shelf, a_row, csv_of, multipart
from tests.support.asgi import Answer


def _picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def _zip(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


async def _send(shelf: Shelf, job_id: str, archive: bytes) -> Answer:
    body, headers = multipart(archive, "bilder.zip")
    path = f"{shelf.path}/{job_id}/pictures"
    return await shelf.desk.advisor.post(path, body=body, headers=headers)


async def test_pictures_find_their_goods_by_article_number(shelf: Shelf) -> None:
    job = await shelf.preview(csv_of([a_row(1), a_row(2)]))
    entries = {"fotos/BR-1.jpg": _picture("red"), "fotos/br-1-2.jpg": _picture("blue")}
    ok(await _send(shelf, job["id"], _zip(entries)))
    await shelf.work()
    assert [product["images"] for product in await shelf.products()] == []

    await shelf.apply(job["id"])

    first, second = await shelf.products()
    assert len(first["images"]) == 2
    assert second["images"] == []
    shown = await shelf.desk.market.guest.get(first["images"][0]["urls"]["320"])
    assert shown.headers["content-type"] == "image/webp"


async def test_the_same_pictures_again_stay_the_same(shelf: Shelf) -> None:
    for _ in range(2):
        job = await shelf.preview(csv_of([a_row(1)]))
        ok(await _send(shelf, job["id"], _zip({"BR-1.jpg": _picture("red")})))
        await shelf.work()
        job = await shelf.job(job["id"])
        if job["can_apply"]:
            await shelf.apply(job["id"])

    assert job["counts"]["unchanged"] == 1
    assert len((await shelf.products())[0]["images"]) == 1


async def test_a_picture_that_is_none_is_a_fault_of_its_row(shelf: Shelf) -> None:
    head = ("Artikelnummer", "Bezeichnung", "Kategorie", "Preis", "Bild")
    table = csv_of(
        [["1", "Brot", "Brot", "3", "kaputt.jpg"], ["2", "Eis", "Brot", "3", "x.jpg"]], head
    )
    job = await shelf.preview(table)
    assert job["counts"]["faulty"] == 0
    ok(await _send(shelf, job["id"], _zip({"kaputt.jpg": b"kein Bild"})))
    await shelf.work()

    said = {row["number"]: row["faults"][0]["message"] for row in await shelf.rows(job["id"])}

    assert "kein Bild" in said[2]
    assert "liegt nicht im Bilder-Archiv" in said[3]


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (b"kein Archiv", "kein lesbares ZIP-Archiv"),
        (_zip({"../../etc/passwd.jpg": b"x"}), "Pfade"),
        (_zip({"/etc/x.jpg": b"x"}), "Pfade"),
        (_zip({"liesmich.txt": b"x"}), "keine Bilder"),
        (_zip({f"{n}.jpg": b"x" for n in range(501)}), "mehr als 500"),
        (_zip({"bombe.jpg": b"\0" * (9 * 1024 * 1024)}), "größer als 8 MB"),
    ],
)
async def test_an_archive_that_wants_something_else_is_refused(
    shelf: Shelf, archive: bytes, words: str
) -> None:
    job = await shelf.preview(csv_of([a_row(1)]))

    refused = await _send(shelf, job["id"], archive)

    assert refused.status == 422
    assert words in refused.json()["errors"][0]["message"]
