"""What can be chosen for the demo: a port, and where its data lies."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parents[3]


class OneboxSettings(BaseSettings):
    """Read from the environment: `PORT`, `DEMO_DIR`, `REGION_DIR`, `SEED`."""

    model_config = SettingsConfigDict(frozen=True, env_file=None)

    port: int = Field(default=8000, ge=1, le=65535)
    demo_dir: Path = CHECKOUT / ".demo"
    region_dir: Path = CHECKOUT / "regions" / "zeitz"
    seed: bool = True
    """`SEED=false` starts an empty market, with accounts only."""
