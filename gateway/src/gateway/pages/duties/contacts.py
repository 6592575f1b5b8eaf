"""Whom to turn to: authorities, everybody, and about unsafe products."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.context import context
from gateway.pages.market import duties
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import page


async def contacts(request: Request) -> Response:
    found = await duties.contacts(caller(request), context(request).language)
    return page(request, "duties/contacts.html", contacts=found.contacts, police=found.police)


ROUTES = [Route("/kontaktstellen", guarded(contacts))]
