"""Fixtures for every test: the shared corpus where there is one, articles with good defaults."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.servers import fixtures
from tests.servers.fixtures import broker, kafka, prefix  # noqa: F401  fixtures for every test
from wirewatch.ids import identify
from wirewatch.notifying.notices import Notice
from wirewatch.records import Alert, Article

if TYPE_CHECKING:
    from tests.people import Hook, Mailbox

# a run that decides whether a change lands must not fail by chance; every other run looks further
settings.register_profile("fixed", derandomize=True)
if os.environ.get("WIREWATCH_COMPLETE"):
    settings.load_profile("fixed")

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared"))
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        if os.environ.get("WIREWATCH_COMPLETE"):
            pytest.fail(f"{SHARED} is missing, and this run may leave nothing out")
        pytest.skip("no ../shared beside this clone")
    return SHARED


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def make_article() -> Callable[..., Article]:
    def make(body: str = "Body.", **fields: Any) -> Article:
        return Article(**{"uri": "urn:test:1", "body": body, "language": "en", **fields})

    return make


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday


def notice(name: str = "a", event: str = "fired", *, watch: str = "war", **fields: Any) -> Notice:
    """Something happened to the alert ``name``."""
    alert = Alert(
        id=name,
        watch=watch,
        official="dmitry-peskov",
        line=f"line-{name}",
        statement=f"said-{name}",
        uri=f"urn:{name}",
        version="1",
        fired=NOON,
        copies=fields.pop("copies", 1),
    )
    defaults = {"at": NOON, "text": f"{name} will come", "speaker": ("Dmitry Peskov",)}
    number = fields.pop("number", 1)
    return Notice(id=identify(name, event, str(number)), event=event, alert=alert, **{**defaults, **fields})


@pytest.fixture
def make_notice() -> Callable[..., Notice]:
    return notice


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def hook() -> Iterator["Hook"]:
    from tests.people import Hook

    opened = Hook()
    yield opened
    opened.close()


@pytest.fixture
def mailbox() -> Iterator["Mailbox"]:
    from tests.people import Mailbox

    opened = Mailbox()
    yield opened
    opened.close()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A line for each thing that could not be checked here."""
    for server, why in fixtures.left_out.items():
        terminalreporter.write_line(f"left out: what needs {server}, which could not be started: {why}")
    if not SHARED.is_dir() and (left_out := terminalreporter.stats.get("skipped")):
        terminalreporter.write_line(
            f"left out: {len(left_out)} checks that read {SHARED.name}/, which is not beside this clone"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast ones first: a broken rule shows before a server has started."""
    items.sort(
        key=lambda item: sum(
            4**rank for rank, mark in enumerate(("shared", "model", "live")) if item.get_closest_marker(mark)
        )
    )
