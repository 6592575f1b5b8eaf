"""Request and response bodies of the gateway's own addresses."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from marketkit.auth import Principal
from pydantic import BaseModel, ConfigDict, Field

Email = Annotated[str, Field(max_length=254)]
Password = Annotated[str, Field(max_length=200)]


class Body(BaseModel):
    """A field we do not know may be an attempt to set what is not ours to give."""

    model_config = ConfigDict(extra="forbid")


class NewAccount(Body):
    email: Email
    password: Password
    name: Annotated[str, Field(max_length=120)]


class Credentials(Body):
    email: Email
    password: Password


class NewToken(Credentials):
    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")] = "Programm"


class PasswordAgain(Body):
    password: Password


class AccountOut(BaseModel):
    id: UUID
    name: str
    email: str
    roles: list[str]

    @classmethod
    def of(cls, principal: Principal) -> "AccountOut":
        assert principal.id is not None
        return cls(
            id=principal.id,
            name=principal.name,
            email=principal.email,
            roles=sorted(principal.roles),
        )


class SessionOut(BaseModel):
    account: AccountOut


class TokenOut(BaseModel):
    id: UUID
    name: str
    created_at: datetime


class IssuedTokenOut(TokenOut):
    token: str
    """Shown this once."""


class TokenList(BaseModel):
    items: list[TokenOut]
    next: None = None


class DeadLetterOut(BaseModel):
    id: UUID
    queue: str
    reason: str
    type: str
    source: str
    subject: str
    version: int
    time: datetime
    attempt: int


class DeadLetterList(BaseModel):
    items: list[DeadLetterOut]
    next: None = None


class DeadLetterShown(DeadLetterOut):
    body: Any


class Replay(Body):
    queue: Annotated[str, Field(max_length=200)]
    ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)] | None = None
    """None means all of the queue."""


class Replayed(BaseModel):
    replayed: int


class MailOut(BaseModel):
    id: str
    subject: str
    sender: str
    to: str
    date: datetime | None


class MailList(BaseModel):
    items: list[MailOut]
    next: str | None


class MailShown(MailOut):
    text: str
