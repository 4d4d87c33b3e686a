"""A worker between a real broker and an index: what it makes, what it buries, how it ends."""

import json
import re
import signal
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from kafka import KafkaAdminClient, KafkaProducer

from tests.harbour import FIRST, SECOND
from tests.servers.kafka import free_ports

pytestmark = [pytest.mark.live, pytest.mark.model]


@pytest.fixture
def ready(home):
    """An installation with topics."""
    home.make_topics()
    return home


def send(home, *values, topic="articles"):
    client = KafkaProducer(bootstrap_servers=home.servers)
    for value in values:
        client.send(getattr(home.names, topic), value, key=b"urn:test:poison").get(30)
    client.close()


def committed(home):
    """What the group of workers has finished, by topic."""
    client = KafkaAdminClient(bootstrap_servers=home.servers)
    group = f"{home.prefix}wirewatch"
    found = client.list_group_offsets(group)[group]
    client.close()
    return {
        name: sum(at.offset for place, at in found.items() if place.topic == getattr(home.names, name))
        for name in ("articles", "backfill", "annotated")
    }


def fired(home):
    return sorted(record["alert"]["watch"] for _, record in home.read("alerts") if record["event"] == "fired")


def test_articles_are_annotated_and_what_happens_to_alerts_is_told(ready):
    ready.put(FIRST)
    ready.wirewatch("publish", "--once")
    worker = ready.worker()

    [(key, annotated)] = ready.until(1, "annotated")
    told = ready.until(5, "alerts")

    assert key == annotated["uri"] == "urn:test:harbour"
    for statement in annotated["statements"]:
        for start, end in statement["content"]:
            assert annotated["body"][start:end] in statement["text"]
    assert fired(ready) == ["council", "council", "council", "harbour", "strike"]
    assert [key for key, _ in told] == [record["alert"]["id"] for _, record in told]
    ready.put(SECOND)
    ready.wirewatch("publish", "--once")
    copies = [record for _, record in ready.until(7, "alerts")[5:]]
    assert {(each["event"], each["alert"]["watch"]) for each in copies} == {
        ("copies", "council"),
        ("copies", "harbour"),
    }
    assert ready.stop(worker) == 0
    assert committed(ready) == {"articles": 2, "backfill": 0, "annotated": 2}


def test_same_article_again_changes_nothing_and_tells_nobody(ready):
    ready.put(FIRST)
    ready.wirewatch("publish", "--once")
    worker = ready.worker()
    ready.until(5, "alerts")

    (ready.folder / "inbox").rename(ready.folder / "elsewhere")
    ready.wirewatch("publish", "--once", "elsewhere")

    ready.until(2, "annotated")
    assert ready.stop(worker) == 0
    assert committed(ready)["annotated"] == 2
    assert len(ready.read("alerts")) == 5


def test_poison_is_buried_with_stage_reason_and_bytes_and_the_rest_goes_on(ready):
    send(ready, b"\xff\xfe no JSON", b'{"uri": 5}')
    ready.put(FIRST, {**FIRST, "uri": "urn:test:empty", "body_text": "x" * 250_000})
    ready.wirewatch("publish", "--once")
    send(ready, b"[]", topic="annotated")
    ready.worker()

    ready.until(4, "dead")
    ready.until(5, "alerts")

    letters = {letter["reason"]: letter for letter in ready.wirewatch("dead", "list")}
    assert sorted(letter["stage"] for letter in letters.values()) == ["admit", "decode", "decode", "decode"]
    [poison] = [each for each in letters.values() if each["original"] == "//4gbm8gSlNPTg=="]
    assert poison["reason"].startswith("no Article: ")
    assert poison["source"] == f"{ready.names.articles} urn:test:poison"


def test_dead_letters_are_tried_again_where_they_failed(ready):
    ready.put({**FIRST, "body_text": "x " * 120_000 + FIRST["body_text"]})
    ready.wirewatch("publish", "--once")
    worker = ready.worker()
    [(ident, letter)] = ready.until(1, "dead")
    assert "200,000" in letter["reason"] or "200000" in letter["reason"]
    ready.stop(worker)
    text = (ready.folder / "wirewatch.toml").read_text()
    (ready.folder / "wirewatch.toml").write_text(text.replace("[nlp]", "[nlp]\nmax_body = 300_000"))
    ready.worker()

    ready.wirewatch("dead", "retry", ident)

    ready.until(1, "annotated")
    assert ready.wirewatch("dead", "list") == []


