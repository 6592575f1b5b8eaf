import pytest
from gateway.settings import GatewaySettings
from pydantic import ValidationError

from tests.gateway.house import a_pem


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://gateway@db/gateway")
    monkeypatch.setenv("GATEWAY_SIGNING_KEYS", a_pem())
    return monkeypatch


def test_the_environment_says_everything(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("GATEWAY_CATALOG_URL", "http://catalog:8000/")
    environment.setenv("GATEWAY_ORDERS_URL", "http://orders:8000")
    environment.setenv("GATEWAY_SEARCH_URL", "http://search:8000")
    environment.setenv("GATEWAY_ALLOWED_HOSTS", '["Markt.example", "localhost"]')
    environment.setenv("GATEWAY_PUBLIC_ORIGINS", '["https://markt.example/"]')
    environment.setenv("GATEWAY_COOKIE_SECURE", "false")

    settings = GatewaySettings()  # type: ignore[call-arg] # from the environment

    assert settings.service_addresses() == {
        "catalog": "http://catalog:8000",
        "orders": "http://orders:8000",
        "search": "http://search:8000",
    }
    assert settings.allowed_hosts == ("markt.example", "localhost")
    assert settings.public_origins == ("https://markt.example",)
    assert settings.cookie_name == "sid"


def test_the_cookie_is_secure_unless_said_otherwise(environment: pytest.MonkeyPatch) -> None:
    assert GatewaySettings().cookie_name == "__Host-sid"  # type: ignore[call-arg] # as above


@pytest.mark.parametrize("missing", ["GATEWAY_DATABASE_URL", "GATEWAY_SIGNING_KEYS"])
def test_secrets_have_no_default(environment: pytest.MonkeyPatch, missing: str) -> None:
    environment.delenv(missing)

    with pytest.raises(ValidationError):
        GatewaySettings()  # type: ignore[call-arg] # as above


def test_secrets_do_not_show(environment: pytest.MonkeyPatch) -> None:
    assert "PRIVATE" not in repr(GatewaySettings())  # type: ignore[call-arg] # as above
