"""The bot about itself: getMe, commands, descriptions, names, the menu button."""

import re
from collections.abc import Callable

from deploy.playground.telegram.entities import units
from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.keyboards import check_web_app
from deploy.playground.telegram.parameters import Params, typed
from deploy.playground.telegram.profile import scope_key
from deploy.playground.telegram.records import Json
from deploy.playground.telegram.state import State

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
BROAD = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
NARROW = ("chat", "chat_administrators", "chat_member")


def get_me(state: State, _: Params) -> Json:
    return state.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(state: State, params: Params) -> bool:
    form = params.form("commands", "commands") or []
    if not isinstance(form, list):
        raise bad("expected an Array of BotCommand")
    commands = [_command(item) for item in form]
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    state.profile.commands[_scope(state, params), _language(params)] = commands
    state.changed()
    return True


def get_my_commands(state: State, params: Params) -> list[Json]:
    return state.profile.commands.get((_scope(state, params), _language(params)), [])


def delete_my_commands(state: State, params: Params) -> bool:
    state.profile.commands.pop((_scope(state, params), _language(params)), None)
    state.changed()
    return True


def _command(item: Json) -> Json:
    trouble = "can't parse BotCommand: "
    if not isinstance(item, dict):
        raise bad(trouble + "expected an Object")
    for name in ("command", "description"):
        if name not in item:
            raise bad(trouble + f'Can\'t find field "{name}"')
    name = str(item["command"]).strip().removeprefix("/")
    description = str(item["description"]).strip()
    _check_lengths(name, description)
    if not COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _check_lengths(name: str, description: str) -> None:
    if not name:
        raise bad("command must be non-empty")
    if len(name) > 32:
        raise bad("command length must not exceed 32")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > 256:
        raise bad("command description length must not exceed 256")


def _scope(state: State, params: Params) -> str:
    scope = params.form("scope", "BotCommandScope") or {"type": "default"}
    trouble = "can't parse BotCommandScope: "
    if not isinstance(scope, dict):
        raise bad(trouble + "BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in BROAD + NARROW:
        raise bad(trouble + "Unsupported type specified")
    if kind in BROAD:
        return scope_key({"type": kind})
    if not scope.get("chat_id"):
        raise bad(trouble + "Empty chat_id specified")
    state.chat_to_read(typed("chat_id", scope["chat_id"]))
    if kind == "chat_member" and not scope.get("user_id"):
        raise bad(trouble + "Invalid user_id specified")
    return scope_key(scope)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


def set_my_description(state: State, params: Params) -> bool:
    return _set(state, params, state.profile.descriptions, "description", 512)


def get_my_description(state: State, params: Params) -> Json:
    return {
        "description": state.profile.in_language(state.profile.descriptions, _language(params))
    }


def set_my_short_description(state: State, params: Params) -> bool:
    return _set(state, params, state.profile.short_descriptions, "short_description", 120)


def get_my_short_description(state: State, params: Params) -> Json:
    found = state.profile.in_language(state.profile.short_descriptions, _language(params))
    return {"short_description": found}


def set_my_name(state: State, params: Params) -> bool:
    return _set(state, params, state.profile.names, "name", 64)


def get_my_name(state: State, params: Params) -> Json:
    found = state.profile.in_language(state.profile.names, _language(params))
    return {"name": found or state.bot.first_name}


TOO_LONG: dict[str, str] = {
    "description": "DESCRIPTION_TOO_LONG",
    "short_description": "ABOUT_TOO_LONG",
    "name": "NAME_TOO_LONG",
}


def _set(state: State, params: Params, texts: dict[str, str], name: str, most: int) -> bool:
    text, language = params.text(name).strip(), _language(params)
    if units(text) > most:
        raise bad(TOO_LONG[name])
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    state.changed()
    return True


def set_chat_menu_button(state: State, params: Params) -> bool:
    button = params.form("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in MENU_BUTTONS:
        raise bad("can't parse menu button: MenuButton has unsupported type")
    MENU_BUTTONS[button["type"]](button)
    chat_id = params.number("chat_id")
    if chat_id:
        state.chat_to_read(chat_id)
    state.profile.menu_buttons[chat_id] = button
    state.changed()
    return True


def get_chat_menu_button(state: State, params: Params) -> Json:
    buttons = state.profile.menu_buttons
    default = buttons.get(0, {"type": "commands"})
    return buttons.get(params.number("chat_id"), default)


def _nothing_to_check(_: Json) -> None: ...


MENU_BUTTONS: dict[str, Callable[[Json], None]] = {
    "default": _nothing_to_check,
    "commands": _nothing_to_check,
    "web_app": lambda button: check_web_app(button.get("web_app", {}), "menu button"),
}
