"""Finds the route of a request, and refuses whatever has none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gateway.api.route import Route
from gateway.security.refusal import Refusal

# Identifiers and slugs look like this. Anything percent-encoded could be split differently by
# the service than it was here, so it is nobody's identifier.
_PARAMETER = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}").fullmatch
GUARDED = ("/api", "/media", "/webhooks")


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    parameter: "_Node | None" = None
    routes: dict[str, Route] = field(default_factory=dict)


class RouteTable:
    """A tree by path segment: finding a route costs a few dictionary look-ups."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node = self._root
        for part in route.path.split("/"):
            if part.startswith("{"):
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.children.setdefault(part, _Node())
        if route.method in node.routes:
            raise ValueError(route)
        node.routes[route.method] = route
        if route.method == "GET":
            node.routes["HEAD"] = route

    def find(self, method: str, path: str) -> Route | None:
        """None for paths outside the API. Raises Refusal (404, 405) for what is not listed."""
        if not path.startswith(GUARDED):
            return None
        node: _Node | None = self._root
        for part in path.split("/"):
            assert node is not None
            node = node.children.get(part) or (node.parameter if _PARAMETER(part) else None)
            if node is None:
                raise Refusal(404, "not_found", "Das gibt es hier nicht.")
        assert node is not None
        route = node.routes.get(method)
        if route is None:
            raise _missing(node)
        return route


def _missing(node: _Node) -> Refusal:
    if not node.routes:
        return Refusal(404, "not_found", "Das gibt es hier nicht.")
    allow = ", ".join(sorted(node.routes))
    return Refusal(
        405, "method_not_allowed", "Diese Aktion gibt es hier nicht.", headers={"Allow": allow}
    )
