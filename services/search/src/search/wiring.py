"""What app and worker open alike."""

from contextlib import AsyncExitStack

from search.domain.language import Language
from search.domain.vocabulary import observed_words
from search.index.meili.engine import MeiliEngine
from search.region import load_language
from search.settings import SearchSettings
from search.store.snapshots import SnapshotReader

_TITLES_READ = 200_000


async def opened_meili(stack: AsyncExitStack, settings: SearchSettings) -> MeiliEngine | None:
    """The engine that the settings name; opened, which does not yet mean that it answers."""
    if settings.meili_url is None:
        return None
    key = settings.meili_key.get_secret_value() if settings.meili_key else None
    engine = MeiliEngine(str(settings.meili_url), key, index=settings.meili_index)
    await engine.open()
    stack.push_async_callback(engine.close)
    return engine


async def learned_language(settings: SearchSettings, reader: SnapshotReader) -> Language:
    """The region's words, and those its titles use as words of their own."""
    language = load_language(settings.region_dir)
    return language.with_words(observed_words(await reader.titles(_TITLES_READ)))
