"""Fixtures for every test: the shared corpus where there is one, articles with good defaults."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.servers import fixtures
from tests.servers.fixtures import broker, kafka, prefix  # noqa: F401  fixtures for every test
from wirewatch.records import Article

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
