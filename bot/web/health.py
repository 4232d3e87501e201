"""GET /healthz: 200 while the bot does its work, 503 and the reasons when it does not."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.pulse import Pulse


def health(pulse: Pulse) -> Callable[[Request], Awaitable[JSONResponse]]:
    """Shows the pulse to a supervisor or a person with curl; it holds no secret."""

    async def healthz(_: Request) -> JSONResponse:
        stopped = {part: round(silence) for part, silence in pulse.stopped().items()}
        ailments = pulse.ailments()
        well = not (stopped or ailments)
        return JSONResponse(
            {"well": well, "stopped_for_seconds": stopped, "ailments": ailments},
            status_code=200 if well else 503,
            headers={"Cache-Control": "no-store"},
        )

    return healthz
