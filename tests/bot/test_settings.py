"""The host's choices: what is read, what is refused, and that no secret is ever shown."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Address, Settings, SettingsError, opens_playground, read_settings

SECRET = "987654321:AAH-very_secret_Token_0123456789abcd"
HOOK_SECRET = "very_secret-Hook_1"


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def refusal() -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert caught.value.__suppress_context__ or caught.value.__cause__ is None
    return str(caught.value)


def test_nothing_given_means_the_documented_defaults() -> None:
    settings = read_settings()
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///data/ontheline.db"
    assert settings.listen == Address("127.0.0.1", 8080)
    assert (settings.log_level, settings.log_format) == ("INFO", "console")
    assert (settings.admin_ids, settings.host_name, settings.host_contact) == ((), "", "")
    assert (settings.send_rate, settings.chat_rate, settings.group_rate) == (30, 1, 20)
    assert settings.paid_broadcast is False


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TELEGRAM_TOKEN=SECRET, LISTEN="[::1]:0", ADMIN_IDS="1001, 1002,")
    given(monkeypatch, LOG_LEVEL="debug", LOG_FORMAT="JSON", SEND_RATE="0.5", HOST_NAME="Ana Ž")
    given(monkeypatch, TELEGRAM_API_URL="http://127.0.0.1:8081/")
    settings = read_settings()
    assert settings.token() == SECRET
    assert settings.listen == Address("::1", 0)
    assert settings.admin_ids == (1001, 1002)
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")
    assert (settings.send_rate, settings.host_name) == (0.5, "Ana Ž")
    assert settings.telegram_api_url == "http://127.0.0.1:8081"


def test_faster_than_telegram_gives_for_nothing_is_asked_for_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given(monkeypatch, SEND_RATE="1000", PAID_BROADCAST="yes")
    settings = read_settings()
    assert (settings.send_rate, settings.paid_broadcast) == (1000, True)


def test_one_admin_alone_is_still_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, ADMIN_IDS="1001")
    assert read_settings().admin_ids == (1001,)


def test_dotenv_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SEND_RATE=5\nLISTEN=127.0.0.1:9000\nUNKNOWN_TO_US=1\n")
    given(monkeypatch, SEND_RATE="7")
    settings = read_settings()
    assert (settings.send_rate, settings.listen.port) == (7, 9000)


def test_an_empty_value_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("TELEGRAM_TOKEN=\nADMIN_IDS=\n")
    given(monkeypatch, LISTEN="", WHO_MAY_JOIN="")
    settings = read_settings()
    assert (settings.has_token, settings.listen.port) == (False, 8080)


def test_settings_made_directly_read_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SEND_RATE="7", TELEGRAM_TOKEN_FILE="/nowhere")
    settings = Settings(telegram_token=SecretStr("1:playground"), listen=Address("127.0.0.1", 0))
    assert (settings.token(), settings.send_rate) == ("1:playground", 30)


def test_the_token_may_live_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    given(monkeypatch, TELEGRAM_TOKEN_FILE=str(tmp_path / "secret"))
    assert read_settings().token() == SECRET


def test_a_token_file_that_is_not_there_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TELEGRAM_TOKEN_FILE="absent")
    assert refusal() == (
        "TELEGRAM_TOKEN_FILE names a file that cannot be read; "
        "for example TELEGRAM_TOKEN_FILE=/run/secrets/telegram_token"
    )


def test_a_misshapen_token_file_is_refused_unshown(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text("hunter2 hunter2")
    given(monkeypatch, TELEGRAM_TOKEN_FILE="secret")
    line = refusal()
    assert line.startswith("TELEGRAM_TOKEN_FILE does not hold a token")
    assert "hunter2" not in line


def test_a_token_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TELEGRAM_TOKEN=SECRET, TELEGRAM_TOKEN_FILE="secret")
    line = refusal()
    assert line.startswith("TELEGRAM_TOKEN is given twice, also as TELEGRAM_TOKEN_FILE")
    assert SECRET not in line


def test_without_a_token_the_line_says_where_to_go() -> None:
    with pytest.raises(SettingsError, match=r"TELEGRAM_TOKEN is missing.*make run opens"):
        read_settings().token()


@pytest.mark.parametrize("in_file", [False, True])
def test_a_webhook_has_a_secret_which_may_live_in_a_file(
    monkeypatch: pytest.MonkeyPatch, in_file: bool
) -> None:
    Path("hidden").write_text(f"{HOOK_SECRET}\n")
    given(monkeypatch, WEBHOOK_URL="https://bot.example.org:8443/telegram")
    given(monkeypatch, TELEGRAM_TOKEN=SECRET)
    one = {"WEBHOOK_SECRET_FILE": "hidden"} if in_file else {"WEBHOOK_SECRET": HOOK_SECRET}
    given(monkeypatch, **one)
    settings = read_settings()
    assert settings.secret() == HOOK_SECRET
    assert settings.secrets() == [SECRET, HOOK_SECRET]
    assert HOOK_SECRET not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_a_webhook_without_a_secret_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, WEBHOOK_URL="https://bot.example.org/telegram")
    assert refusal() == (
        "WEBHOOK_SECRET is missing, and WEBHOOK_URL needs it; "
        "for example WEBHOOK_SECRET=letters_digits-1"
    )


@pytest.mark.parametrize(
    "secret", ["very_secret words", "very_secret!", "very_secretä", "x" * 257]
)
def test_a_misshapen_secret_is_refused_unshown(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    given(monkeypatch, WEBHOOK_URL="https://bot.example.org/telegram", WEBHOOK_SECRET=secret)
    line = refusal()
    assert line.startswith("WEBHOOK_SECRET must be 1 to 256 of A-Z, a-z, 0-9, _ and -; for")
    assert secret not in line


def test_a_secret_file_that_is_not_there_is_only_missed_with_a_webhook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given(monkeypatch, WEBHOOK_SECRET_FILE="absent")
    assert read_settings().webhook_url is None
    given(monkeypatch, WEBHOOK_URL="https://bot.example.org/telegram")
    assert refusal().startswith("WEBHOOK_SECRET_FILE names a file that cannot be read; for")


def test_a_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, WEBHOOK_SECRET=HOOK_SECRET, WEBHOOK_SECRET_FILE="hidden")
    line = refusal()
    assert line.startswith("WEBHOOK_SECRET is given twice, also as WEBHOOK_SECRET_FILE")
    assert HOOK_SECRET not in line


WRONG = [
    ("TELEGRAM_TOKEN", "AAH-very_secret", "does not hold a token"),
    ("TELEGRAM_TOKEN", "123:ab cd-very_secret", "does not hold a token"),
    ("TELEGRAM_API_URL", "api.telegram.org", "is not the http or https address"),
    (
        "TELEGRAM_API_URL",
        f"https://api.telegram.org/bot{SECRET}",
        "must be the server's root, without /bot",
    ),
    ("TELEGRAM_API_URL", "http://127.0.0.1:8081/bot", "must be the server's root, without /bot"),
    ("DATABASE_URL", "postgres://ana:very_secret@db/line", "must be sqlite:/// and a file"),
    ("DATABASE_URL", "postgresql://ana:very_secret@db/line", "must be sqlite:/// and a file"),
    ("DATABASE_URL", "sqlite:///", "must be sqlite:/// and a file"),
    ("DATABASE_URL", "sqlite:///:memory:", "must be sqlite:/// and a file"),
    ("LISTEN", "8080", "is not an address and a port"),
    ("LISTEN", ":8080", "is not an address and a port"),
    ("LISTEN", "127.0.0.1:http", "has a port that is not a number"),
    ("LISTEN", "127.0.0.1:70000", "has a port that is not a number"),
    ("LISTEN", "127.0.0.1:٨٠", "has a port that is not a number"),
    ("WEBHOOK_URL", "http://bot.example.org/x", "is not the https address that Telegram"),
    ("WEBHOOK_URL", "bot.example.org/x", "is not the https address that Telegram"),
    ("WEBHOOK_URL", "https://bot.example.org/x?very_secret=1", "is not the https address"),
    ("WEBHOOK_URL", "https://a:very_secret@bot.example.org/x", "must have port 443, 80, 88"),
    ("WEBHOOK_URL", "https://bot.example.org:8080/x", "must have port 443, 80, 88 or 8443"),
    ("WEBHOOK_URL", "https://bot.example.org:very_secret/x", "must have port 443, 80, 88"),
    ("WEBHOOK_URL", "https://bot.example.org/metrics", "must not be the address of one of"),
    ("LOG_LEVEL", "loud", "is wrong: it should be 'DEBUG'"),
    ("LOG_FORMAT", "xml", "is wrong: it should be 'console' or 'json'"),
    ("ADMIN_IDS", "@ana", "is not a list of Telegram's numeric ids"),
    ("ADMIN_IDS", "1001;1002", "is not a list of Telegram's numeric ids"),
    ("ADMIN_IDS", "-5", "is not a list of Telegram's numeric ids"),
    ("HOST_NAME", "Ana\nMoreno", "must be one line of plain text"),
    ("HOST_CONTACT", "x" * 101, "is wrong: it should have at most 100"),
    ("WHO_MAY_JOIN", "everyone", "is wrong: it should be 'invited' or 'anyone'"),
    ("SEND_RATE", "0", "is wrong: it should be greater than 0"),
    ("SEND_RATE", "fast", "is wrong: it should be a valid number"),
    ("SEND_RATE", "inf", "is wrong: it should be a finite number"),
    ("SEND_RATE", "31", "above 30 a second costs Telegram Stars; set PAID_BROADCAST=yes as well"),
    ("SEND_RATE", "1001", "is wrong: it should be less than or equal to 1000"),
    ("CHAT_RATE", "0", "is wrong: it should be greater than 0"),
    ("GROUP_RATE", "many", "is wrong: it should be a valid number"),
    ("PAID_BROADCAST", "perhaps", "is wrong: it should be a valid boolean"),
]


@pytest.mark.parametrize(("name", "value", "fault"), WRONG)
def test_a_wrong_value_is_named_with_its_fault_and_an_example_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, fault: str
) -> None:
    given(monkeypatch, **{name: value})
    line = refusal()
    assert line.startswith(f"{name} {fault}")
    assert f"; for example {name}=" in line
    assert "\n" not in line
    assert "very_secret" not in line


@pytest.mark.parametrize("name", [field.upper() for field in Settings.model_fields])
def test_every_example_that_a_refusal_gives_would_be_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    example = (Settings.model_fields[name.lower()].examples or [""])[0]
    if name == "TELEGRAM_TOKEN_FILE":
        example = str(tmp_path / "token")  # the path in the example exists only in a container
        Path(example).write_text(SECRET)
    if name == "WEBHOOK_URL":
        given(monkeypatch, WEBHOOK_SECRET=HOOK_SECRET)
    given(monkeypatch, **{name: example})
    assert getattr(read_settings(), name.lower()) is not None


@pytest.mark.parametrize(
    ("chosen", "token", "open_to_all"),
    [
        (None, None, True),
        (None, "1:playground", False),
        ("anyone", "1:playground", True),
        ("invited", None, False),
    ],
)
def test_strangers_may_begin_by_default_only_where_there_is_no_token(
    chosen: str | None, token: str | None, open_to_all: bool
) -> None:
    settings = Settings.model_validate({"who_may_join": chosen, "telegram_token": token})
    assert settings.anyone_may_join is open_to_all


def test_the_token_is_in_no_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TELEGRAM_TOKEN=SECRET)
    settings = read_settings()
    assert SECRET not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_a_dotenv_that_is_not_text_is_refused_in_one_line() -> None:
    Path(".env").write_bytes(b"HOST_NAME=\xff\xfe\n")
    assert refusal() == ".env is not UTF-8 text; save it as UTF-8"


def test_settings_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().send_rate = 1.0


@pytest.mark.parametrize(
    ("name", "value", "opens"),
    [
        ("HOST_NAME", "Ana", True),
        ("TELEGRAM_TOKEN", SECRET, False),
        ("TELEGRAM_TOKEN", "misshapen", False),
        ("TELEGRAM_TOKEN_FILE", "absent", False),
        ("LISTEN", "8080", False),
    ],
)
def test_the_playground_opens_only_when_no_token_was_meant_and_nothing_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, opens: bool
) -> None:
    given(monkeypatch, **{name: value})
    assert opens_playground() is opens
