"""Opens shops' accounts at the provider, leads to its page, and takes over what it says."""

from typing import Final
from uuid import UUID

import structlog
from marketkit.background import one_by_one
from marketkit.db import Database

from orders.domain.shop_account import AccountState, ShopAccount
from orders.payments.connect_api import Account, ConnectApi
from orders.payments.provider import BrokenError, ProviderError, UnreachableError
from orders.store import shop_accounts
from orders.use_cases.payout_ports import Applicant

log = structlog.get_logger(__name__)
ASKED_AT_ONCE: Final = 20


class AccountDesk:
    """Fulfils the port PayoutAccounts."""

    def __init__(self, database: Database, api: ConnectApi, public_url: str) -> None:
        self._database = database
        self._api = api
        self._public_url = public_url

    async def onboard(self, applicant: Applicant) -> str | None:
        """The provider's page; the account is opened once, however often this is asked."""
        try:
            account_id = await self._account_id(applicant)
            page = f"{self._public_url}/theke/{applicant.slug}/geld"
            return await self._api.onboarding_link(
                account_id, back=f"{page}?konto=zurueck", again=f"{page}?konto=nochmal"
            )
        except ProviderError as error:
            log.warning("onboarding_failed", shop=str(applicant.shop_id), error=str(error))
            return None

    async def sync(self, shop_id: UUID) -> ShopAccount:
        """As the provider sees it now, or as it was when the provider cannot be asked."""
        known = await shop_accounts.of_shop(self._database.pool, shop_id)
        if known.provider_id is None:
            return known
        try:
            await self.take_over(known.provider_id)
        except ProviderError as error:
            log.warning("account_not_synced", shop=str(shop_id), error=str(error))
        return await shop_accounts.of_shop(self._database.pool, shop_id)

    async def take_over(self, account_id: str) -> None:
        """News come doubled, late and in any order: only the account itself is asked."""
        await self._save(await self._api.account(account_id))

    async def ask_again(self) -> bool:
        """A webhook may have been lost: ask for those not heard of for the longest time."""
        due = await shop_accounts.longest_unasked(self._database.pool, ASKED_AT_ONCE)
        await one_by_one("account", due, self._ask)
        return False

    async def _ask(self, account_id: str) -> None:
        """One that cannot be asked goes to the end of the queue like all others."""
        try:
            await self.take_over(account_id)
        except ProviderError as error:
            log.warning("account_not_synced", account=account_id, error=str(error))
            async with self._database.transaction() as tx:
                await shop_accounts.asked(tx, account_id)

    async def _account_id(self, applicant: Applicant) -> str:
        async with self._database.transaction() as tx:
            known, is_new = await shop_accounts.begin(tx, applicant.shop_id)
        if known.provider_id:
            return known.provider_id
        found = None if is_new else await self._api.find_account(applicant.shop_id)
        account = found or await self._open(applicant, known.call_number)
        await self._save(account, applicant.shop_id)
        return account.id

    async def _open(self, applicant: Applicant, call_number: int) -> Account:
        key = f"account:{applicant.shop_id}:{call_number}"
        try:
            return await self._api.open_account(
                applicant.shop_id, applicant.email, applicant.name, key
            )
        except BrokenError as error:
            async with self._database.transaction() as tx:
                await shop_accounts.next_call(tx, applicant.shop_id)
            raise UnreachableError(str(error)) from error

    async def _save(self, account: Account, shop_id: UUID | None = None) -> None:
        owner = shop_id or await shop_accounts.shop_of(self._database.pool, account.id)
        if owner is None:
            # Opened elsewhere, or the answer to our call is still on its way.
            log.warning("account_of_no_shop", account=account.id)
            return
        if account.state in {AccountState.RESTRICTED, AccountState.REJECTED}:
            log.warning("account_takes_no_money", shop=str(owner), state=account.state)
        async with self._database.transaction() as tx:
            await shop_accounts.save(tx, owner, account.state, account.id, account.requirements)
