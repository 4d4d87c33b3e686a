"""Who the source of a statement is."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from spacy.tokens import Doc

from processors.actors import find_cast
from processors.attribution.found import Attribution
from processors.officials import OfficialIndex
from processors.speakers import resolve
from wirewatch.records import Span

Making = Callable[[str], Doc]
NOBODY = OfficialIndex()


def spans(doc: Doc, text: str) -> tuple[Span, ...]:
    start = doc.text.rindex(text)
    return ((start, start + len(text)),)


def attribution(doc: Doc, source: str | None, content: str = "said") -> Attribution:
    """Of the last place in ``doc`` where the words ``source`` stand."""
    source_spans = spans(doc, source) if source else ()
    return Attribution(source_spans, spans(doc, "said"), spans(doc, content), "direct", "said", 1.0)


def speakers(doc: Doc, *sources: str | None) -> list[list[str]]:
    found = [attribution(doc, source) for source in sources]
    cast = find_cast(doc, NOBODY, sources=[span for each in found for span in each.source])
    return [[speaker.name for speaker in each.speakers] for each in resolve(found, cast)]


@pytest.mark.parametrize(
    ("marked", "source", "expected"),
    [
        ("[Dmitry Peskov](PERSON) said .", "Dmitry Peskov", ["Dmitry Peskov"]),
        ("[Dmitry Peskov](PERSON) left . [Peskov](PERSON) said .", "Peskov", ["Dmitry Peskov"]),
        (
            "Kremlin spokesman [Dmitry Peskov](PERSON) said .",
            "Kremlin spokesman Dmitry Peskov",
            ["Dmitry Peskov"],
        ),
        (
            "[Hugh Hill](PERSON) , a doctor in [York](LOC) , said .",
            "Hugh Hill, a doctor in York",
            ["Hugh Hill"],
        ),
        ("the Fed chair , [Janet Yellen](PERSON) , said .", "the Fed chair, Janet Yellen", ["Janet Yellen"]),
        (
            "Another eyewitness , [Nicole Towarek](PERSON) , said .",
            "Another eyewitness, Nicole Towarek",
            ["Nicole Towarek"],
        ),
        (
            "Secretary of [State Mike Pompeo](PERSON) said .",
            "Secretary of State Mike Pompeo",
            ["Mike Pompeo"],
        ),
        (
            "[Jon Tester](PERSON) ( D ) and [David Vitter](PERSON) ( R ) said .",
            "Jon Tester (D) and David Vitter (R)",
            ["Jon Tester", "David Vitter"],
        ),
        (
            "[Tesco](ORG) , [Daimler](ORG) and [Siemens](ORG) said .",
            "Tesco, Daimler and Siemens",
            ["Tesco", "Daimler", "Siemens"],
        ),
        (
            "[Dave Lewis](PERSON) , head of [Tesco](ORG) and [Asda](ORG) , said .",
            "Dave Lewis, head of Tesco and Asda",
            ["Dave Lewis"],
        ),
        (
            "trade and industry commissioner [Al Gray](PERSON) said .",
            "trade and industry commissioner Al Gray",
            ["Al Gray"],
        ),
        ("[Moscow](LOC) said .", "Moscow", ["Moscow"]),
        ("NASA administrator [Jim Bridenstine](PERSON) said .", "NASA administrator", ["Jim Bridenstine"]),
        ("On [Friday](DATE) [Ford](ORG) said .", "On Friday Ford", ["Ford"]),
        (
            "[Al Gray](PERSON) , who/PRON left/VERB [Bo Hall](PERSON) , said .",
            "Al Gray, who left Bo Hall",
            ["Al Gray"],
        ),
        ("a poll by [CNN](ORG) said .", "a poll by CNN", ["CNN"]),
        ("[WHO](ORG) 's statistics said .", "WHO's statistics", ["WHO"]),
        ("a statement released/VERB by [NASA](ORG) said .", "a statement released by NASA", ["NASA"]),
        ("The [Trump](PERSON) administration said .", "The Trump administration", ["Trump administration"]),
        ("Mr. [Al Gray](PERSON) left . He said .", "He", ["Al Gray"]),
        ("Spokesman [Al Gray](PERSON) left . The spokesman said .", "The spokesman", ["Al Gray"]),
        ("It was [Al Gray](PERSON) , who said .", "who", ["Al Gray"]),
        (
            "[Acme University](ORG) expert and former security official , [Al Gray](PERSON) , said .",
            "Acme University expert and former security official, Al Gray",
            ["Al Gray"],
        ),
        (
            "MP [Al Gray](PERSON) and former [Iowa](LOC) governor and senator [Bo Hall](PERSON) said .",
            "MP Al Gray and former Iowa governor and senator Bo Hall",
            ["Al Gray", "Bo Hall"],
        ),
        (
            "Some Democrats , such/ADJ as/ADP [Al Gray](PERSON) and [Bo Hall](PERSON) , said .",
            "Some Democrats, such as Al Gray and Bo Hall",
            ["Al Gray", "Bo Hall"],
        ),
        (
            "[Al Gray](PERSON) , along/ADP with [Bo Hall](PERSON) , said .",
            "Al Gray, along with Bo Hall",
            ["Al Gray", "Bo Hall"],
        ),
        (
            "[NASA](ORG) 's notice published/VERB by [CNN](ORG) said .",
            "NASA's notice published by CNN",
            ["NASA"],
        ),
        (
            "Governor [John Bel](PERSON) [Edwards](PERSON) said .",
            "Governor John Bel Edwards",
            ["John Bel Edwards"],
        ),
        ("[Security Adviser John Bolton](ORG) said .", "Security Adviser John Bolton", ["John Bolton"]),
        (
            "Senator from [Vermont Bernie Sanders](PERSON) said .",
            "Senator from Vermont Bernie Sanders",
            ["Bernie Sanders"],
        ),
        (
            "the [North Carolina](LOC) [State Board](ORG) said .",
            "the North Carolina State Board",
            ["North Carolina State Board"],
        ),
        (
            "the [House of Representatives](ORG) met . Later the [House](ORG) said .",
            "the House",
            ["House of Representatives"],
        ),
        (
            "the [Sierra Institute of Volcanology](ORG) ( Sivolc ) met . [Sivolc](ORG) said .",
            "Sivolc",
            ["Sierra Institute of Volcanology"],
        ),
        (
            "the [Ford Company](ORG) met . [Ford](PERSON) left . [Ford](PERSON) said .",
            "Ford",
            ["Ford Company"],
        ),
        ("[Boeing](MISC) left . The maker [Boeing](MISC) said .", "Boeing", ["Boeing"]),
    ],
)
def test_speakers_are_named_where_the_text_names_them(
    doc_of: Making, marked: str, source: str, expected: list[str]
) -> None:
    assert speakers(doc_of(marked), source) == [expected]


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("A senior official said .", "A senior official"),
        ("Police said .", "Police"),
        ("Two sources said .", "Two sources"),
        ("A [White House](ORG) spokesman said .", "A White House spokesman"),
        ("A spokesman for [Al Gray](PERSON) said .", "A spokesman for Al Gray"),
        ("Aides of [Al Gray](PERSON) and [Bo Hall](PERSON) said .", "Aides of Al Gray and Bo Hall"),
        ("[Al Gray](PERSON) left . His family said .", "His family"),
        ("[Republicans](NORP) said .", "Republicans"),
        ("Protesters said .", "Protesters"),
        (
            "The delegations of [Cyprus](LOC) , [Greece](LOC) and [Israel](LOC) said .",
            "The delegations of Cyprus, Greece and Israel",
        ),
        ("[Bill Clinton](PERSON) met [Hillary Clinton](PERSON) . [Clinton](PERSON) said .", "Clinton"),
        ("[Al Gray](PERSON) left .  said .", None),
    ],
)
def test_speakers_are_empty_where_nobody_is_named(doc_of: Making, marked: str, source: str | None) -> None:
    assert speakers(doc_of(marked), source) == [[]]


def test_speakers_that_are_open_stay_visible_as_candidates(doc_of: Making) -> None:
    doc = doc_of("[Bill Clinton](PERSON) met [Hillary Clinton](PERSON) . [Clinton](PERSON) said .")
    found = attribution(doc, "Clinton")
    (resolved,) = resolve([found], find_cast(doc, NOBODY, sources=found.source))
    assert [each.name for each in resolved.candidates] == ["Bill Clinton", "Hillary Clinton"]
    assert not resolved.speakers


def test_speakers_of_a_pronoun_are_whoever_spoke_last(doc_of: Making) -> None:
    doc = doc_of(
        "[Al Gray](PERSON) said . Everybody praised [Bo Hall](PERSON) . [Al Gray](PERSON) said . He left ."
    )
    assert speakers(doc, "Al Gray", "He") == [["Al Gray"], ["Al Gray"]]


def test_speakers_named_they_are_the_several_who_just_spoke(doc_of: Making) -> None:
    doc = doc_of("[Tesco](ORG) and [Asda](ORG) said . They said .")
    assert speakers(doc, "Tesco and Asda", "They") == [["Tesco", "Asda"], ["Tesco", "Asda"]]


def test_speakers_of_the_first_person_are_those_quoted(doc_of: Making) -> None:
    doc = doc_of('" I said so , " [Al Gray](PERSON) said .')
    outer = attribution(doc, "Al Gray", '" I said so, "')
    inner = Attribution(spans(doc, "I"), spans(doc, "said"), spans(doc, "so"), "indirect", "said", 1.0)
    cast = find_cast(doc, NOBODY, sources=[*outer.source, *inner.source])
    for order in ([outer, inner], [inner, outer]):
        assert [[s.name for s in each.speakers] for each in resolve(order, cast)] == [
            ["Al Gray"],
            ["Al Gray"],
        ]


def test_speakers_of_a_document_are_who_spoke_in_it_before(doc_of: Making) -> None:
    doc = doc_of("A report by [NASA](ORG) said . [Al Gray](PERSON) said . The report said .")
    assert speakers(doc, "A report by NASA", "Al Gray", "The report") == [["NASA"], ["Al Gray"], ["NASA"]]


def test_speakers_of_a_body_long_not_mentioned_are_that_body(doc_of: Making) -> None:
    doc = doc_of(
        "[Supreme Court](ORG) met . " + "They left . " * 8 + '" The Court said , " [Al Gray](PERSON) said .'
    )
    assert speakers(doc, "The Court") == [["Supreme Court"]]


def test_speakers_of_an_interview_are_told_by_the_labels_of_its_turns(doc_of: Making) -> None:
    marked = doc_of(
        "[Nora Gray](PERSON) said ." + " BLANK WN : Do you think so ? BLANK NG : We think so ." * 3
    )
    words = ["\n\n" if token.text == "BLANK" else token.text for token in marked]
    doc = Doc(
        marked.vocab,
        words=words,
        pos=[token.pos_ for token in marked],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in marked],
        spaces=[
            word != "\n\n" and not (word[0].isupper() and after == ":")
            for word, after in pairwise([*words, ""])
        ],
        sent_starts=[bool(token.is_sent_start) for token in marked],
    )
    assert speakers(doc, "you", "We") == [["Nora Gray"], ["Nora Gray"]]


def test_speakers_are_less_certain_the_less_they_are_named(doc_of: Making) -> None:
    doc = doc_of("Spokesman [Al Gray](PERSON) left . He left . The spokesman said .")
    found = [attribution(doc, source) for source in ("Al Gray", "He", "The spokesman")]
    cast = find_cast(doc, NOBODY, sources=[span for each in found for span in each.source])
    name, pronoun, role = (each.certainty for each in resolve(found, cast))
    assert 1 >= name > pronoun > 0.5
    assert name > role > 0.5
