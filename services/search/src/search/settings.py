"""What the search service is told by its environment (prefix `SEARCH_`)."""

from pathlib import Path

from marketkit.settings import ServiceSettings
from pydantic import AnyHttpUrl, SecretStr
from pydantic_settings import SettingsConfigDict


class SearchSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="SEARCH_", frozen=True, extra="forbid")

    region_dir: Path = Path("regions/zeitz")
    """The folder that describes the region: places, categories, synonyms."""
    meili_url: AnyHttpUrl | None = None
    """Where Meilisearch answers; without it the embedded engine does all the work."""
    meili_key: SecretStr | None = None
    """A key that may search and write the index below; apps need only the right to search."""
    meili_index: str = "products"
    embedded_dir: Path | None = None
    """Keeps the embedded index in a folder instead of in memory, for very many products."""
