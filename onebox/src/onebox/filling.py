"""Fills an empty demo with the region's example shops, once.

The seeder is a program of its own that uses the public API, like anybody could: it takes the
second core, and its memory goes with it.
"""

import asyncio
import contextlib
import sys
from pathlib import Path

from onebox.say import line

MARK = "seeded"


async def fill_once(market: str, region: Path, cluster: Path) -> None:
    """Run the seeder unless it has run to its end before; an interrupted one goes on."""
    if is_filled(cluster):
        return
    command = ("-m", "onebox.seed", "--url", market, "--region", str(region))
    seeder = await asyncio.create_subprocess_exec(sys.executable, *command)
    try:
        failed = await seeder.wait()
    finally:
        await _end(seeder)
    if failed:
        line("  The example shops are not all there (see above); the next start goes on with them.")
        return
    (cluster / MARK).write_text(market)


def is_filled(cluster: Path) -> bool:
    """The mark lies beside the data, so it goes when the data goes."""
    return (cluster / MARK).exists()


async def _end(seeder: asyncio.subprocess.Process) -> None:
    if seeder.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        seeder.terminate()
    await seeder.wait()
