"""What happens around each request."""

import asyncio
import logging
from secrets import token_hex
from time import perf_counter

from prometheus_client import Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from best.errors import REQUEST_ID, problem

SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
]
DURATION = Histogram(
    "http_request_duration_seconds", "Time to answer", ("method", "route", "status")
)
logger = logging.getLogger("best.access")


class BodyTooLargeError(Exception):
    """The client sends more than is taken."""


class RequestMiddleware:
    """Names, bounds, protects, logs and counts each request.

    One class rather than five: each one would wrap `send` again.
    """

    def __init__(self, app: ASGIApp, *, max_body_bytes: int, timeout_seconds: float) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._timeout_seconds = timeout_seconds
        self._durations: dict[tuple[str, str, int], Histogram] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        headers = dict(scope["headers"])
        request_id = headers.get(b"x-request-id", b"").decode("latin-1")
        if not (0 < len(request_id) <= 64 and request_id.isascii() and request_id.isprintable()):
            request_id = token_hex(16)
        REQUEST_ID.set(request_id)
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] += SECURITY_HEADERS
                message["headers"].append((b"x-request-id", request_id.encode()))
            await send(message)

        try:
            if int(headers.get(b"content-length", 0)) > self._max_body_bytes:
                raise BodyTooLargeError
            if b"transfer-encoding" in headers:
                receive = self._bounded(receive)
            async with asyncio.timeout(self._timeout_seconds):
                await self._app(scope, receive, send_with_headers)
        except BodyTooLargeError:
            await problem(413, "The body is too large.")(scope, receive, send_with_headers)
        except TimeoutError:
            if status:
                raise
            await problem(504, "The answer took too long.")(scope, receive, send_with_headers)
        finally:
            self._record(scope, request_id, status, perf_counter() - started)

    def _bounded(self, receive: Receive) -> Receive:
        """Return a `receive` that fails when the body grows too large."""
        left = self._max_body_bytes

        async def bounded_receive() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise BodyTooLargeError
            return message

        return bounded_receive

    def _record(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        """Count a request, and log it in one line."""
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"]
        duration = self._durations.get((method, route, status))
        if duration is None:
            duration = DURATION.labels(method, route, status)
            self._durations[method, route, status] = duration
        duration.observe(seconds)
        user = scope.get("user")
        logger.info(
            "request",
            extra={
                "fields": {
                    "request_id": request_id,
                    "method": method,
                    "route": route,
                    "status": status,
                    "duration_ms": round(seconds * 1000, 3),
                    "user_id": user and user.id,
                }
            },
        )
