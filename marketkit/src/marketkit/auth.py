"""Who is asking: tokens signed by the gateway, verified by every service.

A token lives 60 seconds and names a person and the roles; rights on a particular shop or order
are each service's own knowledge. EdDSA alone is accepted, so neither `alg: none` nor a public
key misused as an HMAC secret gets anywhere.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from marketkit.clock import new_id
from marketkit.errors import UnauthenticatedError, UnavailableError

ISSUER: Final = "regionalmarkt-gateway"
AUDIENCE: Final = "regionalmarkt-services"
TTL_SECONDS: Final = 60
LEEWAY_SECONDS: Final = 15
ROLES: Final = frozenset({"resident", "shop_staff", "advisor", "operator"})
_ALGORITHMS: Final = ["EdDSA"]
_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class Principal:
    """The person behind a request; a guest has no id."""

    id: UUID | None = None
    roles: frozenset[str] = frozenset()
    name: str = ""
    email: str = ""

    @property
    def is_guest(self) -> bool:
        return self.id is None

    def has(self, role: str) -> bool:
        """One of ROLES, of the whole market; rights on one shop or order each service knows."""
        return role in self.roles


GUEST: Final = Principal()


class TokenSigner:
    """The gateway's half: holds the private key."""

    def __init__(self, private_key_pem: str, kid: str) -> None:
        key = load_pem_private_key(private_key_pem.encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            message = "the signing key must be an Ed25519 private key in PEM"
            raise TypeError(message)
        self._key = key
        self.kid = kid

    def mint(self, principal: Principal, *, ttl: int = TTL_SECONDS) -> str:
        """A token for `ttl` seconds."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + ttl,
            "jti": str(new_id()),
            "roles": sorted(principal.roles),
        }
        if principal.id:
            claims |= {"sub": str(principal.id), "name": principal.name, "email": principal.email}
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers={"kid": self.kid})

    def jwk(self) -> dict[str, Any]:
        """The public half, for the key set that services fetch."""
        public: dict[str, Any] = jwt.algorithms.OKPAlgorithm.to_jwk(
            self._key.public_key(), as_dict=True
        )
        return {**public, "kid": self.kid, "use": "sig", "alg": "EdDSA"}


class Keys(Protocol):
    """Finds the public key for a key id."""

    async def find(self, kid: str) -> jwt.PyJWK | None:
        """None for an id nobody signs with; raises UnavailableError when nobody can be asked."""
        ...


class StaticKeys:
    """Keys known from the start."""

    def __init__(self, *jwks: dict[str, Any]) -> None:
        self._keys = {jwk["kid"]: jwt.PyJWK(jwk) for jwk in jwks}

    async def find(self, kid: str) -> jwt.PyJWK | None:
        return self._keys.get(kid)


class RemoteKeys:
    """Keys from the gateway's JWKS address, kept for five minutes.

    An unknown key id fetches again at once, at most every ten seconds, so a rotation is picked
    up without letting strangers make us hammer the gateway.
    """

    KEEP_SECONDS = 300
    REFETCH_SECONDS = 10

    def __init__(self, url: str) -> None:
        self._url = url
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")

    async def find(self, kid: str) -> jwt.PyJWK | None:
        age = time.monotonic() - self._fetched_at
        stale = age > self.KEEP_SECONDS or (kid not in self._keys and age > self.REFETCH_SECONDS)
        if stale:
            await self._fetch(kid)
        return self._keys.get(kid)

    async def _fetch(self, kid: str) -> None:
        timeout = aiohttp.ClientTimeout(total=3)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as http, http.get(self._url) as reply:
                reply.raise_for_status()
                jwks = await reply.json()
        except (aiohttp.ClientError, TimeoutError) as error:
            if kid in self._keys:
                return  # the old keys are better than none
            raise UnavailableError from error
        self._keys = {jwk["kid"]: jwt.PyJWK(jwk) for jwk in jwks["keys"]}
        self._fetched_at = time.monotonic()


class TokenVerifier:
    """A service's half. Tokens that were good are remembered until they expire."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._good: OrderedDict[str, tuple[float, Principal]] = OrderedDict()

    async def verify(self, token: str) -> Principal:
        """The principal, or UnauthenticatedError."""
        known = self._good.get(token)
        if known and known[0] > time.time():
            return known[1]
        try:
            key = await self._keys.find(str(jwt.get_unverified_header(token).get("kid", "")))
            if key is None:
                raise UnauthenticatedError
            claims = jwt.decode(
                token,
                key,
                algorithms=_ALGORITHMS,
                audience=AUDIENCE,
                issuer=ISSUER,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "aud", "iss"]},
            )
            principal = _principal(claims)
        except (jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
            raise UnauthenticatedError from error
        self._good[token] = (claims["exp"], principal)
        if len(self._good) > _REMEMBERED:
            self._good.popitem(last=False)
        return principal


def _principal(claims: dict[str, Any]) -> Principal:
    roles = frozenset(claims["roles"]) & ROLES
    if "sub" not in claims:
        return Principal(roles=frozenset())
    return Principal(UUID(claims["sub"]), roles, str(claims["name"]), str(claims["email"]))
