import pytest
import spacy
from spacy.language import Language

from processors.attribution.learned.components import make_statements
from processors.nlp import load

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


TOLD = [
    (
        '"We will rebuild the bridge," Mayor Ana Lee said on Monday.',
        "Lee",
        "said",
        '"We will rebuild the bridge,"',
    ),
    ("The minister said that talks would resume in May.", "minister", "said", "talks would resume in May"),
    ("According to the report, sales fell by a third.", "report", "According to", "sales fell by a third"),
    ('Tom Okafor told reporters: "Nobody was hurt."', "Okafor", "told", '"Nobody was hurt."'),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TOLD)
def test_components_find_who_said_what(nlp: Language, text: str, source: str, cue: str, content: str) -> None:
    found = nlp(text)._.attributions
    whole = [
        tuple(" ".join(text[a:b] for a, b in spans) for spans in (s.source, s.cue, s.content)) for s in found
    ]
    assert any(source in who and cue in how and content in what for who, how, what in whole)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", '"', "\u201c\u201d" * 50, "said " * 300, '"a" said ' * 200, "x" * 5000]
)
def test_components_survive_any_text(nlp: Language, text: str) -> None:
    for found in nlp(text)._.attributions:
        spans = (*found.source, *found.cue, *found.content)
        assert all(0 <= first < last <= len(text) for first, last in spans)
        assert found.content
        assert 0 <= found.score <= 1


def test_components_need_no_parse() -> None:
    nlp = spacy.blank("en")
    doc = make_statements(nlp, "learned", None, nested=True)(nlp('"No," said Lee.'))
    assert all(found.content for found in doc._.attributions)


@pytest.mark.parametrize("nested", [True, False])
def test_components_leave_out_what_is_reported_within_quotations(nested: bool) -> None:
    text = (
        'The mayor said on Monday: "We know that it will rain in May, and I believe that nobody will come."'
    )
    loaded = load()
    loaded.replace_pipe(loaded.pipe_names[-1], "wirewatch_statements", config={"nested": nested})
    cues = [text[slice(*found.cue[0])] for found in loaded(text)._.attributions]
    assert "said" in cues
    assert ("know" in cues) is nested
