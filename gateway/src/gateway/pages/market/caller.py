"""One place through which every page asks the services, on behalf of who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from marketkit.auth import Principal
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from gateway.clients import UpstreamProblem, Upstreams

A = TypeVar("A", bound=BaseModel)


class UnreadableAnswer(UpstreamProblem):
    """A service answered in a shape we cannot read: for the reader that is an outage."""

    def __init__(self, service: str) -> None:
        super().__init__(503, {"status": 503, "code": "unreadable_answer", "detail": service})


@dataclass(frozen=True, slots=True)
class Caller:
    upstreams: Upstreams
    principal: Principal | None

    async def get(
        self,
        shape: type[A],
        service: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> A:
        """Ask and parse; raises UpstreamProblem when refused, absent or unreadable."""
        found = await self.upstreams.get_json(
            service, f"/api/v1{path}", query=query, principal=self.principal, headers=headers
        )
        return parsed(shape, service, found)

    async def send(  # noqa: PLR0913 - the parts of one request
        self,
        method: str,
        service: str,
        path: str,
        payload: Any = None,
        *,
        key: str | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Ask for a change and return the raw answer."""
        return await self.upstreams.send_json(
            method,
            service,
            f"/api/v1{path}",
            payload,
            principal=self.principal,
            idempotency_key=key,
            query=query,
            headers=headers,
        )


def parsed(shape: type[A], service: str, found: Any) -> A:
    try:
        return shape.model_validate(found)
    except ValidationError as unreadable:
        raise UnreadableAnswer(service) from unreadable


def caller(request: Request) -> Caller:
    return Caller(request.app.state.upstreams, principal_of(request))


def nobody(request: Request) -> Caller:
    """For what is kept for everybody: who is signed in may see more than everybody may."""
    return Caller(request.app.state.upstreams, None)


def principal_of(request: Request) -> Principal | None:
    """The signed-in account as the services know it; None for a guest."""
    account = getattr(request.state, "account", None)
    if account is None:
        return None
    return Principal(
        id=account.id, roles=frozenset(account.roles), name=account.name, email=account.email
    )
