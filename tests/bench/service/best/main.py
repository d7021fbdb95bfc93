"""The application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Connection, text

from best.auth import TokenVerifier
from best.database import Database
from best.errors import register_error_handlers
from best.logs import configure_logging
from best.middleware import RequestMiddleware
from best.routes import router
from best.settings import Settings


def create_app() -> FastAPI:
    """Build the application."""
    settings = Settings()
    configure_logging(settings.log_level)
    database = Database(settings.database_url, settings.database_pool_size)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        """Hold the database open while the application runs."""
        yield
        await database.dispose()

    # Nothing here collects what the framework would measure; unless told so, it looks each time.
    telemetry: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
    app = FastAPI(title="Best", lifespan=lifespan, telemetry=telemetry)
    app.state.database = database
    app.state.verifier = TokenVerifier(settings)
    app.add_middleware(RequestMiddleware, settings=settings)
    register_error_handlers(app)
    app.include_router(router)

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        """Say that the process runs."""
        return {"status": "ok"}

    @app.get("/health/ready")
    async def ready() -> dict[str, str]:
        """Say that the database answers."""
        await database.run(Connection.scalar, text("SELECT 1"))
        return {"status": "ok"}

    @app.get("/metrics")
    async def metrics() -> Response:
        """Answer with the metrics of this process."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return app
