"""`python -m search.rebuild [--back]`: has Meilisearch's index built anew, or the former one back.

The worker that leads the index does it; this command asks it and waits. Both may be repeated.
The embedded engine builds its index at each start: restart the app instead.
"""

import argparse
import asyncio
import sys

from marketkit.db import Database

from search.index.meili.engine import MeiliEngine
from search.settings import SearchSettings
from search.store.upkeep import Upkeep

WAIT_SECONDS = 3600.0
_LOOK_SECONDS = 0.2


def main() -> None:
    arguments = _parser().parse_args()
    settings = SearchSettings()  # type: ignore[call-arg]  # from the environment
    url = settings.database_url.get_secret_value()
    sys.exit(asyncio.run(run(url, back=arguments.back, wait=arguments.wait)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="search.rebuild", description=__doc__)
    parser.add_argument("--back", action="store_true", help="to the index before the last swap")
    parser.add_argument("--wait", type=float, default=WAIT_SECONDS, help="seconds, at most")
    return parser


async def run(database_url: str, *, back: bool, wait: float) -> int:
    """0: done; 1: there is nothing to go back to; 2: nobody has done it yet."""
    database = await Database.open(database_url, pool_size=2)
    try:
        upkeep = Upkeep(database.pool, MeiliEngine.name)
        former = await upkeep.former()
        if back and former is None:
            sys.stderr.write("No former index is kept: they are deleted a day after the swap.\n")
            return 1
        await upkeep.ask("back" if back else "rebuild")
        try:
            async with asyncio.timeout(wait):
                await _granted(upkeep)
        except TimeoutError:
            sys.stderr.write("Not done yet; the wish stands until a search worker leads.\n")
            return 2
        if back and await upkeep.former() == former:
            sys.stderr.write("The former index was built with other settings; nothing changed.\n")
            return 1
        sys.stdout.write("Done.\n")
        return 0
    finally:
        await database.close()


async def _granted(upkeep: Upkeep) -> None:
    # Another program does it; asking is the only way to know.
    while await upkeep.wish():  # noqa: ASYNC110
        await asyncio.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    main()
