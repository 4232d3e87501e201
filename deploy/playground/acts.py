"""What a hand does on a phone, by name: each act is one call to Telegram or to the friend."""

from collections.abc import Callable
from typing import Any

from deploy.playground.people import friend_of
from deploy.playground.scene import Phone, Scene

Body = dict[str, Any]
Act = Callable[[Scene, Phone, Body], object]


def perform(scene: Scene, phone_key: str, what: str, body: Body) -> None:
    """Do `what` on a phone. LookupError or ValueError, in words for a person, if it cannot be."""
    if phone_key not in scene.phones:
        raise LookupError("There is no such phone.")
    if what not in ACTS:
        raise LookupError("A phone cannot do that.")
    ACTS[what](scene, scene.phones[phone_key], body)
    scene.touch()


def _start(scene: Scene, phone: Phone, _: Body) -> None:
    if scene.chat(phone).blocked:
        scene.telegram.unblock(phone.user)
    scene.telegram.write(phone.user, f"/start {phone.start or ''}".strip())
    phone.start = None


def _open(_: Scene, phone: Phone, body: Body) -> None:
    phone.start = str(body["payload"])


def _write(scene: Scene, phone: Phone, body: Body) -> None:
    text = str(body["text"])
    if not text.strip():
        raise ValueError("There is nothing to send yet.")
    scene.telegram.write(phone.user, text, reply_to=body.get("reply_to"))


def _edit(scene: Scene, phone: Phone, body: Body) -> None:
    scene.telegram.edit(phone.user, int(body["message"]), str(body["text"]))


def _press(scene: Scene, phone: Phone, body: Body) -> None:
    message = scene.chat(phone).messages.get(int(body["message"]))
    rows = message.buttons if message and not message.deleted else []
    row, column = int(body["row"]), int(body["column"])
    if row >= len(rows) or column >= len(rows[row]):
        raise LookupError("That button is gone.")
    scene.telegram.forge_press(phone.user, int(body["message"]), rows[row][column].data or "")


def _photo(scene: Scene, phone: Phone, body: Body) -> None:
    caption = str(body.get("caption") or "") or None
    scene.telegram.send_photo(phone.user, caption=caption, reply_to=body.get("reply_to"))


def _voice(scene: Scene, phone: Phone, body: Body) -> None:
    caption = str(body.get("caption") or "") or None
    scene.telegram.send_voice(phone.user, caption=caption, reply_to=body.get("reply_to"))


def _sticker(scene: Scene, phone: Phone, body: Body) -> None:
    scene.telegram.send_sticker(phone.user, reply_to=body.get("reply_to"))


def _contact(scene: Scene, phone: Phone, body: Body) -> None:
    if body.get("whose") == "friend":
        friend = friend_of(phone.holder)
        scene.telegram.send_contact(phone.user, friend.number, user_id=friend.id)
    else:
        scene.telegram.send_contact(phone.user, phone.holder.number)


def _location(scene: Scene, phone: Phone, _: Body) -> None:
    scene.telegram.send_location(phone.user, phone.holder.latitude, phone.holder.longitude)


def _react(scene: Scene, phone: Phone, body: Body) -> None:
    emoji = body.get("emoji")
    scene.telegram.react(phone.user, int(body["message"]), *([str(emoji)] if emoji else []))


def _delete(scene: Scene, phone: Phone, body: Body) -> None:
    scene.telegram.delete_message(phone.user, int(body["message"]))


def _language(scene: Scene, phone: Phone, body: Body) -> None:
    scene.speak(phone, str(body["code"]))


def _tell(scene: Scene, phone: Phone, body: Body) -> None:
    scene.friends.tell(phone.holder.key, str(body["text"]), scene.clock.now())


def _call(scene: Scene, phone: Phone, _: Body) -> None:
    scene.friends.ring(phone.holder.key, friend_of(phone.holder).key)


ACTS: dict[str, Act] = {
    "start": _start,
    "open": _open,
    "write": _write,
    "edit": _edit,
    "press": _press,
    "photo": _photo,
    "voice": _voice,
    "sticker": _sticker,
    "contact": _contact,
    "location": _location,
    "react": _react,
    "delete": _delete,
    "block": lambda scene, phone, _: scene.telegram.block(phone.user),
    "language": _language,
    "tell": _tell,
    "call": _call,
    "answer": lambda s, phone, _: s.friends.answer(phone.holder.key, s.clock.now()),
    "hang_up": lambda scene, _, __: scene.friends.hang_up(scene.clock.now()),
}
