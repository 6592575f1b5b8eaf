"""What app and worker open alike."""

from contextlib import AsyncExitStack

from marketkit.clock import Clock, SystemClock
from marketkit.db import Database
from marketkit.messaging import MessageBus, open_bus

from catalog.files.folder import FolderFiles
from catalog.files.pictures import ProcessPictures
from catalog.files.region import load_region
from catalog.settings import CatalogSettings
from catalog.use_cases.ports import Surroundings


async def opened_bus(stack: AsyncExitStack, settings: CatalogSettings) -> MessageBus:
    bus = open_bus(settings.bus_url.get_secret_value())
    await bus.start()
    stack.push_async_callback(bus.close)
    return bus


async def opened_database(stack: AsyncExitStack, settings: CatalogSettings) -> Database:
    url = settings.database_url.get_secret_value()
    database = await Database.open(
        url, pool_size=settings.database_pool_size, leaves_sessions_clean=True
    )
    stack.push_async_callback(database.close)
    return database


def surroundings(
    settings: CatalogSettings, database: Database, clock: Clock | None = None
) -> Surroundings:
    return Surroundings(
        db=database,
        clock=clock or SystemClock(),
        region=load_region(settings.region_dir),
        files=FolderFiles(settings.media_dir),
        pictures=ProcessPictures(),
    )
