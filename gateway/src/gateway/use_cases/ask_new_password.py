"""A person has forgotten the password and asks for a link to set a new one."""

from datetime import timedelta
from typing import Final

from marketkit.db import Database

from gateway.domain.emails import login_name
from gateway.domain.keys import digest, new_key
from gateway.store import mails, password_links
from gateway.use_cases.limits import LoginLimits
from gateway.use_cases.throttle import throttle_password_links

LASTS: Final = timedelta(hours=1)
PAGE: Final = "/passwort-neu/"
KIND: Final = "new_password"


async def ask_new_password(
    database: Database, limits: LoginLimits, *, email: str, address: str, language: str
) -> None:
    """Answers nothing: who asks does not learn whether there is such an account.

    Raises TooManyAttemptsError.
    """
    name = login_name(email)
    await throttle_password_links(database, limits, name, address)
    key = new_key()
    async with database.transaction() as tx:
        account_id = await password_links.account_asking(tx, name)
        if account_id is None:
            return
        if await password_links.add(tx, digest(key), account_id, LASTS):
            await mails.queue(tx, account_id, KIND, language=language, link=PAGE + key)
