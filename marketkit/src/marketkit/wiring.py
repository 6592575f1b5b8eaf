"""What every program opens the same way; closed again with the stack."""

from contextlib import AsyncExitStack

from marketkit.auth import RemoteKeys, TokenVerifier
from marketkit.db import Database
from marketkit.messaging import MessageBus, open_bus
from marketkit.settings import ServiceSettings


async def opened_bus(stack: AsyncExitStack, settings: ServiceSettings) -> MessageBus:
    """The bus that the settings name, started; a broker that is down is no error here."""
    bus = open_bus(settings.bus_url.get_secret_value())
    await bus.start()
    stack.push_async_callback(bus.close)
    return bus


async def opened_database(
    stack: AsyncExitStack,
    settings: ServiceSettings,
    *,
    leaves_sessions_clean: bool = False,
) -> Database:
    """The service's database; every service's queries have their index (see `Database.open`)."""
    database = await Database.open(
        settings.database_url.get_secret_value(),
        pool_size=settings.database_pool_size,
        leaves_sessions_clean=leaves_sessions_clean,
        finds_by_index=True,
    )
    stack.push_async_callback(database.close)
    return database


def verifier_for(settings: ServiceSettings) -> TokenVerifier:
    """Trusts the keys at `jwks_url`. Raises ValueError when nobody says whose to trust."""
    if settings.jwks_url is None:
        variable = f"{settings.model_config.get('env_prefix', '')}JWKS_URL"
        message = f"set {variable}: nobody else says whose signature to trust"
        raise ValueError(message)
    return TokenVerifier(RemoteKeys(str(settings.jwks_url)))
