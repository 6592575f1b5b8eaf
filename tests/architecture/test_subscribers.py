"""Whoever holds the market's invariants looks at every queue there is, wherever it is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.verify_invariants import SUBSCRIBERS

ROOT = Path(__file__).parents[2]
SOURCES = {name: ROOT / "services" / name for name in ("catalog", "orders", "search")} | {
    "gateway": ROOT / "gateway"
}


@pytest.mark.parametrize("service", SOURCES)
def test_every_queue_is_looked_at(service: str) -> None:
    named = {queue for file in SOURCES[service].rglob("src/**/*.py") for queue in _queues(file)}

    assert named == {one.queue for one in SUBSCRIBERS[service]}
    assert all(queue.startswith(f"{service}.") for queue in named)


def test_every_service_is_looked_at() -> None:
    assert SUBSCRIBERS.keys() == SOURCES.keys()


def _queues(file: Path) -> Iterator[str]:
    """The queues that a file subscribes to."""
    text = file.read_text()
    if "Subscription(" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Subscription":
            first = [*node.args, *(k.value for k in node.keywords if k.arg == "queue")][0]
            assert isinstance(first, ast.Constant), f"{file}: a queue has a name of its own"
            yield str(first.value)
