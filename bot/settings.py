"""What the host chooses, typed: from the environment or `.env`, read once at start.

Rules: never read at import, never changed afterwards; a fault is one line and shows no value.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.pace import CHAT, FREE, GROUP
from storage.retention import Keeping

TOKEN = re.compile(r"\d+:[\w-]{3,}", re.ASCII)
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_PORTS = (None, 443, 80, 88, 8443)  # Telegram posts to no other
SECRETS = ("telegram_token", "webhook_secret")  # each may lie in a file instead
OWN_PAGES = ("/healthz", "/readyz", "/metrics")
INPUT = re.compile("^(Input|String|Value)")


class SettingsError(Exception):
    """A setting is missing or wrong. Its text is one line for the host, without any value."""


class Together(ValueError):
    """Settings that do not go together; `field` is the one to change."""

    def __init__(self, field: str, fault: str) -> None:
        self.field = field
        super().__init__(fault)


class Address(NamedTuple):
    """Where to listen; port 0 takes a free one."""

    host: str
    port: int


def _address(text: object) -> Address:
    if isinstance(text, tuple):
        return Address(*text)
    host, colon, port = str(text).rpartition(":")
    if not (colon and host.strip("[]")):
        raise ValueError("is not an address and a port with a colon between them")
    if not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65535:
        raise ValueError("has a port that is not a number from 0 to 65535")
    return Address(host.strip("[]"), int(port))


def _ids(text: object) -> tuple[int, ...]:
    if isinstance(text, tuple | list | set | frozenset):
        return tuple(text)
    parts = [part.strip() for part in str(text).split(",") if part.strip()]
    if not all(re.fullmatch(r"[1-9][0-9]{0,18}", part) for part in parts):
        raise ValueError("is not a list of Telegram's numeric ids with commas between them")
    return tuple(int(part) for part in parts)


def _api_root(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ValueError("is not the http or https address of a Bot API server")
    if re.search(r"/bot[^/]*/?$", parts.path):
        raise ValueError("must be the server's root, without /bot and without the token")
    return url.rstrip("/")


def _webhook(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("is not the https address that Telegram is to post to")
    if _port(parts) not in WEBHOOK_PORTS or parts.username is not None:
        raise ValueError("must have port 443, 80, 88 or 8443 and no name or password")
    if parts.path in OWN_PAGES:
        raise ValueError("must not be the address of one of the bot's own pages")
    return url


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:  # its text shows what was given
        return 0


def _database(url: str) -> str:
    if url.startswith("sqlite:///") and url.partition("sqlite:///")[2] not in ("", ":memory:"):
        return url
    if re.match(r"postgresql\+psycopg://\S", url):
        return url
    raise ValueError("must be sqlite:/// and a file, or begin with postgresql+psycopg://")


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be one line of plain text")
    return text.strip()


def _upper(text: object) -> object:
    return text.upper() if isinstance(text, str) else text


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


Line = Annotated[str, Field(max_length=100), AfterValidator(_one_line)]
Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
Format = Annotated[Literal["console", "json"], BeforeValidator(_lower)]
Rate = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=1, le=3650)]
Joiners = Annotated[Literal["invited", "anyone"], BeforeValidator(_lower)]


def _setting(default: Any, example: str) -> Any:
    return Field(default, examples=[example])


class Settings(BaseModel):
    """Every choice of the host. Made directly it reads nothing; see `read_settings`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    telegram_token: SecretStr | None = _setting(None, "123456789:the-token-from-BotFather")
    telegram_token_file: Path | None = _setting(None, "/run/secrets/telegram_token")
    telegram_api_url: Annotated[str, AfterValidator(_api_root)] = _setting(
        "https://api.telegram.org", "http://127.0.0.1:8081"
    )
    database_url: Annotated[str, AfterValidator(_database)] = _setting(
        "sqlite:///data/ontheline.db", "sqlite:///data/ontheline.db"
    )
    listen: Annotated[Address, BeforeValidator(_address)] = _setting(
        Address("127.0.0.1", 8080), "127.0.0.1:8080"
    )
    webhook_url: Annotated[str, AfterValidator(_webhook)] | None = _setting(
        None, "https://bot.example.org/telegram"
    )
    webhook_secret: SecretStr | None = _setting(None, "letters_digits-1")
    webhook_secret_file: Path | None = _setting(None, "/run/secrets/webhook_secret")
    log_level: Level = _setting("INFO", "INFO")
    log_format: Format = _setting("console", "json")
    admin_ids: Annotated[tuple[int, ...], BeforeValidator(_ids)] = _setting((), "1001,1002")
    host_name: Line = _setting("", "Ana Moreno")
    host_contact: Line = _setting("", "@ana_moreno")
    who_may_join: Joiners | None = _setting(None, "invited")
    send_rate: Annotated[Rate, Field(le=1000)] = _setting(30.0, "30")
    chat_rate: Annotated[Rate, Field(le=30)] = _setting(CHAT, "1")
    group_rate: Annotated[Rate, Field(le=1000)] = _setting(GROUP, "20")
    paid_broadcast: bool = _setting(False, "no")
    backups: Annotated[int, Field(ge=0, le=3650)] = _setting(7, "7")
    keep_texts_days: Days = _setting(365, "365")
    keep_sent_days: Days = _setting(30, "30")
    keep_updates_hours: Annotated[int, Field(ge=24, le=720)] = _setting(48, "48")
    keep_dead_updates_days: Days = _setting(7, "7")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for name in SECRETS:
            if getattr(self, name) and getattr(self, f"{name}_file"):
                fault = f"is given twice, also as {name.upper()}_FILE; keep one of the two"
                raise Together(name, fault)
        return self

    @model_validator(mode="after")
    def _paid_on_purpose(self) -> Self:
        if self.send_rate > FREE and not self.paid_broadcast:
            fault = f"above {FREE} a second costs Telegram Stars; set PAID_BROADCAST=yes as well"
            raise Together("send_rate", fault)
        return self

    @property
    def has_token(self) -> bool:
        """Whether a token was given, itself or as a file; it is not looked at."""
        return bool(self.telegram_token or self.telegram_token_file)

    @property
    def anyone_may_join(self) -> bool:
        """Whether a stranger may begin without an invite. Unset: only where there is no token."""
        if self.who_may_join is None:
            return not self.has_token
        return self.who_may_join == "anyone"

    @property
    def keeping(self) -> Keeping:
        """How long what is kept."""
        return Keeping(
            timedelta(days=self.keep_texts_days),
            timedelta(days=self.keep_sent_days),
            timedelta(hours=self.keep_updates_hours),
            timedelta(days=self.keep_dead_updates_days),
        )

    def token(self) -> str:
        """The bot's token, from the setting or its file. SettingsError if absent or misshapen."""
        if found := self._secret("telegram_token"):
            return _checked(*found, TOKEN, "does not hold a token as @BotFather gives it")
        raise SettingsError(
            "TELEGRAM_TOKEN is missing: set it to the token from @BotFather, "
            "or try the bot without one: make run opens the playground"
        )

    def secret(self) -> str:
        """What Telegram must send with each post to the webhook. SettingsError like `token`."""
        if found := self._secret("webhook_secret"):
            fault = "must be 1 to 256 of A-Z, a-z, 0-9, _ and -"
            return _checked(*found, WEBHOOK_SECRET, fault)
        raise _wrong("webhook_secret", "is missing, and WEBHOOK_URL needs it")

    def secrets(self) -> list[str]:
        """All that no log may show. SettingsError if one that was given is misshapen."""
        return [self.token(), *([self.secret()] if self.webhook_url else [])]

    def _secret(self, name: str) -> tuple[str, str] | None:
        """The setting that was given, and what it or its file holds."""
        if file := getattr(self, f"{name}_file"):
            return f"{name}_file", _content(f"{name}_file", file)
        if given := getattr(self, name):
            return name, given.get_secret_value().strip()
        return None


