"""JSON Schemas of the files people keep, for editors; ``python -m config.schemas`` writes them anew."""

from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from config.officials import OfficialEntry
from config.rules import Rule, bare, fields, is_struct
from config.settings import Settings
from config.values import describe
from config.watches import WatchEntry

FOLDER = Path(__file__).parent / "schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema, by the name of the file that it is for."""
    return {
        "wirewatch": _schema(Settings),
        "officials": _of_list(_schema(OfficialEntry), "officials"),
        "watches": _of_list(_schema(WatchEntry), "watches"),
    }


def write(folder: Path = FOLDER) -> None:
    """Write the schemas to ``folder``."""
    for name, schema in schemas().items():
        (folder / f"{name}.schema.json").write_bytes(encoded(schema))


def encoded(schema: dict[str, Any]) -> bytes:
    """A schema as it stands in its file."""
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def _schema(kind: type) -> dict[str, Any]:
    """The schema of a Struct: msgspec's, with what the rules of its fields say."""
    (reference,), components = msgspec.json.schema_components([kind], schema_hook=describe)
    for struct in _structs(kind):
        properties = components[struct.__name__]["properties"]
        for field in fields(struct):
            _add_rules(properties[field.key], field.kind)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**head, **reference, "$defs": {name: components[name] for name in sorted(components)}}


def _of_list(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Of a file that lists such entries, by themselves or under ``name``."""
    entries = {"type": "array", "items": {"$ref": schema.pop("$ref")}}
    whole = {
        "type": "object",
        "properties": {name: entries},
        "required": [name],
        "additionalProperties": False,
    }
    return {"$schema": schema.pop("$schema"), "anyOf": [entries, whole], **schema}


def _structs(kind: Any) -> set[type[msgspec.Struct]]:
    """The Structs that a type is made of."""
    found, _ = bare(kind, listed=True)
    if get_origin(found) is tuple:
        return _structs(get_args(found)[0])
    return {found}.union(*(_structs(field.kind) for field in fields(found))) if is_struct(found) else set()


def _add_rules(schema: dict[str, Any], kind: Any) -> None:
    """Keywords hold only for values that they fit (a pattern, for text): so they may simply be added."""
    for listed in (False, True):
        found, rules = bare(kind, listed=listed)
        for rule in reversed(rules):
            schema.update(_keywords(rule))
    if get_origin(found) is tuple and not is_struct(get_args(found)[0]):
        _add_rules(schema.setdefault("items", {}), get_args(found)[0])


def _keywords(rule: Rule) -> dict[str, Any]:
    keywords = {
        "description": rule.about,
        "pattern": rule.pattern,
        "maxLength": rule.longest,
        "minimum": rule.least,
        "maximum": rule.most,
    }
    return {key: value for key, value in keywords.items() if value is not None}


if __name__ == "__main__":
    write()
