"""Carries events to the webhook address: signed, retried, and as badly as a fault demands."""

import asyncio
import hashlib
import hmac
import json
import time

import aiohttp

from stripe_standin import disputes, due, payments, payouts
from stripe_standin.desk import Desk
from stripe_standin.faults import Faults
from stripe_standin.routes import public
from stripe_standin.sessions import close_overdue
from stripe_standin.store import Document

# How long the loop sleeps when nothing is due; an event or a new session wakes it earlier.
IDLE_SECONDS = 5.0
MOST_AT_ONCE = 100
HAPPENINGS = {
    payments.ARRIVES: payments.arrive,
    payments.LAPSES: payments.lapse,
    payments.DOUBTED: disputes.doubt,
    payouts.LANDS: payouts.land,
}


def signature(payload: str, secret: str, at: int) -> str:
    digest = hmac.new(secret.encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


class Courier:
    def __init__(self, desk: Desk, faults: Faults) -> None:
        self._desk = desk
        self._faults = faults
        self._wake = asyncio.Event()
        self._gathered: list[str] = []
        self._task: asyncio.Task[None] | None = None

    def accept(self, event: Document) -> None:
        """Plan deliveries of a new event, inside the transaction that wrote it."""
        wanted = self._desk.settings.webhook_events
        if self._desk.settings.webhook_url and ("*" in wanted or event["type"] in wanted):
            event["pending_webhooks"] = 1
            self._plan_with_faults(event)
        self.wake()

    def wake(self) -> None:
        self._wake.set()

    def _plan_with_faults(self, event: Document) -> None:
        fault = self._faults.for_event(event["type"])
        if fault is None:
            self.plan(event["id"])
        elif fault.fault == "duplicate":
            for _ in range(fault.copies):
                self.plan(event["id"])
        elif fault.fault == "delay":
            self.plan(event["id"], wait=fault.seconds)
        elif fault.fault == "drop":
            self.plan(event["id"], state="dropped")
        else:
            self._gathered.append(event["id"])
            if fault.times == 0:
                self.release()

    def release(self) -> None:
        """Send what was gathered, last one first."""
        for event_id in reversed(self._gathered):
            self.plan(event_id)
        self._gathered.clear()
        self.wake()

    def plan(
        self,
        event_id: str,
        *,
        wait: float = 0,
        state: str = "waiting",
        signed_at: int | None = None,
    ) -> None:
        self._desk.store.db.execute(
            "INSERT INTO delivery (event_id, state, due, signed_at) VALUES (?, ?, ?, ?)",
            (event_id, state, time.time() + wait, signed_at),
        )

    def start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="stripe-standin-courier")

    async def stop(self) -> None:
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=self._desk.settings.webhook_timeout)
        async with aiohttp.ClientSession(timeout=timeout) as http:
            while True:
                self._wake.clear()
                with self._desk.store.transaction():
                    close_overdue(self._desk)
                    due.happen(self._desk, HAPPENINGS)
                delivered = await self._deliver_due(http)
                if not delivered:
                    await self._sleep()

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(self._until_next()):
                await self._wake.wait()
        except TimeoutError:
            return

    def _until_next(self) -> float:
        due = self._desk.store.db.execute(
            "SELECT min(due) FROM delivery WHERE state = 'waiting'"
        ).fetchone()[0]
        return IDLE_SECONDS if due is None else min(max(due - time.time(), 0.01), IDLE_SECONDS)

    async def _deliver_due(self, http: aiohttp.ClientSession) -> int:
        rows = self._desk.store.db.execute(
            "SELECT seq, event_id, attempts, signed_at FROM delivery"
            " WHERE state = 'waiting' AND due <= ? ORDER BY due, seq LIMIT ?",
            (time.time(), MOST_AT_ONCE),
        ).fetchall()
        for row in rows:
            outcome = await self._send(http, row["event_id"], row["signed_at"])
            self._settle(row["seq"], row["event_id"], row["attempts"] + 1, outcome)
        return len(rows)

    async def _send(
        self, http: aiohttp.ClientSession, event_id: str, signed_at: float | None
    ) -> str:
        event = self._desk.get("event", event_id)
        url, secret = self._target(event)
        payload = json.dumps(public(event), indent=2)
        # The signature carries real time even when the test clock is ahead.
        at = int(time.time() if signed_at is None else signed_at)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": signature(payload, secret, at),
            "User-Agent": "Stripe/1.0 (stand-in)",
        }
        try:
            async with http.post(url, data=payload.encode(), headers=headers) as answer:
                return str(answer.status)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return type(error).__name__

    def _target(self, event: Document) -> tuple[str, str]:
        """Events of connected accounts may have an address, and a secret, of their own."""
        settings = self._desk.settings
        if "account" in event and settings.connect_webhook_url:
            return settings.connect_webhook_url, settings.connect_webhook_secret
        return settings.webhook_url or "", settings.webhook_secret

    def _settle(self, seq: int, event_id: str, attempts: int, outcome: str) -> None:
        retries = self._desk.settings.webhook_retries
        state, due = "waiting", time.time()
        if outcome.startswith("2"):
            state = "delivered"
        elif attempts > len(retries):
            state = "given_up"
        else:
            due += retries[attempts - 1]
        store = self._desk.store
        store.db.execute(
            "UPDATE delivery SET state = ?, due = ?, attempts = ?, last = ? WHERE seq = ?",
            (state, due, attempts, outcome, seq),
        )
        store.note(self._desk.now(), "webhook", event=event_id, outcome=outcome, attempt=attempts)
