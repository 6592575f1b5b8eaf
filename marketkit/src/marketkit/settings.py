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


class MailSettings(BaseSettings):
    """For services that write mails; mixed into their settings, with their prefix."""

    public_url: AnyHttpUrl = AnyHttpUrl("http://127.0.0.1:8000")
    """Where people reach the market: links in mails lead there."""
    smtp_host: str = ""
    """Without one mails stay queued."""
    smtp_port: int = Field(default=25, ge=1, le=65535)
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: bool = False
    """Encrypted from the first byte (usually port 465); otherwise as soon as the server offers."""
    mail_sender: str = "markt@example.org"
    mail_sender_name: str = "Digitaler Regionalmarkt"

    @property
    def public_base(self) -> str:
        return str(self.public_url).rstrip("/")
