"""Which statement stands within which, and who passes it on."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from processors.nesting import chains, enclosing
from wirewatch.records import Span, Speaker


class Told(NamedTuple):
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def who(name: str) -> Speaker:
    return Speaker(actor=name, name=name)


REUTERS = Told(((0, 5),), ((10, 100),))
MINISTER = Told(((20, 25),), ((30, 100),))
RIVAL = Told(((40, 45),), ((50, 60), (70, 100)))


def test_nesting_finds_the_innermost_statement_around() -> None:
    assert enclosing([RIVAL, REUTERS, MINISTER]) == [2, None, 1]


def test_nesting_counts_those_who_pass_it_on() -> None:
    speakers = [(who("Reuters"),), (who("Ada"),), (who("Bela"),)]
    found = chains([REUTERS, MINISTER, RIVAL], speakers)
    assert [(each.within, each.depth, [r.name for r in each.relayers]) for each in found] == [
        (None, 0, []),
        (0, 1, ["Reuters"]),
        (1, 2, ["Reuters", "Ada"]),
    ]


def test_nesting_what_speakers_report_of_themselves_is_first_hand() -> None:
    found = chains([MINISTER, RIVAL], [(who("Ada"),), (who("Ada"),)])
    assert [(each.within, each.depth, each.relayers) for each in found] == [(None, 0, ()), (0, 0, ())]


def test_nesting_somebody_unnamed_passes_it_on_all_the_same() -> None:
    found = chains([MINISTER, RIVAL], [(), (who("Ada"),)])
    assert [(each.within, each.depth, each.relayers) for each in found] == [(None, 0, ()), (0, 1, ())]


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda s: (s[0], sum(s))), min_size=1, max_size=3
)


@given(st.lists(st.builds(Told, SPANS.map(tuple), SPANS.map(tuple)), max_size=12))
def test_nesting_never_goes_in_circles(told: list[Told]) -> None:
    around = enclosing(told)
    for at in range(len(told)):
        seen: set[int] = set()
        here: int | None = at
        while here is not None:
            assert here not in seen
            seen.add(here)
            here = around[here]
    assert len(chains(told, [()] * len(told))) == len(told)
