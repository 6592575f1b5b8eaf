"""The private keys that sign tokens to the services, read from the settings."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from marketkit.auth import TokenSigner
from pydantic import SecretStr

_KID_LENGTH = 16


def signers(keys: Sequence[SecretStr]) -> tuple[TokenSigner, ...]:
    """Each key as PEM text or as the path of a PEM file. The key id follows from the key itself."""
    return tuple(_signer(key.get_secret_value()) for key in keys)


def _signer(given: str) -> TokenSigner:
    pem = given if "-----BEGIN" in given else Path(given).read_text("ascii")
    return TokenSigner(pem, _kid(pem))


def _kid(pem: str) -> str:
    public = load_pem_private_key(pem.encode(), password=None).public_key()
    raw = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(raw).hexdigest()[:_KID_LENGTH]
