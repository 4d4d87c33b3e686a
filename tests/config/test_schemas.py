import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from config.schemas import FOLDER, encoded, schemas
from config.settings import packaged

NAMES = ["officials", "watches", "wirewatch"]


def example(name: str) -> Path:
    return packaged("wirewatch.toml" if name == "wirewatch" else f"{name}.yml")


def values(path: Path) -> Any:
    """What an editor sees, which reads YAML's numbers as numbers and leaves days as text."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return tomllib.loads(text)
    entries = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text, lists and dicts
    return [
        {**entry, **{key: float(entry[key]) for key in {"min_confidence"} & set(entry)}} for entry in entries
    ]


def test_schemas_are_those_of_the_three_files() -> None:
    assert sorted(schemas()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_up_to_date(name: str) -> None:
    assert (FOLDER / f"{name}.schema.json").read_bytes() == encoded(schemas()[name]), (
        "run python -m config.schemas"
    )


@pytest.mark.parametrize("name", NAMES)
def test_schemas_hold_for_the_examples(name: str) -> None:
    schema = schemas()[name]

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(values(example(name)), schema)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("officials", [{"id": "a b", "name": "A"}]),
        ("officials", [{"id": "a", "name": "A", "aliases": [" "]}]),
        ("officials", [{"id": "a", "name": "A", "roles": [{"from": "2012-01-01"}]}]),
        ("watches", [{"id": "a", "query": "x", "where": "headline"}]),
        ("watches", [{"id": "a", "query": "x", "min_confidence": 2}]),
        ("watches", {"watches": [{"id": "a", "digest": "sometimes"}]}),
        ("watches", {"watches": [{"id": "a", "quiet_hours": ["at night"]}]}),
        ("wirewatch", {"channels": [{"id": "a b", "url": "json://x"}]}),
        ("wirewatch", {"nlp": {"workers": -1}}),
        ("wirewatch", {"folders": [{"path": "a", "interval": "soon"}]}),
        ("wirewatch", {"feeds": [{"url": "example.org"}]}),
        ("wirewatch", {"dta": "x"}),
    ],
)
def test_schemas_refuse_what_is_wrong(name: str, wrong: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schemas()[name])


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_named_by_the_examples(name: str) -> None:
    first, _, _ = example(name).read_text(encoding="utf-8").partition("\n")
    named = first.replace("=", " ").split()[-1]

    assert (example(name).parent / named).resolve() == FOLDER / f"{name}.schema.json"
