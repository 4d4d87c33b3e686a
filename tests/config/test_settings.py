# ruff: noqa: E501 - a case is read best in one line

from collections.abc import Callable
from pathlib import Path

import pytest

from config.settings import Feed, Settings, load, packaged, settings_file
from wirewatch.errors import ConfigError

Write = Callable[[str], Path]

WRONG = [
    ("[nlp]\nmodle = 'x'\n", 2, 'nlp.modle: unknown key (did you mean "model"?)'),
    ("\nkafca = 'a:1'\n", 2, 'kafca: unknown key (did you mean "kafka"?)'),
    ("zzz = 1\n", 1, "zzz: unknown key (there is: channels, data, desk,"),
    ("data = 3\n", 1, "data: expected the path of a file or folder, in quotes, got 3"),
    ("data = ''\n", 1, "data: expected the path of a file or folder, got none"),
    ("# x\n[nlp]\n\nworkers = -1\n", 4, "nlp.workers: expected a number of processes"),
    ("[nlp]\nworkers = 2.5\n", 2, "nlp.workers: expected a number of processes"),
    ("[nlp]\nmax_body = 0\n", 2, "nlp.max_body: expected the most characters"),
    ("[nlp]\nlanguage = 'English'\n", 2, "nlp.language: expected a language code such as en"),
    ("nlp = 'x'\n", 1, 'nlp: expected keys with values, got "x"'),
    ("folders = 'x'\n", 1, 'folders: expected a list, got "x"'),
    ("[folders]\npath = 'x'\n", 1, "folders: expected a list, got keys with values"),
    ("[[folders]]\n", 1, 'folders[0]: the key "path" is missing'),
    ("[[folders]]\npath = 'a'\n[[folders]]\npath = 'b'\ninterval = '5 min'\n", 5, "folders[1].interval: '5 min' is no duration"),
    ("[[folders]]\npath = 'a'\nsettle = -1\n", 3, "folders[0].settle: -1 is no duration"),
    ("[[folders]]\npath = 'a'\nsettle = inf\n", 3, "folders[0].settle: inf is no duration"),
    ("[[folders]]\npath = 'a'\nzone = 'Vienna'\n", 3, "folders[0].zone: 'Vienna' is no time zone: write a name such as"),
    ("[[feeds]]\nurl = 'https://a.org'\nzone = 2\n", 3, "feeds[0].zone: 2 is no time zone"),
    ("[[feeds]]\nurl = 'example.org/rss'\n", 2, "feeds[0].url: expected an address that begins with http"),
    ("[[feeds]]\nurl = 'https://a.org'\nfull_text = 'no'\n", 3, 'full_text: expected true or false, got "no"'),
    ("[log]\nlevel = 'inf'\n", 2, 'log.level: "inf" is not allowed (did you mean "info"?); one of: debug, info'),
    ("kafka = 'kafka1'\n", 1, "kafka: expected servers such as kafka1:9092,kafka2:9092"),
    ("desk = '8080'\n", 1, "desk: expected a host and a port such as 127.0.0.1:8080"),
    ("prefix = 'Wire_'\n", 1, "prefix: expected lower-case letters"),
    ('prefix = "wire\\n"\n', 1, "prefix: expected lower-case letters"),
]  # fmt: skip

FULL = """
data = "store"
officials = "/etc/officials.yml"
kafka = "a:9092, b:9092"
prefix = "desk1."
[nlp]
model = "models/own"
workers = 3
[[folders]]
path = "../in"
interval = "5m"
[[feeds]]
url = "https://example.org/rss"
interval = 60
"""


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_settings_say_where_and_what_is_wrong(write: Write, text: str, line: int, words: str) -> None:
    path = write(text)

    with pytest.raises(ConfigError) as raised:
        load(path, {}, cwd=path.parent)

    assert (raised.value.file, raised.value.line) == (str(path), line)
    assert words in raised.value.reason


def test_settings_have_defaults_without_any_file(tmp_path: Path) -> None:
    settings = load(None, {}, cwd=tmp_path)

    assert settings.data == tmp_path / "data"
    assert (settings.officials, settings.watches) == (packaged("officials.yml"), packaged("watches.yml"))
    assert (settings.folders, settings.feeds, settings.nlp.model, settings.nlp.language) == ((), (), "", "en")
    assert settings.nlp.workers >= 1


