"""What app and worker open alike."""

from gateway.settings import GatewaySettings
from gateway.store.sessions import Times


def times_of(settings: GatewaySettings) -> Times:
    return Times.of(settings.session_idle_minutes, settings.session_hours)
