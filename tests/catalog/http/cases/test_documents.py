"""Papers of a business: hostile ones stay outside, the others apart from the public."""

import asyncio
import io
from pathlib import Path

import pytest
from catalog.domain.cases.documents import MOST_BYTES
from PIL import Image

from tests.catalog.conftest import ok
from tests.catalog.http.cases.conftest import Team
from tests.support.asgi import Answer, AsgiClient

PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<!doctype html><script>alert(document.cookie)</script>"


def multipart(content: bytes, filename: str, title: str) -> tuple[bytes, dict[str, str]]:
    lines = [
        b"--grenze",
        b'content-disposition: form-data; name="title"',
        b"",
        title.encode(),
        b"--grenze",
        f'content-disposition: form-data; name="file"; filename="{filename}"'.encode(),
        b"content-type: application/pdf",
        b"",
        content,
        b"--grenze--",
        b"",
    ]
    return b"\r\n".join(lines), {"content-type": "multipart/form-data; boundary=grenze"}


async def upload(
    client: AsgiClient, path: str, content: bytes, name: str = "paper.pdf", title: str = ""
) -> Answer:
    body, headers = multipart(content, name, title)
    return await client.post(f"{path}/documents", body=body, headers=headers)


def a_picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "peru").save(out, kind)
    return out.getvalue()


async def test_a_paper_is_kept_apart_and_saved_never_shown(
    team: Team, path: str, tmp_path: Path
) -> None:
    case = ok(await upload(team.berta, path, PDF, title="Vollmacht <Vogel>"), 201)
    (paper,) = case["documents"]

    served = await team.berta.get(f"{path}/documents/{paper['id']}")

    assert (paper["title"], paper["kind"], paper["size"]) == ("Vollmacht Vogel", "pdf", len(PDF))
    assert served.body == PDF
    assert served.headers["content-type"] == "application/pdf"
    assert served.headers["content-disposition"].startswith('attachment; filename="dokument.pdf"')
    assert served.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in served.headers["content-security-policy"]
    assert served.headers["cache-control"] == "private, no-store"
    (file,) = [each for each in (tmp_path / "documents").rglob("*") if each.is_file()]
    assert len(file.stem) == 32
    assert not (tmp_path / "media").exists()
    assert (await team.berta.get(f"/media/{file.name}")).status == 404


async def test_a_picture_is_drawn_anew(team: Team, path: str) -> None:
    exif = Image.Exif()
    exif[0x8298] = "Ilse Sonntag"
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "peru").save(out, "JPEG", exif=exif)
    case = ok(await upload(team.berta, path, out.getvalue(), "../../laden.jpg"), 201)
    (paper,) = case["documents"]

    served = await team.berta.get(f"{path}/documents/{paper['id']}")

    picture = Image.open(io.BytesIO(served.body))
    assert (picture.format, picture.size, dict(picture.getexif())) == ("WEBP", (64, 48), {})
    assert "/" not in paper["title"]
    assert b"Ilse" not in served.body


@pytest.mark.parametrize(
    "content",
    [HTML, b"GIF89a" + PDF, b"PK\x03\x04" + PDF, b"<html>" + PDF, b"%PDF-1.7 halb", b"",
     b"\x89PNG\r\n\x1a\n" + HTML, a_picture()[:60] + PDF],
)  # fmt: skip
async def test_what_is_not_what_it_says_is_refused(
    team: Team, path: str, tmp_path: Path, content: bytes
) -> None:
    answer = await upload(team.berta, path, content)

    assert answer.status == 422
    assert answer.json()["code"] in {"unknown_document", "unreadable_picture"}
    assert not [each for each in (tmp_path / "documents").rglob("*") if each.is_file()]


async def test_a_polyglot_is_at_most_a_picture(team: Team, path: str) -> None:
    """A PDF hung on behind a picture is gone once the picture is drawn anew."""
    case = ok(await upload(team.berta, path, a_picture() + PDF), 201)
    (paper,) = case["documents"]

    served = await team.berta.get(f"{path}/documents/{paper['id']}")

    assert served.headers["content-type"] == "image/webp"
    assert b"%PDF" not in served.body


async def test_too_large_is_refused_early(team: Team, path: str) -> None:
    just = PDF[:-7] + b"\n" * (MOST_BYTES - len(PDF)) + PDF[-7:]

    assert (await upload(team.berta, path, just)).status == 201
    assert (await upload(team.berta, path, b"\n" + just)).status in {413, 422}
    huge = await upload(team.berta, path, PDF + b"\n" * (2 * MOST_BYTES))
    assert (huge.status, huge.json()["code"]) == (413, "document_too_large")


async def test_the_same_paper_twice_at_once_is_one(team: Team, path: str, tmp_path: Path) -> None:
    answers = await asyncio.gather(*(upload(team.berta, path, PDF) for _ in range(3)))

    assert {answer.status for answer in answers} == {201}
    assert len((await team.look(path[-36:]))["documents"]) == 1
    assert len([each for each in (tmp_path / "documents").rglob("*") if each.is_file()]) == 1


async def test_papers_are_for_whoever_looks_after_the_business(team: Team, path: str) -> None:
    case = ok(await upload(team.berta, path, PDF), 201)
    paper = f"{path}/documents/{case['documents'][0]['id']}"

    refused = await team.carl.get(paper)

    assert (refused.status, refused.json()["code"]) == (403, "not_your_case")
    assert (await upload(team.carl, path, PDF + b"\n%%EOF")).status == 403
    assert (await team.operator.get(paper)).status == 200
    assert (await team.market.client().get(paper)).status == 404
    assert (await team.market.guest.get(paper)).status == 401
    ok(await team.carl.post(f"{path}/take-over"))
    assert (await team.carl.get(paper)).status == 200
    assert (await team.berta.get(paper)).status == 403


async def test_a_paper_goes_with_a_reason(team: Team, path: str, tmp_path: Path) -> None:
    case = ok(await upload(team.berta, path, PDF, title="Ausweis"), 201)
    paper = f"{path}/documents/{case['documents'][0]['id']}"

    silent = await team.berta.post(f"{paper}/remove", json={"reason": " "})
    for _ in range(2):
        gone = await team.berta.post(f"{paper}/remove", json={"reason": "falsche Datei"})
        assert gone.status == 204

    assert silent.status == 422
    assert (await team.berta.get(paper)).json()["code"] == "document_removed"
    assert not [each for each in (tmp_path / "documents").rglob("*") if each.is_file()]
    entry = next(item for item in await team.timeline(path[-36:]) if item["what"] == "document")
    assert (entry["text"], entry["state"], entry["reason"]) == (
        "Ausweis", "deleted", "falsche Datei")  # fmt: skip
    again = ok(await upload(team.berta, path, PDF, title="Ausweis"), 201)
    assert len(again["documents"]) == 1
