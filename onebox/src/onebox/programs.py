"""The four programs with the demo's settings: everything that differs from production is here."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from catalog.app import create_app as create_catalog
from catalog.settings import CatalogSettings
from catalog.worker import create_worker as create_catalog_worker
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from fastapi import FastAPI
from gateway.app import create_app as create_gateway
from gateway.identity.service_tokens import ServiceTokens
from gateway.identity.signing_keys import signers
from gateway.settings import GatewaySettings
from gateway.worker import create_worker as create_gateway_worker
from marketkit.db import Database
from marketkit.messaging import MessageBus
from orders.app import create_app as create_orders
from orders.settings import OrdersSettings
from orders.worker import create_worker as create_orders_worker
from pydantic import AnyHttpUrl, SecretStr
from search.app import create_app as create_search
from search.settings import SearchSettings
from search.worker import create_worker as create_search_worker

from onebox import web
from onebox.home import Home
from onebox.postgres import Server
from onebox.settings import OneboxSettings

SERVICES = ("catalog", "orders", "search")
DATABASES = (*SERVICES, "gateway")
POOL_SIZE = 5
IDLE_SECONDS = 20.0
"""What the first start needed at once, one person looking around does not."""
PAYMENT_KEY = "sk_test_demo"
"""The stand-in takes every test key."""


class Worker(Protocol):
    async def start(self) -> None: ...

    async def stop(self) -> None: ...


@dataclass(frozen=True)
class Neighbours:
    """What else of the demo the services talk to."""

    market: str
    """The address people open."""
    payments: str
    smtp_port: int


@dataclass(frozen=True)
class Program:
    name: str
    app: FastAPI
    worker: Worker


def settings_for(
    chosen: OneboxSettings, home: Home, server: Server, near: Neighbours
) -> dict[str, Any]:
    """One settings object per program."""

    def common(name: str) -> dict[str, Any]:
        return {
            "environment": "demo",
            "database_url": SecretStr(server.url(name)),
            "database_pool_size": POOL_SIZE,
            "log_level": "warning",
        }

    mailing: dict[str, Any] = {
        "public_url": AnyHttpUrl(near.market),
        "smtp_host": web.HOST,
        "smtp_port": near.smtp_port,
    }
    return {
        "catalog": CatalogSettings(
            **common("catalog"),
            **mailing,
            region_dir=chosen.region_dir,
            media_dir=home.media,
            documents_dir=home.documents,
            link_secret=SecretStr(home.secret("link", secrets.token_urlsafe)),
        ),
        "orders": OrdersSettings(
            **common("orders"),
            **mailing,
            region_dir=chosen.region_dir,
            guest_token_secret=SecretStr(home.secret("guest_token", secrets.token_urlsafe)),
            stripe_api_key=SecretStr(PAYMENT_KEY),
            stripe_webhook_secrets=(SecretStr(webhook_secret(home)),),
            stripe_connect_webhook_secrets=(SecretStr(connect_webhook_secret(home)),),
            stripe_api_base=AnyHttpUrl(near.payments),
            # It is play money: every shop can be tried out before it has an account.
            online_needs_account=False,
        ),
        "search": SearchSettings(**common("search"), region_dir=chosen.region_dir),
        "gateway": GatewaySettings(
            **common("gateway"),
            **mailing,
            signing_keys=(SecretStr(signing_key(home)),),
            region_dir=chosen.region_dir,
            mail_folder=home.mailbox,
            payment_origins=(near.payments,),
            # Everybody here comes from one address, the seeder with its thousands of requests too.
            rate_per_second=1000,
            rate_burst=4000,
        ),
    }


def create_programs(
    settings: dict[str, Any], databases: dict[str, Database], bus: MessageBus
) -> list[Program]:
    """The services first: the gateway reaches them without a socket."""
    verifier = ServiceTokens(signers(settings["gateway"].signing_keys)).verifier()
    apps: dict[str, Callable[..., FastAPI]] = {
        "catalog": create_catalog,
        "orders": create_orders,
        "search": create_search,
    }
    workers: dict[str, Callable[..., Worker]] = {
        "catalog": create_catalog_worker,
        "orders": create_orders_worker,
        "search": create_search_worker,
        "gateway": create_gateway_worker,
    }
    made = {
        name: create(settings[name], bus=bus, database=databases[name], verifier=verifier)
        for name, create in apps.items()
    }
    made["gateway"] = create_gateway(
        settings["gateway"], bus=bus, database=databases["gateway"], services=dict(made)
    )
    return [
        Program(name, app, workers[name](settings[name], bus=bus, database=databases[name]))
        for name, app in made.items()
    ]


def signing_key(home: Home) -> str:
    def invent() -> str:
        key = Ed25519PrivateKey.generate()
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    return home.secret("signing_key", invent)


def connect_webhook_secret(home: Home) -> str:
    """The same for news of the shops' accounts."""
    return home.secret("connect_webhook_secret", lambda: f"whsec_{secrets.token_urlsafe()}")


def webhook_secret(home: Home) -> str:
    """What the stand-in signs its webhooks with, and orders checks."""
    return home.secret("webhook_secret", lambda: f"whsec_{secrets.token_urlsafe()}")
