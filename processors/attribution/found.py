"""What the rules find: one attribution, in characters of the text."""

from typing import NamedTuple

from wirewatch.records import Manner, Span


class Attribution(NamedTuple):
    """Somebody (``source``) is said (``cue``) to have said, thought, wanted ... something (``content``).

    ``act`` is one of the acts in ``cues.tsv``: said, wrote, asked, answered, announced, reported, claimed,
    denied, admitted, confirmed, warned, promised, demanded, suggested, criticized, praised, agreed, refused,
    decided, believes, knows, expects, intends, wants, hopes, fears, shows; else expressed.
    Every role is spans ``[start, end)`` in order; ``source`` is empty where nobody is named as the source.
    ``score`` is the probability, by what the rules got right on the training articles, that content and
    source are right.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    act: str
    score: float
