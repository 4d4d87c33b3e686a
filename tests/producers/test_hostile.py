"""Damaged examples and attacks: articles or a reason, whatever the bytes. `make fuzz` looks far longer."""

# ruff: noqa: E501

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.formats import read_bytes
from producers.reading import Outcome, Unreadable
from wirewatch.records import Article

EXAMPLES = sorted((Path(__file__).parent.parent / "data" / "wire").iterdir())
WHOLE = {path.name: path.read_bytes() for path in EXAMPLES}


def read(data: bytes, name: str) -> list[Outcome]:
    outcomes = list(read_bytes(data, name, uri="urn:x"))
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Article):
            msgspec.json.encode(outcome)
        elif isinstance(outcome, Unreadable):
            assert outcome.reason
            assert "\n" not in outcome.reason
    return outcomes


@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=300)
def test_hostile_damaged_examples_give_articles_or_reasons(path: Path, rng: random.Random) -> None:
    data = bytearray(WHOLE[path.name])
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(data))
        data[at : at + rng.randint(0, 3)] = rng.choice(
            [b"", b"\0", b"<", b"&", b"\xff", b"]]>", b"</p>", b"{"]
        )
    read(bytes(data[: rng.randint(1, len(data))]), path.name)


@pytest.mark.parametrize(
    "name", [name for name in WHOLE if name.endswith(".xml") and "rss" not in name and "atom" not in name]
)
def test_hostile_half_an_xml_document_is_no_article(name: str) -> None:
    data = WHOLE[name].rstrip()
    for cut in [*range(1, 60), *range(60, len(data), 97)]:
        assert not [each for each in read(data[:cut], name) if isinstance(each, Article)]


@pytest.mark.parametrize("name", ["iptc7901.txt", "anpa.tst"])
def test_hostile_half_a_message_is_no_article(name: str) -> None:
    data = WHOLE[name]
    end = data.index(b"\x03")
    for cut in [*range(1, 60), *range(60, end, 53)]:
        (outcome,) = read(data[:cut], name)
        assert isinstance(outcome, Unreadable)


def test_hostile_half_a_mail_of_several_parts_is_no_article() -> None:
    data = WHOLE["mail.eml"]
    for cut in range(data.index(b"--b"), len(data.rstrip()) - 4, 41):
        assert not [each for each in read(data[:cut], "a.eml") if isinstance(each, Article)]


ATTACKS: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.xml", lambda: b"<nitf>" + b"<p>" * 100_000, "XML"),
    ("a.xml", lambda: b"<newsItem>" + b"<p>" * 100_000 + b"</p>" * 100_000 + b"</newsItem>", "XML"),
    ("a.json", lambda: b'{"uri": "a", "x": ' + b"[" * 100_000, "nested too deeply|no JSON|no article"),
    ("a.html", lambda: b"<html>" + b"<div>" * 100_000, "page"),
    ("a.xml.gz", lambda: b"\x1f\x8b\x08\0" + b"x" * 100, "gzip archive, which is not opened"),
    ("a.zip", lambda: b"PK\x03\x04\0" + b"x" * 100, "zip archive, which is not opened"),
    ("a.eml", lambda: b"Message-ID: <a@b>\nFrom: x\nContent-Type: message/rfc822\n\n" * 50 + b"x", "mails within mails"),
    ("a.eml", lambda: b"Message-ID: <a@b>\nFrom: x\n\n" + b"\n" * 600_000, "lines"),
    ("a.xml", lambda: b"<nitf>" + b"x" * 20_000_000, "an article may have"),
    ("a.xml", lambda: b"<nitf><body><body.content><p>" + b"x" * 3_000_000 + b"</p></body.content></body></nitf>",
     "an article may have"),
    ("a.json", lambda: b"[" + b"{}," * 2_000 + b"{}]", "item 1: no uri"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "attack", "reason"), ATTACKS)
def test_hostile_attacks_are_refused(name: str, attack: Callable[[], bytes], reason: str) -> None:
    outcomes = read(attack(), name)
    assert len(outcomes) <= 1_001
    assert isinstance(outcomes[0], Unreadable)
    assert any(each in str(outcomes[0]) for each in reason.split("|"))


def test_hostile_one_bad_item_costs_that_item_only() -> None:
    data = WHOLE["newsml-g2.xml"].replace(b"stat:canceled", b"stat:unheard")
    outcomes = read(data, "a.xml")
    assert [type(each).__name__ for each in outcomes] == [
        "Article",
        "Unreadable",
        "Article",
        "Article",
        "Skipped",
        "Skipped",
    ]
    assert str(outcomes[1]) == "item 2: pubStatus 'unheard' is none of usable, withheld, canceled"
