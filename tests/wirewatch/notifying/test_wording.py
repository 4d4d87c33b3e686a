"""Messages that a person reads."""

from collections.abc import Callable

import pytest

from wirewatch.notifying.notices import Notice
from wirewatch.notifying.wording import ITEMS, changes, message
from wirewatch.records import Difference

MakeNotice = Callable[..., Notice]


def test_a_message_says_who_what_and_where_from(make_notice: MakeNotice) -> None:
    title, body, tone = message(
        [
            make_notice(
                headline="Harbour  to close",
                infosource="AFP",
                link="https://x.org/1",
                ednote="Not for UK use",
            )
        ]
    )

    assert (title, tone) == ("war: Dmitry Peskov", "info")
    assert body.splitlines() == [
        "a will come", "", "Harbour to close", "AFP", "https://x.org/1", "Not for UK use", "",
        "Seen? wirewatch alerts ack a",
    ]  # fmt: skip


def test_what_was_taken_back_is_told_with_the_old_words_and_the_new(make_notice: MakeNotice) -> None:
    difference = Difference(was="The harbour will close in May", now="The harbour will not close in June")
    title, body, tone = message([make_notice(event="retracted", difference=difference)])

    assert (title, tone) == ("Taken back: war: Dmitry Peskov", "warning")
    assert "was: The harbour will close in May\nnow: The harbour will not close in June\n" in body
    assert "    (nothing) -> not\n    May -> June" in body


def test_what_was_taken_out_leaves_nothing(make_notice: MakeNotice) -> None:
    body = message([make_notice(event="retracted", difference=Difference(was="a war"))]).body

    assert body.startswith("was: a war\nnow: nothing of it")


def test_a_digest_counts_and_sorts_by_watch(make_notice: MakeNotice) -> None:
    title, body, _ = message(
        [
            make_notice("a"),
            make_notice("b", watch="peace"),
            make_notice("c", "copies", copies=3),
            make_notice("d", "retracted", difference=Difference(was="d will come")),
        ]
    )

    assert title == "wirewatch: 2 alerts, 1 update, 1 taken back"
    assert body.splitlines() == [
        "peace",
        "- Dmitry Peskov: b will come",
        "",
        "war",
        "- Dmitry Peskov: a will come",
        "- Now in 3 articles: Dmitry Peskov: c will come",
        "- Taken back: Dmitry Peskov: was: d will come",
        "  now: nothing of it",
    ]


def test_a_digest_ends_somewhere(make_notice: MakeNotice) -> None:
    body = message([make_notice(f"a{n}", text="word " * 1000) for n in range(ITEMS + 7)]).body

    assert body.endswith("… and 7 more: wirewatch alerts list")
    assert len(body) < 20_000


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("a b c d", "a b c d", []),
        ("a b c d", "a b x d", ["    c -> x"]),
        ("a b c d", "a b c d e", ["    (nothing) -> e"]),
        ("a b c d", "w x y z", []),
    ],
)
def test_changes_are_words(was: str, now: str, expected: list[str]) -> None:
    assert changes(was, now) == expected
