"""Brings one shop's share of one order into line with what happened: books, transfers, debts.

It looks at how things stand and never at what caused them, so it may run at any time, any number of
times, and a cause that was forgotten is made up for by the next.
"""

from collections.abc import Sequence

from marketkit.clock import new_id
from marketkit.db import Database, Transaction

from orders.domain import ledger
from orders.domain.ledger import Part
from orders.domain.payout_plan import Plan, Standing, plan
from orders.domain.share import Earned, earned, goodwill_back
from orders.store import orders, shares, transfers
from orders.store.ledger import post
from orders.store.shares import Booked, Loaded
from orders.store.transfers import Sent
from orders.use_cases.want_paper import after_goodwill_back

IN_QUESTION = frozenset({"requested", "failed"})
CHANGED = "Der Betrag hat sich vorher geändert."


async def settle_share(db: Database, part: Part) -> None:
    async with db.transaction() as tx:
        await orders.lock(tx, part.order_id)
        if not await shares.lock(tx, part):
            return
        await shares.lock_shop(tx, part.shop_id)
        loaded = await shares.load(tx, part)
        target = earned(loaded.facts)
        await _book(tx, part, loaded.booked, target, online=loaded.facts.online)
        given_back = goodwill_back(loaded.facts) - loaded.booked.goodwill_back
        if given_back:
            await post(tx, ledger.goodwill_back(part, given_back, loaded.booked.entries + 1))
            await after_goodwill_back(tx, part.shop_order_id)
        waits = loaded.facts.online and await _move(tx, part, loaded, target)
        await shares.save(tx, part, waits=waits)


async def _book(
    tx: Transaction, part: Part, booked: Booked, target: Earned, *, online: bool
) -> None:
    """Only what differs: a repeated look books nothing."""
    number = booked.entries + 1
    if online and target.amount != booked.earned:
        await post(tx, ledger.share(part, target.amount - booked.earned, number))
    if target.fee != booked.fee:
        net, vat = target.fee.net - booked.fee.net, target.fee.vat - booked.fee.vat
        await post(tx, ledger.commission(part, net, vat, number, at_pickup=not online))


async def _move(tx: Transaction, part: Part, loaded: Loaded, target: Earned) -> bool:
    """Send, fetch back or write down as a debt; True while something must wait."""
    known = await transfers.of_share(tx, part.shop_order_id)
    asked = next((each for each in known if each.state in IN_QUESTION), None)
    if asked and (asked.attempts or asked.state == "failed"):
        return True
    before = loaded.booked
    sent = [each for each in known if each.state == "sent"]
    standing = Standing(
        owed=before.owed + target.amount - before.earned - target.fee.gross + before.fee.gross,
        away=sum(each.away for each in sent),
        coming_back=sum(each.coming_back for each in sent),
        debt=await shares.debt(tx, part.shop_id) + (asked.netted if asked else 0),
        is_frozen=loaded.is_frozen,
        is_payable=loaded.is_payable,
    )
    wanted = plan(standing)
    if asked and (asked.amount, asked.netted) == (wanted.transfer, wanted.netted):
        return True
    # Nobody has begun to carry it out; who begins this moment comes back here afterwards.
    if asked and not await transfers.drop_untried(tx, asked.id, CHANGED):
        return True
    await _carry_out(tx, part, wanted, sent)
    return wanted.waits or wanted.transfer > 0 or wanted.reverse > 0


async def _carry_out(tx: Transaction, part: Part, wanted: Plan, sent: Sequence[Sent]) -> None:
    if wanted.transfer:
        await transfers.add(tx, part, wanted.transfer, wanted.netted, "requested")
    elif wanted.netted:
        transfer_id = await transfers.add(tx, part, 0, wanted.netted, "netted")
        await post(tx, ledger.debt_netted(part, wanted.netted, transfer_id))
    left = wanted.reverse
    for each in sent:
        if share := min(left, each.away):
            await transfers.add_reversal(tx, each.id, share)
            left -= share
    if wanted.new_debt:
        await post(tx, ledger.shop_debt(part, wanted.new_debt, new_id()))
