"""`python -m onebox.seed --url http://127.0.0.1:8000` fills a running market."""

import argparse
import asyncio
import sys
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from marketkit.clock import HERE
from rich.console import Console

from onebox.seed.caseload import Caseload
from onebox.seed.client import RefusedError, UnreachableError
from onebox.seed.files import StockedShop, read_cases, read_seed, read_window
from onebox.seed.market import signed_in
from onebox.seed.over_http import market_at
from onebox.seed.progress import shown
from onebox.seed.sow import Handover, Report, Sower
from onebox.seed.stations import Stations, read_stations
from onebox.settings import OneboxSettings

A_YEAR = timedelta(days=365)
OWNED_SHOP = "baeckerei-morgenroth"
DEMO_PASSWORD = "marktplatz-zeitz"  # noqa: S105  printed by the demo for everybody to see
SHOWN_REFUSALS = 12


def main() -> int:
    chosen = choices().parse_args()
    console = Console()
    shops = read_seed(chosen.region)
    try:
        report = asyncio.run(_fill(chosen, shops, console))
    except (RefusedError, UnreachableError) as error:
        console.print(f"  The market cannot be filled: {error}", markup=False)
        return 1
    return _told(report, console)


async def _fill(chosen: argparse.Namespace, shops: list[StockedShop], console: Console) -> Report:
    total = sum(len(stocked.products) for stocked in shops)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(market_at(chosen.url))
        advisor = await stack.enter_async_context(signed_in(client, chosen.email, chosen.password))
        owner = await stack.enter_async_context(
            signed_in(client, chosen.owner_email, chosen.owner_password)
        )
        operator = None
        if chosen.operator_email:
            operator = await stack.enter_async_context(
                signed_in(client, chosen.operator_email, chosen.operator_password)
            )
        handover = Handover(OWNED_SHOP, owner, chosen.owner_email)
        with shown(total, console) as bar:
            until = (datetime.now(UTC) + A_YEAR).date()
            sower = Sower(advisor, bar, until, read_window(chosen.region), operator)
            report = await sower.sow(shops, [handover])
        if operator is not None:
            await Stations(operator, advisor, report).set_up(read_stations(chosen.region))
        await Caseload(advisor, owner, _today(), report).fill(read_cases(chosen.region))
        return report


def _today() -> date:
    return datetime.now(HERE).date()


def _told(report: Report, console: Console) -> int:
    console.print(
        f"  {report.shops_made} shops and {report.products_made} products brought in, "
        f"{report.products_found} products were there.",
        highlight=False,
    )
    for slug in report.left_alone:
        console.print(f"  {slug} is its owner's now and stays as it is.", markup=False)
    for refusal in report.refusals[:SHOWN_REFUSALS]:
        console.print(f"  refused: {refusal}", markup=False, highlight=False)
    return 1 if report.refusals else 0


def choices() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onebox.seed", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--email", default="beratung@example.org", help="an advisor's login")
    parser.add_argument("--password", default=DEMO_PASSWORD)
    parser.add_argument("--owner-email", default="baeckerei@example.org")
    parser.add_argument("--owner-password", default=DEMO_PASSWORD)
    parser.add_argument("--operator-email", default="betrieb@example.org", help="'' for none")
    parser.add_argument("--operator-password", default=DEMO_PASSWORD)
    parser.add_argument("--region", type=Path, default=OneboxSettings().region_dir)
    return parser


if __name__ == "__main__":
    sys.exit(main())
