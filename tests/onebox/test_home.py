"""The demo's folder: secrets for its owner alone, one demo at a time, and gone after a reset."""

import json
import stat
from pathlib import Path

import pytest
from onebox.home import Home
from onebox.say import StartError


def test_a_secret_is_invented_once_and_kept_private(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = home.secret("signing_key", lambda: "invented")
    second = home.secret("signing_key", lambda: "another")
    other = home.secret("webhook", lambda: "third")

    file = tmp_path / "secrets.json"
    assert (first, second, other) == ("invented", "invented", "third")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text()) == {"signing_key": "invented", "webhook": "third"}


def test_a_second_demo_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with (
        Home(tmp_path).occupied("http://127.0.0.1:8000"),
        pytest.raises(StartError, match=r"already runs: http://127\.0\.0\.1:8000 \(process \d+\)"),
        Home(tmp_path).occupied("http://127.0.0.1:9000"),
    ):
        pytest.fail("two demos in one folder")


def test_the_folder_is_free_again_after_the_demo(tmp_path: Path) -> None:
    for _ in range(2):
        with Home(tmp_path).occupied("http://127.0.0.1:8000"):
            pass
    assert (tmp_path / "lock").read_text() == ""


def test_a_reset_deletes_everything_but_the_lock(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.make()
    home.secret("a", lambda: "b")
    (home.mailbox / "new").mkdir(parents=True)

    with home.occupied("being reset"):
        home.delete()

    assert [path.name for path in tmp_path.iterdir()] == ["lock"]
