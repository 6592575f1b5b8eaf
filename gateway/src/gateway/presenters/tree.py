"""Finding one's way in the category tree."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar


class Node(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def children(self) -> "Sequence[Node]": ...


N = TypeVar("N", bound=Node)


def path_to(tree: Sequence[N], key: str) -> list[N]:
    """From the root to `key`, both included; empty when there is no such category."""
    for node in tree:
        if node.key == key:
            return [node]
        if below := path_to(node.children, key):
            return [node, *below]  # type: ignore[list-item]  # children are of the same kind
    return []


def walk(tree: Sequence[N]) -> Iterator[N]:
    for node in tree:
        yield node
        yield from walk(node.children)  # type: ignore[misc]  # children are of the same kind


def names(tree: Sequence[N]) -> dict[str, str]:
    return {node.key: node.name or node.key for node in walk(tree)}


def choices(tree: Sequence[N]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: the leaves of each branch, grouped under the branch's name."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for root in tree:
        branches = [node for node in root.children if node.children]
        leaves = [node for node in root.children if not node.children]
        groups += [(b.name, [(leaf.key, leaf.name) for leaf in walk(b.children)]) for b in branches]
        if leaves or not root.children:
            groups.append((root.name, [(leaf.key, leaf.name) for leaf in leaves or [root]]))
    return groups
