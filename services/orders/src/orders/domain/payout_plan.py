"""What is to be done so that a shop has what it earned with one order: no cent more or less."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """How one share stands, in cents. Postings that wait for the provider are not in `owed`."""

    owed: int
    """What the market owes the shop for this order; negative: the shop got too much."""
    away: int
    """Of what was sent, how much has neither come back nor is being fetched."""
    coming_back: int
    """Asked back from the provider, not yet answered."""
    debt: int
    """What the shop owes from any order."""
    is_frozen: bool
    is_payable: bool
    """The shop has an account that takes money."""


@dataclass(frozen=True, slots=True)
class Plan:
    """At most one direction at a time."""

    transfer: int = 0
    netted: int = 0
    reverse: int = 0
    new_debt: int = 0
    waits: bool = False
    """Something is owed, and must wait for an account, a bank's decision or an answer."""


def plan(standing: Standing) -> Plan:
    """A disputed share is fetched back whole; too much is fetched back, or becomes a debt."""
    too_much = max(0, -standing.owed) - standing.coming_back
    wanted = standing.away if standing.is_frozen else max(0, too_much)
    reverse = min(wanted, standing.away)
    missing = max(0, too_much - reverse) if standing.owed < 0 else 0
    if reverse or missing:
        return Plan(reverse=reverse, new_debt=missing)
    if standing.owed <= 0:
        return Plan(waits=standing.coming_back > 0)
    if standing.is_frozen or standing.coming_back:
        return Plan(waits=True)
    netted = min(standing.debt, standing.owed)
    if netted < standing.owed and not standing.is_payable:
        return Plan(waits=True)
    return Plan(transfer=standing.owed - netted, netted=netted)
