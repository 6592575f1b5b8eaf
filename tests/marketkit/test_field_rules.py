"""A rule over several fields names one of them, as deep in the body as it lies."""

from typing import Any

from fastapi import FastAPI
from marketkit.field_rules import broken_at
from pydantic import BaseModel, model_validator

from marketkit import problems
from tests.support.asgi import AsgiClient


class Window(BaseModel):
    starts: int
    ends: int

    @model_validator(mode="after")
    def _in_order(self) -> "Window":
        if self.ends <= self.starts:
            raise broken_at("ends", message="Nach dem Anfang, {bitte}.")
        return self


class Week(BaseModel):
    windows: list[Window]


async def test_the_refusal_names_the_field_in_its_place() -> None:
    app = FastAPI()
    problems.install(app)

    @app.post("/weeks")
    async def plan(week: Week) -> dict[str, Any]:
        return {"windows": len(week.windows)}

    windows = [{"starts": 1, "ends": 2}, {"starts": 2, "ends": 1}]
    refused = await AsgiClient(app).post("/weeks", json={"windows": windows})

    assert refused.status == 422
    assert refused.json()["errors"] == [
        {"field": "windows[1].ends", "message": "Nach dem Anfang, {bitte}."}
    ]
    assert (await AsgiClient(app).post("/weeks", json={"windows": windows[:1]})).status == 200
