"""Poster and shelf cards read back: words, pages, tags, and the QR codes square by square."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import segno
from catalog.files import qr
from marketkit.clock import new_id
from pypdf import PdfReader

from tests.catalog.builders import a_variant
from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.http.test_pictures import a_picture, multipart
from tests.support.asgi import Answer

EURO = {"currency": "EUR"}
BASE = "http://127.0.0.1:8000"
A_WEEK, TWO_MONTHS = timedelta(days=7), timedelta(days=60)
_PAINTED = re.compile(r"\n[fFSsBbn]\*?\n")
_SQUARES = re.compile(r"(\d+) (\d+) m (\d+) \2 l \3 (\d+) l \1 \4 l\nh")


def paper(answer: Answer) -> PdfReader:
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    return PdfReader(io.BytesIO(answer.body))


def text_of(pdf: PdfReader) -> str:
    whole = "\n".join(page.extract_text() for page in pdf.pages)
    return " ".join(whole.replace("\xad\n", "").replace("\xad", "").split())


def codes_in(pdf: PdfReader) -> list[set[tuple[int, int]]]:
    """The dark modules of each code drawn, in order."""
    found = []
    for page in pdf.pages:
        drawn = page.get_contents()
        assert drawn is not None
        for path in _PAINTED.split(drawn.get_data().decode("latin-1")):
            dark = {
                (x, y)
                for left, top, right, bottom in _SQUARES.findall(path)
                for x in range(int(left), int(right))
                for y in range(int(top), int(bottom))
            }
            if (0, 0) in dark and len(dark) > 100:
                found.append(dark)
    return found


def code_of(address: str) -> set[tuple[int, int]]:
    made = segno.make(address, error="m", micro=False, boost_error=False)
    return {(x, y) for y, row in enumerate(made.matrix) for x, dark in enumerate(row) if dark}


def is_accessible(pdf: PdfReader) -> bool:
    catalogue: Any = pdf.trailer["/Root"]
    marked = bool(catalogue["/MarkInfo"]["/Marked"].value)
    return marked and catalogue["/Lang"] == "de" and "/StructTreeRoot" in catalogue


def test_the_drawing_is_the_code() -> None:
    address = "https://markt.example/produkt/018f3c5e-aaaa-7bbb-8ccc-1234567890ab"

    dark = {(x, y) for y, row in enumerate(qr.matrix(address)) for x, on in enumerate(row) if on}
    drawn = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", qr.drawing(address))
        for step in range(int(width))
    }

    assert dark == drawn == code_of(address)


@pytest.mark.parametrize(
    ("size", "wide", "high"), [("a4", 595, 842), ("a5", 420, 595), ("a6", 298, 420)]
)
async def test_a_poster_says_who_when_and_where(
    desk: Desk, size: str, wide: int, high: int
) -> None:
    tagline = {"tagline": "Sauerteig seit 1908"}
    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json=tagline))

    answer = await desk.advisor.get(f"/api/v1/shops/{desk.slug}/poster.pdf?size={size}")
    pdf = paper(answer)

    text = text_of(pdf)
    for words in (
        "Regionalmarkt Zeitz", "Bäckerei Morgenroth", "Sauerteig seit 1908", "6\N{EN DASH}18 Uhr",
        "Wendische Straße 4, 06712 Zeitz", "03441 555010", "laden/baeckerei-morgenroth",
    ):  # fmt: skip
        assert words in text
    assert len(pdf.pages) == 1
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [wide, high]
    assert codes_in(pdf) == [code_of(f"{BASE}/laden/{desk.slug}")]
    assert is_accessible(pdf)
    name = f"aushang-{desk.slug}-{size}.pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


async def test_the_shops_photo_is_on_it(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    drawn = paper(await desk.advisor.get(f"{path}/poster.pdf"))
    body, headers = multipart(a_picture())
    ok(await desk.advisor.put(f"{path}/image", body=body, headers=headers))

    photographed = paper(await desk.advisor.get(f"{path}/poster.pdf"))

    assert not drawn.pages[0].images
    assert len(photographed.pages[0].images) == 1


async def test_words_of_people_are_never_markup(desk: Desk) -> None:
    odd = '#read("x") $y$ *fett* @wer [a] \\ `roh`'
    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": odd}))

    pdf = paper(await desk.advisor.get(f"/api/v1/shops/{desk.slug}/poster.pdf"))

    assert odd in text_of(pdf)


async def test_cards_say_what_the_law_wants_beside_a_price(desk: Desk) -> None:
    bottle = a_variant(
        label="Flasche", price={"amount": 240} | EURO, content_amount="0.5", content_unit="l",
        deposit={"amount": 15} | EURO, deposit_kind="mw_015",
    )  # fmt: skip
    await desk.go_live()
    bread = await desk.on_sale()
    ok(await desk.advisor.patch(f"/api/v1/products/{bread['id']}", json={"variants": [bottle]}))

    pdf = paper(await desk.advisor.get(f"/api/v1/shops/{desk.slug}/shelf-cards.pdf"))

    text = text_of(pdf)
    for words in (
        "Roggenmischbrot", "4,80 €", "6,40 €/kg", "2,40 € MEHRWEG", "4,80 €/l, zzgl. 0,15 € Pfand",
        "Enthält Gluten (Roggen, Weizen).", "Bäckerei Morgenroth", "Stand 20.11.2026",
    ):  # fmt: skip
        assert words in text
    assert is_accessible(pdf)
    address = f"{BASE}/produkt/{bread['id']}"
    assert codes_in(pdf) == [code_of(address)] * 2


async def test_eight_stand_on_a_sheet_and_only_those_chosen(desk: Desk) -> None:
    await desk.go_live()
    goods = [await desk.on_sale(title=f"Brot {n}") for n in range(9)]
    draft = await desk.product(title="Noch nicht")
    path = f"/api/v1/shops/{desk.slug}/shelf-cards.pdf"

    everything = paper(await desk.advisor.get(path))
    chosen = "&".join(f"products={one['id']}" for one in [*goods[:2], draft])
    some = paper(await desk.advisor.get(f"{path}?{chosen}"))

    assert len(everything.pages) == 2
    assert "Noch nicht" not in text_of(everything)
    assert len(some.pages) == 1
    assert len(codes_in(some)) == 2


async def test_a_promotion_stands_on_the_card(desk: Desk) -> None:
    owner_price = {"amount": 400} | EURO
    await desk.go_live()
    bread = await desk.on_sale()
    desk.market.clock.at += TWO_MONTHS
    plan = {
        "variants": [{"id": bread["variants"][0]["id"], "price": owner_price}],
        "ends_at": (desk.market.clock.now() + A_WEEK).isoformat(),
    }
    ok(await desk.advisor.post(f"/api/v1/products/{bread['id']}/promotions", json=plan), 201)

    text = text_of(paper(await desk.advisor.get(f"/api/v1/shops/{desk.slug}/shelf-cards.pdf")))

    assert "4,00 €" in text
    assert "Niedrigster Preis der letzten 30 Tage: 4,80 €" in text


async def test_goods_of_others_and_too_many_are_refused(desk: Desk, market: Market) -> None:
    await desk.go_live()
    path = f"/api/v1/shops/{desk.slug}/shelf-cards.pdf"

    empty = await desk.advisor.get(path)
    strange = await desk.advisor.get(f"{path}?products={new_id()}")
    many = await desk.advisor.get(f"{path}?{'&'.join(f'products={uuid4()}' for _ in range(201))}")
    odd = await desk.advisor.get(f"/api/v1/shops/{desk.slug}/poster.pdf?size=a0")

    assert [answer.status for answer in (empty, strange, many, odd)] == [422] * 4
    assert empty.json()["code"] == strange.json()["code"] == "nothing_to_print"


async def test_only_those_who_may_change_it_print_it(desk: Desk, market: Market) -> None:
    for name in ("poster.pdf", "shelf-cards.pdf"):
        path = f"/api/v1/shops/{desk.slug}/{name}"
        assert (await market.guest.get(path)).status == 401
        assert (await market.client().get(path)).status == 404
    await desk.consent("products", "visibility")
    ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/go-live"))
    await desk.on_sale()

    poster = await desk.advisor.get(f"/api/v1/shops/{desk.slug}/poster.pdf")
    cards = await desk.advisor.get(f"/api/v1/shops/{desk.slug}/shelf-cards.pdf")

    assert (poster.status, poster.json()["code"]) == (403, "not_in_mandate")
    assert cards.status == 200
