"""What bare FastAPI does on this machine: a ping, and a static list of 24 things."""

from fastapi import FastAPI

app = FastAPI()

THINGS: list[dict[str, int | str | bool]] = [
    {
        "id": n,
        "name": f"Roggenmischbrot aus Zeitz {n}",
        "slug": f"p-{n}",
        "price": 480,
        "available": True,
    }
    for n in range(24)
]


# As most people write it, and as the other systems were measured: plain dicts, no response model.
@app.get("/ping", response_model=None)
async def ping() -> dict[str, str]:
    return {"status": "ok", "message": "Was darf's sein?" * 8}


@app.get("/list", response_model=None)
async def things() -> dict[str, list[dict[str, int | str | bool]]]:
    return {"items": THINGS}
