"""Servers as fixtures: those named in the environment, else our own, started once and stopped at the end.

What cannot be started is left out and said at the end of the run; a run that may leave nothing out fails.
"""

import os
import uuid

import pytest

from tests.servers.java import Missing
from tests.servers.kafka import Kafka, certificates

left_out: dict[str, str] = {}
"""Why a server could not be started, by its name."""


def absent(server: str, error: Missing) -> None:
    left_out[server] = str(error)
    if os.environ.get("WIREWATCH_COMPLETE"):
        pytest.fail(f"{server} is missing, and this run may leave nothing out: {error}")
    pytest.skip(f"no {server}: {error}")


@pytest.fixture(scope="session")
def broker(tmp_path_factory):
    """A Kafka of our own, with TLS and SASL/SCRAM listeners; tests may stop it and must start it again."""
    folder = tmp_path_factory.mktemp("kafka")
    try:
        certificates(folder)
        kafka = Kafka(folder, secure=True)
        kafka.start()
    except Missing as error:
        absent("Kafka", error)
    yield kafka
    kafka.kill()


@pytest.fixture
def kafka(request):
    """The servers of a Kafka: of $WIREWATCH_TEST_KAFKA, else of our own."""
    return os.environ.get("WIREWATCH_TEST_KAFKA") or request.getfixturevalue("broker").servers


@pytest.fixture
def prefix():
    """Topics, groups and indices of this test alone."""
    return f"t{uuid.uuid4().hex[:10]}-"
