"""`python -m gateway.admin create-account|grant|take-back …`: what the first operator needs."""

import argparse
import asyncio
import getpass
import sys

from marketkit.db import Database
from marketkit.errors import DomainError

from gateway.domain.accounts import STORED_ROLES
from gateway.identity.passwords import Argon2Passwords
from gateway.settings import GatewaySettings
from gateway.use_cases.grant_role import grant_role
from gateway.use_cases.sign_up import sign_up


def main() -> None:
    arguments = _parser().parse_args()
    settings = GatewaySettings()  # type: ignore[call-arg]  # from the environment
    sys.exit(asyncio.run(run(arguments, settings.database_url.get_secret_value())))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gateway.admin", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser(
        "create-account", help="asks for the password, or reads it from stdin"
    )
    create.add_argument("email")
    create.add_argument("name")
    create.add_argument("--role", action="append", choices=sorted(STORED_ROLES), default=[])
    for verb in ("grant", "take-back"):
        command = verbs.add_parser(verb)
        command.add_argument("email")
        command.add_argument("role", choices=sorted(STORED_ROLES))
    return parser


async def run(arguments: argparse.Namespace, database_url: str) -> int:
    database = await Database.open(database_url, pool_size=2)
    try:
        sys.stdout.write(f"{await _act(arguments, database)}\n")
    except DomainError as refused:
        details = "; ".join(f"{error.field}: {error.message}" for error in refused.errors)
        sys.stderr.write(f"{refused.message} {details}\n")
        return 1
    else:
        return 0
    finally:
        await database.close()


async def _act(arguments: argparse.Namespace, database: Database) -> str:
    if arguments.verb == "create-account":
        account = await sign_up(
            database,
            Argon2Passwords(),
            email=arguments.email,
            password=await asyncio.to_thread(_password),
            name=arguments.name,
            roles={"resident", *arguments.role},
        )
        return f"{account.email}: {', '.join(sorted(account.roles))}"
    taken_back = arguments.verb == "take-back"
    roles = await grant_role(database, arguments.email, arguments.role, taken_back=taken_back)
    return f"{arguments.email}: {', '.join(sorted(roles))}"


def _password() -> str:
    """Never an argument: those can be read by everybody on the machine."""
    if sys.stdin.isatty():
        return getpass.getpass("Passwort: ")
    return sys.stdin.readline().rstrip("\n")


if __name__ == "__main__":
    main()
