"""Who is meant where a source names nobody."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from processors.actors import find_cast
from processors.attribution.found import Attribution
from processors.choosing import NOBODY, choose
from processors.contenders import Contender, Stage, Talk, contenders, source_of
from processors.figures import Figure
from processors.officials import OfficialIndex

Making = Callable[[str], Doc]
ANN, BEA = Figure("person"), Figure("person")


def contender(figure: Figure, *features: str) -> Contender:
    return Contender((figure,), features)


def test_choosing_takes_the_likeliest() -> None:
    weights = {"she:near": 2.0, "she:far": -2.0}
    chosen = choose([contender(ANN, "she:far"), contender(BEA, "she:near")], "she", weights)
    assert chosen.figures == (BEA,)
    assert 0.8 < chosen.chance < 0.9
    assert [each.figures for each, _ in chosen.ranked] == [(BEA,), (ANN,)]


def test_choosing_names_nobody_where_it_is_a_toss_up() -> None:
    chosen = choose([contender(ANN), contender(BEA)], "she", {})
    assert chosen.figures == ()
    assert len(chosen.ranked) == 2


def test_choosing_names_nobody_where_nobody_is_likeliest() -> None:
    assert choose([contender(ANN)], "they", {f"they:{NOBODY}": 3.0}).figures == ()
    assert choose([], "they", {}).figures == ()


@pytest.mark.parametrize(
    ("marked", "source", "kind", "head"),
    [
        ("He said .", "He", "he", "he"),
        ("They said .", "They", "they", "they"),
        ("the report said .", "the report", "document the", "report"),
        ("Its website said .", "Its website", "document own it", "website"),
        ("His daughter said .", "His daughter", "thing own he", "daughter"),
        ("a spokesman for the firm said .", "a spokesman for the firm", "role a", "spokesman"),
        ("Residents said .", "Residents", "other a", "residents"),
    ],
)
def test_contenders_know_how_a_source_is_written(
    doc_of: Making, marked: str, source: str, kind: str, head: str
) -> None:
    doc = doc_of(marked)
    cast = find_cast(doc, OfficialIndex())
    found = source_of(cast, ((0, len(source)),))
    assert (found.kind, found.head) == (kind, head)


def test_contenders_say_what_speaks_for_each(doc_of: Making) -> None:
    doc = doc_of("[Ann Gray](PERSON) said so . [Tesco](ORG) left . The statement said .")
    text = doc.text

    def told(source: str) -> Attribution:
        start = text.index(source)
        said = text.index("said", start)
        return Attribution(
            ((start, start + len(source)),), ((said, said + 4),), ((said, said + 4),), "direct", "said", 1.0
        )

    statements = [told("Ann Gray"), told("The statement")]
    cast = find_cast(doc, OfficialIndex(), sources=[span for each in statements for span in each.source])
    talk = Talk(cast, statements, [None, None])
    ann = next(figure for figure, actor in cast.of.items() if actor.name == "Ann Gray")
    talk.said[0] = (ann,)

    found = contenders(Stage(cast), source_of(cast, statements[1].source), talk.before(1))

    by_name = {cast.of[each.figures[0]].name: set(each.features) for each in found}
    assert {"document the:spoke 0", "document the:person", "document the:sentences 2"} <= by_name["Ann Gray"]
    assert {"document the:silent", "document the:organization"} <= by_name["Tesco"]


def test_contenders_are_few_however_long_the_text(doc_of: Making) -> None:
    names = " ".join(f"[Name{at} Last{at}](PERSON) left ." for at in range(300))
    doc = doc_of(f"{names} He said .")
    cast = find_cast(doc, OfficialIndex())
    he = doc.text.rindex("He")
    statement = Attribution(((he, he + 2),), ((he + 3, he + 7),), ((0, 5),), "direct", "said", 1.0)
    found = contenders(
        Stage(cast), source_of(cast, statement.source), Talk(cast, [statement], [None]).before(0)
    )
    assert len(found) <= 24
    assert cast.of[found[0].figures[0]].name == "Name299 Last299"
