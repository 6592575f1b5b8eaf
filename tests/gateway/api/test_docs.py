import re
from typing import Any

from gateway.api.docs_page import render
from gateway.api.merged_openapi import merged
from gateway.api.route import Route
from gateway.api.routes import ROUTES

from tests.gateway.house import House


def an_operation(reference: str = "Thing") -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{reference}"}
    return {
        "summary": "Say <something>",
        "tags": ["things"],
        "security": [{"internal": []}],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ],
        "responses": {"200": {"content": {"application/json": {"schema": schema}}}},
    }


def a_part(*paths: str) -> dict[str, Any]:
    return {
        "paths": {path: {"get": an_operation(), "delete": an_operation()} for path in paths},
        "components": {
            "schemas": {
                "Thing": {"properties": {"other": {"$ref": "#/components/schemas/Other"}}},
                "Other": {"type": "string"},
            }
        },
    }


LISTED = [
    Route("GET", "/api/v1/shops/{slug}", "catalog"),
    Route("GET", "/api/v1/carts/{id}", "orders"),
]


def test_only_what_is_listed_is_described() -> None:
    document = merged(
        {
            "catalog": a_part(
                "/api/v1/shops/{shop_slug}", "/internal/rebuild", "/api/v1/carts/{id}"
            ),
            "orders": a_part("/api/v1/carts/{id}"),
        },
        LISTED,
    )

    described = {path: set(operations) for path, operations in document["paths"].items()}
    assert described == {"/api/v1/shops/{shop_slug}": {"get"}, "/api/v1/carts/{id}": {"get"}}


def test_two_services_may_use_one_name_for_two_things() -> None:
    document = merged(
        {
            "catalog": a_part("/api/v1/shops/{slug}"),
            "orders": a_part("/api/v1/carts/{id}"),
        },
        LISTED,
    )

    schemas = document["components"]["schemas"]
    assert set(schemas) == {"catalog.Thing", "catalog.Other", "orders.Thing", "orders.Other"}
    assert "orders.Other" in str(schemas["orders.Thing"])
    operation = document["paths"]["/api/v1/carts/{id}"]["get"]
    assert "#/components/schemas/orders.Thing" in str(operation)
    assert "security" not in operation


def test_every_reference_leads_somewhere() -> None:
    document = merged({"catalog": a_part("/api/v1/shops/{slug}")}, LISTED)

    for name in re.findall(r"#/components/schemas/([\w.]+)", str(document)):
        assert name in document["components"]["schemas"]


def test_the_page_escapes_what_it_shows_and_brings_no_script() -> None:
    page = render(merged({"catalog": a_part("/api/v1/shops/{slug}")}, LISTED))

    assert "Say &lt;something&gt;" in page
    assert "<script" not in page
    assert "style=" not in page
    assert "//" not in page.replace("https://", "").split("</title>")[0]


async def test_the_merged_document_is_served_and_survives_a_missing_service(house: House) -> None:
    house.services["catalog"].openapi = a_part("/api/v1/shops/{slug}", "/internal")
    house.services["orders"].openapi = {"paths": {}}
    house.services["search"].status = 503

    first = await house.client.get("/api/openapi.json")
    house.services["catalog"].status = 503
    second = await house.client.get("/api/openapi.json")

    for answer in (first, second):
        paths = answer.json()["paths"]
        assert "/api/v1/shops/{slug}" in paths
        assert "/internal" not in paths
        assert "/api/v1/session" in paths
        assert "/api/v1/operations/dead-letters/replay" in paths


async def test_the_page_and_its_style_are_ours(house: House) -> None:
    for service in house.services.values():
        service.openapi = {"paths": {}}

    page = await house.client.get("/api/docs")
    style = await house.client.get("/api/docs.css")

    assert page.status == 200
    assert "/api/v1/session" in page.text
    assert "style-src 'self'" in page.headers["content-security-policy"]
    assert style.headers["content-type"].startswith("text/css")


async def test_our_own_routes_and_the_table_agree(house: House) -> None:
    """A route of ours that the table does not list could never be reached, and the reverse."""
    served = {
        (method.upper(), re.sub(r"{\w+}", "{}", path))
        for path, operations in house.app.openapi()["paths"].items()
        for method in operations
    }
    listed = {
        (route.method, re.sub(r"{\w+}", "{}", route.path))
        for route in ROUTES
        if route.service == "gateway" and route.path.startswith("/api/v1/")
    }

    assert served == listed
