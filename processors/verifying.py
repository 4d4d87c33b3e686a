"""Whether an alert still holds: its article read again, and the watch as it was held against it."""

from collections.abc import Iterable, Sequence

from processors.explaining import Explanation, Look, explain
from wirewatch.errors import ConfigError
from wirewatch.records import Alert, Annotated, Article, Official, Record, Versions, Watch


class Check(Record, frozen=True, kw_only=True):
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str


class Verdict(Record, frozen=True, kw_only=True):
    """Whether an alert still holds, and what that rests on."""

    alert: str
    watch: str
    state: str
    holds: bool
    uri: str
    """The article on which it was derived again, or that it was raised on."""
    checks: tuple[Check, ...]
    now: Look | None = None
    """The clauses as they are today."""


def verdict(
    alert: Alert,
    article: Annotated | None,
    again: Annotated | None,
    rules: tuple[Watch | None, tuple[Official, ...]],
    made_by: Versions,
) -> Verdict:
    """Of one article that carries the alert: ``article`` as it is stored, ``again`` as it is read today.

    ``rules`` are the watch of that id and the officials in force today.
    """
    watch_now, officials = rules
    checks = [_article(alert, article)]
    look = None
    if article is not None and again is not None and checks[0].ok:
        checks.append(_statement(alert, again))
        then, look = _holds(alert, alert.rule or watch_now, again, officials, "watch as it was")
        checks.append(then)
    needed = all(check.ok for check in checks) and len(checks) > 1
    checks += _versions(alert, article, made_by)
    if again is not None and alert.rule and watch_now != alert.rule:
        checks.append(_holds(alert, watch_now, again, officials, "watch as it is now")[0])
    return Verdict(
        alert=alert.id,
        watch=alert.watch,
        state=alert.state,
        holds=needed,
        uri=article.uri if article else alert.uri,
        checks=tuple(checks),
        now=look,
    )


def best(verdicts: Sequence[Verdict]) -> Verdict:
    """An alert holds when one of the articles that carry it still does."""
    return next((each for each in verdicts if each.holds), verdicts[0])


def _article(alert: Alert, article: Article | None) -> Check:
    if article is None:
        return Check(what="article", ok=False, detail=f"{alert.uri} is not in the index")
    revision = f"{article.uri}, version {article.version or '-'}"
    if article.pubstatus != "usable":
        return Check(what="article", ok=False, detail=f"{revision} is {article.pubstatus}")
    newer = "" if article.version == alert.version or article.uri != alert.uri else f" (then {alert.version})"
    return Check(what="article", ok=True, detail=revision + newer)


def _statement(alert: Alert, again: Annotated) -> Check:
    if alert.line is None:
        return Check(what="statement", ok=True, detail="the watch is on the whole article")
    found = [each for each in again.statements if _is_the_line(alert, each.id, each.line)]
    if not found:
        return Check(what="statement", ok=False, detail="it is no longer found in the article")
    who = "; ".join(speaker.name for speaker in found[0].speakers) or "nobody named"
    return Check(what="statement", ok=True, detail=f"{who}: {found[0].text}")


def _holds(
    alert: Alert,
    watch: Watch | None,
    again: Annotated,
    officials: tuple[Official, ...],
    what: str,
) -> tuple[Check, Look | None]:
    if watch is None:
        return Check(what=what, ok=False, detail="there is no watch of this id any more"), None
    try:
        found = explain(again, watch, officials)
    except ConfigError as error:
        return Check(what=what, ok=False, detail=f"cannot be checked any more: {error}"), None
    lines = {each.id: each.line for each in again.statements}
    for look in found.fires_on:
        if alert.line is None or _is_the_line(alert, look.statement, lines.get(look.statement or "")):
            return Check(what=what, ok=True, detail="every clause holds"), look
    return Check(what=what, ok=False, detail=_reason(found)), found.nearest


def _is_the_line(alert: Alert, statement: str | None, line: str | None) -> bool:
    return alert.statement == statement or alert.line == line


def _reason(found: Explanation) -> str:
    if found.fires_on:
        return "it fires on other statements of the article only"
    missing = (part.clause for part in (found.nearest.clauses if found.nearest else ()) if not part.holds)
    return (
        "; ".join((*found.notes, *(f"does not hold: {clause}" for clause in missing))) or "it does not fire"
    )


def _versions(alert: Alert, article: Annotated | None, now: Versions) -> Iterable[Check]:
    """What the alert was made with, beside what it was derived with again; no difference is wrong."""
    then = alert.made_by or (article.made_by if article else None)
    if then is None:
        yield Check(what="versions", ok=True, detail="not known: from before they were kept")
        return
    for what in Versions.__struct_fields__:
        was, today = getattr(then, what), getattr(now, what)
        if what == "officials":
            detail = "the same" if was == today else "the officials file has changed since"
        else:
            detail = was if was == today else f"{was} then, {today} now"
        yield Check(what=what, ok=True, detail=detail)
