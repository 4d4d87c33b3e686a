from collections.abc import Callable
from pathlib import Path

import pytest

from config.documents import YAML_BYTES, read_toml, read_yaml
from wirewatch.errors import ConfigError

Write = Callable[[str], Path]

BROKEN_YAML = [
    ("a: 1\nb: [1, 2\n\n", 2, "not YAML"),
    ("a: 'b\n\n", 1, "quoted scalar"),
    ("a: 1\n\tb: 2\n", 2, "tab"),
    ("a: 1\nb: x\x01y\n", 2, "control character"),
    ("a: 1\na: 2\n", 2, 'the key "a" is there twice'),
    ("a: 1\n---\nb: 1\n", 2, "a second document"),
    ("a: !!python/object:os.system x\n", 1, "tag"),
    ("a: 1\n? [b]\n: c\n", 2, "a key must be plain text"),
    ("a: *b\n", 1, "*b has no &b before it"),
    ("a: &b [*b]\n", 1, "*b has no &b before it"),
    ("[" * 1_000_000, 1, "nested more than"),
    ("- " * 100_000, 1, "nested more than"),
    (
        "a: &a [x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n",
        3,
        "multiply",
    ),
]
BROKEN_TOML = [
    ("a =\n", 1, "not TOML: Invalid value"),
    ("a = 1\nb = 'x\n", 2, "not TOML"),
    ("a = 1\nb = [\n  1,\n\n", 2, "not TOML"),
    ("[a]\nb = 1\n[a]\n", 3, "not TOML"),
    ("a = 1\na = 2\n", 2, "not TOML"),
    ("a = " + "[" * 50_000, None, "nested too deep"),
    ("a = " + "9" * 5000, None, "not TOML"),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN_YAML)
def test_documents_name_the_line_of_broken_yaml(write: Write, text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_yaml(write(text))

    assert raised.value.line == line
    assert words in raised.value.reason


@pytest.mark.parametrize(("text", "line", "words"), BROKEN_TOML)
def test_documents_name_the_line_of_broken_toml(
    write: Write, text: str, line: int | None, words: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        read_toml(write(text))

    assert raised.value.line == line
    assert words in raised.value.reason


@pytest.mark.parametrize("plain", ["no", "1e3", "2012-05-22", "0o17", "1:30", "+1", "yes"])
def test_documents_take_yaml_values_as_they_are_written(write: Write, plain: str) -> None:
    assert read_yaml(write(f"a: {plain}\n")).values == {"a": plain}


@pytest.mark.parametrize(
    ("plain", "value"), [("", None), ("~", None), ("null", None), ("'null'", "null"), ("''", "")]
)
def test_documents_tell_nothing_from_text(write: Write, plain: str, value: str | None) -> None:
    assert read_yaml(write(f"a: {plain}\n")).values == {"a": value}


def test_documents_repeat_what_an_alias_names(write: Write) -> None:
    assert read_yaml(write("a: &x [1, 2]\nb: *x\nc: some more text\n")).values["b"] == ["1", "2"]


def test_documents_read_yaml_saved_on_windows(write: Write) -> None:
    assert read_yaml(write("\ufeffa: b\r\nc: |\r\n  d\r\n  e\r\n")).values == {"a": "b", "c": "d\ne\n"}


@pytest.mark.parametrize(
    ("place", "line"), [(("a",), 2), (("b", 0, "c"), 4), (("b", 1), 6), (("b", 1, "d"), 7), (("x",), None)]
)
def test_documents_know_the_lines_of_yaml(
    write: Write, place: tuple[str | int, ...], line: int | None
) -> None:
    document = read_yaml(write("# first\na: 1\nb:\n  - c: |\n      long\n  - c: 1\n    d: 2\n"))

    assert document.line_of(place) == line


@pytest.mark.parametrize(
    ("place", "line"), [(("a",), 2), (("b",), 4), (("c", 1), 11), (("c", 1, "d"), 12), (("x",), None)]
)
def test_documents_know_the_lines_of_toml(
    write: Write, place: tuple[str | int, ...], line: int | None
) -> None:
    text = '# first\na = 1\n# second\nb = [\n  1,\n  2,\n]\n[[c]]\nd = """\n[[c]]"""\n[[c]]\nd = 1\n'

    assert read_toml(write(text)).line_of(place) == line


def test_documents_refuse_what_is_not_utf8(write: Write) -> None:
    path = write("a: 1\n")
    path.write_bytes(b"a: 1\nb: caf\xe9\n")

    with pytest.raises(ConfigError, match=r"kept\.txt:2: not UTF-8"):
        read_yaml(path)


def test_documents_refuse_a_huge_file(write: Write) -> None:
    path = write("")
    with path.open("r+b") as stream:
        stream.truncate(YAML_BYTES + 1)

    with pytest.raises(ConfigError, match="larger than 50,000,000 bytes"):
        read_yaml(path)


def test_documents_say_that_a_file_is_missing(write: Write) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read \(No such file or directory\): check the path"):
        read_yaml(write("").with_name("nowhere.yml"))
