"""Form bodies the way Stripe nests them: `line_items[0][price_data][currency]=eur`."""

import re
from typing import Any
from urllib.parse import parse_qsl

from stripe_standin.errors import ApiError

_KEY = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")
_PART = re.compile(r"\[([^\[\]]*)\]")
_MOST_FIELDS = 1000
_DEEPEST = 8


def parse_form(text: str) -> dict[str, Any]:
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=False, max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise ApiError("Invalid request: the body is not a form.") from error
    tree: dict[str, Any] = {}
    for key, value in pairs:
        _put(tree, _path(key), value, key)
    return {name: _lists(node) for name, node in tree.items()}


def _path(key: str) -> list[str]:
    match = _KEY.match(key)
    if match is None:
        raise ApiError(f"Invalid parameter name: {key}", param=key)
    path = [match[1], *_PART.findall(match[2])]
    if len(path) > _DEEPEST:
        raise ApiError(f"Parameter nested too deeply: {key}", param=key)
    return path


def _put(tree: dict[str, Any], path: list[str], value: str, key: str) -> None:
    node = tree
    for step in path[:-1]:
        # `a[][b]` has no index of its own; Stripe's libraries always send one.
        child = node.setdefault(step or str(len(node)), {})
        if not isinstance(child, dict):
            raise ApiError(f"Invalid object: {key}", param=path[0])
        node = child
    last = path[-1] or str(len(node))
    if isinstance(node.get(last), dict):
        raise ApiError(f"Invalid object: {key}", param=path[0])
    node[last] = value


def _lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    inner = {name: _lists(child) for name, child in node.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
