"""What app and worker open alike."""

from contextlib import AsyncExitStack

from marketkit.db import Database
from marketkit.messaging import MessageBus, open_bus

from gateway.settings import GatewaySettings
from gateway.store.sessions import Times


async def opened_bus(stack: AsyncExitStack, settings: GatewaySettings) -> MessageBus:
    bus = open_bus(settings.bus_url.get_secret_value())
    await bus.start()
    stack.push_async_callback(bus.close)
    return bus


async def opened_database(stack: AsyncExitStack, settings: GatewaySettings) -> Database:
    url = settings.database_url.get_secret_value()
    database = await Database.open(url, pool_size=settings.database_pool_size)
    stack.push_async_callback(database.close)
    return database


def times_of(settings: GatewaySettings) -> Times:
    return Times.of(settings.session_idle_minutes, settings.session_hours)
