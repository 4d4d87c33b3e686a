# ruff: noqa: E501

import io
import json
import re
from itertools import pairwise

import msgspec
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from producers.encoding import decode
from producers.formats import read_bytes, read_stream
from producers.jsonl import PATIENCE
from producers.reading import KEPT, Outcome, Unreadable
from producers.text import split_date
from wirewatch.errors import ReadError
from wirewatch.records import Article

ONE = b'{"uri": "a", "body_text": "One."}'
TWO = b'{"uri": "b", "body": "Two.", "actors": [], "file": "x.txt"}'
RSS = (
    b'<?xml version="1.0"?><!-- x --><rss version="2.0"><channel><title>Wire</title>'
    b"<item><guid>urn:1</guid><title>One</title><description>Text.</description></item></channel></rss>"
)
DEEP = b'{"uri": "a", "body_text": "One.", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def read(data: bytes, name: str, limit: int = 10_000_000) -> list[Outcome]:
    return list(read_bytes(data, name, limit=limit))


def bodies(outcomes: list[Outcome]) -> list[str]:
    return [outcome.body for outcome in outcomes if isinstance(outcome, Article)]


def faults(outcomes: list[Outcome]) -> list[str]:
    return [str(failed) for failed in outcomes if isinstance(failed, Unreadable)]


KNOWN = [
    ("a.txt", b"Plain text.", ["Plain text."]),
    ("a.txt", ONE, [ONE.decode()]),
    ("", b"Plain text.", ["Plain text."]),
    ("story.0042", b"[UPDATE] {1} Plain text.", ["[UPDATE] {1} Plain text."]),
    ("a.jsonl", ONE + b"\n" + TWO + b"\n", ["One.", "Two."]),
    ("a.jsonl", b"\n\n" + ONE + b"\r\n\r\n" + TWO, ["One.", "Two."]),
    ("a.jsonl", b"\xef\xbb\xbf" + ONE, ["One."]),
    ("a.jsonl", (ONE + b"\n" + TWO).decode().encode("utf-16"), ["One.", "Two."]),
    ("a.jsonl", json.dumps(json.loads(ONE), indent=2).encode(), ["One."]),
    ("a.json", json.dumps([json.loads(ONE), json.loads(TWO)], indent=2).encode(), ["One.", "Two."]),
    ("upload", b" \n" + ONE + b"\n" + TWO, ["One.", "Two."]),
    ("upload", json.dumps(json.loads(ONE), indent=2).encode(), ["One."]),
    ("a.jsonl", b'{"uri": "a", "body_text": "caf\xe9 au lait"}', ["café au lait"]),
    ("a.jsonl", b'{"uri": "a", "body_text": "raw\ttab \\ud83d\\ude00 \\ud800", "n": NaN, "n": 1e999}',
     ["raw tab 😀 \ufffd"]),
    ("a.json", b'{"items": [' + ONE + b", " + TWO + b"]}", ["One.", "Two."]),
    ("a.jsonl", b'{"data": {"item": ' + ONE + b"}}\n" + TWO, ["One.", "Two."]),
    ("a.json", b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "content_text": "One."}]}', ["One."]),
    ("a.xml", RSS, ["Text."]),
    ("feed", b"\xef\xbb\xbf \n" + RSS, ["Text."]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), KNOWN)
def test_formats_are_known_by_content(name: str, data: bytes, expected: list[str]) -> None:
    outcomes = read(data, name)
    assert (bodies(outcomes), faults(outcomes)) == (expected, [])


