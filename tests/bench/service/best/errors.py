"""Errors, which clients see as problem documents (RFC 9457)."""

import json
import logging
from collections.abc import Mapping
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from prometheus_client import Counter
from starlette.exceptions import HTTPException

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
ERRORS = Counter("errors_total", "Problem documents", ("type", "status"))

logger = logging.getLogger(__name__)


class ApplicationError(Exception):
    """Base of the errors that have a problem document of their own."""

    status: ClassVar[int]
    kind: ClassVar[str]
    headers: ClassVar[Mapping[str, str]] = {}


class InvalidRequestError(ApplicationError):
    """The request is not for this service."""

    status = 400
    kind = "invalid-request"


class AuthenticationError(ApplicationError):
    """The request says not, or not believably, who sends it."""

    status = 401
    kind = "authentication-required"
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": "Bearer"}


class NotFoundError(ApplicationError):
    """Nothing has the id that was asked for."""

    status = 404
    kind = "resource-not-found"


class ConflictError(ApplicationError):
    """The change contradicts what is stored."""

    status = 409
    kind = "conflict"


def answer(error: Exception) -> Response:
    """Return the problem document of an error."""
    match error:
        case ApplicationError():
            return problem(error.status, str(error), kind=error.kind, headers=error.headers)
        case RequestValidationError():
            faults = [
                {
                    "location": str(fault["loc"][0]),
                    "pointer": "".join(f"/{part}" for part in fault["loc"][1:]),
                    "detail": str(fault["msg"]),
                }
                for fault in error.errors()
            ]
            detail = "The request does not fit its description."
            return problem(422, detail, kind="invalid-request", errors=faults)
        case HTTPException():
            return problem(error.status_code, error.detail, headers=error.headers)
        case TimeoutError():
            return problem(504, "The answer took too long.", kind="timeout")
    logger.error("request failed", exc_info=error)
    return problem(500, "The service failed to answer.")


def problem(
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """Return a problem document."""
    type_ = f"urn:problem:{kind}" if kind else "about:blank"
    ERRORS.labels(type_, status).inc()
    document = {
        "type": type_,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": REQUEST_ID.get(),
        **members,
    }
    return Response(json.dumps(document), status, headers, "application/problem+json")


async def handle_error(_request: Request, error: Exception) -> Response:
    """Answer an error of a route."""
    return answer(error)


def register_error_handlers(app: FastAPI) -> None:
    """Answer expected errors where they arise; the middleware answers all others."""
    for kind in (ApplicationError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, handle_error)
