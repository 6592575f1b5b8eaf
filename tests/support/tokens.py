"""Service tokens for tests, signed by a key that exists only here."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from marketkit.auth import Principal, StaticKeys, TokenSigner, TokenVerifier
from marketkit.clock import new_id

PEM = (
    Ed25519PrivateKey.generate()
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)
SIGNER = TokenSigner(PEM, "test")
TTL = 600
"""Longer than any test, however slow the machine."""


def a_verifier() -> TokenVerifier:
    return TokenVerifier(StaticKeys(SIGNER.jwk()))


def a_principal(
    *roles: str, account_id: UUID | None = None, name: str = "Anna", email: str = "anna@example.org"
) -> Principal:
    return Principal(account_id or new_id(), frozenset(roles or {"resident"}), name, email)


def a_token(
    *roles: str, account_id: UUID | None = None, name: str = "Anna", email: str = "anna@example.org"
) -> str:
    """A token for somebody with these roles (a resident without any named)."""
    return SIGNER.mint(a_principal(*roles, account_id=account_id, name=name, email=email), ttl=TTL)
