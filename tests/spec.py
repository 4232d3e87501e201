"""Checks every call the bot made: by aiogram's models, and by the official specification.

The specification is a JSON file named by BOT_API_SPEC (methods and types with their fields);
without it only aiogram judges. Calls that Telegram refused are not judged.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from pydantic import BaseModel, ValidationError

from deploy.playground.telegram import Arrival, Telegram

Spec = dict[str, Any]
SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Boolean": (bool,),
    "String": (str,),
    "Float": (int, float, str),  # a form carries it as text
}


def check_arrivals(tg: Telegram) -> None:
    """Every call that had its effect is one that Telegram's documentation allows."""
    faults = [fault for arrival in tg.arrivals for fault in judge(arrival)]
    faults += [f"{method}: no parameter {name}" for method, name in tg.unknown_parameters]
    assert not faults, "calls the Bot API does not know:\n  " + "\n  ".join(faults)


def judge(arrival: Arrival) -> list[str]:
    """What is wrong with this call, each fault in one line."""
    if not arrival.applied:
        return []
    faults = by_models(arrival.method, arrival.params)
    if spec := specification():
        faults += by_specification(spec, arrival.method, arrival.params)
    return [f"#{arrival.seq} {arrival.method}: {fault}" for fault in faults]


def by_models(method: str, params: dict[str, Any]) -> list[str]:
    """As aiogram's model of this method sees it; fields it does not know are faults."""
    model = getattr(aiogram.methods, method[0].upper() + method[1:], None)
    if model is None or not issubclass(model, TelegramMethod):
        return ["aiogram has no such method"]
    sent = {name: "a file" if _is_upload(value) else value for name, value in params.items()}
    try:
        return [f"no field {name}" for name in leftovers(model.model_validate(sent))]
    except ValidationError as error:
        return [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]


def leftovers(value: Any) -> list[str]:
    """Paths of the fields that a model kept without knowing them."""
    if isinstance(value, list):
        return [f"{at}.{path}" for at, item in enumerate(value) for path in leftovers(item)]
    if not isinstance(value, BaseModel):
        return []
    found = list(value.model_extra or {})
    for name in type(value).model_fields:
        found += [f"{name}.{path}" for path in leftovers(getattr(value, name))]
    return found


def _is_upload(value: Any) -> bool:
    """A file as the emulator writes it down: its name and its size."""
    return isinstance(value, dict) and set(value) == {"file", "bytes"}


@cache
def specification() -> Spec | None:
    path = os.environ.get("BOT_API_SPEC")
    return json.loads(Path(path).read_text(encoding="utf-8")) if path else None


def by_specification(spec: Spec, method: str, params: dict[str, Any]) -> list[str]:
    """As the documentation has it: fields there, required ones given, types roughly right."""
    entry = spec["methods"].get(method)
    if entry is None:
        return ["the specification has no such method"]
    return _check_fields(spec, entry.get("fields", []), params)


def _check_fields(spec: Spec, fields: list[Spec], values: dict[str, Any]) -> list[str]:
    known = {field["name"]: field for field in fields}
    faults = [f"{name}: not in the specification" for name in values if name not in known]
    faults += [
        f"{name}: required"
        for name, field in known.items()
        if field["required"] and name not in values
    ]
    for name in values.keys() & known.keys():
        if not any(fits(spec, kind, values[name]) for kind in known[name]["types"]):
            faults.append(f"{name}: {values[name]!r} is no {' or '.join(known[name]['types'])}")
    return faults


def fits(spec: Spec, kind: str, value: Any) -> bool:
    """Is this value of this type of the documentation, all the way down?"""
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(fits(spec, inner, item) for item in value)
    if kind == "InputFile":
        return _is_upload(value)
    if kind in SCALARS:
        return isinstance(value, SCALARS[kind]) and (kind == "Boolean" or value is not True)
    return isinstance(value, dict) and _is_object(spec, kind, value)


def _is_object(spec: Spec, kind: str, value: dict[str, Any]) -> bool:
    entry = spec["types"][kind]
    if subtypes := entry.get("subtypes"):
        return any(_is_object(spec, subtype, value) for subtype in subtypes)
    return not _check_fields(spec, entry.get("fields", []), value)
