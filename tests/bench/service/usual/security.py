"""Who sends a request."""

from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ValidationError

from usual.config import settings

bearer = HTTPBearer()


class TokenPayload(BaseModel):
    """What a token says."""

    sub: str
    roles: list[str] = []


async def get_current_user(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
) -> TokenPayload:
    """Return the user whom the token names."""
    try:
        payload = jwt.decode(
            credentials.credentials,
            settings.jwt_secret,
            algorithms=["HS256"],
            issuer=settings.jwt_issuer,
            audience=settings.jwt_audience,
        )
        return TokenPayload(**payload)
    except (jwt.InvalidTokenError, ValidationError) as error:
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED,
            "Could not validate credentials",
            {"WWW-Authenticate": "Bearer"},
        ) from error


CurrentUser = Annotated[TokenPayload, Depends(get_current_user)]
