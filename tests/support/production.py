"""The market in production shape: every app and worker a process of its own, on real servers.

async with production(postgres, rabbit) as market:
    market.base                      the gateway's address
    market.kill("orders worker")     as if its machine had died
    await market.start("orders worker")
"""

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from marketkit.clock import new_id
from marketkit.db import migrate

from tests.support.servers import Postgres, RabbitMQ, free_port

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("catalog", "orders", "search", "gateway")
STRIPE_KEY = "sk_test_market"
STRIPE_SECRET = "whsec_market"
START_SECONDS = 120
STOP_SECONDS = 20


@dataclass
class Production:
    """Processes by name: `catalog`, `catalog worker`, …, `stripe`."""

    folder: Path
    environment: dict[str, str]
    commands: dict[str, list[str]]
    ports: dict[str, int]
    databases: Mapping[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.ports['gateway']}"

    @property
    def stripe(self) -> str:
        return f"http://127.0.0.1:{self.ports['stripe']}"

    def launch(self, name: str, **more: str) -> None:
        """Start without waiting; `more` is added to the environment."""
        with (self.folder / f"{name.replace(' ', '-')}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name],
                cwd=ROOT,
                env={**self.environment, **more},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    async def start(self, name: str, **more: str) -> None:
        self.launch(name, **more)
        await self.answers(name)

    async def answers(self, name: str) -> None:
        """Wait until the process listens; workers have nothing to ask."""
        if name not in self.ports:
            return
        address = f"http://127.0.0.1:{self.ports[name]}/health/live"
        async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as http:
            while True:
                assert self.running[name].poll() is None, self.log(name)
                try:
                    async with http.get(address) as reply:
                        if reply.status < 500:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    def kill(self, name: str) -> None:
        """No farewell: SIGKILL."""
        process = self.running.pop(name)
        process.kill()
        process.wait()

    def alive(self, name: str) -> bool:
        return self.running[name].poll() is None

    def log(self, name: str) -> str:
        return (self.folder / f"{name.replace(' ', '-')}.log").read_text()[-4000:]

    async def stop(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for name, process in self.running.items():
            try:
                await asyncio.to_thread(process.wait, STOP_SECONDS)
            except subprocess.TimeoutExpired as error:
                process.kill()
                process.wait()
                message = f"{name} did not stop on SIGTERM: {self.log(name)}"
                raise AssertionError(message) from error


def _pem() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _environment(
    ports: Mapping[str, int],
    databases: Mapping[str, str],
    bus: str,
    folder: Path,
    smtp_port: int | None,
) -> dict[str, str]:
    local = "http://127.0.0.1"
    base = f"{local}:{ports['gateway']}"
    environment = {
        "PATH": os.environ["PATH"],  # noqa: TID251 -- passed on to our own processes
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "GATEWAY_SIGNING_KEYS": _pem(),
        "GATEWAY_COOKIE_SECURE": "false",
        "GATEWAY_RATE_PER_SECOND": "0",
        "GATEWAY_PAYMENT_ORIGINS": f'["{local}:{ports["stripe"]}"]',
        "CATALOG_MEDIA_DIR": str(folder / "files"),
        "CATALOG_DOCUMENTS_DIR": str(folder / "documents"),
        "CATALOG_LINK_SECRET": secrets.token_hex(32),
        "CATALOG_PUBLIC_URL": base,
        "CATALOG_REGION_DIR": str(ROOT / "regions/zeitz"),
        "ORDERS_REGION_DIR": str(ROOT / "regions/zeitz"),
        "SEARCH_REGION_DIR": str(ROOT / "regions/zeitz"),
        "GATEWAY_REGION_DIR": str(ROOT / "regions/zeitz"),
        "ORDERS_GUEST_TOKEN_SECRET": secrets.token_hex(32),
        "ORDERS_PUBLIC_URL": base,
        "GATEWAY_PUBLIC_URL": base,
        "ORDERS_STRIPE_API_KEY": STRIPE_KEY,
        "ORDERS_ONLINE_NEEDS_ACCOUNT": "false",
        "ORDERS_STRIPE_API_BASE": f"{local}:{ports['stripe']}",
        "ORDERS_STRIPE_WEBHOOK_SECRETS": f'["{STRIPE_SECRET}"]',
    }
    if smtp_port:
        for name in ("CATALOG", "ORDERS", "GATEWAY"):
            environment |= {f"{name}_SMTP_HOST": "127.0.0.1", f"{name}_SMTP_PORT": str(smtp_port)}
    for name in SERVICES:
        prefix = name.upper()
        environment |= {
            f"{prefix}_ENVIRONMENT": "test",
            f"{prefix}_DATABASE_URL": databases[name],
            f"{prefix}_BUS_URL": bus,
        }
        if name != "gateway":
            environment[f"{prefix}_JWKS_URL"] = f"{base}/.well-known/jwks.json"
            environment[f"GATEWAY_{prefix}_URL"] = f"{local}:{ports[name]}"
    return environment


def _commands(ports: Mapping[str, int]) -> dict[str, list[str]]:
    python = sys.executable
    commands = {
        "stripe": [
            python, "-m", "stripe_standin", "--port", str(ports["stripe"]), "--control",
            "--webhook-url", f"http://127.0.0.1:{ports['gateway']}/webhooks/stripe",
            "--webhook-secret", STRIPE_SECRET,
        ],
    }  # fmt: skip
    for name in SERVICES:
        commands[name] = [
            python, "-m", "uvicorn", "--factory", f"{name}.app:create_app", "--host", "127.0.0.1",
            "--port", str(ports[name]), "--no-access-log", "--log-level", "warning",
        ]  # fmt: skip
        commands[f"{name} worker"] = [python, "-m", f"{name}.worker"]
    return commands


@asynccontextmanager
async def production(
    postgres: Postgres,
    rabbit: RabbitMQ | None,
    *,
    smtp_port: int | None = None,
    only: Sequence[str] | None = None,
    **more: str,
) -> AsyncIterator[Production]:
    """All processes (or `only` these), migrated and answering; `more` goes to all environments.

    Without a broker each process hears nobody but itself.
    """
    run = new_id().hex[:12]
    folder = Path(tempfile.mkdtemp(prefix="market-run-"))
    ports = {name: free_port() for name in (*SERVICES, "stripe")}
    databases = {name: await postgres.create(f"{name}_{run}") for name in SERVICES}
    for name, url in databases.items():
        await migrate(url, f"{name}:migrations")
    bus = rabbit.new_vhost(run) if rabbit else "memory://"
    environment = _environment(ports, databases, bus, folder, smtp_port)
    market = Production(folder, {**environment, **more}, _commands(ports), ports, databases)
    try:
        # Workers declare the queues; an event published before that has nowhere to go yet.
        names = market.commands if only is None else only
        for name in names:
            market.launch(name)
        await asyncio.gather(*(market.answers(name) for name in names))
        yield market
    finally:
        await market.stop()
        for name in databases:
            await postgres.drop(f"{name}_{run}")
        shutil.rmtree(folder, ignore_errors=True)
