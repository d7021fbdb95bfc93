"""What happens around each request."""

import asyncio
import logging
from secrets import token_hex
from time import perf_counter

from prometheus_client import Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from best.errors import REQUEST_ID, InvalidRequestError, answer
from best.settings import Settings

SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"private, no-cache"),
)
DURATION = Histogram(
    "http_request_duration_seconds", "Time to answer", ("method", "route", "status")
)
logger = logging.getLogger("best.access")


class RequestMiddleware:
    """Names, bounds, protects, logs and counts each request.

    One class rather than six: what they would look up in the request is looked up once.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = {host.encode() for host in settings.allowed_hosts}
        self._max_body_bytes = settings.max_body_bytes
        self._timeout_seconds = settings.request_timeout_seconds
        self._durations: dict[tuple[str, str, int], Histogram] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        request_id = headers.get(b"x-request-id", b"").decode("latin-1")
        if not (0 < len(request_id) <= 64 and request_id.isascii() and request_id.isprintable()):
            request_id = token_hex(16)
        REQUEST_ID.set(request_id)
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] += (*SECURITY_HEADERS, (b"x-request-id", request_id.encode()))
            await send(message)

        async def send_in_time(message: Message) -> None:
            # An answer that has begun is not cut off.
            if status == 0 and not timeout.expired():
                timeout.reschedule(None)
            await send_with_headers(message)

        try:
            async with asyncio.timeout(self._timeout_seconds) as timeout:
                receive = self._bounded(headers, receive)
                await self._app(scope, receive, send_in_time)
        except Exception as error:
            if status:
                raise
            await answer(error)(scope, receive, send_with_headers)
        finally:
            self._record(scope, request_id, status, perf_counter() - started)

    def _bounded(self, headers: dict[bytes, bytes], receive: Receive) -> Receive:
        """Return a `receive` for this request that fails when its body grows too large.

        Raises:
            InvalidRequestError: The request is for another host.
            HTTPException: It says itself that its body is too large.
        """
        if self._hosts and headers.get(b"host", b"").rpartition(b":")[0] not in self._hosts:
            raise InvalidRequestError("The request is for a host that is not served here.")
        if int(headers.get(b"content-length", 0)) > self._max_body_bytes:
            raise HTTPException(413, "The body is too large.")
        if b"transfer-encoding" not in headers:
            return receive
        left = self._max_body_bytes

        async def bounded_receive() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413, "The body is too large.")
            return message

        return bounded_receive

    def _record(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        """Count a request, and log it in one line."""
        method = scope["method"]
        route = getattr(scope.get("route"), "path", "unmatched")
        duration = self._durations.get((method, route, status))
        if duration is None:
            duration = DURATION.labels(method, route, status)
            self._durations[method, route, status] = duration
        duration.observe(seconds)
        user = scope.get("user")
        fields = {
            "request_id": request_id,
            "method": method,
            "route": route,
            "status": status,
            "duration_ms": round(seconds * 1000, 3),
            "user_id": user.id if user else None,
        }
        logger.info("request", extra={"fields": fields})
