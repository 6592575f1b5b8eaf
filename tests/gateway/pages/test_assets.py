"""Static files and pictures: kept for ever, packed, small, and nothing inline."""

import gzip
import re
from pathlib import Path

from gateway.pages import assets
from starlette.types import ASGIApp

import gateway
from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.house import Browser, Outline, pages_app
from tests.support.asgi import Answer, AsgiClient

SIXTY_KILOBYTES = 60_000
HOME = Path(gateway.__file__).parent


async def over_the_wire(app: ASGIApp, path: str) -> Answer:
    return await AsgiClient(app).get(path, headers={"accept-encoding": "gzip"})


async def test_the_first_page_is_light(app: ASGIApp) -> None:
    first = await over_the_wire(app, "/")
    page = Outline(gzip.decompress(first.body).decode())
    loaded = {"stylesheet", "icon"}
    linked = [found["href"] for found in page.all("link") if found["rel"] in loaded]
    linked += [found["src"] for found in page.all("script") if "src" in found]
    linked += [found["href"].partition("#")[0] for found in page.all("use")]
    linked += [assets.address(f"{name}.js") for name in ("suggest", "ticks", "copy", "once")]

    answers = [await over_the_wire(app, path) for path in dict.fromkeys(linked)]

    assert all(answer.status == 200 for answer in answers)
    assert len(first.body) + sum(len(answer.body) for answer in answers) < SIXTY_KILOBYTES


async def test_static_files_may_be_kept_for_ever(app: ASGIApp) -> None:
    answer = await over_the_wire(app, assets.address("base.css"))

    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (HOME / "static" / "base.css").read_bytes()


async def test_the_address_of_an_earlier_release_is_not_kept(app: ASGIApp) -> None:
    answer = await AsgiClient(app).get("/static/000000000000/base.css")

    assert answer.headers["cache-control"] == "no-cache"
    assert (await AsgiClient(app).get("/static/0/..%2Fengine.py")).status == 404


async def test_a_page_with_a_form_token_is_not_packed(app: ASGIApp) -> None:
    cookie = {"cookie": "sid=anna@example.org", "accept-encoding": "gzip"}

    answer = await AsgiClient(app).get("/laden", headers=cookie)

    assert "content-encoding" not in answer.headers


async def test_pictures_come_from_the_region_and_a_basket_stands_in(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "brot.svg").write_text("<svg/>")
    (tmp_path / "geheim.svg").write_text("geheim")
    client = AsgiClient(pages_app(FakeMarket(), region=tmp_path))

    assert (await client.get("/bilder/brot.svg")).text == "<svg/>"
    assert "<svg" in (await client.get("/bilder/gibtsnicht.svg")).text
    assert (await client.get("/bilder/..%2Fgeheim.svg")).status == 404


async def test_a_region_without_lists_still_has_pages(tmp_path: Path) -> None:
    browser = Browser(pages_app(FakeMarket(), region=tmp_path))

    assert (await browser.get("/")).status == 200
    assert (await browser.get("/suche")).status == 200


def test_templates_carry_no_script_and_no_style_of_their_own() -> None:
    for path in HOME.glob("templates/**/*.html"):
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*src=)", text), path
        assert "<style" not in text, path
        assert not re.search(r"\s(style|on[a-z]+)=", text), path
        assert "|safe" not in text or path.name == "product.html", path
