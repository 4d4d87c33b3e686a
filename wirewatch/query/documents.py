"""What a query is matched against: the fields of a statement, article or alert, analysed when asked for."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from wirewatch.analysis import Token, analyse, lower
from wirewatch.records import Alert, Annotated, Article, IndexedStatement, Span, Statement, text_of

GAP = 100
"""Places between two values of one field, so that no phrase reaches across (as in Elasticsearch)."""

Numbers = tuple[float, ...]


class Words:
    """The words of a field: at which places each stands, and which characters of the body those are."""

    def __init__(self, tokens: Sequence[Token | None], *, in_body: bool = False) -> None:
        """The n-th of ``tokens`` is at place n, None is a gap; offsets count in the body if ``in_body``."""
        self._tokens, self._in_body = tokens, in_body
        self.places: dict[str, list[int]] = {}
        for place, token in enumerate(tokens):
            if token is not None:
                self.places.setdefault(token.text, []).append(place)

    def starting(self, prefix: str) -> list[str]:
        """The words that start with ``prefix``."""
        first = last = bisect_left(self._sorted, prefix)
        while last < len(self._sorted) and self._sorted[last].startswith(prefix):
            last += 1
        return self._sorted[first:last]

    def span(self, first: int, last: int) -> Span | None:
        """The characters of the body from one place to another; None when the field is not of the body."""
        start, end = self._tokens[first], self._tokens[last]
        return (start.start, end.end) if self._in_body and start and end else None

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.places)


class Document:
    """The fields of an article; with ``statement`` those of a statement, with ``alert`` those of an alert."""

    def __init__(
        self,
        article: Article,
        statement: Statement | IndexedStatement | None = None,
        alert: Alert | None = None,
        *,
        whole: "Document | None" = None,
    ) -> None:
        """``whole`` is the document of the article itself: what that has analysed is not analysed again."""
        self.article, self.statement, self.alert = article, statement, alert
        self._whole = whole
        self._words: dict[str, Words] = {}

    def words(self, field: str) -> Words:
        """The words of a text; the values, in lower case, of a keyword."""
        words = self._words.get(field)
        if words is None:
            words = self._words[field] = self._read(field)
        return words

    def numbers(self, field: str) -> Numbers:
        """The values of a number; of a date, in seconds since 1970."""
        if self.statement is not None and field in ("confidence", "depth"):
            return (float(getattr(self.statement, field)),)
        record = self.alert if field in ("fired", "copies") else self.article
        value = getattr(record, field, None)
        if isinstance(value, datetime):
            return (value.timestamp(),)
        return () if value is None else (float(value),)

    def _read(self, field: str) -> Words:
        if self.alert is not None and field in _ALERT:
            return _ALERT[field](self.alert)
        if self.statement is not None and field in _STATEMENT:
            return _STATEMENT[field](self.article, self.statement)
        if self._whole is not None:
            return self._whole.words(field)
        read = _ARTICLE.get(field)
        return read(self.article) if read else _NONE


def _text(*values: str | None) -> Words:
    """The words of ``values``, a gap between two of them."""
    tokens: list[Token | None] = []
    for value in values:
        if value:
            tokens += (None,) * GAP if tokens else ()
            tokens += analyse(value)
    return Words(tokens)


def _keyword(*values: str | None) -> Words:
    """Each of ``values`` as one word, in lower case."""
    return Words([Token(0, 0, lower(value)) for value in values if value is not None])


def _spans(body: str, of: tuple[Span, ...]) -> Words:
    """The words of several pieces of the body, as if joined by one blank."""
    tokens = [
        Token(token.start + start, token.end + start, token.text)
        for start, end in of
        for token in analyse(body[start:end])
    ]
    return Words(tokens, in_body=True)


def _said(article: Article, statement: Statement | IndexedStatement) -> Words:
    if text_of(article.body, statement.content) == statement.text:
        return _spans(article.body, statement.content)
    return _text(statement.text)  # the article at hand is another revision: the words hold, the spans do not


def _speakers(statement: Statement | IndexedStatement) -> tuple[str, ...]:
    if isinstance(statement, IndexedStatement):
        return statement.speaker
    return tuple(speaker.name for speaker in statement.speakers)


def _officials(statement: Statement | IndexedStatement) -> tuple[str | None, ...]:
    if isinstance(statement, IndexedStatement):
        return statement.official
    return tuple(speaker.official for speaker in statement.speakers)


def _mentioned(article: Article) -> Words:
    actors = article.actors if isinstance(article, Annotated) else ()
    return _keyword(*(actor.official for actor in actors))


def _quoted(article: Article) -> Words:
    statements = article.statements if isinstance(article, Annotated) else ()
    return _text(*dict.fromkeys(name for statement in statements for name in _speakers(statement)))


_NONE = Words(())
_ARTICLE: Mapping[str, Callable[[Article], Words]] = {
    "headline": lambda article: _text(article.headline),
    "body": lambda article: _spans(article.body, ((0, len(article.body)),)),
    "slugline": lambda article: _text(article.slugline),
    "byline": lambda article: _text(article.byline),
    "located": lambda article: _text(article.located),
    "infosource": lambda article: _text(article.infosource),
    "subject": lambda article: _text(*(part for each in article.subject for part in (each.name, each.code))),
    "language": lambda article: _keyword(article.language),
    "uri": lambda article: _keyword(article.uri),
    "version": lambda article: _keyword(article.version),
    "official": _mentioned,
    "speaker": _quoted,
}
_STATEMENT: Mapping[str, Callable[[Article, Statement | IndexedStatement], Words]] = {
    "text": _said,
    "context": lambda _, statement: _text(statement.context),
    "source": lambda article, statement: _spans(article.body, statement.source),
    "manner": lambda _, statement: _keyword(statement.manner),
    "act": lambda _, statement: _keyword(statement.act),
    "speaker": lambda _, statement: _text(*_speakers(statement)),
    "official": lambda _, statement: _keyword(*_officials(statement)),
}
_ALERT: Mapping[str, Callable[[Alert], Words]] = {
    "watch": lambda alert: _keyword(alert.watch),
    "state": lambda alert: _keyword(alert.state),
}
