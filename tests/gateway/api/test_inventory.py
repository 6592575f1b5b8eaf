"""OWASP API9: what the services serve and what the door lets through are the same list."""

import re

import pytest
from gateway.api.routes import ROUTES

from tools.write_openapi import description

SERVICES = ("catalog", "orders", "search", "gateway")


def shape(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path)


def served(service: str) -> set[tuple[str, str]]:
    return {
        (method.upper(), shape(path))
        for path, operations in description(service)["paths"].items()
        for method in operations
    }


def listed(service: str) -> set[tuple[str, str]]:
    """Documentation and webhooks are no part of the described API."""
    return {
        (route.method, shape(route.path))
        for route in ROUTES
        if route.service == service and route.path.startswith(("/api/v1/", "/media/"))
    }


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_of_a_service_is_listed_and_every_listed_route_exists(service: str) -> None:
    assert listed(service) == served(service)
