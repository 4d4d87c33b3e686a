"""Revisions: which of them is in force, and what becomes of the statements and alerts of the one before."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from wirewatch.deciding import alerts
from wirewatch.deciding.alerts import KnownAlerts
from wirewatch.deciding.kept import Event, Held, Kept, Moment
from wirewatch.records import Alert, Annotated, Article, IndexedStatement, Statement
from wirewatch.revision import supersedes


class Known(NamedTuple):
    """What a store knows that bears on a revision."""

    article: Article | None
    """The revision in force."""
    statements: Collection[str]
    """Ids of the article's statements that are current."""
    alerts: KnownAlerts


class Decision(NamedTuple):
    """All that a store has to write when a revision comes into force."""

    article: Annotated
    statements: tuple[IndexedStatement, ...]
    retracted: tuple[str, ...]
    """Ids of the statements that this revision does not have: they stay, as retracted."""
    held: Held | None
    """What takes the place of the alerts held for the article; None: nothing does."""
    alerts: tuple[Kept, ...]
    events: tuple[Event, ...]


def decide(article: Annotated, raised: Sequence[Alert], known: Known, moment: Moment) -> Decision | None:
    """What the revision changes, given the alerts it raises; None when a later one is in force."""
    if known.article is not None and not supersedes(article, known.article):
        return None
    said = article.statements if article.pubstatus == "usable" else ()
    kept = {statement.id for statement in said}
    settled = alerts.settle(article, raised, known.alerts, moment)
    return Decision(
        article=article,
        statements=tuple(flat(statement, article, moment.now) for statement in said),
        retracted=tuple(name for name in known.statements if name not in kept),
        held=alerts.held(article, raised, moment.now),
        alerts=settled.alerts,
        events=settled.events,
    )


def flat(statement: Statement, article: Article, now: datetime) -> IndexedStatement:
    """The statement with what a reader needs of its article; as many officials as there are."""
    fields = {name: getattr(statement, name) for name in _SHARED_BY_STATEMENTS}
    return IndexedStatement(
        **fields,
        state="current",
        speaker=tuple(speaker.name for speaker in statement.speakers),
        official=tuple(speaker.official for speaker in statement.speakers if speaker.official),
        on_behalf_of=tuple(body.name for body in statement.on_behalf_of),
        relayer=tuple(relayer.name for relayer in statement.relayers),
        uri=article.uri,
        version=article.version,
        versioncreated=article.versioncreated,
        headline=article.headline,
        link=article.link,
        indexed=now,
    )


_SHARED_BY_STATEMENTS = sorted(
    set(Statement.__struct_fields__) & set(IndexedStatement.__struct_fields__) - {"on_behalf_of"}
)
