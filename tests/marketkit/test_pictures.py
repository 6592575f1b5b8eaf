"""Uploaded pictures: made small, written anew, and decoded where nothing can be broken."""

import io
from typing import Any

import pytest
from marketkit.pictures import Reencoder, RefusedPictureError, Why
from PIL import Image


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (1600, 1200), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "peru").save(out, kind, **more)
    return out.getvalue()


async def test_it_is_made_small_and_upright_and_loses_what_cameras_add() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x8298] = "Greta Morgenroth"

    ready = await Reencoder().reencode(a_picture(exif=exif), (320, 1280, 2000))

    assert (ready.size, ready.sizes) == ((1200, 1600), ((320, 427), (1200, 1600), (1200, 1600)))
    stored = [Image.open(io.BytesIO(file)) for file in ready.files]
    assert [(image.format, image.size) for image in stored] == [
        ("WEBP", size) for size in ready.sizes
    ]
    assert [dict(image.getexif()) for image in stored] == [{}, {}, {}]


@pytest.mark.parametrize("size", [(3200, 2400), (2400, 3200)])
async def test_neither_side_is_longer_than_allowed(size: tuple[int, int]) -> None:
    ready = await Reencoder().reencode(a_picture(size=size), [1600], 1600)

    assert max(ready.sizes[0]) == 1600
    assert min(ready.sizes[0]) == 1200


async def test_what_can_be_seen_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(out, "PNG")

    ready = await Reencoder().reencode(out.getvalue(), [8])

    assert Image.open(io.BytesIO(ready.files[0])).mode == "RGBA"


MOVING = a_picture("WEBP", (8, 8), save_all=True, append_images=[Image.new("RGB", (8, 8))])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Why.UNREADABLE),
        (a_picture("GIF", (8, 8)), Why.UNREADABLE),
        (a_picture(size=(64, 64))[:200], Why.UNREADABLE),
        (MOVING, Why.MOVING),
    ],
    ids=["nothing", "drawing", "gif", "half", "moving"],
)
async def test_what_is_no_picture_is_refused(content: bytes, why: Why) -> None:
    with pytest.raises(RefusedPictureError) as refused:
        await Reencoder().reencode(content, [320])
    assert refused.value.why is why


async def test_a_small_file_with_huge_pixels_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")

    with pytest.raises(RefusedPictureError) as refused:
        await Reencoder().reencode(out.getvalue(), [320])

    assert refused.value.why is Why.TOO_LARGE
