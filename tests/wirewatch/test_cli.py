"""The commands as a user meets them: real processes, real exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wirewatch.cli import COMMANDS
from wirewatch.records import RECORDS


@pytest.fixture
def wirewatch(tmp_path):
    """Runs ``wirewatch`` in an empty folder, with a data folder of its own."""

    def run(*arguments, **environment):
        variables = {key: value for key, value in os.environ.items() if not key.startswith("WIREWATCH_")}
        return subprocess.run(
            [sys.executable, "-m", "wirewatch", *map(str, arguments)],
            cwd=tmp_path,
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
            env={**variables, **environment},
        )

    return run


@pytest.mark.live
@pytest.mark.parametrize(
    "name", [*COMMANDS, "watch check", "watch match", "dead list", "dead show", "dead retry"]
)
def test_every_command_explains_itself(wirewatch, name):
    result = wirewatch(*name.split(), "--help")

    assert result.returncode == 0
    if name not in {"watch", "dead"}:
        assert "Example" in result.stdout


@pytest.mark.live
@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["extrct"], 2, "No such command"),
        (["extract"], 2, "Missing argument"),
        (["schema", "Nothing"], 2, "is not one of"),
        (["read", "nowhere.txt"], 1, "nowhere.txt: no such file or folder"),
        (["run", "--once"], 1, "nothing to read"),
        (["run", "--once", "nowhere"], 1, "nowhere: no such file or folder"),
        (["search", "word"], 1, "wirewatch run"),
        (["--config", "none.toml", "run"], 2, "No such option"),
        (["run", "--config", "none.toml"], 1, "none.toml"),
    ],
)
def test_errors_say_what_to_do_and_never_show_a_traceback(wirewatch, arguments, status, words):
    result = wirewatch(*arguments)

    assert result.returncode == status, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


@pytest.mark.live
def test_schema_prints_a_schema(wirewatch):
    result = wirewatch("schema", "Annotated")

    assert result.returncode == 0
    assert "Annotated" in json.loads(result.stdout)["$defs"]
    assert "Article" in RECORDS


@pytest.mark.live
def test_read_prints_articles_and_complains_of_the_rest(wirewatch, tmp_path):
    (tmp_path / "good.txt").write_text("date 2026-01-02\nRain fell.\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)

    result = wirewatch("read", "good.txt", "empty.txt", "binary.txt")

    [article] = map(json.loads, result.stdout.splitlines())
    assert result.returncode == 1
    assert article["versioncreated"] == "2026-01-02T00:00:00Z"
    assert article["body"] == "Rain fell.\n"
    assert "empty.txt" in result.stderr
    assert "binary.txt" in result.stderr


@pytest.mark.live
def test_watch_match_numbers_the_lines_of_a_text_file_from_zero(wirewatch, tmp_path):
    (tmp_path / "queries.txt").write_text('rain\n"no rain"\nrain AND NOT snow\n')
    (tmp_path / "a.txt").write_text("No rain, no snow.")
    (tmp_path / "b.txt").write_text("Rain fell.")

    result = wirewatch("watch", "match", "--watches", "queries.txt", "a.txt", "b.txt")

    found = [(match["file"], match["watch"]) for match in map(json.loads, result.stdout.splitlines())]
    assert found == [("a.txt", "0"), ("a.txt", "1"), ("b.txt", "0"), ("b.txt", "2")]


@pytest.mark.live
@pytest.mark.parametrize(
    ("queries", "words"), [(b"rain\n(rain\n", "queries.txt:2: "), (b"caf\xe9\n", "queries.txt: no UTF-8")]
)
def test_watch_match_says_which_file_of_queries_is_wrong(wirewatch, tmp_path, queries, words):
    (tmp_path / "queries.txt").write_bytes(queries)
    (tmp_path / "a.txt").write_text("Rain fell.")

    result = wirewatch("watch", "match", "--watches", "queries.txt", "a.txt")

    assert result.returncode == 1
    assert words in result.stderr


@pytest.mark.live
def test_watch_check_names_file_line_and_reason(wirewatch, tmp_path):
    watches = tmp_path / "watches.yml"
    watches.write_text("- id: one\n  query: rain\n- id: two\n  query: '(rain'\n")

    result = wirewatch("watch", "check", "--watches", watches)

    problem = json.loads(result.stdout.splitlines()[0])
    assert result.returncode == 1
    assert Path(problem["file"]) == watches
    assert problem["line"] in {3, 4}
    assert problem["reason"]


@pytest.mark.live
@pytest.mark.model
def test_check_finds_nothing_wrong_with_a_fresh_installation(wirewatch):
    result = wirewatch("check")

    findings = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0, result.stdout
    assert {"versions", "packages", "settings", "officials", "watches", "language"} <= {
        each["what"] for each in findings
    }


@pytest.mark.live
def test_check_never_shows_a_password(wirewatch):
    result = wirewatch("check", WIREWATCH_ELASTICSEARCH="https://elastic:hunter2@localhost:9200")

    assert "hunter2" not in result.stdout + result.stderr
    assert "localhost:9200" in result.stdout
