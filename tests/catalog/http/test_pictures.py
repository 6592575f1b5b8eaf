"""Pictures: taken in safely, kept small, served for ever."""

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.catalog.conftest import Desk, Market, ok
from tests.support.asgi import Answer, AsgiClient

LIMIT = 8 * 1024 * 1024


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (1600, 1200), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "peru").save(out, kind, **more)
    return out.getvalue()


def multipart(content: bytes, alt: str = "") -> tuple[bytes, dict[str, str]]:
    lines = [
        b"--grenze",
        b'content-disposition: form-data; name="alt"',
        b"",
        alt.encode(),
        b"--grenze",
        b'content-disposition: form-data; name="file"; filename="../../brot.jpg"',
        b"content-type: image/jpeg",
        b"",
        content,
        b"--grenze--",
        b"",
    ]
    return b"\r\n".join(lines), {"content-type": "multipart/form-data; boundary=grenze"}


async def upload(client: AsgiClient, product_id: str, content: bytes, alt: str = "") -> Answer:
    body, headers = multipart(content, alt)
    return await client.post(f"/api/v1/products/{product_id}/images", body=body, headers=headers)


async def test_a_picture_is_stored_in_three_widths_without_its_secrets(
    desk: Desk, market: Market
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x8298] = "Greta Morgenroth"
    product = await desk.product()

    changed = ok(
        await upload(desk.advisor, product["id"], a_picture(exif=exif), "Ein Laib Brot"), 201
    )

    (image,) = changed["images"]
    assert (image["width"], image["height"], image["alt"]) == (1200, 1600, "Ein Laib Brot")
    for width, expected in (("320", 320), ("640", 640), ("1280", 1200)):
        served = await market.guest.get(image["urls"][width])
        stored = Image.open(io.BytesIO(served.body))
        assert (stored.format, stored.width) == ("WEBP", expected)
        assert dict(stored.getexif()) == {}
        assert served.headers["content-type"] == "image/webp"
        assert served.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert served.headers["x-content-type-options"] == "nosniff"


async def test_the_same_picture_stays_one_also_at_the_same_time(desk: Desk, tmp_path: Path) -> None:
    product, content = await desk.product(), a_picture(size=(40, 30))

    answers = await asyncio.gather(
        *(upload(desk.advisor, product["id"], content) for _ in range(3))
    )
    again = ok(await upload(desk.advisor, product["id"], content), 201)

    assert {answer.status for answer in answers} == {201}
    assert len(again["images"]) == 1
    assert len(list((tmp_path / "media").rglob("*.webp"))) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable_picture"),
        (b"", "unreadable_picture"),
        (a_picture("GIF", (8, 8)), "unreadable_picture"),
        (a_picture(size=(64, 64))[:200], "unreadable_picture"),
        (
            a_picture("WEBP", (8, 8), save_all=True, append_images=[Image.new("RGB", (8, 8))]),
            "moving_picture",
        ),
    ],
)
async def test_what_is_no_picture_is_refused(desk: Desk, content: bytes, code: str) -> None:
    product = await desk.product()

    refused = await upload(desk.advisor, product["id"], content)

    assert (refused.status, refused.json()["code"]) == (422, code)


async def test_a_small_file_with_huge_pixels_is_refused(desk: Desk, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    product = await desk.product()

    refused = await upload(desk.advisor, product["id"], out.getvalue())

    assert (refused.status, refused.json()["code"]) == (422, "picture_too_large")
    assert not (tmp_path / "media").exists()


async def test_more_than_eight_mebibytes_are_not_read(desk: Desk) -> None:
    product = await desk.product()

    just_over = await upload(desk.advisor, product["id"], b"x" * (LIMIT + 1))
    far_over = await upload(desk.advisor, product["id"], b"x" * (2 * LIMIT))

    assert (just_over.status, far_over.status) == (413, 413)


async def test_strangers_are_turned_away_before_any_decoding(desk: Desk, market: Market) -> None:
    product, content = await desk.product(), a_picture(size=(40, 30))

    assert (await upload(market.guest, product["id"], content)).status == 401
    assert (await upload(market.client(), product["id"], content)).status == 404


async def test_a_ninth_picture_is_one_too_many(desk: Desk) -> None:
    product = await desk.product()
    for n in range(8):
        ok(await upload(desk.advisor, product["id"], a_picture(size=(8, 8 + n))), 201)

    refused = await upload(desk.advisor, product["id"], a_picture(size=(8, 99)))

    assert (refused.status, refused.json()["code"]) == (409, "too_many_pictures")


async def test_a_picture_is_described_and_removed(desk: Desk, tmp_path: Path) -> None:
    product = await desk.product()
    (image,) = ok(await upload(desk.advisor, product["id"], a_picture(size=(40, 30))), 201)[
        "images"
    ]
    path = f"/api/v1/products/{product['id']}/images/{image['id']}"

    described = ok(await desk.advisor.patch(path, json={"alt": "Brot im Korb"}))
    removed = await desk.advisor.delete(path)
    again = await desk.advisor.delete(path)

    assert described["images"][0]["alt"] == "Brot im Korb"
    assert (removed.status, again.status) == (204, 404)
    assert ok(await desk.advisor.get(f"/api/v1/products/{product['id']}"))["images"] == []
    assert list((tmp_path / "media").rglob("*.webp")) == []


async def test_a_form_without_a_file_is_a_plain_refusal(desk: Desk) -> None:
    product = await desk.product()
    path = f"/api/v1/products/{product['id']}/images"
    kind = {"content-type": "multipart/form-data; boundary=grenze"}

    empty = await desk.advisor.post(path, body=b"--grenze--\r\n", headers=kind)
    broken = await desk.advisor.post(path, body=b"--nix\r\nx", headers=kind)
    unnamed = await desk.advisor.post(
        path, body=b"x", headers={"content-type": "multipart/form-data"}
    )
    other = await desk.advisor.post(path, json={"file": "x"})

    body, headers = multipart(a_picture(size=(8, 8)), "x" * 201)
    wordy = await desk.advisor.post(path, body=body, headers=headers)

    assert (wordy.status, wordy.json()["errors"][0]["field"]) == (422, "alt")
    assert empty.json()["errors"][0]["field"] == "file"
    assert broken.status in {400, 422}
    assert unnamed.status in {400, 422}
    assert other.status == 415


@pytest.mark.parametrize(
    "name", ["x.webp", "%2e%2e%2fsecret", "0" * 32 + "-640.jpg", "0" * 32 + "-640.webp"]
)
async def test_only_our_own_names_lead_to_files(market: Market, name: str) -> None:
    assert (await market.guest.get(f"/media/{name}")).status == 404
