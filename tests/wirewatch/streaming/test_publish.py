"""``wirewatch setup``, ``publish`` and ``dead`` against a real broker, as a person would use them."""

import json
import re
import signal
import time

import pytest
from kafka import KafkaConsumer, TopicPartition

from wirewatch.streaming.letters import Message

pytestmark = pytest.mark.live

ARTICLE = {
    "uri": "urn:test:harbour",
    "version": "1",
    "type": "text",
    "headline": "Harbour to close",
    "versioncreated": "2026-01-05T10:00:00Z",
    "body_text": "The harbour will close in May.",
}


def articles(home, topic="articles"):
    """Every message of a topic of several partitions."""
    name = getattr(home.names, topic)
    client = KafkaConsumer(bootstrap_servers=home.servers, group_id=None, auto_offset_reset="earliest")
    places = [TopicPartition(name, number) for number in client.partitions_for_topic(name)]
    client.assign(places)
    ends, found = client.end_offsets(places), []
    client.seek_to_beginning(*places)
    while any(client.position(place) < ends[place] for place in places):
        for records in client.poll(timeout_ms=500).values():
            found += [Message(name, each.key, each.value) for each in records]
    client.close()
    return found


def test_setup_makes_the_topics_and_may_be_repeated_and_asked_for_more(home):
    made = home.wirewatch("setup")
    again = home.wirewatch("setup")
    home.settings(partitions=6, retention="1d")
    more = home.wirewatch("setup")

    assert {line["topic"] for line in made} == set(home.names)
    assert all(line["done"].startswith("made") for line in made)
    assert {line["done"] for line in again} == {"as it should be"}
    [grown] = [line["done"] for line in more if line["topic"] == home.names.articles]
    assert "4 partitions became 6" in grown
    assert "retention.ms is now 86400000" in grown


def test_articles_are_published_once_however_often_it_is_run(home):
    home.make_topics()
    home.put(ARTICLE)

    home.wirewatch("publish", "--once")
    home.wirewatch("publish", "--once")
    home.put({**ARTICLE, "version": "2"})
    home.wirewatch("publish", "--once")

    found = articles(home)
    assert [message.key for message in found] == [b"urn:test:harbour"] * 2
    assert [json.loads(message.value)["version"] for message in found] == ["1", "2"]


def test_history_goes_its_own_way_with_positions_of_its_own(home):
    home.make_topics()
    home.put(ARTICLE)
    home.wirewatch("publish", "--once")

    home.wirewatch("publish", "--once", "--backfill")

    assert len(articles(home)) == len(articles(home, "backfill")) == 1


def test_missing_topics_are_said_with_what_to_do(home):
    home.put(ARTICLE)

    process = home.start("publish", "--once")

    assert process.wait(60) == 1
    assert "run `wirewatch setup` first" in process.said.read_text()


def test_unreadable_files_become_dead_letters_and_can_be_tried_again(home):
    home.make_topics()
    home.put(ARTICLE)
    broken = home.folder / "inbox" / "half.json"
    broken.write_text(json.dumps(ARTICLE)[:60])

    home.wirewatch("publish", "--once", status=1)

    [letter] = home.wirewatch("dead", "list")
    assert (letter["stage"], letter["source"]) == ("read", f"file:{broken}")
    assert "it is cut off" in letter["reason"]
    shown = home.start("dead", "show", letter["id"])
    assert shown.communicate(timeout=60)[0] == broken.read_text()
    home.wirewatch("dead", "retry", letter["id"], status=1)  # as bad as before
    assert len(home.wirewatch("dead", "list")) == 1


def test_article_too_large_for_the_topic_is_a_dead_letter(home):
    home.settings(max_message=100_000)
    home.wirewatch("setup")
    home.put({**ARTICLE, "body_text": "word " * 40_000})

    home.wirewatch("publish", "--once", status=1)

    [letter] = home.wirewatch("dead", "list")
    assert letter["stage"] == "publish"
    assert "max_message allows 100,000" in letter["reason"]
    home.settings(max_message=1_000_000)
    home.wirewatch("setup")
    home.wirewatch("dead", "retry", letter["id"])
    assert home.wirewatch("dead", "list") == []
    assert [message.key for message in articles(home)] == [b"urn:test:harbour"]


def test_while_the_broker_is_away_it_waits_says_so_and_loses_nothing(home, broker):
    home.servers = home.variables["WIREWATCH_KAFKA"] = broker.servers
    home.make_topics()
    home.put(ARTICLE)
    process = home.start("publish")
    while not articles(home):
        time.sleep(0.2)

    broker.kill()
    home.put(*({**ARTICLE, "uri": f"urn:test:{number}"} for number in range(50)))
    end = time.monotonic() + 60
    while "nothing is lost" not in process.said.read_text():
        assert time.monotonic() < end
        time.sleep(0.2)
    broker.start()
    while "Kafka answers again" not in process.said.read_text():
        assert time.monotonic() < end + 60
        time.sleep(0.2)

    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    home.wirewatch("publish", "--once")
    assert {message.key for message in articles(home)} == {
        b"urn:test:harbour",
        *(b"urn:test:%d" % number for number in range(50)),
    }


def test_publisher_killed_at_any_moment_loses_nothing(home):
    home.make_topics()
    home.put(*({**ARTICLE, "uri": f"urn:test:{number}"} for number in range(300)))
    for pause in (0.9, 1.1, 1.3):
        process = home.start("publish", "--once")
        time.sleep(pause)
        process.kill()
        process.wait()

    home.wirewatch("publish", "--once")

    assert {message.key for message in articles(home)} == {b"urn:test:%d" % n for n in range(300)}


def test_broker_that_is_away_at_the_start_is_waited_for(home):
    home.variables["WIREWATCH_KAFKA"] = "127.0.0.1:1"
    home.put(ARTICLE)

    process = home.start("publish", "--once")

    end = time.monotonic() + 30
    while not re.search(r"127\.0\.0\.1:1\) does not answer: .*; waiting for it", process.said.read_text()):
        assert time.monotonic() < end, process.said.read_text()
        time.sleep(0.2)
    assert process.poll() is None
