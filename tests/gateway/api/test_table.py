import pytest
from gateway.api.route import Route
from gateway.api.routes import ROUTES
from gateway.api.table import RouteTable
from gateway.security.refusal import Refusal

TABLE = RouteTable(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_listed_route_is_found(route: Route) -> None:
    path = "/".join(
        "ein-wert_1" if part.startswith("{") else part for part in route.path.split("/")
    )

    assert TABLE.find(route.method, path) is route


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/shops",
        "/api/v1/shops/",
        "/api/v1/internal",
        "/api/v1/shops/a/b/c",
        "/api/v1/shops/..",
        "/api/v1/shops/.",
        "/api/v1/shops/..%2F..%2Fmetrics",
        "/api/v1/shops/a%2Fproducts",
        "/api/v1/shops/%00",
        "/api/v1/shops//products",
        "/api/v1/shops/a;b",
        "/api//v1/shops",
        "/apix",
        "/media/",
        "/media/../openapi.json",
        "/webhooks/other",
        "/api/v1/shops/" + "x" * 101,
    ],
)
def test_what_is_not_listed_does_not_exist(path: str) -> None:
    with pytest.raises(Refusal) as refused:
        TABLE.find("GET", path)

    assert refused.value.status == 404


def test_a_listed_path_names_what_it_allows() -> None:
    with pytest.raises(Refusal) as refused:
        TABLE.find("DELETE", "/api/v1/shops")

    assert refused.value.status == 405
    assert refused.value.headers["Allow"] == "GET, HEAD, POST"


def test_pages_are_no_business_of_the_table() -> None:
    assert TABLE.find("GET", "/laden/baeckerei") is None


def test_a_route_cannot_be_listed_twice() -> None:
    with pytest.raises(ValueError, match="search"):
        RouteTable([Route("GET", "/api/v1/search", "search")] * 2)
