"""`python -m marketkit.migrate orders`: brings one service's database up to date, then ends."""

import argparse
import asyncio

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from marketkit.db import migrate


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    database_url: SecretStr


def main() -> None:
    parser = argparse.ArgumentParser(prog="marketkit.migrate", description=__doc__)
    parser.add_argument("service", choices=["catalog", "orders", "search", "gateway"])
    service = parser.parse_args().service
    # The same variable that the service itself reads, e.g. ORDERS_DATABASE_URL.
    settings = _Settings(_env_prefix=f"{service.upper()}_")  # type: ignore[call-arg]  # from the environment
    asyncio.run(migrate(settings.database_url.get_secret_value(), f"{service}:migrations"))


if __name__ == "__main__":
    main()
