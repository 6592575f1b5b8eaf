"""Settings come from the environment, are frozen, and never hold a default secret."""

from typing import Literal

from pydantic import AnyHttpUrl, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """What every service needs; each service subclasses it with its own `env_prefix`."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_file=None)

    environment: Literal["demo", "test", "production"] = "production"
    database_url: SecretStr
    """A PostgreSQL URL; it may hold a password, hence secret."""
    database_pool_size: int = Field(default=10, ge=2, le=100)
    bus_url: SecretStr = SecretStr("memory://")
    """`memory://` for the in-process bus, `amqp://user:password@host/vhost` for RabbitMQ."""
    jwks_url: AnyHttpUrl | None = None
    """Where the gateway publishes the keys that verify service tokens."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    otlp_endpoint: AnyHttpUrl | None = None
    """An OpenTelemetry collector (HTTP); without it no traces leave the process."""
