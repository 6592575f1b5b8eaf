"""`python -m tools.take_pictures` takes the handbook's pictures from the demo, filled and running.

`--url http://127.0.0.1:8000` takes them from a demo that runs already.
"""

import argparse
import asyncio
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import APIRequestContext, Browser, Page, async_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "handbuch" / "bilder"
PASSWORD = "marktplatz-zeitz"  # noqa: S105  printed by the demo for everybody to see
MOST_BYTES = 120 * 1024
PHONE, DESK = (360, 720), (1280, 800)
PORT, PATIENCE = 8790, 900
GUEST, OWNER, ADVISOR = "", "baeckerei@example.org", "beratung@example.org"
SHOP, _DRAFT = "baeckerei-morgenroth", "backhaus-kayna"
_COUNTER = f"/theke/{SHOP}"


@dataclass(frozen=True)
class Picture:
    """`link` is followed from `path` when the address cannot be known beforehand."""

    name: str
    who: str
    path: str
    size: tuple[int, int] = DESK
    link: str = ""


PICTURES = (
    Picture("mitmachen", GUEST, "/mitmachen"),
    Picture("code", GUEST, "/mandat", PHONE),
    Picture("heute", OWNER, _COUNTER),
    Picture("vollmacht-laden", OWNER, f"{_COUNTER}/beratung"),
    Picture("profil", OWNER, f"{_COUNTER}/profil", PHONE),
    Picture("nachweise", OWNER, f"{_COUNTER}/nachweise"),
    Picture("produkt-neu", OWNER, f"{_COUNTER}/produkte/neu", PHONE),
    Picture("import", OWNER, f"{_COUNTER}/import"),
    Picture("verlauf", OWNER, f"{_COUNTER}/verlauf?wer=advisor"),
    Picture("nachfrage", ADVISOR, "/beratung/nachfrage"),
    Picture("tafel", ADVISOR, "/beratung"),
    Picture("betrieb", ADVISOR, "/beratung", link="Backhaus Kayna"),
    Picture("kalender", ADVISOR, "/beratung/kalender"),
    Picture("vollmacht", ADVISOR, f"/vollmacht/{_DRAFT}"),
    Picture("auftrag", ADVISOR, f"/theke/{_DRAFT}/produkte"),
    Picture("bericht", ADVISOR, "/beratung/bericht"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--only", default="", help="names, with commas between them")
    asyncio.run(_take(parser.parse_args()))
    return 0


async def _take(chosen: argparse.Namespace) -> None:
    wanted = set(filter(None, chosen.only.split(",")))
    async with _market(chosen.url) as base, _browser() as browser:
        for who in (GUEST, OWNER, ADVISOR):
            context = await browser.new_context(locale="de-DE", reduced_motion="reduce")
            page = await context.new_page()
            if who:
                await _sign_in(page, base, who)
            else:
                await _order(page.request, f"{base}/api/v1")
            for picture in PICTURES:
                if picture.who == who and (not wanted or picture.name in wanted):
                    _keep(picture.name, await _shot(page, base, picture))
            await context.close()


async def _sign_in(page: Page, base: str, email: str) -> None:
    await page.goto(f"{base}/anmelden")
    await page.locator("#email").fill(email)
    await page.locator("#password").fill(PASSWORD)
    await page.get_by_role("main").get_by_role("button", name="Anmelden").click()
    await page.wait_for_url(f"{base}/")


async def _order(http: APIRequestContext, api: str) -> None:
    """Somebody orders at the bakery, so that its counter has something to do."""
    found = await (await http.get(f"{api}/search?q=brot&shop={SHOP}&available=true")).json()
    product = await (await http.get(f"{api}/products/{found['hits'][0]['product_id']}")).json()
    line = {"variant_id": product["variants"][0]["id"], "quantity": 2}
    cart = await (await http.post(f"{api}/carts", data={"lines": [line]})).json()
    slots = (await (await http.get(f"{api}/carts/{cart['id']}/slots")).json())["shops"]
    wanted = {
        "contact": {"name": "Ruth Albrecht", "email": None, "phone": "03441 555999"},
        "slots": {shop["shop_id"]: shop["slots"][0]["start"] for shop in slots},
        "payment": "pickup",
    }
    key = {"Idempotency-Key": f"handbook-{cart['id']}"}
    answer = await http.post(f"{api}/carts/{cart['id']}/checkout", data=wanted, headers=key)
    if not answer.ok:
        raise SystemExit(await answer.text())


async def _shot(page: Page, base: str, picture: Picture) -> bytes:
    width, height = picture.size
    await page.set_viewport_size({"width": width, "height": height})
    answer = await page.goto(base + picture.path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{picture.name}: {picture.path} does not answer")
    if picture.link:
        # Long names carry places where they may be broken.
        name = re.compile("\N{SOFT HYPHEN}?".join(picture.link))
        await page.locator("main a", has_text=name).first.click()
        await page.wait_for_load_state()
    await page.evaluate("document.fonts.ready")
    return await page.screenshot()


def _keep(name: str, shot: bytes) -> None:
    """As WebP, which every browser shows; as good as fits into the size."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for quality in (82, 70, 55, 40):
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() < MOST_BYTES:
            break
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.webp").write_bytes(out.getvalue())
    sys.stdout.write(f"{name}.webp {out.tell() // 1024} kB\n")


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        # Date fields and file buttons speak the browser's own language, not the page's.
        speaking: dict[str, str | float | bool] = {"LANGUAGE": "de", "LANG": "de_DE.UTF-8"}
        browser = await playwright.chromium.launch(
            executable_path=program, args=arguments, env=speaking
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def _market(url: str) -> AsyncIterator[str]:
    """The one that runs, or a fresh one that is gone afterwards."""
    if url:
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="handbook-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # noqa: ASYNC240 -- nobody waits for this
        log = folder / "log"
        settings = [f"DEMO_DIR={folder}/demo", f"PORT={PORT}", "PYTHONUNBUFFERED=1"]
        command = ["env", *settings, sys.executable, "-m", "onebox"]
        with log.open("wb") as out:
            demo = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT
            )
        try:
            async with asyncio.timeout(PATIENCE):
                while b"The market is open" not in log.read_bytes():
                    if demo.returncode is not None:
                        raise SystemExit(log.read_text()[-2000:])
                    await asyncio.sleep(0.5)
            yield f"http://127.0.0.1:{PORT}"
        finally:
            if demo.returncode is None:
                demo.terminate()
                await demo.wait()


if __name__ == "__main__":
    sys.exit(main())
