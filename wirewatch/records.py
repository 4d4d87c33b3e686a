"""The words of the product, as frozen records.

Article fields have the ninjs 1.x spelling (iptc/newsinjson, ninjs-schema_1.6). Every ``Span`` is
``(start, end)`` in characters of ``Article.body``, end exclusive: ``body[start:end]`` is exactly its text.
"""

from datetime import date, datetime, time
from typing import Any, Literal

import msgspec

Span = tuple[int, int]
Manner = Literal["direct", "indirect", "mixed"]
ActorKind = Literal["person", "organization", "place", "group"]
PubStatus = Literal["usable", "withheld", "canceled"]
AlertState = Literal["open", "acknowledged", "retracted"]
EventKind = Literal["fired", "copies", "retracted"]
"""What can happen to an alert."""
StatementState = Literal["current", "retracted"]
Where = Literal["statement", "mention", "article"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A value that is written as one JSON object."""


class Subject(Record, frozen=True, kw_only=True):
    """A subject of an article, as ninjs has it: a code of a scheme, a name, or both."""

    code: str | None = None
    name: str | None = None
    scheme: str | None = None


class Article(Record, frozen=True, kw_only=True):
    """One revision of one story, as the wire sent it. ``uri`` and ``version`` identify it."""

    uri: str
    body: str
    version: str | None = None
    versioncreated: datetime | None = None
    firstcreated: datetime | None = None
    received: datetime | None = None
    pubstatus: PubStatus = "usable"
    embargoed: datetime | None = None
    urgency: int | None = None
    language: str | None = None
    headline: str | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    located: str | None = None
    infosource: str | None = None
    subject: tuple[Subject, ...] = ()
    usageterms: str | None = None
    copyrightholder: str | None = None
    ednote: str | None = None
    link: str | None = None


class Actor(Record, frozen=True, kw_only=True):
    """Somebody or something the article names: every mention of it, in whatever form."""

    id: str
    name: str
    kind: ActorKind
    official: str | None = None
    candidates: tuple[str, ...] = ()
    """Ids of the officials who may be meant, where the text leaves open which of them is."""
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


class Speaker(Record, frozen=True, kw_only=True):
    """Who a statement is by: an actor of the same article."""

    actor: str
    name: str
    official: str | None = None


class Statement(Record, frozen=True, kw_only=True):
    """What was said, believed, asked ..., by whom, and the characters that prove it."""

    id: str
    line: str
    manner: Manner
    act: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    text: str
    context: str
    speakers: tuple[Speaker, ...] = ()
    candidates: tuple[Speaker, ...] = ()
    """Who may be meant where nobody is named, and which officials where a name is that of several."""
    on_behalf_of: tuple[Speaker, ...] = ()
    """The body whose spokesperson speaks."""
    within: str | None = None
    """The id of the innermost statement whose content this one is part of."""
    depth: int = 0
    """How many others pass it on; 0: first hand."""
    relayers: tuple[Speaker, ...] = ()
    """Those of them who are named, the outermost first."""
    confidence: float = 0.0


class Versions(Record, frozen=True, kw_only=True):
    """What an annotation was made with."""

    wirewatch: str
    model: str
    officials: str
    """Names the officials that were in force."""


class Annotated(Article, frozen=True, kw_only=True):
    """The article, plus what was found in it."""

    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    made_by: Versions | None = None


class Clause(Record, frozen=True, kw_only=True):
    """One clause of a watch that held, with the spans of ``body`` that show it."""

    clause: str
    spans: tuple[Span, ...] = ()


class Difference(Record, frozen=True, kw_only=True):
    """The words that somebody was told, and what the article says in their place now."""

    was: str
    now: str | None = None
    """None: nothing, it was taken out or the article was killed."""


class Alert(Record, frozen=True, kw_only=True):
    """A watch held: once per line, ``copies`` counts the articles that carried it."""

    id: str
    watch: str
    official: str | None
    line: str | None
    statement: str | None
    uri: str
    version: str | None
    fired: datetime
    why: tuple[Clause, ...] = ()
    state: AlertState = "open"
    copies: int = 1
    acknowledged: datetime | None = None
    acknowledged_by: str | None = None
    rule: "Watch | None" = None
    """The watch as it was when it fired, without what does not decide: whom to tell, and when."""
    made_by: Versions | None = None
    """What the annotation was made with that it fired on."""


class Part(Record, frozen=True, kw_only=True):
    """A clause of a watch on a document: whether it holds, and what shows it."""

    clause: str
    holds: bool
    spans: tuple[Span, ...] = ()
    elsewhere: tuple[Span, ...] = ()
    """Where the article has the words that the statement lacks."""
    note: str | None = None
    parts: "tuple[Part, ...]" = ()
    any_of: bool = False
    """One of ``parts`` is enough; else all must hold."""


class Role(Record, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """An office or function and the days on which it was held, both inclusive; None is open."""

    title: str
    start: date | None = None
    end: date | None = None


class Official(Record, frozen=True, kw_only=True):
    """Somebody to recognise in articles; ``kind`` may also be an organization."""

    id: str
    name: str
    kind: ActorKind = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    groups: tuple[str, ...] = ()
    wikidata: str | None = None


ALL_DAYS = tuple(range(7))
"""Monday is 0."""


class QuietHours(Record, frozen=True, kw_only=True):
    """From ``start`` to ``end`` on those days (of the next day when it is not later) nobody is told."""

    start: time
    end: time
    days: tuple[int, ...] = ALL_DAYS
    zone: str = "UTC"


class Digest(Record, frozen=True, kw_only=True):
    """When what was collected is told together: every so many seconds, or at these times of those days."""

    every: float = 0.0
    at: tuple[time, ...] = ()
    days: tuple[int, ...] = ALL_DAYS
    zone: str = "UTC"


class Watch(Record, frozen=True, kw_only=True):
    """What somebody wants to be told of. Everything given must hold; within a list, one is enough."""

    id: str
    officials: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    query: str | None = None
    where: Where = "statement"
    manner: tuple[Manner, ...] = ()
    min_confidence: float = 0.0
    throttle: float = 0.0
    """Seconds during which a further alert of this watch on the same official, or a further copy of the same
    line, is kept but not notified."""
    notify: tuple[str, ...] = ()
    """Ids of channels, ``terminal``, or ``file:PATH``."""
    quiet_hours: tuple[QuietHours, ...] = ()
    digest: Digest | None = None
    first_hand: bool = False
    """Only what nobody else passes on."""


def unwritable(article: Article, error: Exception) -> tuple[str, bytes]:
    """Why  cannot carry (half a surrogate pair, say) was not taken, and what there is of it."""
    reason = f"the article cannot be written as JSON: {type(error).__name__}"
    return reason, repr(article).encode("utf-8", "backslashreplace")


class DeadLetter(Record, frozen=True, kw_only=True):
    """Something that could not be processed: where, why, and its original bytes."""

    id: str
    stage: str
    reason: str
    source: str
    received: datetime
    original: bytes


class IndexedStatement(Record, frozen=True, kw_only=True):
    """A statement as the indices hold it: flat, with what a reader needs of its article."""

    id: str
    line: str
    state: StatementState
    manner: Manner
    act: str
    speaker: tuple[str, ...]
    official: tuple[str, ...]
    on_behalf_of: tuple[str, ...] = ()
    relayer: tuple[str, ...] = ()
    within: str | None = None
    depth: int = 0
    text: str
    context: str
    confidence: float
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    uri: str
    version: str | None
    versioncreated: datetime | None
    headline: str | None
    link: str | None
    indexed: datetime


class IndexedArticle(Annotated, frozen=True, kw_only=True):
    """An article as the indices hold it, with the time it became searchable."""

    indexed: datetime
    copies: tuple[str, ...] = ()
    """Uris of the other articles whose text is nearly the same, the first to arrive first."""


class Line(Record, frozen=True, kw_only=True):
    """What was said by whom, in however many articles; it is named after the first wording."""

    id: str
    speaker: str | None
    """The official, else the name, else the source as written."""
    side: str | None = None
    """How its act turns what it reports (denied, asked, wished, feared, praised, criticized); None: not."""
    text: str
    """The first wording."""
    uri: str
    """The article in which it was first seen."""
    infosource: str | None = None
    """Whose article that is."""
    versioncreated: datetime | None = None
    received: datetime | None = None
    """When that article was written, and when it came in."""


class Variant(Record, frozen=True, kw_only=True):
    """A wording of a line, and in how many articles it stands now."""

    text: str
    articles: int


class SeenLine(Line, frozen=True, kw_only=True):
    """A line with what became of it."""

    copies: int
    """How many articles carry it now."""
    variants: tuple[Variant, ...]
    """Its wordings now, the most frequent first."""


class FoundAlert(Alert, frozen=True, kw_only=True):
    """An alert with what a reader wants to know of its statement; without one, of its article."""

    text: str | None
    speaker: tuple[str, ...]
    headline: str | None
    link: str | None


Found = IndexedStatement | IndexedArticle | FoundAlert


RECORDS: dict[str, type[Record]] = {
    record.__name__: record
    for record in (
        Article,
        Annotated,
        Actor,
        Statement,
        Speaker,
        Alert,
        DeadLetter,
        IndexedStatement,
        Official,
        Watch,
    )
}


def title(article: Article) -> str:
    """The headline, or the first words of an article that has none."""
    return article.headline or " ".join(article.body[:200].split())[:80] or article.uri


def unread(article: Article) -> Annotated:
    """The article as one in which nothing was looked for."""
    return Annotated(**msgspec.structs.asdict(article))


def schema(name: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of the record of that name; KeyError when there is none."""
    return msgspec.json.schema(RECORDS[name])


def text_of(body: str, spans: tuple[Span, ...]) -> str:
    """The texts of ``spans``, joined by one blank."""
    return " ".join(body[start:end] for start, end in spans)
