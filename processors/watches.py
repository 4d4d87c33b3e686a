"""Which watches an article fulfils, and the alerts that this raises."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import NamedTuple

import msgspec

from processors.selection import Selection, Wanted, candidates, select
from wirewatch.errors import ConfigError, QueryError
from wirewatch.ids import alert_id
from wirewatch.query.documents import Document
from wirewatch.query.match import holds, match
from wirewatch.query.syntax import parse_once
from wirewatch.query.tree import Query
from wirewatch.records import Alert, Annotated, Clause, Official, Span, Statement, Watch, Where


class Rule(NamedTuple):
    """A watch with its query read, and its officials and the members of its groups."""

    watch: Watch
    query: Query | None
    officials: frozenset[str]
    """Empty: anybody."""


class CompiledWatches(NamedTuple):
    """Watches ready to match, and for each ``where`` which of them are worth a look."""

    rules: tuple[Rule, ...]
    selections: Mapping[Where, Selection]


class Match(NamedTuple):
    """That a watch holds: for a statement, for an official whom the article mentions, or for all of it."""

    watch: str
    statement: str | None
    line: str | None
    official: str | None
    why: tuple[Clause, ...]
    rule: Watch


class _Found(NamedTuple):
    """A match before anybody asks why."""

    rule: Rule
    article: Annotated
    document: Document
    statement: Statement | None = None
    official: str | None = None


def read_queries(text: str) -> tuple[Watch, ...]:
    """A watch for each line that is not blank: its query is the line, its id the line's number from 0.

    Raises ConfigError with the line, from 1, and the reason for the first that is no query.
    """
    watches = []
    for number, line in enumerate(text.split("\n")):
        if query := line.rstrip():
            try:
                parse_once(query, "articles")
            except QueryError as error:
                raise ConfigError(str(error), line=number + 1) from None
            watches.append(Watch(id=str(number), query=query, where="article"))
    return tuple(watches)


def compile_watches(watches: tuple[Watch, ...], officials: tuple[Official, ...]) -> CompiledWatches:
    """``watches`` ready to match; ConfigError with the watch and the reason when one of them cannot be."""
    members = _members(officials)
    rules: dict[str, Rule] = {}
    for watch in watches:
        try:
            rule = _rule(watch, members)
        except ConfigError as error:
            raise ConfigError(f"watch {watch.id!r}: {error}") from None
        if rules.setdefault(watch.id, rule) is not rule:
            raise ConfigError(f"watch {watch.id!r}: there are two with this id")
    listed = tuple(rules.values())
    return CompiledWatches(listed, {where: _selection(listed, where) for where in _SELECTED_BY})


def matches(annotated: Annotated, compiled: CompiledWatches) -> Iterator[Match]:
    """Everything that ``compiled`` finds in ``annotated``; nothing in what is withheld or canceled.

    One match for each statement, each official mentioned, or the article, as the watch's ``where`` says.
    """
    for found in _found(annotated, compiled):
        statement = found.statement
        yield Match(
            watch=found.rule.watch.id,
            statement=statement.id if statement else None,
            line=statement.line if statement else None,
            official=found.official,
            why=_why(found),
            rule=found.rule.watch,
        )


def matching(annotated: Annotated, compiled: CompiledWatches) -> tuple[str, ...]:
    """Ids of the watches that match, each once: ``matches`` without the reasons, and much quicker."""
    return tuple(dict.fromkeys(found.rule.watch.id for found in _found(annotated, compiled)))


def raise_alerts(annotated: Annotated, compiled: CompiledWatches, now: datetime) -> tuple[Alert, ...]:
    """One alert for each watch and line, or watch and article.

    Those of an embargoed article too: whoever keeps them holds them until it ends.
    """
    alerts: dict[str, Alert] = {}
    for each in matches(annotated, compiled):
        name = alert_id(each.watch, each.line or annotated.uri)
        if (first := alerts.get(name)) is None:
            alerts[name] = _alert(name, each, annotated, now)
        elif each.line is None:  # a further official of the watch in the same article
            alerts[name] = msgspec.structs.replace(first, why=tuple(dict.fromkeys((*first.why, *each.why))))
    return tuple(alerts.values())


def _alert(name: str, each: Match, annotated: Annotated, now: datetime) -> Alert:
    return Alert(
        id=name,
        watch=each.watch,
        official=each.official,
        line=each.line,
        statement=each.statement,
        uri=annotated.uri,
        version=annotated.version,
        fired=now,
        why=each.why,
        rule=deciding(each.rule),
        made_by=annotated.made_by,
    )


def deciding(watch: Watch) -> Watch:
    """What decides whether a watch holds, without whom it tells and when."""
    return msgspec.structs.replace(watch, notify=(), throttle=0.0, quiet_hours=(), digest=None)


class _Members(NamedTuple):
    """Who the officials are, and who belongs to which group."""

    officials: Collection[str]
    groups: Mapping[str, Collection[str]]


def _members(officials: Iterable[Official]) -> _Members:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    ids = set()
    for official in officials:
        ids.add(official.id)
        for group in official.groups:
            groups[group].add(official.id)
    return _Members(ids, groups)


def _rule(watch: Watch, members: _Members) -> Rule:
    for official in watch.officials:
        if official not in members.officials:
            raise ConfigError(f"no official {official!r}{_hint(official, members.officials)}")
    for group in watch.groups:
        if group not in members.groups:
            raise ConfigError(f"no official is in a group {group!r}{_hint(group, members.groups)}")
    if watch.where == "mention" and not (watch.officials or watch.groups):
        raise ConfigError("where: mention needs officials or groups")
    if watch.where != "statement" and (watch.manner or watch.min_confidence or watch.first_hand):
        raise ConfigError(
            "manner, min_confidence and first_hand are of statements; "
            f"with where: {watch.where} they say nothing"
        )
    asked = watch.officials or watch.groups or watch.manner or watch.min_confidence
    if watch.query is None and not asked:
        raise ConfigError("holds for everything: give officials, groups or a query")
    wanted = frozenset(watch.officials).union(*(members.groups[group] for group in watch.groups))
    return Rule(watch, _query(watch), wanted)


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _query(watch: Watch) -> Query | None:
    if watch.query is None:
        return None
    try:
        return parse_once(watch.query, "statements" if watch.where == "statement" else "articles")
    except QueryError as error:
        raise ConfigError(f"query: {error}") from None


_SELECTED_BY: Mapping[Where, frozenset[str]] = {
    "statement": frozenset({"text"}),
    "mention": frozenset({"headline", "body"}),
    "article": frozenset({"headline", "body"}),
}
"""Fields whose words single out the watches that are looked at."""


def _selection(rules: tuple[Rule, ...], where: Where) -> Selection:
    wanted = (
        (number, Wanted(rule.query.root if rule.query else None, rule.officials))
        for number, rule in enumerate(rules)
        if rule.watch.where == where
    )
    return select(wanted, _SELECTED_BY[where])


def _found(annotated: Annotated, compiled: CompiledWatches) -> Iterator[_Found]:
    if annotated.pubstatus != "usable":
        return
    document = Document(annotated)
    mentioned = list(dict.fromkeys(actor.official for actor in annotated.actors if actor.official))
    for where in ("article", "mention"):
        for rule in _candidates(compiled, where, document, mentioned):
            if rule.query is None or holds(rule.query.root, document):
                for official in _in_article(rule, mentioned):
                    yield _Found(rule, annotated, document, official=official)
    said = list(_in_statements(annotated, compiled, document))
    hits = {(found.rule.watch.id, found.statement.id) for found in said if found.statement}
    by_id = {statement.id: statement for statement in annotated.statements}
    yield from (found for found in said if not _repeats(found, hits, by_id))


def _in_statements(annotated: Annotated, compiled: CompiledWatches, document: Document) -> Iterator[_Found]:
    for statement in annotated.statements:
        part = Document(annotated, statement, whole=document)
        officials = [speaker.official for speaker in statement.speakers if speaker.official]
        for rule in _candidates(compiled, "statement", part, officials):
            if _said_by(rule, statement, officials) and (rule.query is None or holds(rule.query.root, part)):
                official = next(
                    (each for each in officials if not rule.officials or each in rule.officials), None
                )
                yield _Found(rule, annotated, part, statement, official)


def _repeats(found: _Found, hits: Collection[tuple[str, str]], by_id: Mapping[str, Statement]) -> bool:
    """Whether the watch holds already for a statement of the same speakers that this one is part of."""
    inner = outer = found.statement
    while outer is not None and outer.within is not None:
        outer = by_id.get(outer.within)
        if outer and inner and outer.speakers == inner.speakers and (found.rule.watch.id, outer.id) in hits:
            return True
    return False


def _candidates(
    compiled: CompiledWatches, where: Where, document: Document, officials: Iterable[str]
) -> Iterator[Rule]:
    selection = compiled.selections[where]
    if not any(selection):
        return iter(())  # nobody asks: nothing needs to be analysed
    words = {word for field in _SELECTED_BY[where] for word in document.words(field).places}
    return (compiled.rules[number] for number in candidates(selection, words, officials))


def _in_article(rule: Rule, mentioned: Iterable[str]) -> Sequence[str | None]:
    """One for each match: the official it is about, or None when the watch asks for none."""
    officials = [official for official in mentioned if official in rule.officials]
    if rule.watch.where == "mention":
        return officials
    return officials[:1] if rule.officials else (None,)


def _said_by(rule: Rule, statement: Statement, officials: Iterable[str]) -> bool:
    watch = rule.watch
    return (
        statement.confidence >= watch.min_confidence
        and not (watch.first_hand and statement.depth)
        and (not watch.manner or statement.manner in watch.manner)
        and (not rule.officials or not rule.officials.isdisjoint(officials))
    )


def _why(found: _Found) -> tuple[Clause, ...]:
    """The official, the manner, the confidence and the query, as far as the watch asks for them."""
    watch, statement = found.rule.watch, found.statement
    why = []
    if found.official and found.rule.officials:
        why.append(Clause(clause=f"official:{found.official}", spans=_named(found)))
    if statement and watch.manner:
        why.append(Clause(clause=f"manner:{statement.manner}"))
    if statement and watch.first_hand:
        why.append(Clause(clause="first_hand"))
    if statement and watch.min_confidence:
        why.append(Clause(clause=f"confidence:>={watch.min_confidence:g}"))
    if found.rule.query:
        why += match(found.rule.query, found.document) or ()
    return tuple(why)


def _named(found: _Found) -> tuple[Span, ...]:
    """Where the official stands: the source of the statement, or every mention."""
    if found.statement:
        return found.statement.source
    actors = found.article.actors
    return tuple(span for actor in actors if actor.official == found.official for span in actor.mentions)
