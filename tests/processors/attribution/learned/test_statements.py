import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from processors.attribution.learned.decode import Candidate
from processors.attribution.learned.features import NAMED, Tokens, tokens
from processors.attribution.learned.selection import EVIDENCE, Judged, apart, completed, evidence, select
from processors.attribution.learned.statements import exact
from processors.attribution.learned.windows import WIDTH, windows

QUOTED = '"We will go," said Ana Lee. "Soon."\n\nShe believes it.'


def table(text: str) -> Tokens:
    nlp = spacy.blank("en")
    doc = Doc(
        nlp.vocab,
        words=[token.text for token in nlp(text)],
        spaces=[bool(token.whitespace_) for token in nlp(text)],
    )
    return tokens(doc, {channel: {} for channel in NAMED})


def words(text: str, seen: Tokens, *wanted: str) -> frozenset[int]:
    """The first word of ``text`` that is written so, each."""
    forms = [text[first:last] for first, last in zip(seen.start, seen.end, strict=True)]
    return frozenset(forms.index(each) for each in wanted)


def candidate(
    text: str, seen: Tokens, cue: str, source: tuple[str, ...], content: tuple[str, ...]
) -> Candidate:
    (at,) = words(text, seen, cue)
    return Candidate((at, at + 1), 0.9, words(text, seen, *source), words(text, seen, *content), 0.9, 0.9)


def test_statements_take_the_whole_quotation_and_its_marks() -> None:
    seen = table(QUOTED)
    found = completed(seen, candidate(QUOTED, seen, "said", ("Ana", "Lee"), ("We", "will", "go", "Soon")))
    (statement,) = exact(QUOTED, seen, [Judged(found, 0.87654)])
    assert [QUOTED[slice(*span)] for span in statement.content] == ['"We will go,"', '"Soon."']
    assert [QUOTED[slice(*span)] for span in statement.source] == ["Ana Lee"]
    assert (statement.manner, statement.act, statement.score) == ("direct", "said", 0.877)


def test_statements_leave_a_quotation_alone_that_is_hardly_touched() -> None:
    text = '"One two three four five six seven eight nine ten," said Lee.'
    seen = table(text)
    found = completed(seen, candidate(text, seen, "said", ("Lee",), ("ten",)))
    assert found.content == words(text, seen, "ten")


def test_statements_of_a_cue_within_a_quotation_stay_in_it() -> None:
    text = 'He said: "I believe it works." Nobody knew.'
    seen = table(text)
    found = completed(seen, candidate(text, seen, "believe", ("I",), ("it", "works", "Nobody")))
    assert found.content == words(text, seen, "it", "works")


@pytest.mark.parametrize(
    ("content", "manner"),
    [(("We", "will"), "direct"), (("believes", "it"), "indirect"), (("go", "it"), "mixed")],
)
def test_statements_have_the_manner_of_their_words(content: tuple[str, ...], manner: str) -> None:
    seen = table(QUOTED)
    (found,) = exact(QUOTED, seen, [Judged(candidate(QUOTED, seen, "said", (), content), 0.5)])
    assert found.manner == manner


def test_statements_less_likely_than_wanted_are_left_out() -> None:
    seen = table(QUOTED)
    found = [
        candidate(QUOTED, seen, "said", ("Lee",), ("go",)),
        candidate(QUOTED, seen, "believes", (), ("it",)),
    ]
    trust = np.zeros(len(EVIDENCE), np.float32)
    trust[EVIDENCE.index("nobody")] = -5
    assert [each.candidate.cue for each in select(seen, found, trust, 0.4)] == [found[0].cue]
    assert evidence(seen, []).shape == (0, len(EVIDENCE))


def test_statements_are_not_said_twice() -> None:
    seen = table(QUOTED)
    first = candidate(QUOTED, seen, "said", ("Lee",), ("We", "will", "go"))
    again = candidate(QUOTED, seen, "said", ("Ana",), ("We", "will"))
    other = candidate(QUOTED, seen, "said", ("Lee",), ("Soon",))
    nobody = again._replace(source=frozenset())
    assert [each.candidate for each in apart([Judged(again, 0.5), Judged(first, 0.9)])] == [first, again]
    assert [each.candidate for each in apart([Judged(nobody, 0.5), Judged(first, 0.9)])] == [first]
    assert len(apart([Judged(first, 0.9), Judged(other, 0.5)])) == 2


def test_statements_with_the_source_who_are_of_those_it_is_about() -> None:
    text = "The mayor, Ana Lee, who said so, left."
    seen = table(text)
    (found,) = exact(text, seen, [Judged(candidate(text, seen, "said", ("who",), ("so",)), 0.5)])
    assert [text[slice(*span)] for span in found.source] == ["Ana Lee", "who"]


def test_windows_reach_to_the_end_of_a_long_quotation() -> None:
    text = '"' + " ".join(f"w{at}" for at in range(400)) + '," said Ana.'
    seen = table(text)
    (cue,) = words(text, seen, "said")
    window = windows(seen, [(cue, cue + 1)])
    looked_at = set(window.at[0][window.mask[0] > 0].tolist())
    assert {0, cue, len(seen) - 1} <= looked_at
    assert len(looked_at) <= WIDTH


def test_statements_within_a_quotation_leave_its_marks_alone() -> None:
    text = 'He said: "I believe it works."'
    seen = table(text)
    (found,) = exact(text, seen, [Judged(candidate(text, seen, "believe", ("I",), ("it", "works")), 0.5)])
    assert [text[slice(*span)] for span in found.content] == ["it works"]


def test_statements_of_a_quotation_end_with_it() -> None:
    text = '"We will go," said Lee, in answer to critics. "Soon."'
    seen = table(text)
    content = ("We", "will", "go", "in", "answer", "to", "critics", "Soon")
    found = completed(seen, candidate(text, seen, "said", ("Lee",), content))
    assert found.content >= words(text, seen, "We", "go", "Soon")
    assert found.content.isdisjoint(words(text, seen, "answer", "critics"))


@pytest.mark.parametrize(
    ("text", "cue", "agentless"),
    [
        ("Mugabe was hailed a hero .", ("was", "hailed"), True),
        ("Mugabe was hailed by many a hero .", ("was", "hailed"), False),
        ("Mugabe has said it .", ("has", "said"), False),
        ("Mugabe has been accused of it .", ("has", "been", "accused"), True),
        ("Mugabe was pleased with it .", ("was", "pleased"), False),
    ],
)
def test_statements_of_a_passive_are_not_by_its_subject(
    text: str, cue: tuple[str, ...], agentless: bool
) -> None:
    seen = table(text)
    at = sorted(words(text, seen, *cue))
    found = Candidate((at[0], at[-1] + 1), 0.9, frozenset({0}), words(text, seen, "."), 0.9, 0.9)
    (statement,) = exact(text, seen, [Judged(found, 0.9)])
    assert (statement.source == ()) is agentless
