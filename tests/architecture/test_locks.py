"""The locks: every package with hashes, no address, the same versions in both."""

import re

import pytest

from tools import bootstrap

LOCKS = [*bootstrap.LOCKS.values(), bootstrap.UV_REQUIREMENT]
REQUIREMENT = re.compile(
    r"^([a-z0-9-]+)==(\S+)[^\\]*\\\n((?:    --hash=\S+(?: \\)?\n?)+)", re.MULTILINE
)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_address_is_in_it(lock) -> None:
    assert not re.search(r"://|--index|--find-links|\bfile:", lock.read_text())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_has_hashes(lock) -> None:
    named = re.findall(r"^[a-z0-9-]+==", lock.read_text(), re.MULTILINE)
    assert named
    assert len(REQUIREMENT.findall(lock.read_text())) == len(named)


def test_what_is_tested_is_what_runs() -> None:
    run, dev = (
        {name: version for name, version, _ in REQUIREMENT.findall(path.read_text())}
        for path in bootstrap.LOCKS.values()
    )
    assert run.items() <= dev.items()


def test_every_member_of_the_workspace_is_installed() -> None:
    members = {
        str(path.parent.relative_to(bootstrap.ROOT))
        for pattern in ("*/pyproject.toml", "*/*/pyproject.toml")
        for path in bootstrap.ROOT.glob(pattern)
        if not path.relative_to(bootstrap.ROOT).parts[0].startswith(".")
    }
    assert members == set(bootstrap.MEMBERS)
