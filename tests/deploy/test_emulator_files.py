"""Files come up as uploads or ids, and are downloaded again."""

import pytest
from aiohttp import FormData

from deploy.playground.telegram import Telegram, User
from deploy.playground.telegram.attachments import png
from tests.deploy.line import Line


async def upload(line: Line, method: str, data: bytes, field: str, **params: str) -> str:
    """Send a file by multipart; returns its file_id, or Telegram's words of refusal."""
    form = FormData({"chat_id": "101", **params})
    form.add_field(field, data, filename="it.bin", content_type="application/x-it")
    async with line.session.post(line.address(method), data=form) as response:
        answer = await response.json()
    if not answer["ok"]:
        return str(answer["description"])
    kind = method.removeprefix("send").lower()
    found = answer["result"][kind]
    return str((found[-1] if isinstance(found, list) else found)["file_id"])


async def test_an_uploaded_photo_is_sent_again_by_its_id(
    line: Line, tg: Telegram, ana: User
) -> None:
    file_id = await upload(line, "sendPhoto", png(40, 30), "photo", caption="<b>x</b>")
    (size,) = tg.last(ana).photo or []
    assert (size["width"], size["height"], tg.last(ana).text) == (40, 30, "<b>x</b>")
    await line.ok("sendPhoto", chat_id=101, photo=file_id)
    assert tg.last(ana).photo == [size]


async def test_an_upload_may_have_another_name(line: Line, tg: Telegram, ana: User) -> None:
    await upload(line, "sendPhoto", png(40, 30), "mine", photo="attach://mine")
    assert tg.last(ana).photo
    words = await upload(line, "sendPhoto", png(40, 30), "mine", photo="attach://other")
    assert words == "Bad Request: there is no photo in the request"


async def test_what_people_send_is_downloaded(line: Line, tg: Telegram, ana: User) -> None:
    tg.send_photo(ana, data=png(10, 10))
    file_id = (tg.chat(ana)[-1].photo or [])[0]["file_id"]
    path = (await line.ok("getFile", file_id=file_id))["file_path"]
    async with line.session.get(f"{tg.url}/file/bot{tg.token}/{path}") as response:
        assert (response.status, await response.read()) == (200, png(10, 10))


async def test_a_file_that_is_not_there_is_refused(line: Line, tg: Telegram) -> None:
    assert await line.refused("getFile") == (400, "Bad Request: file_id not specified")
    words = "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert await line.refused("getFile", file_id="x") == (400, words)
    async with line.session.get(f"{tg.url}/file/bot{tg.token}/photos/x") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        ("", "there is no photo in the request"),
        ("x", "wrong file identifier/HTTP URL specified"),
        ("https://x.org/x.png", "failed to get HTTP URL content"),
    ],
)
async def test_a_wrong_photo_is_refused(line: Line, ana: User, photo: str, words: str) -> None:
    call = line.refused("sendPhoto", chat_id=101, photo=photo)
    assert await call == (400, f"Bad Request: {words}")


async def test_a_voice_is_not_a_photo(line: Line, ana: User) -> None:
    voice = await upload(line, "sendVoice", b"OggS", "voice", duration="2")
    call = line.refused("sendPhoto", chat_id=101, photo=voice)
    assert await call == (400, "Bad Request: can't use file of type Voice as Photo")
    await line.ok("sendVoice", chat_id=101, voice=voice, duration=2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(210, 10), "PHOTO_INVALID_DIMENSIONS"),
    ],
    ids=["empty", "text", "broken", "huge", "narrow"],
)
async def test_a_wrong_upload_is_refused(line: Line, ana: User, data: bytes, words: str) -> None:
    assert await upload(line, "sendPhoto", data, "photo") == f"Bad Request: {words}"


async def test_a_document_keeps_its_name(line: Line, tg: Telegram, ana: User) -> None:
    await upload(line, "sendDocument", b"a,b\n", "document")
    document = tg.last(ana).document or {}
    assert (document["file_name"], document["file_size"]) == ("it.bin", 4)


async def test_a_contact_needs_a_number_and_a_name(line: Line, tg: Telegram, ana: User) -> None:
    call = line.refused("sendContact", chat_id=101, first_name="Ben")
    assert await call == (400, 'Bad Request: parameter "phone_number" is required')
    call = line.refused("sendContact", chat_id=101, phone_number="+491")
    assert await call == (400, 'Bad Request: parameter "first_name" is required')
    await line.ok("sendContact", chat_id=101, phone_number="+491", first_name="Ben")
    assert tg.last(ana).contact == {"phone_number": "+491", "first_name": "Ben"}


async def test_a_place_is_two_numbers(line: Line, tg: Telegram, ana: User) -> None:
    await line.ok("sendLocation", chat_id=101, latitude=52.5, longitude=13.4)
    assert tg.last(ana).location == {"latitude": 52.5, "longitude": 13.4}
    call = line.refused("sendLocation", chat_id=101, latitude="north", longitude=1)
    assert await call == (400, "Bad Request: latitude is invalid")
