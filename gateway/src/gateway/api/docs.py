"""`/api/docs` and `/api/openapi.json`."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from gateway.api.docs_page import render
from gateway.api.merged_openapi import Document, PublicApi

router = APIRouter(prefix="/api", include_in_schema=False)
_A_MINUTE = {"Cache-Control": "public, max-age=60"}


@router.get("/openapi.json")
async def openapi(request: Request, response: Response) -> Document:
    public: PublicApi = request.app.state.public_api
    response.headers.update(_A_MINUTE)
    return await public.document()


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    public: PublicApi = request.app.state.public_api
    return HTMLResponse(render(await public.document()), headers=_A_MINUTE)


@router.get("/docs.css")
async def style() -> Response:
    return Response(_style(), media_type="text/css", headers=_A_MINUTE)


@cache
def _style() -> bytes:
    return files("gateway.api").joinpath("docs.css").read_bytes()
