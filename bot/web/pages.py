"""Everything the bot serves, in one list, and what of it the public may reach: the webhook."""

from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.compose import House
from bot.web.figures import metrics, readiness
from bot.web.health import health
from bot.web.posts import posts

HANDED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def pages(house: House) -> Starlette:
    """The app of one house. Raises SettingsError for a webhook without a secret."""
    settings = house.settings
    routes: list[BaseRoute] = [
        Route("/healthz", health(house.pulse)),
        Route("/readyz", readiness(house)),
        Route("/metrics", metrics(house)),
    ]
    public = urlsplit(settings.webhook_url or "")
    if house.gathering is not None:
        routes.append(
            posts(public.path or "/", settings.secret(), house.gathering, house.meter.posted)
        )
    guard = Middleware(_Inside, public.hostname, public.path or "/")
    app = Starlette(routes=routes, middleware=[guard])
    app.router.redirect_slashes = False
    return app


class _Inside:
    """Only the webhook is there for whoever comes through a proxy or asks for its public name."""

    def __init__(self, app: ASGIApp, host: str | None, path: str) -> None:
        self._app, self._host, self._path = app, host, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._host and scope["path"] != self._path:
            headers = Headers(scope=scope)
            name = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
            if name.lower() == self._host or any(header in headers for header in HANDED_ON):
                return await Response(status_code=404)(scope, receive, send)
        return await self._app(scope, receive, send)
