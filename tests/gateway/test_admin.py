import io

import pytest

from gateway import admin
from tests.support.databases import Templates


async def run(url: str, *words: str) -> int:
    return await admin.run(admin._parser().parse_args(words), url)


async def test_the_first_operator_is_made_from_the_command_line(
    databases: Templates, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with databases.url("gateway:migrations") as url:
        monkeypatch.setattr("sys.stdin", io.StringIO("sieben gute Worte\n"))
        made = await run(url, "create-account", "Betrieb@example.org", "Der Betrieb")
        granted = [await run(url, "grant", "betrieb@example.org", "operator") for _ in range(2)]
        taken_back = await run(url, "take-back", "betrieb@example.org", "operator")

    assert (made, granted, taken_back) == (0, [0, 0], 0)
    assert capsys.readouterr().out.splitlines() == [
        "betrieb@example.org: resident",
        "betrieb@example.org: operator, resident",
        "betrieb@example.org: operator, resident",
        "betrieb@example.org: resident",
    ]


async def test_what_does_not_work_is_said_and_is_a_failure(
    databases: Templates, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with databases.url("gateway:migrations") as url:
        monkeypatch.setattr("sys.stdin", io.StringIO("kurz\n"))
        outcomes = [
            await run(url, "create-account", "betrieb@example.org", "Betrieb"),
            await run(url, "grant", "nobody@example.org", "operator"),
        ]

    assert outcomes == [1, 1]
    said = capsys.readouterr().err
    assert "password: Bitte mindestens 10 Zeichen" in said
    assert "kein Konto" in said
