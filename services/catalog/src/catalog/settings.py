"""What the catalogue is told by its environment (prefix `CATALOG_`)."""

from pathlib import Path

from marketkit.settings import ServiceSettings
from pydantic_settings import SettingsConfigDict


class CatalogSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="CATALOG_")

    region_dir: Path = Path("regions/zeitz")
    """The folder that describes the region: categories, profiles, places, tax."""
    media_dir: Path = Path("media")
    """Where pictures are kept; a volume that all replicas share."""
