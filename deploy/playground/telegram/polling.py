"""getUpdates: how updates leave the queue when the bot asks for them.

A long poll waits in real seconds and wakes at once on a new update; a second one ends the
first with 409. While a webhook is set, polling is refused.
"""

import asyncio

from deploy.playground.telegram.errors import Refused
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.records import Json, words
from deploy.playground.telegram.state import State

LONGEST_POLL = 50
KINDS = words(
    "message edited_message channel_post edited_channel_post business_connection"
    " business_message edited_business_message deleted_business_messages message_reaction"
    " message_reaction_count inline_query chosen_inline_result callback_query shipping_query"
    " pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member"
    " chat_join_request chat_boost removed_chat_boost"
)
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polling:
    def __init__(self, state: State) -> None:
        self.state = state
        self._waiting: asyncio.Future[str] | None = None

    async def get_updates(self, params: Params) -> list[Json]:
        if self.state.webhook.get("url"):
            raise Refused(409, WEBHOOK_ACTIVE)
        offset = params.number("offset")
        limit = min(max(params.number("limit", 100), 1), 100)
        timeout = min(max(params.number("timeout"), 0), LONGEST_POLL)
        allow(self.state, params)
        self.end(OTHER_POLL)
        batch = self.state.updates.get(offset, limit)
        if not batch and timeout:
            await self._wait(timeout)
            batch = self.state.updates.get(offset, limit)
        return batch

    def end(self, words: str) -> None:
        """End the poll that is waiting, if any, with 409 and these words."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(words)

    async def _wait(self, seconds: int) -> None:
        """Until an update comes, `seconds` real seconds pass, or somebody ends this poll."""
        mine = self._waiting = asyncio.get_running_loop().create_future()
        arrived = asyncio.ensure_future(self.state.updates.arrived.wait())
        try:
            await asyncio.wait({mine, arrived}, timeout=seconds, return_when="FIRST_COMPLETED")
        finally:
            arrived.cancel()
        if mine.done():
            raise Refused(409, mine.result())
        self._waiting = None


def allow(state: State, params: Params) -> None:
    """Remember allowed_updates when given; an empty list means the default again."""
    kinds = params.form("allowed_updates", "allowed_updates")
    if isinstance(kinds, list):
        known = frozenset(kind for kind in kinds if kind in KINDS)
        state.updates.allowed = known or None
