"""Errors, which clients see as problem documents (RFC 9457)."""

import json
import logging
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

logger = logging.getLogger(__name__)


class ApplicationError(Exception):
    """Base of the errors that have a problem document of their own."""

    status: ClassVar[int]
    kind: ClassVar[str]
    headers: ClassVar[Mapping[str, str]] = {}


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


def problem(
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem document."""
    document: dict[str, Any] = {
        "type": f"urn:problem:{kind}" if kind else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": REQUEST_ID.get(),
    }
    if errors:
        document["errors"] = errors
    return Response(json.dumps(document), status, headers, "application/problem+json")


def handle_application_error(_request: Request, exc: Exception) -> Response:
    """Answer an error that the service raised."""
    if not isinstance(exc, ApplicationError):
        raise exc
    return problem(exc.status, str(exc), kind=exc.kind, headers=exc.headers)


def handle_validation_error(_request: Request, exc: Exception) -> Response:
    """Answer a request that does not fit its description."""
    if not isinstance(exc, RequestValidationError):
        raise exc
    errors = [
        {
            "location": str(error["loc"][0]),
            "pointer": "".join(f"/{part}" for part in error["loc"][1:]),
            "detail": str(error["msg"]),
        }
        for error in exc.errors()
    ]
    return problem(
        422, "The request does not fit its description.", kind="invalid-request", errors=errors
    )


def handle_http_exception(_request: Request, exc: Exception) -> Response:
    """Answer an error of the framework."""
    if not isinstance(exc, HTTPException):
        raise exc
    return problem(exc.status_code, str(exc.detail), headers=exc.headers)


def handle_unexpected_error(_request: Request, exc: Exception) -> Response:
    """Log an error that nobody expected, and tell the client nothing about it."""
    logger.error("request failed", exc_info=exc)
    return problem(500, "The service failed to answer.")


def register_error_handlers(app: FastAPI) -> None:
    """Answer every error with a problem document."""
    app.add_exception_handler(ApplicationError, handle_application_error)
    app.add_exception_handler(RequestValidationError, handle_validation_error)
    app.add_exception_handler(HTTPException, handle_http_exception)
    app.add_exception_handler(Exception, handle_unexpected_error)