BROKEN = [
    ("a.txt", b"", "empty"),
    ("a.jsonl", b"", "empty"),
    ("a.json", b" \n", "empty"),
    ("a.txt", b"\0\1\2", "binary"),
    ("a.jsonl", b"\x89PNG\r\n\0\n\0\n\0", "binary"),
    ("a.txt", "Новости".encode("koi8-r"), "not UTF-8"),
    ("a.txt", b"x" * 101, "101 bytes; an article may have 100"),
    ("a.xml", b'<?xml version="1.0"?><newsItem>', "XML that is cut off"),
    ("a.xml", b'<?xml version="1.0"?><invoice>', "not NewsML-G2, .* text, but XML <invoice>"),
    ("a.html", b"<!DOCTYPE html><html>", "a page without an article"),
    ("a.md", b"# Notes", "not NewsML-G2, .* but a .md file; if it is plain text"),
    ("a.xml", b"\x1f\x8b\x08\0rest", "a gzip archive, which is not opened"),
    ("a.txt", b"PK\x03\x04\0rest", "a zip archive, which is not opened"),
    ("a.json", b'{\n "uri": "a",\n "body_te', "no JSON: .* it is cut off"),
    ("a.jsonl", b'{"uri": "a", "body_te', "line 1: no JSON: .* it is cut off"),
    ("a.jsonl", b'"text"\n', "line 1: a JSON string"),
    ("a.xml", b"<rss>", "no RSS or Atom|a feed without entries"),
    ("a.json", b'[\n{"uri": "a"}\n]', "item 1: no text"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BROKEN)
def test_formats_say_what_is_wrong_in_one_line(name: str, data: bytes, reason: str) -> None:
    outcomes = read(data, name, limit=100)
    (fault,) = faults(outcomes)
    assert bodies(outcomes) == []
    assert re.match(reason, fault)
    assert "\n" not in fault


def test_formats_a_bad_line_costs_that_line_only() -> None:
    lines = [
        ONE,
        b"not json",
        TWO,
        b"\xff\xfe\0",
        DEEP,
        b'{"uri": "c", "body": ' + b"9" * 5_000 + b"}",
        ONE[:-4],
    ]
    outcomes = read(b"\n".join(lines), "a.jsonl")
    assert bodies(outcomes) == ["One.", "Two."]
    assert [fault.split(":")[0] for fault in faults(outcomes)] == [f"line {n}" for n in (2, 4, 5, 6, 7)]
    assert next(o.original for o in outcomes if isinstance(o, Unreadable)) == b"not json\n"


def test_formats_a_line_that_is_too_long_is_passed_over() -> None:
    data = ONE + b"\n" + b"x" * 1_000 + b"\n" + TWO
    outcomes = read(data, "a.jsonl", limit=100)
    assert bodies(outcomes) == ["One.", "Two."]
    assert faults(outcomes) == ["line 2: 1,001 bytes in one line; an article may have 100"]


def test_formats_a_file_of_something_else_is_given_up() -> None:
    outcomes = read(b"something else\n" * (PATIENCE + 500), "a.jsonl")
    assert len(outcomes) == PATIENCE + 1
    assert "lines in a row are no article" in faults(outcomes)[-1]


def test_formats_huge_originals_are_cut_and_the_reason_says_so() -> None:
    (failed,) = read(b"x" * 50_000_000, "a.txt")
    assert isinstance(failed, Unreadable)
    assert len(failed.original) == KEPT
    assert (
        failed.reason
        == "50,000,000 bytes; an article may have 10,000,000 (the first 1,048,576 bytes are kept)"
    )


def test_formats_articles_without_a_name_are_named_by_their_bytes() -> None:
    (one,), (same,), (other,) = (read(data, "a.txt") for data in (b"x", b"x", b"y"))
    assert isinstance(one, Article)
    assert isinstance(same, Article)
    assert isinstance(other, Article)
    assert one.uri == same.uri != other.uri


@pytest.mark.parametrize("cut", range(len(TWO) + 2))
def test_formats_a_truncated_last_line_is_an_article_or_a_reason(cut: int) -> None:
    first, *last = read(ONE + b"\n" + TWO[:cut], "a.jsonl")
    assert bodies([first]) == ["One."]
    assert bodies(last) == (["Two."] if cut >= len(TWO) else [])
    assert len(last) == (cut > 0)


def test_formats_lines_go_on_from_every_mark() -> None:
    several = b'{"items": [' + ONE + b", " + TWO + b"]}"
    data = b"\n".join([ONE, b"", b"bad", b"x" * 300, several, TWO])
    whole = list(read_stream(io.BytesIO(data), "a.jsonl", "u", limit=200))
    assert [mark is None for _, mark in whole] == [False, False, False, True, False, False]
    for (_, mark), rest in zip(whole, (whole[n:] for n in range(1, 7)), strict=False):
        if mark is None:  # in the middle of a line there is no going on
            continue
        assert list(read_stream(io.BytesIO(data), "a.jsonl", "u", limit=200, start=mark)) == rest
    assert all(a.offset < b.offset for (_, a), (_, b) in pairwise(whole) if a and b)


NAMES = st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.xml", "a", "a.md", "\ud800.txt"])
PIECES = st.sampled_from(
    [
        ONE,
        TWO,
        RSS,
        b"{",
        b"}",
        b"[",
        b"\n",
        b"\0",
        b"\xff\xfe",
        b"<rss>",
        b"<feed ",
        b"date 2023-07-11 ",
        b"<!--",
    ]
)


@given(st.binary(max_size=60) | st.lists(PIECES | st.binary(max_size=4), max_size=6).map(b"".join), NAMES)
@settings(deadline=None, max_examples=400)
@example(b"<!---->" * 1_000, "a.xml")
@example(b"<!DOCTYPE [" * 1_000, "a.xml")
def test_formats_any_bytes_give_articles_or_reasons(data: bytes, name: str) -> None:
    outcomes = read(data, name)
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Article):
            msgspec.json.encode(outcome)
        else:
            assert outcome.reason.encode()


@given(st.text(max_size=60).map(str.encode) | st.binary(max_size=40))
@settings(deadline=None, max_examples=300)
def test_formats_the_body_of_a_text_is_its_decoded_text(data: bytes) -> None:
    assume(
        b"<" not in data[:60] and not data.lstrip().startswith(b"\x01")
    )  # XML is known by content, in .txt too
    (outcome,) = read(data, "a.txt")
    try:
        expected = split_date(decode(data))[1]
    except ReadError:
        expected = ""
    assert isinstance(outcome, Unreadable) if not expected.strip() else outcome.body == expected
