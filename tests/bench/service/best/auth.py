"""Who sends a request."""

from dataclasses import dataclass
from functools import lru_cache
from time import time
from typing import Annotated, Any

import jwt
from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer as HTTPBearerModel
from fastapi.security.base import SecurityBase

from best.errors import AuthenticationError
from best.settings import Settings


@dataclass(frozen=True, slots=True)
class User:
    """The sender of a request."""

    id: str
    roles: frozenset[str]


class TokenVerifier:
    """Believes tokens that were signed with the secret, for this audience.

    A token is verified once, and remembered: what its signature says of it cannot change. That it
    has expired can, so that is looked at each time. Tokens that are not valid are not kept.
    """

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.jwt_secret.get_secret_value()
        self._issuer = settings.jwt_issuer
        self._audience = settings.jwt_audience
        self._leeway = settings.jwt_leeway_seconds
        self._decode_once = lru_cache(maxsize=1024)(self._decode)

    def verify(self, token: str) -> User:
        """Return the user whom a token names.

        Raises:
            AuthenticationError: The token is not to be believed.
        """
        user, expires_at = self._decode_once(token)
        if expires_at + self._leeway <= time():
            raise AuthenticationError("The token is not valid.")
        return user

    def _decode(self, token: str) -> tuple[User, float]:
        """Return the user, and the time at which the token expires."""
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                issuer=self._issuer,
                audience=self._audience,
                leeway=self._leeway,
                options={"require": ["exp", "sub"]},
            )
        except jwt.InvalidTokenError as error:
            raise AuthenticationError("The token is not valid.") from error
        return User(claims["sub"], frozenset(claims.get("roles", ()))), claims["exp"]


class BearerToken(SecurityBase):
    """Reads the token, and shows in the OpenAPI document that one is needed."""

    scheme_name = "token"
    model = HTTPBearerModel(bearerFormat="JWT")

    async def __call__(self, request: Request) -> User:
        """Return the user whom the token names."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise AuthenticationError("A bearer token is needed.")
        verifier: TokenVerifier = request.app.state.verifier
        user = verifier.verify(token)
        request.scope["user"] = user
        return user


CurrentUser = Annotated[User, Depends(BearerToken())]
