"""What happens by time: silent shops, unanswered substitutes, withdrawals that wait for money."""

from marketkit.background import Background

from orders.use_cases import answer_substitute
from orders.use_cases.context import Context
from orders.use_cases.remind_withdrawals import remind_withdrawals
from orders.use_cases.watch_silence import watch_silence

_MINUTE = 60.0


def working_jobs(context: Context, every: float) -> tuple[Background, ...]:
    """`every` so many seconds; each step may run in any number of workers at once."""

    async def silence() -> bool:
        return await watch_silence(context)

    async def substitutes() -> bool:
        done = await answer_substitute.sweep_unanswered(context)
        return done == answer_substitute.BATCH

    async def withdrawals() -> bool:
        return await remind_withdrawals(context)

    return (
        Background("orders silence", silence, every=every),
        Background("orders substitutes", substitutes, every=every),
        Background("orders withdrawals", withdrawals, every=_MINUTE),
    )
