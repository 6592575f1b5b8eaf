"""The face of identity towards pages and API: sign up, sign in, sign out, erase, tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from marketkit.auth import Principal
from marketkit.db import Database
from marketkit.errors import UnauthenticatedError
from starlette.requests import Request
from starlette.responses import Response

from gateway.domain.accounts import Account
from gateway.domain.keys import digest
from gateway.identity.cookies import SessionCookie
from gateway.identity.visitors import Visitors
from gateway.store import tokens
from gateway.store.rows import ApiTokenRow
from gateway.store.sessions import Times
from gateway.use_cases.ask_new_password import ask_new_password
from gateway.use_cases.check_password import check_password
from gateway.use_cases.close_session import close_session
from gateway.use_cases.erase_account import erase_account
from gateway.use_cases.issue_token import IssuedToken, issue_token
from gateway.use_cases.limits import LoginLimits
from gateway.use_cases.open_session import open_session
from gateway.use_cases.ports import Passwords
from gateway.use_cases.revoke_token import revoke_token
from gateway.use_cases.set_new_password import change_own, check_link, set_by_link
from gateway.use_cases.sign_up import sign_up
from gateway.use_cases.throttle import throttle_sign_ups


@dataclass(frozen=True, slots=True)
class OpenedSession:
    key: str
    principal: Principal


@dataclass(frozen=True, slots=True)
class Identity:
    database: Database
    passwords: Passwords
    visitors: Visitors
    cookie: SessionCookie
    times: Times
    limits: LoginLimits

    async def sign_up(self, request: Request, *, email: str, password: str, name: str) -> Account:
        await throttle_sign_ups(self.database, self.limits, request.state.client_address)
        return await sign_up(
            self.database, self.passwords, email=email, password=password, name=name
        )

    async def sign_in(self, request: Request, *, email: str, password: str) -> OpenedSession:
        """The session this browser had before, its own or a planted one, ends here."""
        account = await self._checked(request, email, password)
        before: str | None = request.cookies.get(self.cookie.name)
        key = await open_session(self.database, self.times, account, replaces=before)
        if before:
            self.visitors.forget(digest(before))
        return OpenedSession(key, account.principal())

    async def sign_out(self, request: Request) -> None:
        key = request.state.visitor.session_key
        if key is not None:
            await close_session(self.database, key)
            self.visitors.forget(digest(key))

    def set_cookie(self, response: Response, session: OpenedSession) -> None:
        self.cookie.put(response, session.key)

    def clear_cookie(self, response: Response) -> None:
        self.cookie.remove(response)

    async def erase(self, request: Request, *, password: str) -> None:
        """Asks for the password again: a borrowed phone must not end an account."""
        principal = signed_in(request)
        await self._checked(request, principal.email, password)
        assert principal.id is not None
        await erase_account(self.database, principal.id)
        self.visitors.forget_all()

    async def ask_new_password(self, request: Request, *, email: str, language: str) -> None:
        await ask_new_password(
            self.database,
            self.limits,
            email=email,
            address=request.state.client_address,
            language=language,
        )

    async def check_password_link(self, request: Request, key: str) -> None:
        """Raises LinkEndedError."""
        del request
        await check_link(self.database, key)

    async def set_new_password(
        self, request: Request, *, key: str, password: str, language: str
    ) -> None:
        del request
        await set_by_link(
            self.database, self.passwords, key=key, password=password, language=language
        )
        self.visitors.forget_all()

    async def change_password(
        self, request: Request, *, old: str, password: str, language: str
    ) -> None:
        """Asks for the old one: a borrowed phone must not lock its owner out."""
        principal = signed_in(request)
        await self._checked(request, principal.email, old)
        assert principal.id is not None
        await change_own(
            self.database,
            self.passwords,
            account_id=principal.id,
            password=password,
            language=language,
            keeps=request.state.visitor.session_key,
        )
        self.visitors.forget_all()

    async def issue_token(
        self, request: Request, *, email: str, password: str, name: str
    ) -> IssuedToken:
        account = await self._checked(request, email, password)
        return await issue_token(self.database, account.id, name=name)

    async def tokens_of(self, request: Request) -> Sequence[ApiTokenRow]:
        account_id = signed_in(request).id
        assert account_id is not None
        async with self.database.session() as session:
            return await tokens.list_of(session, account_id)

    async def revoke_token(self, request: Request, token_id: UUID) -> None:
        account_id = signed_in(request).id
        assert account_id is not None
        self.visitors.forget(await revoke_token(self.database, account_id, token_id))

    async def _checked(self, request: Request, email: str, password: str) -> Account:
        return await check_password(
            self.database,
            self.passwords,
            self.limits,
            email=email,
            password=password,
            address=request.state.client_address,
        )


def signed_in(request: Request) -> Principal:
    """Raises UnauthenticatedError for guests."""
    principal: Principal | None = request.state.account
    if principal is None:
        raise UnauthenticatedError
    return principal
