"""A newsroom in small: stories made of statements, a watch for every word, and a store to send them to."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sinks.sqlite.store import Store, open_store
from wirewatch import ids
from wirewatch.deciding.kept import Event
from wirewatch.deciding.port import Result
from wirewatch.ports import Batch
from wirewatch.records import Alert, Annotated, Article, Clause, Speaker, Statement

MakeArticle = Callable[..., Article]
MakeStory = Callable[..., Annotated]
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def story(
    *texts: str, uri: str = "urn:a", official: str | None = "dmitry-peskov", **fields: Any
) -> Annotated:
    """An article in which one official says each of ``texts``."""
    body, spans = "", []
    for text in texts:
        body += f"Peskov said {text}.\n\n"
        spans.append((len(body) - len(text) - 3, len(body) - 3))
    seen: Counter[str] = Counter()
    statements = []
    for text, span in zip(texts, spans, strict=True):
        statements.append(
            Statement(
                id=ids.statement_id(uri, text, seen[text]), line=ids.line_id(official, text), manner="direct",
                act="said", source=((span[0] - 12, span[0] - 6),), cue=((span[0] - 5, span[0] - 1),),
                content=(span,), text=text, context=f"Peskov said {text}.", confidence=0.9,
                speakers=(Speaker(actor="p", name="Dmitry Peskov", official=official),),
            )
        )  # fmt: skip
        seen[text] += 1
    return Annotated(uri=uri, body=body or "Nothing.", statements=tuple(statements), **fields)


def plain(annotated: Annotated) -> Article:
    return Article(**{name: getattr(annotated, name) for name in Article.__struct_fields__})


@dataclass
class Newsroom:
    """Sends stories through a store as the shells do; every watch looks for its own name in a statement."""

    store: Store
    throttles: Mapping[str, float] = field(default_factory=lambda: {"war": 0.0})
    now: datetime = START

    def raised(self, annotated: Annotated) -> tuple[Alert, ...]:
        return tuple(
            Alert(
                id=ids.alert_id(watch, said.line), watch=watch, official=said.speakers[0].official,
                line=said.line, statement=said.id, uri=annotated.uri, version=annotated.version,
                fired=self.now, why=(Clause(clause=watch, spans=said.content),),
            )
            for watch in self.throttles for said in annotated.statements if watch in said.text
        )  # fmt: skip

    def send(self, *stories: Annotated) -> list[Event]:
        self.store.accept(Batch("wire", str(self.now), [plain(each) for each in stories]), self.now)
        found = {(each.uri, each.version, each.body): each for each in stories}
        results = []
        for entry in self.store.pending(0, 1000):
            annotated = found[entry.article.uri, entry.article.version, entry.article.body]
            results.append(Result(entry.seq, annotated, self.raised(annotated)))
        return self.store.commit(results, self.now, throttles=self.throttles)

    def wait(self, seconds: float) -> list[Event]:
        self.now += timedelta(seconds=seconds)
        return self.store.release(self.now, throttles=self.throttles)

    def states(self, uri: str = "urn:a") -> dict[str, str]:
        return {each.text: each.state for each in self.store.statements(uri=uri)}


OpenNewsroom = Callable[[Path], AbstractContextManager[Newsroom]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "wirewatch.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with open_store(file) as opened:
        yield opened


@pytest.fixture
def newsroom(store: Store) -> Newsroom:
    return Newsroom(store)


@pytest.fixture
def open_newsroom() -> OpenNewsroom:
    @contextmanager
    def opened(file: Path) -> Iterator[Newsroom]:
        with open_store(file) as store:
            yield Newsroom(store)

    return opened


@pytest.fixture
def make_story() -> MakeStory:
    return story
