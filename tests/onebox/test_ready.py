"""The demo is open when everything in it answers, or after a while all the same."""

from onebox.ready import until_ready
from starlette.types import Receive, Scope, Send


class Starting:
    """Ready from the given question on."""

    def __init__(self, ready_at: int) -> None:
        self.asked = 0
        self.ready_at = ready_at

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        assert scope["path"] == "/health/ready"
        self.asked += 1
        status = 200 if self.asked >= self.ready_at else 503
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})


async def test_it_asks_until_everything_answers() -> None:
    app = Starting(ready_at=3)

    assert await until_ready(app)
    assert app.asked == 3


async def test_it_does_not_wait_for_ever() -> None:
    assert not await until_ready(Starting(ready_at=1_000), within=0.1)
