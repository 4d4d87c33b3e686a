"""What is found: one attribution, in characters of the text."""

from typing import NamedTuple

from wirewatch.records import Manner, Span


class Attribution(NamedTuple):
    """Somebody (``source``) is said (``cue``) to have said, thought, wanted ... something (``content``).

    ``act`` is one of ``acts.ACTS``: said, wrote, asked, denied, believes, intends ...; else expressed.
    Every role is spans ``[start, end)`` in order; ``source`` is empty where nobody is named as the source.
    ``score`` is the probability, fitted on the development articles, that content and source are right.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    act: str
    score: float
