"""What the catalogue is told by its environment (prefix `CATALOG_`)."""

from pathlib import Path

from marketkit.settings import MailSettings, ServiceSettings
from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict


class CatalogSettings(MailSettings, ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="CATALOG_")

    region_dir: Path = Path("regions/zeitz")
    """The folder that describes the region: categories, profiles, places, tax."""
    media_dir: Path = Path("media")
    """Where pictures are kept; a volume that all replicas share."""
    documents_dir: Path = Path("documents")
    """Where papers about businesses are kept: shared as well, and never below `media_dir`."""
    vies_url: str = ""
    """The EU's register of VAT ids, `https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number`;
    empty: VAT ids are checked by their check digit only."""
    vies_requester: str = ""
    """The market's own VAT id; with it the register gives a consultation number."""
    notices_per_hour: int = Field(default=10, ge=1)
    """Reports that one address may send; more for a town that shares one address."""
    applications_per_hour: int = Field(default=10, ge=1)
    """Businesses that may ask to come from one address."""
    link_secret: SecretStr = Field(min_length=32)
    """Signs the links in mails that open something without signing in."""
