"""reply_markup as Telegram reads it: which keyboard it is, and every refusal of a wrong button.

An inline keyboard belongs to its message; the other three forms belong to the chat.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from deploy.playground.telegram.entities import units
from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.records import Chat, Json
from deploy.playground.telegram.state import State

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
KINDS: dict[str, type] = {
    "url": str,
    "callback_data": str,
    "switch_inline_query": str,
    "switch_inline_query_current_chat": str,
    "switch_inline_query_chosen_chat": dict,
    "web_app": dict,
    "login_url": dict,
    "copy_text": dict,
}
KIND_NAMES: dict[type, str] = {str: "String", dict: "Object"}
REQUESTS = (
    "request_contact",
    "request_location",
    "request_poll",
    "request_users",
    "request_chat",
    "web_app",
)
STYLES = ("", "default", "primary", "danger", "success")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.I)
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_REPLY_BUTTONS = 300
MOST_BYTES = 10_240
USER_LINK = re.compile(r"tg://user/?\?(?:.*&)?id=(\d+)", re.I)


@dataclass(frozen=True)
class Markup:
    """At most one of the two: an inline keyboard, or something for the chat's keyboard."""

    inline: Json | None = None
    chat: Json | None = None


def read_markup(params: Params, state: State, chat: Chat) -> Markup:
    """The call's reply_markup, checked. An empty object means none."""
    form = params.form("reply_markup", "reply keyboard markup")
    if form is None:
        return Markup()
    if not isinstance(form, dict):
        raise bad("object expected as reply markup")
    if form.get("keyboard"):
        _check_reply_keyboard(form, chat)
        return Markup(chat=form)
    if form.get("inline_keyboard"):
        return Markup(inline=_inline(form, state))
    if form.get("remove_keyboard") or form.get("force_reply"):
        return Markup(chat=form)
    return Markup()


def read_inline(params: Params, state: State, chat: Chat) -> Json | None:
    """As read_markup, where only an inline keyboard is allowed."""
    markup = read_markup(params, state, chat)
    if markup.chat is not None:
        raise bad("inline keyboard expected")
    return markup.inline


def _inline(form: Json, state: State) -> Json | None:
    rows = form["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        _check_inline_button(button, state)
    rows = [row for row in rows if row]
    _check_size(rows, MOST_BUTTONS)
    return {"inline_keyboard": rows} if rows else None


def _check_size(rows: list[list[Json]], most: int) -> None:
    if sum(len(row) for row in rows) > most or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad("reply markup is too long")
    if len(str(rows).encode(errors="replace")) > MOST_BYTES * 4:
        raise bad("reply markup is too long")


def _check_inline_button(button: Json, state: State) -> None:
    trouble = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(trouble + "InlineKeyboardButton must be an Object")
    _check_text(button, trouble, "inline keyboard button")
    actions = [name for name in ACTIONS if button.get(name) not in (None, False)]
    if not actions or (button.get(actions[0]) == "" and "switch" not in actions[0]):
        raise bad(trouble + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # Telegram takes the first and is silent; a bot that does this is wrong, so we are not.
        raise bad(trouble + f"more than one action ({', '.join(actions)})")
    _check_action(button, state)


def _check_text(button: Json, trouble: str, name: str) -> None:
    text = button.get("text")
    if text is None:
        raise bad(trouble + 'Can\'t find field "text"')
    if not isinstance(text, str):
        raise bad(trouble + 'Field "text" must be of type String')
    if not text.strip():
        raise bad(f"{name} text must be non-empty")
    if str(button.get("style") or "").lower() not in STYLES:
        raise bad(trouble + "invalid button style specified")


def _check_action(button: Json, state: State) -> None:
    for name, kind in KINDS.items():
        if button.get(name) is not None and not isinstance(button[name], kind):
            trouble = "can't parse inline keyboard button: "
            raise bad(trouble + f'Field "{name}" must be of type {KIND_NAMES[kind]}')
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode(errors="surrogatepass")) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if (url := button.get("url")) is not None:
        _check_url(str(url), state)
    if (app := button.get("web_app")) is not None:
        check_web_app(app, "inline keyboard button")
    if (copied := button.get("copy_text")) is not None and not (
        isinstance(copied, dict) and 1 <= units(str(copied.get("text", ""))) <= 256
    ):
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str, state: State) -> None:
    if found := USER_LINK.fullmatch(url):
        user = state.users.get(int(found.group(1)))
        if user is None:
            raise bad("BUTTON_USER_INVALID")
        if not user.private_links:
            raise bad("BUTTON_USER_PRIVACY_RESTRICTED")
        return
    if url.lower().startswith("tg:"):
        return
    if trouble := link_trouble(url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: {trouble}")


def link_trouble(url: str) -> str | None:
    """Why Telegram would not take this link, in its words; None when it would."""
    parts = urlsplit(url if SCHEME.match(url) else f"http://{url}")
    if parts.scheme.lower() not in ("http", "https", "ftp", "ton", "tonsite"):
        return "Unsupported URL protocol"
    host = parts.hostname or ""
    if not host:
        return "URL host is empty"
    if " " in url or "\n" in url:
        return (
            "Wrong port number specified in the URL" if ":" in parts.netloc else "Wrong HTTP URL"
        )
    if "." not in host:
        return "Wrong HTTP URL"
    return None


def check_web_app(app: Json, name: str) -> None:
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    if not url.lower().startswith("https://"):
        raise bad(f"{name} Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_reply_keyboard(form: Json, chat: Chat) -> None:
    rows = form["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        _check_reply_button({"text": button} if isinstance(button, str) else button, chat)
    if sum(len(row) for row in rows) > MOST_REPLY_BUTTONS or any(len(row) > 12 for row in rows):
        raise bad("reply markup is too long")
    if units(str(form.get("input_field_placeholder", ""))) > 64:
        raise bad("REPLY_MARKUP_PLACEHOLDER_INVALID")


def _check_reply_button(button: Json, chat: Chat) -> None:
    trouble = "can't parse keyboard button: "
    if not isinstance(button, dict):
        raise bad(trouble + "KeyboardButton must be a String or an Object")
    _check_text(button, trouble, "keyboard button")
    wanted = [name for name in REQUESTS if button.get(name)]
    if len(wanted) > 1:
        raise bad(trouble + f"more than one action ({', '.join(wanted)})")
    if wanted and chat.type != "private":
        raise bad(_in_private_only(wanted[0]))
    if "web_app" in wanted:
        check_web_app(button["web_app"], "keyboard button")


def _in_private_only(name: str) -> str:
    what = {
        "request_contact": "phone number can be requested",
        "request_location": "location can be requested",
        "request_poll": "poll can be requested",
        "request_users": "users can be requested",
        "request_chat": "chats can be requested",
        "web_app": "Web App buttons can be used",
    }
    return what[name] + " in private chats only"
