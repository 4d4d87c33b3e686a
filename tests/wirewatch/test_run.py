"""The whole product in one process, started, fed, killed and asked as its users would."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.harbour import FIRST, SECOND, WATCHES, furnish, put

pytestmark = [pytest.mark.live, pytest.mark.model]


@pytest.fixture
def home(tmp_path):
    """An installation of its own: officials, watches, inbox and data."""
    furnish(tmp_path)
    return tmp_path


def start(home, *arguments):
    variables = {key: value for key, value in os.environ.items() if not key.startswith("WIREWATCH_")}
    return subprocess.Popen(
        [sys.executable, "-m", "wirewatch", *arguments],
        cwd=home,
        text=True,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wirewatch(home, *arguments, status=0):
    process = start(home, *arguments)
    out, err = process.communicate(timeout=120)
    assert process.returncode == status, err
    return [json.loads(line) for line in out.splitlines()]


def watching(lines):
    return sorted(
        line["alert"]["watch"] for line in lines if line["type"] == "alert" and line["event"] == "fired"
    )


def state(home):
    """All that is in the index, as ids: equal after any replay."""
    return {
        kind: sorted(
            (found["id"], found.get("state"), found.get("copies"))
            for found in wirewatch(home, "search", "--in", kind, "--limit", "9999", "*:*")
        )
        for kind in ("statements", "alerts")
    }


def test_statements_and_alerts_come_out_and_are_searchable(home):
    put(home, FIRST)

    lines = wirewatch(home, "run", "--once")

    said = {
        (*(who["official"] for who in line["speakers"]), line["text"])
        for line in lines
        if line["type"] == "statement"
    }
    assert ("ana-ruiz", '"The harbour will close in May,"') in said
    assert ("tom-bell", '"Nobody asked the dock workers,"') in said
    assert watching(lines) == ["council", "council", "council", "harbour", "strike"]
    [found] = wirewatch(home, "search", "official:ana-ruiz AND harbour")
    assert found["speaker"] == ["Ana Ruiz"]
    assert len(wirewatch(home, "search", "--in", "alerts", "watch:council")) == 3
    assert [found["uri"] for found in wirewatch(home, "search", "--in", "articles", '"dock workers"')] == [
        "urn:test:harbour"
    ]


def test_second_run_of_the_same_changes_nothing_and_alerts_nobody(home):
    put(home, FIRST, SECOND)
    wirewatch(home, "run", "--once")
    before = state(home)

    again = wirewatch(home, "run", "--once", "inbox")
    moved = wirewatch(home, "run", "--once", str((home / "inbox").rename(home / "elsewhere")))

    assert again == moved == []
    assert state(home) == before


REWORDED = SECOND | {"body_text": "Ana Ruiz said on Monday that the harbor would close in May."}


@pytest.mark.parametrize("copy", [SECOND, REWORDED])
def test_copy_of_a_line_updates_the_alert_instead_of_firing_again(home, copy):
    put(home, FIRST)
    wirewatch(home, "run", "--once")
    put(home, copy)

    lines = wirewatch(home, "run", "--once")

    assert watching(lines) == []
    [alert] = wirewatch(home, "search", "--in", "alerts", "watch:harbour")
    assert alert["copies"] == 2
    assert alert["line"] in {line["line"] for line in lines if line["type"] == "statement"}
    [shown] = wirewatch(home, "alerts", "show", alert["id"])
    assert (shown["seen"]["uri"], shown["seen"]["copies"]) == (FIRST["uri"], 2)


def test_correction_retracts_what_it_drops_and_a_kill_the_rest(home):
    put(home, FIRST)
    wirewatch(home, "run", "--once")
    put(home, {**FIRST, "version": "2", "body_text": FIRST["body_text"].partition("\n\n")[2]})

    corrected = wirewatch(home, "run", "--once")
    put(home, {**FIRST, "version": "3", "pubstatus": "canceled"})
    killed = wirewatch(home, "run", "--once")

    def retracted(lines):
        return sorted(
            line["alert"]["watch"]
            for line in lines
            if line["type"] == "alert" and line["event"] == "retracted"
        )

    assert retracted(corrected) == ["council", "harbour"]
    assert retracted(killed) == ["council", "council", "strike"]
    assert {found["state"] for found in wirewatch(home, "search", "*:*")} == {"retracted"}


def test_model_that_is_not_there_stops_the_run_and_loses_nothing(home):
    put(home, FIRST)
    settings = (home / "wirewatch.toml").read_text()
    (home / "wirewatch.toml").write_text(settings.replace("[nlp]", '[nlp]\nmodel = "no_such_pipeline"'))

    assert wirewatch(home, "run", "--once", status=1) == []

    (home / "wirewatch.toml").write_text(settings)
    assert "harbour" in watching(wirewatch(home, "run", "--once"))


def test_unreadable_files_are_dead_letters_and_the_rest_goes_on(home):
    put(home, FIRST)
    (home / "inbox" / "a-binary.txt").write_bytes(bytes(range(256)) * 10)
    (home / "inbox" / "half.json").write_text(json.dumps(FIRST)[:80])

    lines = wirewatch(home, "run", "--once", status=1)

    assert sorted(Path(line["source"]).name for line in lines if line["type"] == "dead") == [
        "a-binary.txt",
        "half.json",
    ]
    assert "harbour" in watching(lines)


def test_language_without_a_model_is_indexed_and_its_keyword_watches_fire(home):
    put(
        home,
        {
            **FIRST,
            "language": "de",
            "body_text": "Der Hafen schließt. dock workers: strike. Ana Ruiz schwieg.",
        },
    )

    lines = wirewatch(home, "run", "--once")

    assert watching(lines) == ["strike"]
    assert len(wirewatch(home, "search", "--in", "articles", "hafen")) == 1


def test_watched_folder_and_changed_files_are_taken_up_while_running(home):
    running = start(home, "run")
    try:
        put(home, FIRST)
        assert "harbour" in until(running, "harbour")["alert"]["watch"]
        assert wirewatch(home, "search", "harbour")

        (home / "watches.yml").write_text("- id: broken\n  query: '(('\n")
        time.sleep(2.5)
        (home / "watches.yml").write_text(WATCHES + "- id: bridge\n  where: article\n  query: bridge\n")
        time.sleep(2.5)
        put(home, {**FIRST, "uri": "urn:test:bridge", "body_text": "The bridge is open."})
        assert until(running, "bridge")["alert"]["watch"] == "bridge"
    finally:
        running.send_signal(signal.SIGTERM)
        _, err = running.communicate(timeout=60)

    assert running.returncode == 0
    assert "watches.yml:" in err
    assert "stay in force" in err


def until(process, watch):
    """The alert of that watch, when it comes."""
    for line in process.stdout:
        event = json.loads(line)
        if event["type"] == "alert" and event["alert"]["watch"] == watch:
            return event
    raise AssertionError(process.stderr.read())


def test_kill_at_any_moment_loses_nothing_and_doubles_nothing(home):
    channel = home / "told.jsonl"
    (home / "watches.yml").write_text(f"- id: council\n  groups: [council]\n  notify: ['file:{channel}']\n")
    articles = [
        {
            **FIRST,
            "uri": f"urn:test:{number}",
            "body_text": FIRST["body_text"].replace("May", f"May {number}"),
        }
        for number in range(60)
    ]
    put(home, *articles)
    dice = random.Random(7)
    for _ in range(6):
        process = start(home, "run", "--once")
        time.sleep(dice.uniform(0.5, 4))
        process.kill()
        process.communicate()

    wirewatch(home, "run", "--once")

    (home / "clean").mkdir()
    wirewatch(home, "run", "--once", "--data", "clean")
    survived = state(home)
    (home / "data").rename(home / "killed")
    (home / "clean").rename(home / "data")
    assert survived == state(home)
    assert len(wirewatch(home, "search", "--in", "articles", "--limit", "999", "*:*")) == 60
    told = [json.loads(line) for line in channel.read_text().splitlines()]
    fired = {line["alert"] for line in told if line["event"] == "fired"}
    assert fired == {alert[0] for alert in survived["alerts"]}
