"""The page as an ASGI application: Streamlit, health checks and a few headers in one process.

`tutor serve` runs it; any ASGI server can: `uvicorn --factory tutor.ui.server:make_app`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import tutor
from tutor.classroom.background import SEND_EVERY_S, SWEEP_EVERY_S, Background
from tutor.core.people import OPERATOR
from tutor.settings import Settings
from tutor.ui.door import Door, Doorkeeper
from tutor.ui.sharing import shared_guests, shared_tutor
from tutor.ui.warm import is_warm, warm_once

_HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is the key to a student's talks
    "X-Content-Type-Options": "nosniff",
}


def make_app() -> st.App:
    """Make the application. The script and its settings are found from any folder."""
    settings = Settings.from_environment()
    door = Door(
        lambda: shared_tutor().classroom,
        lambda: shared_tutor().companies,
        oidc=settings.oidc == "on",
    )
    return st.App(
        _script(),
        lifespan=_lifespan,
        routes=[Route("/healthz", _healthz), Route("/readyz", _readyz), *door.routes()],
        middleware=[
            Middleware(_Headers, ancestors=settings.frame_ancestors),
            Middleware(Doorkeeper, door=door),
        ],
    )


def _script() -> Path:
    """Find the script: beside the package in a checkout, inside it in a wheel."""
    package = Path(tutor.__file__).parent
    shipped = package / "_app" / "streamlit_app.py"
    return shipped if shipped.is_file() else package.parent / "streamlit_app.py"


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    warm_once(shared_tutor())
    beside = Background({shared_tutor().send_alerts: SEND_EVERY_S, _sweep: SWEEP_EVERY_S})
    beside.start()
    yield
    beside.close()
    shared_guests().close()
    shared_tutor().close()


def _sweep() -> None:
    """Delete what has ended; of a database in trouble the page tells."""
    shared_tutor().classroom.housekeeping.sweep(OPERATOR)


async def _healthz(_request: Request) -> JSONResponse:
    """Tell that the process answers."""
    return JSONResponse({"status": "ok", "version": tutor.__version__})


async def _readyz(_request: Request) -> JSONResponse:
    """Tell whether the first answer would find everything ready."""
    if is_warm():
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "warming up"}, status_code=503)


class _Headers:
    """Adds the headers that Streamlit does not send."""

    def __init__(self, app: ASGIApp, ancestors: str) -> None:
        self._app = app
        sites = f"frame-ancestors 'self' {ancestors}".strip()
        self._headers = {"Content-Security-Policy": sites, **_HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_more)
