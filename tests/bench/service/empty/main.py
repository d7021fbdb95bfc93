"""An empty route: the most that the server and the framework allow."""

from fastapi import FastAPI


def create_app() -> FastAPI:
    """Build an application that does nothing."""
    app = FastAPI()

    @app.get("/")
    async def empty() -> dict[str, str]:
        return {}

    return app
