"""The keys of the settings: one bubble, a key for each, and the few choices behind them."""

from collections.abc import Callable
from datetime import time
from typing import Any

from bot import safe
from bot.buttons import Act, Tap
from bot.keyboards.keys import Key, Rows, key
from bot.texts import languages
from bot.texts import say as text
from scheduler.notices import Notice
from scheduler.notices import settings as say

LONGEST_CITY = 28  # signs of a place on a key
WEEKS = {"12345": "days-working", "1234567": "days-all"}
WAYS = ("call", "write", "neither")
AFTERWARDS = (say.TimeChanged, say.DaysChanged, say.HoursChanged, say.Moved, say.MoreDaysAsked)


def _settings(notice: say.Settings) -> Rows:
    hours, help_ = _setting("hours"), _setting("way")
    if notice.pair:
        hours = key(Act.HOURS, notice.pair, label="setting-hours")
        help_ = key(Act.WAYS, notice.pair, label="setting-way")
    alone = [_setting("not-today"), key(Act.REACHED, 0, label="reached")]
    muted = [key(Act.UNMUTE, 0, "all", "unmute-all")] if notice.muted else []
    return [
        [_setting("morning"), _setting("check-in")],
        [_setting("days"), _setting("day-end")],
        [hours, help_],
        [_setting("city"), _setting("language")],
        [] if notice.pair else alone,
        muted,
    ]


def _setting(what: str) -> Key:
    return key(Act.SETTING, 0, what, f"setting-{what}")


def _back() -> Key:
    return key(Act.SETTINGS, 0, label="settings-back")


def _ask(notice: say.SettingAsk) -> Rows:
    if notice.what == "days":
        weeks = [key(Act.SET, 0, f"days.{week}", label) for week, label in WEEKS.items()]
        return [weeks, [_back()]]
    if notice.what == "hours":
        return [[_setting("free-hours"), _back()]]
    return [[_back()]]


def _choice(notice: say.SettingChoice) -> Rows:
    chosen: dict[str, list[Key]] = {
        "language": [_language(code) for code in sorted(languages())],
        "way": [key(Act.SET, 0, f"way.{way}", f"setting-way-{way}") for way in WAYS],
        "not-today": [
            key(Act.SET, 0, f"not-today.{answer}", f"setting-anyway-{answer}")
            for answer in ("yes", "no")
        ],
    }
    keys = chosen.get(notice.what, [])
    return [*([one] for one in keys), [_back()]]


def _language(code: str) -> Key:
    return Key(text(code, "language-name"), Tap(Act.SET, 0, f"language.{code}"), literal=True)


def _cities(notice: say.CityChoice) -> Rows:
    named = zip(notice.cities, notice.places, strict=False)
    return [*([_city(city, place)] for city, place in named), [_setting("city"), _back()]]


def _city(city: str, place: int) -> Key:
    return Key(safe.shortened(city, LONGEST_CITY), Tap(Act.SET_CITY, place), literal=True)


def _clash(notice: say.TimesClash) -> Rows:
    fits = notice.fits
    take = [_take(notice.what, fits)] if fits is not None else []
    return [[*take, _back()]]


def _take(what: str, fits: time) -> Key:
    chosen = Tap(Act.SET, 0, f"{what}.{fits:%H%M}")
    return Key("take-time", chosen, facts={"at": f"{fits:%H:%M}"})


def _all(_: Notice) -> Rows:
    return [[key(Act.SETTINGS, 0, label="settings-all")]]


def _more_days(notice: say.MoreDays) -> Rows:
    return [
        [
            key(Act.MORE_DAYS, notice.person, f"yes.{notice.stamp}", "days-agree"),
            key(Act.MORE_DAYS, notice.person, f"no.{notice.stamp}", "days-rather-not"),
        ]
    ]


KEYBOARDS: dict[type[Notice], Callable[[Any], Rows | None]] = {
    say.Settings: _settings,
    say.SettingAsk: _ask,
    say.SettingChoice: _choice,
    say.CityChoice: _cities,
    say.TimesClash: _clash,
    **dict.fromkeys(AFTERWARDS, _all),
    say.MoreDays: _more_days,
}
