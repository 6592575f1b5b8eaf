"""`market dlq list|show|replay`: what an operator does about parked messages."""

import argparse
import asyncio
import sys
from uuid import UUID

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from marketkit.messaging import MessageBus, open_bus


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="MARKET_", frozen=True)

    bus_url: SecretStr


def main() -> None:
    """Entry point of the `market` command."""
    arguments = _parser().parse_args()
    url = arguments.bus or _Settings().bus_url.get_secret_value()  # type: ignore[call-arg]  # from the environment
    if not url.startswith("amqp"):
        sys.exit("Der Bus im Speicher lebt im laufenden Prozess: siehe die Seite /betrieb/fehler.")
    sys.exit(asyncio.run(_run(arguments, url)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="market", description=__doc__)
    parser.add_argument("--bus", help="amqp://…; otherwise MARKET_BUS_URL")
    areas = parser.add_subparsers(required=True)
    verbs = areas.add_parser("dlq", help="dead letters").add_subparsers(dest="verb", required=True)
    for verb, text in (
        ("list", "one line per parked message"),
        ("show", "one message in full"),
        ("replay", "put messages back to work"),
    ):
        command = verbs.add_parser(verb, help=text)
        command.add_argument("queue", help="e.g. orders.catalog")
        command.add_argument("ids", nargs="*", type=UUID, help="message ids; none means all")
    return parser


async def _run(arguments: argparse.Namespace, url: str) -> int:
    bus = open_bus(url)
    await bus.start()
    try:
        return await _act(bus, arguments.verb, arguments.queue, arguments.ids)
    finally:
        await bus.close()


async def _act(bus: MessageBus, verb: str, queue: str, ids: list[UUID]) -> int:
    if verb == "replay":
        moved = await bus.replay(queue, ids or None)
        _say(f"{moved} zurückgestellt")
        return 0
    letters = [
        letter
        for letter in await bus.dead_letters(queue, limit=1000)
        if not ids or letter.message.id in ids
    ]
    for letter in letters:
        message = letter.message
        _say(f"{message.id}  {message.time:%Y-%m-%d %H:%M}  {message.type}  {letter.reason}")
        if verb == "show":
            _say(message.body.decode())
    if not letters:
        _say("Keine abgelegten Nachrichten.")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