def test_settings_read_every_kind_of_value(write: Write) -> None:
    path = write(FULL)
    here = path.parent

    settings = load(path, {}, cwd=Path("/elsewhere"))

    assert (settings.data, settings.officials) == (here / "store", Path("/etc/officials.yml"))
    assert (settings.nlp.model, settings.nlp.workers) == (str(here / "models/own"), 3)
    assert settings.folders[0].path == here.parent / "in"
    assert float(settings.folders[0].interval) == 300.0
    assert settings.feeds == (Feed(url="https://example.org/rss", interval=settings.feeds[0].interval),)
    assert (settings.kafka, settings.prefix) == ("a:9092, b:9092", "desk1.")
    assert settings.watches == packaged("watches.yml")


def test_settings_leave_what_a_file_does_not_say_to_the_working_folder(write: Write) -> None:
    assert load(write(""), {}, cwd=Path("/elsewhere")).data == Path("/elsewhere/data")


@pytest.mark.parametrize("name", ["spacy_model", ""])
def test_settings_leave_the_name_of_a_model_alone(write: Write, name: str) -> None:
    assert load(write(f"[nlp]\nmodel = '{name}'\n"), {}, cwd=Path("/")).nlp.model == name


def test_settings_look_for_files_in_order(tmp_path: Path) -> None:
    places = [
        tmp_path / "named.toml",
        tmp_path / "variable.toml",
        tmp_path / "wirewatch.toml",
        tmp_path / "config/wirewatch.toml",
    ]
    (tmp_path / "config").mkdir()
    for place in places:
        place.write_text("")
    variable = {"WIREWATCH_CONFIG": "variable.toml"}

    found = [
        settings_file(Path("named.toml"), variable, cwd=tmp_path),
        settings_file(None, variable, cwd=tmp_path),
    ]
    for place in places[2:]:
        found.append(settings_file(None, {}, cwd=tmp_path))
        place.unlink()

    assert found == places
    assert settings_file(None, {}, cwd=tmp_path) is None


def test_settings_named_but_missing_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read"):
        load(None, {"WIREWATCH_CONFIG": "nowhere.toml"}, cwd=tmp_path)


def test_settings_of_the_environment_win_and_begin_at_the_working_folder(write: Write) -> None:
    environ = {
        "WIREWATCH_DATA": "d",
        "WIREWATCH_OFFICIALS": "o.yml",
        "WIREWATCH_WATCHES": "/w.txt",
        "WIREWATCH_KAFKA": "k:1",
        "WIREWATCH_ELASTICSEARCH": "http://e:2",
        "WIREWATCH_PREFIX": "p",
        "WIREWATCH_DESK": "h:3",
    }

    settings = load(write(FULL), environ, cwd=Path("/cwd"))

    assert (settings.data, settings.officials) == (Path("/cwd/d"), Path("/cwd/o.yml"))
    assert settings.watches == Path("/w.txt")
    assert (settings.kafka, settings.elasticsearch) == ("k:1", "http://e:2")
    assert (settings.prefix, settings.desk) == ("p", "h:3")


def test_settings_take_an_empty_variable_for_none(tmp_path: Path) -> None:
    assert load(None, {"WIREWATCH_DESK": "", "WIREWATCH_CONFIG": ""}, cwd=tmp_path).desk == Settings().desk


def test_settings_name_the_variable_that_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="WIREWATCH_DESK: desk: expected a host and a port"):
        load(None, {"WIREWATCH_DESK": "nonsense"}, cwd=tmp_path)


def test_settings_never_show_secrets(write: Write) -> None:
    text = """
    elasticsearch = "https://me:hunter2@search:9200"
    [[feeds]]
    url = "https://example.org/rss?api_key=hunter2&lang=en"
    """
    settings = load(write(text), {}, cwd=Path("/"))

    for shown in (repr(settings), str(settings), repr(settings.feeds), str(settings.masked())):
        assert "hunter2" not in shown
        assert "example.org/rss?api_key=***&lang=en" in shown
    assert settings.elasticsearch == "https://me:hunter2@search:9200"


@pytest.mark.parametrize(
    "text", ["elasticsearch = 'ftp://me:hunter2@x'\n", "elasticsearch = 'https://me:hunter2@x'\nq = 1\n"]
)
def test_settings_never_show_secrets_in_errors(write: Write, text: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load(write(text), {}, cwd=Path("/"))

    assert "hunter2" not in str(raised.value)
