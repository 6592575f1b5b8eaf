"""Background work of the gateway: hear events, tell events, sweep out what has ended."""

from marketkit.background import Background, housekeeper
from marketkit.db import Database
from marketkit.mail import mail_config
from marketkit.messaging import Consumer, MessageBus, Relay
from marketkit.worker import ServiceWorker, run_service_worker

from gateway.consumers import HANDLERS, SUBSCRIPTION
from gateway.mail import AccountMailSender
from gateway.settings import GatewaySettings
from gateway.store import login_buckets, mails, password_links, sessions
from gateway.wiring import times_of

SWEEP_SECONDS = 300.0


class Worker(ServiceWorker[GatewaySettings]):
    """Any number may run: consumers compete, relays skip each other's rows, sweeps may overlap."""

    async def begin(self, database: Database, bus: MessageBus) -> None:
        await Consumer(database, bus, SUBSCRIPTION, HANDLERS).start()

        async def sweep_out() -> bool:
            await sweep(database, self.settings)
            return False

        await self.run(
            Relay(database, bus, source="gateway"),
            Background("gateway sweep", sweep_out, every=SWEEP_SECONDS),
            housekeeper(database),
            self._sender(database),
        )

    def _sender(self, database: Database) -> AccountMailSender | None:
        config = mail_config(self.settings)
        return AccountMailSender(database, config, self.clock) if config else None


async def sweep(database: Database, settings: GatewaySettings) -> None:
    """Delete ended sessions, links and old mails, and login buckets that are full again."""
    async with database.transaction() as tx:
        await sessions.prune(tx, times_of(settings))
        await login_buckets.prune(tx)
        await password_links.prune(tx)
        await mails.prune(tx)


create_worker = Worker


def main() -> None:
    settings = GatewaySettings()  # type: ignore[call-arg]  # from the environment
    run_service_worker("gateway-worker", settings, create_worker)


if __name__ == "__main__":
    main()