class _Environment(BaseSettings, Settings):
    """The same settings as the environment and `.env` give them; empty counts as unset."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        enable_decoding=False,
        extra="ignore",
    )


def read_settings() -> Settings:
    """The settings of this process, each checked. SettingsError names the first that is wrong.

    The environment wins over `.env` in the working directory.
    """
    try:
        settings = _Environment()
    except ValidationError as error:
        raise SettingsError(_line(error)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text; save it as UTF-8") from None
    if settings.has_token:
        settings.token()
    if settings.webhook_url:
        settings.secret()
    return settings


def opens_playground() -> bool:
    """Whether `make run` has nothing to run but the playground: nothing is wrong, and no token."""
    try:
        return not read_settings().has_token
    except SettingsError:
        return False  # the bot's own start then says what is wrong


def _content(field: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise _wrong(field, "names a file that cannot be read") from None


def _checked(field: str, secret: str, shape: re.Pattern[str], fault: str) -> str:
    if not shape.fullmatch(secret):
        raise _wrong(field, fault)
    return secret


def _line(error: ValidationError) -> str:
    # pydantic's own text shows the input, and the input may be the token: only its parts are used.
    first = error.errors(include_input=False, include_url=False)[0]
    own = first.get("ctx", {}).get("error")
    field = own.field if isinstance(own, Together) else str(first["loc"][0])
    fault = str(own) if own else f"is wrong: {INPUT.sub('it', first['msg'])}"
    return str(_wrong(field.lower(), fault))


def _wrong(field: str, fault: str) -> SettingsError:
    name, example = field.upper(), (Settings.model_fields[field].examples or [""])[0]
    return SettingsError(f"{name} {fault}; for example {name}={example}")
