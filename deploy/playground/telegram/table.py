"""Every emulated method with the parameters it takes; anything else is 404.

A literal table: one look says what is emulated. A parameter that is not listed is ignored, as
on Telegram, and noted down.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deploy.playground.telegram.methods import chats, editing, media, presses, profile, sending
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.state import State

Handler = Callable[[State, Params], Any]

PLACE = (
    "chat_id message_thread_id direct_messages_topic_id"
    " disable_notification protect_content allow_paid_broadcast message_effect_id"
    " suggested_post_parameters reply_parameters reply_markup"
)
SEND = PLACE + " business_connection_id"
CAPTION = " caption parse_mode caption_entities"
EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup"
POLLING = {
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url certificate ip_address max_connections allowed_updates"
    " drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
}


@dataclass(frozen=True)
class Method:
    name: str
    handler: Handler
    parameters: frozenset[str]


def _method(name: str, handler: Handler, parameters: str) -> Method:
    return Method(name, handler, frozenset(parameters.split()))


METHODS = (
    _method("getMe", profile.get_me, ""),
    _method(
        "sendMessage",
        sending.send_message,
        SEND + " text parse_mode entities link_preview_options",
    ),
    _method(
        "sendPhoto",
        media.send_photo,
        SEND + CAPTION + " photo show_caption_above_media has_spoiler",
    ),
    _method("sendVoice", media.send_voice, SEND + CAPTION + " voice duration"),
    _method(
        "sendDocument",
        media.send_document,
        SEND + CAPTION + " document thumbnail disable_content_type_detection",
    ),
    _method("sendContact", media.send_contact, SEND + " phone_number first_name last_name vcard"),
    _method(
        "sendLocation",
        media.send_location,
        SEND + " latitude longitude horizontal_accuracy live_period heading"
        " proximity_alert_radius",
    ),
    _method(
        "copyMessage",
        media.copy_message,
        PLACE
        + CAPTION
        + " from_chat_id message_id video_start_timestamp show_caption_above_media",
    ),
    _method("getFile", media.get_file, "file_id"),
    _method(
        "editMessageText",
        editing.edit_message_text,
        EDIT + " text parse_mode entities link_preview_options rich_message",
    ),
    _method(
        "editMessageCaption",
        editing.edit_message_caption,
        EDIT + CAPTION + " show_caption_above_media",
    ),
    _method("editMessageReplyMarkup", editing.edit_message_reply_markup, EDIT),
    _method("deleteMessage", editing.delete_message, "chat_id message_id"),
    _method("deleteMessages", editing.delete_messages, "chat_id message_ids"),
    _method(
        "answerCallbackQuery",
        presses.answer_callback_query,
        "callback_query_id text show_alert url cache_time",
    ),
    _method(
        "sendChatAction",
        chats.send_chat_action,
        "business_connection_id chat_id message_thread_id action",
    ),
    _method(
        "setMessageReaction", chats.set_message_reaction, "chat_id message_id reaction is_big"
    ),
    _method(
        "pinChatMessage",
        chats.pin_chat_message,
        "business_connection_id chat_id message_id disable_notification",
    ),
    _method(
        "unpinChatMessage",
        chats.unpin_chat_message,
        "business_connection_id chat_id message_id",
    ),
    _method("unpinAllChatMessages", chats.unpin_all_chat_messages, "chat_id"),
    _method("getChat", chats.get_chat, "chat_id"),
    _method("getChatMember", chats.get_chat_member, "chat_id user_id"),
    _method("getChatAdministrators", chats.get_chat_administrators, "chat_id return_bots"),
    _method("getChatMemberCount", chats.get_chat_member_count, "chat_id"),
    _method("setMyCommands", profile.set_my_commands, "commands scope language_code"),
    _method("getMyCommands", profile.get_my_commands, "scope language_code"),
    _method("deleteMyCommands", profile.delete_my_commands, "scope language_code"),
    _method("setMyDescription", profile.set_my_description, "description language_code"),
    _method("getMyDescription", profile.get_my_description, "language_code"),
    _method(
        "setMyShortDescription",
        profile.set_my_short_description,
        "short_description language_code",
    ),
    _method("getMyShortDescription", profile.get_my_short_description, "language_code"),
    _method("setMyName", profile.set_my_name, "name language_code"),
    _method("getMyName", profile.get_my_name, "language_code"),
    _method("setChatMenuButton", profile.set_chat_menu_button, "chat_id menu_button"),
    _method("getChatMenuButton", profile.get_chat_menu_button, "chat_id"),
)
