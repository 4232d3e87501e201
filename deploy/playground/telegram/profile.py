"""The bot's own profile: commands by scope and language, descriptions and names by language.

What a person sees is resolved as Telegram says: the narrowest scope wins, and within a scope
the person's language before the default.
"""

import json
from dataclasses import dataclass, field

from deploy.playground.telegram.records import Json, User


def scope_key(scope: Json) -> str:
    """Equal scopes, equal keys."""
    return json.dumps(scope, sort_keys=True)


@dataclass
class Profile:
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    "(scope key, language or empty) -> BotCommands"
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    "by chat id; 0 is the default for all"

    def commands_in_private(self, user: User) -> list[Json]:
        """The menu this person sees in the private chat with the bot."""
        language = (user.language_code or "")[:2]
        for scope in (
            {"type": "chat", "chat_id": user.id},
            {"type": "all_private_chats"},
            {"type": "default"},
        ):
            for code in (language, ""):
                if found := self.commands.get((scope_key(scope), code)):
                    return found
        return []

    def in_language(self, texts: dict[str, str], language: str | None) -> str:
        """The text for this language, or the default one, or nothing."""
        return texts.get((language or "")[:2]) or texts.get("", "")
