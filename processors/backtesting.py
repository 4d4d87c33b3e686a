"""What a watch would have raised on articles that came in before it was there, with today's matcher."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from processors.watches import CompiledWatches, raise_alerts
from wirewatch.records import Alert, Annotated, IndexedArticle, Record, Watch, title
from wirewatch.revision import dated

EXAMPLES = 3
"""Of each day."""
MOST_DAYS = 366
"""In a longer time only days with alerts are listed."""


class Example(Record, frozen=True, kw_only=True):
    """An alert that would have been raised."""

    at: datetime
    text: str
    speaker: tuple[str, ...]
    headline: str | None
    uri: str
    copies: int
    throttled: bool


class Day(Record, frozen=True, kw_only=True):
    """What a day would have brought; the day is one of UTC."""

    day: date
    alerts: int = 0
    notified: int = 0
    """Without those that the throttle keeps quiet."""
    copies: int = 0
    """Further articles with the same lines."""
    examples: tuple[Example, ...] = ()


class Backtest(Record, frozen=True, kw_only=True):
    """What a watch would have raised."""

    watch: str
    since: datetime
    until: datetime
    articles: int
    alerts: int
    notified: int
    copies: int
    outdated: int
    """Articles in which other officials were looked for than are in force."""
    days: tuple[Day, ...]


class Trial:
    """A watch on its way through history."""

    def __init__(self, watch: Watch, compiled: CompiledWatches, since: datetime) -> None:
        """``compiled`` holds this watch alone."""
        self._watch, self._compiled, self._since = watch, compiled, since
        self._first: dict[str, tuple[datetime, Alert, Annotated]] = {}
        self._carriers: Counter[str] = Counter()
        self._articles = 0
        self._officials: Counter[str | None] = Counter()

    def look_at(self, articles: Iterable[IndexedArticle]) -> Iterator[int]:
        """Takes articles, the newest first, up to the time asked for; gives how many it has looked at."""
        for article in articles:
            if dated(article, article.indexed) < self._since:
                return
            self._articles += 1
            self._officials[article.made_by.officials if article.made_by else None] += 1
            self._raise(article)
            yield self._articles

    def _raise(self, article: IndexedArticle) -> None:
        at = dated(article, article.indexed)
        at = max(at, article.embargoed) if article.embargoed else at
        for alert in raise_alerts(article, self._compiled, at):
            self._carriers[alert.id] += 1
            if alert.id not in self._first or at <= self._first[alert.id][0]:
                self._first[alert.id] = (at, alert, article)

    def result(self, until: datetime, officials: str) -> Backtest:
        """What would have been raised; ``officials`` names those in force."""
        days = _days(list(self._examples()), self._since, until)
        return Backtest(
            watch=self._watch.id,
            since=self._since,
            until=until,
            articles=self._articles,
            alerts=sum(day.alerts for day in days),
            notified=sum(day.notified for day in days),
            copies=sum(day.copies for day in days),
            outdated=sum(count for name, count in self._officials.items() if name != officials),
            days=tuple(days),
        )

    def _examples(self) -> Iterator[Example]:
        """Every alert in the order in which it would have fired, with what the throttle makes of it."""
        quiet = timedelta(seconds=self._watch.throttle)
        last: dict[str | None, datetime] = {}
        for at, alert, article in sorted(self._first.values(), key=lambda each: (each[0], each[1].id)):
            throttled = alert.official in last and at - last[alert.official] < quiet
            if not throttled:
                last[alert.official] = at
            yield _example(at, alert, article, self._carriers, throttled=throttled)


def _example(
    at: datetime, alert: Alert, article: Annotated, carriers: Mapping[str, int], *, throttled: bool
) -> Example:
    said = next((each for each in article.statements if each.id == alert.statement), None)
    return Example(
        at=at,
        text=said.text if said else title(article),
        speaker=tuple(speaker.name for speaker in said.speakers) if said else (),
        headline=article.headline,
        uri=article.uri,
        copies=carriers[alert.id],
        throttled=throttled,
    )


def _days(examples: list[Example], since: datetime, until: datetime) -> list[Day]:
    count = (until.date() - since.date()).days + 1
    dates = [since.date() + timedelta(days=n) for n in range(count)] if count <= MOST_DAYS else []
    days = {each: Day(day=each) for each in dates}
    for example in examples:
        at = example.at.date()
        day = days.get(at) or Day(day=at)
        days[at] = replace(
            day,
            alerts=day.alerts + 1,
            notified=day.notified + (not example.throttled),
            copies=day.copies + example.copies - 1,
            examples=(*day.examples, example)[:EXAMPLES],
        )
    return [days[at] for at in sorted(days)]