def test_too_many_dead_letters_stop_the_worker_which_says_why(ready):
    ready.settings(dead_ceiling=3)
    send(ready, *(b"poison %d" % number for number in range(6)))

    worker = ready.worker()
    assert worker.wait(90) == 1
    again = ready.worker()
    assert again.wait(90) == 1

    for process in (worker, again):
        assert "dead letters within 600 s" in process.said.read_text()
        assert "wirewatch dead list" in process.said.read_text()
        assert "Traceback" not in process.said.read_text()
        ready.forget(process)
    assert len(ready.read("dead")) <= 3
    assert committed(ready)["articles"] <= 3
    ready.settings(dead_ceiling=10)
    ready.worker()
    ready.until(6, "dead")
    # none was lost, none is there twice
    assert len({ident for ident, _ in ready.read("dead")}) == 6


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_worker_ended_in_the_middle_loses_nothing(ready, number):
    ready.put(*({**FIRST, "uri": f"urn:test:{each}"} for each in range(60)))
    ready.wirewatch("publish", "--once")
    worker = ready.worker()
    ready.until(8, "annotated")

    worker.send_signal(number)
    status = worker.wait(60)
    done = len(ready.read("annotated"))
    again = ready.worker()

    assert status == (0 if number == signal.SIGTERM else -signal.SIGKILL)
    assert done < 60
    ready.forget(worker)
    ready.until(60, "annotated")
    end = time.monotonic() + 60
    # a kill may have the last ones done twice; in good order nothing is
    while (at := committed(ready))["annotated"] < len(ready.read("annotated")) or at["articles"] < 60:
        assert time.monotonic() < end
        time.sleep(0.5)
    if number == signal.SIGTERM:
        assert len(ready.read("annotated")) == 60
    assert len({key for key, _ in ready.read("annotated")}) == 60
    assert ready.stop(again) == 0
    # three of lines that all articles carry, one of watch harbour, one for each article that says "strike"
    assert len({record["alert"]["id"] for _, record in ready.read("alerts")}) == 4 + 60


def test_health_and_metrics_are_served(ready):
    [port] = free_ports(1)

    def ask(path):
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    ready.put(FIRST)
    ready.wirewatch("publish", "--once")
    ready.worker("--listen", f"127.0.0.1:{port}")
    ready.until(5, "alerts")
    end = time.monotonic() + 30
    while ask("/readyz") != (200, "nothing to do\n"):
        assert time.monotonic() < end, ask("/readyz")
        time.sleep(0.3)

    assert ask("/healthz")[0] == 200
    while "wirewatch_lag{" not in (text := ask("/metrics")[1]):
        assert time.monotonic() < end
        time.sleep(0.5)
    values = dict(re.findall(r"^(wirewatch_\S+) (\S+)$", text, re.MULTILINE))
    assert values['wirewatch_articles_total{stage="annotate"}'] == "1.0"
    assert values['wirewatch_articles_total{stage="decide"}'] == "1.0"
    assert values['wirewatch_alerts_total{event="fired"}'] == "5.0"
    assert float(values["wirewatch_statements_total"]) >= 3
    assert values["wirewatch_delay_seconds_count"] == "1.0"
    assert values[f'wirewatch_lag{{partition="0",topic="{ready.names.annotated}"}}'] == "0.0"


def test_second_worker_of_a_data_folder_says_whose_it_is(ready):
    ready.put(FIRST)
    ready.wirewatch("publish", "--once")
    ready.worker()
    ready.until(5, "alerts")
    second = ready.worker()

    assert second.wait(60) == 1
    said = second.said.read_text()
    assert "index" in said or "data" in said
    assert "Traceback" not in said
    ready.forget(second)


def test_changed_watches_are_taken_up_while_it_runs(ready):
    ready.put(FIRST)
    ready.wirewatch("publish", "--once")
    ready.worker()
    ready.until(5, "alerts")

    watches = (ready.folder / "watches.yml").read_text()
    (ready.folder / "watches.yml").write_text(watches + "- id: bridge\n  where: article\n  query: bridge\n")
    time.sleep(4)
    ready.put({**FIRST, "uri": "urn:test:bridge", "body_text": "The bridge is open."})
    ready.wirewatch("publish", "--once")

    *_, (_, last) = ready.until(6, "alerts")
    assert last["alert"]["watch"] == "bridge"


def test_notices_go_to_channels_too(ready):
    channel = ready.folder / "told.jsonl"
    (ready.folder / "watches.yml").write_text(
        f"- id: council\n  groups: [council]\n  notify: ['file:{channel}']\n"
    )
    ready.put(FIRST)
    ready.wirewatch("publish", "--once")
    ready.worker()

    told = ready.until(3, "alerts")

    lines = [json.loads(line) for line in channel.read_text().splitlines()]
    assert [line["alert"] for line in lines] == [record["alert"]["id"] for _, record in told]


def test_history_is_indexed_and_notifies_nobody(ready):
    ready.put(FIRST)
    ready.wirewatch("publish", "--once", "--backfill")
    worker = ready.worker()
    ready.until(1, "annotated")
    (ready.folder / "live").mkdir()
    ready.put(
        {**FIRST, "uri": "urn:test:live", "body": "Dock workers will strike on Monday, the union said."}
    )
    live = next((ready.folder / "inbox").glob("live-*"))
    live.rename(ready.folder / "live" / live.name)
    ready.wirewatch("publish", "--once", "live")

    ready.until(1, "alerts")
    assert ready.stop(worker) == 0
    assert {record["alert"]["uri"] for _, record in ready.read("alerts")} == {"urn:test:live"}
