"""The example shops come once, and an interrupted seeder leaves no process and no mark."""

import asyncio
import contextlib
import sys
from pathlib import Path

import psutil
import pytest

from onebox import filling

MARKET, REGION = "http://127.0.0.1:8000", Path("regions/zeitz")


@pytest.fixture
def seeder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for Python: a script that notes each run, then does what `behaviour` says."""
    script = tmp_path / "seeder"
    noting = f'echo "$@" >> {tmp_path}/runs; echo $$ > {tmp_path}/pid'
    script.write_text(f"#!/bin/sh\n{noting}\n. {tmp_path}/behaviour\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    (tmp_path / "behaviour").write_text("exit 0")
    return tmp_path


def runs(folder: Path) -> list[str]:
    return (folder / "runs").read_text().splitlines()


async def test_a_filled_market_is_not_filled_again(seeder: Path) -> None:
    for _ in range(2):
        await filling.fill_once(MARKET, REGION, seeder)

    assert runs(seeder) == [f"-m onebox.seed --url {MARKET} --region {REGION}"]


async def test_a_seeder_that_failed_goes_on_at_the_next_start(
    seeder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeder / "behaviour").write_text("exit 3")
    await filling.fill_once(MARKET, REGION, seeder)
    assert "not all there" in capsys.readouterr().out

    (seeder / "behaviour").write_text("exit 0")
    await filling.fill_once(MARKET, REGION, seeder)

    assert len(runs(seeder)) == 2
    assert (seeder / filling.MARK).exists()


async def test_a_stop_ends_the_seeder(seeder: Path) -> None:
    (seeder / "behaviour").write_text("exec sleep 60")
    work = asyncio.create_task(filling.fill_once(MARKET, REGION, seeder))
    async with asyncio.timeout(10):
        while not (seeder / "pid").exists() or not (seeder / "pid").read_text():
            await asyncio.sleep(0.01)
    pid = int((seeder / "pid").read_text())

    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work

    assert not psutil.pid_exists(pid)
    assert not (seeder / filling.MARK).exists()
