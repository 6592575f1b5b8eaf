"""What the gateway tells about accounts."""

from uuid import UUID

from marketkit.contracts.envelope import Event


class AccountErased(Event, type="accounts.account.erased.v1", key="account_id", expected=True):
    """The person asked to be forgotten (Art. 17 GDPR)."""

    account_id: UUID
