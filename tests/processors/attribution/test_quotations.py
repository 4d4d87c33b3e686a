"""Quotation marks, paired by type."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.attribution.quotations import paragraphs, quotations, quoted

QUOTED = [
    ('He said "no" and "never".', ['"no"', '"never"']),
    ("He said “no” and “never”.", ["“no”", "“never”"]),
    ("''Foo,'' he said. ''Bar.''", ["''Foo,''", "''Bar.''"]),
    ("``Foo,'' he said.", ["``Foo,''"]),
    ("« Oui », dit-il; »Ja«, sagte er; „Gut“, „fine”.", ["« Oui »", "»Ja«", "„Gut“", "„fine”"]),
    ("They are 'a cancer in our system.' Now", ["'a cancer in our system.'"]),
    ("‘the ordinary folks’ belief’ and ‘x’", ["‘the ordinary folks’ belief’", "‘x’"]),
    ("'He told me \"no\" and left,' she said", ["'He told me \"no\" and left,'"]),
    ("“She, ‘You are the Queen,’” he said", ["“She, ‘You are the Queen,’”"]),
    ("\u2039Oui\u203a and \u203aja\u2039", ["\u2039Oui\u203a", "\u203aja\u2039"]),
    ("«a «b» c» d", ["«a «b» c»"]),
    ('"and I thought, \'Hell\' ", he said. "So."', ["\"and I thought, 'Hell' \"", '"So."']),
    ('“Foo," he said. And "bar" too', ['“Foo,"', '"bar"']),
    ('"Foo,” he said. "Bar."', ['"Foo,”', '"Bar."']),
    ('—"Ham" opens (the "big" one)', ['"Ham"', '"big"']),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations_pair_by_type(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quoted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the states' plan, isn't it? The Joneses' too.",
        "Rock 'n' roll of the '90s, 'tis said",
        "He is 6'2\" tall, on a 14\" disk, 5' away",
        '5,000 of them," he said',
        "no marks at all",
        "",
    ],
)
def test_quotations_leaves_apostrophes_and_inches_alone(text: str) -> None:
    assert quoted(text) == []


MANY = [
    # reopened without being closed: one quotation
    ("“One.\n\n“Two,” he said.", [("“One.", "“Two,”")], [True]),
    ('"One.\n\n"Two.\n\n"Three," he said.', [('"One.', '"Two.', '"Three,"')], [True]),
    # left open and closed in the next paragraph
    ('"One.\n\nTwo," he said.', [('"One.', 'Two,"')], [True]),
    # left open: ends with its paragraph
    ('He said "one.\n\nThen he left.', [('"one.',)], [False]),
    # an odd number of marks
    ('"One. "Two," she said.', [('"One.',), ('"Two,"',)], [False, True]),
    ("He said “one and “two” there.", [("“one and",), ("“two”",)], [False, True]),
    ("‘One.\n\n‘Two “x” three,’ he said", [("‘One.", "‘Two “x” three,’")], [True]),
]


@pytest.mark.parametrize(("text", "expected", "closed"), MANY)
def test_quotations_over_paragraphs_and_broken(
    text: str, expected: list[tuple[str, ...]], closed: list[bool]
) -> None:
    found = quoted(text)

    assert [tuple(text[start:end] for start, end in q.spans) for q in found] == expected
    assert [q.closed for q in found] == closed


def test_paragraphs_are_lines_unless_the_text_is_wrapped() -> None:
    wrapped = "A line\nand its rest.\n\nAnother."
    long = "A line. " * 20 + "\nAnother one.\n\nA third."

    assert [wrapped[start:end] for start, end in paragraphs(wrapped)] == ["A line\nand its rest.", "Another."]
    assert len(paragraphs(long)) == 3


def test_quotations_reads_a_doc() -> None:
    doc = spacy.blank("en")('He said "no".')

    assert [doc.text[q.start : q.end] for q in quotations(doc)] == ['"no"']


MARKS = ["''", "``", "\n\n", *"\"'“”‘’„«»\u2039\u203a`\n aB5,."]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(MARKS), max_size=60).map("".join))
def test_quotations_never_raises_and_stays_in_order(text: str) -> None:
    spans = [span for quotation in quoted(text) for span in quotation.spans]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
