"""An installation of its own for each test: topics under a prefix, a home, workers that are stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.settings import Streaming
from tests.harbour import SETTINGS, furnish, put
from wirewatch.streaming import making
from wirewatch.streaming.brokers import Brokers
from wirewatch.streaming.reading import read
from wirewatch.streaming.topics import topics

ROOT = Path(__file__).parents[3]


class Home:
    """A folder with settings, an inbox, and what runs there."""

    def __init__(self, folder, servers, prefix):
        self.folder, self.servers, self.prefix = folder, servers, prefix
        self.names = topics(prefix)
        self.where = Brokers(servers)
        self.running, self.started = [], 0
        self.variables = {"WIREWATCH_KAFKA": servers, "WIREWATCH_PREFIX": prefix}
        furnish(folder)
        self.settings()

    def settings(self, **streaming):
        chosen = {"partitions": 4, "session": "6s", **streaming}
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in chosen.items())
        (self.folder / "wirewatch.toml").write_text(f"{SETTINGS}[streaming]\n{lines}\n")

    def make_topics(self, partitions=4):
        return list(making.make(self.where, self.names, Streaming(partitions=partitions)))

    def put(self, *articles):
        put(self.folder, *articles)

    def start(self, *arguments):
        kept = {key: value for key, value in os.environ.items() if not key.startswith("WIREWATCH_")}
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self.started += 1
        said = self.folder / f"{self.started}.err"
        with said.open("w") as stderr:
            process = subprocess.Popen(
                [sys.executable, "-m", "wirewatch", *arguments],
                cwd=self.folder,
                text=True,
                env={**kept, "PYTHONPATH": path, **self.variables},
                stdout=subprocess.PIPE,
                stderr=stderr,
                start_new_session=True,
            )
        process.said = said
        self.running.append(process)
        return process

    def worker(self, *arguments):
        return self.start("worker", *arguments)

    def wirewatch(self, *arguments, status=0):
        process = self.start(*arguments)
        out, _ = process.communicate(timeout=120)
        assert process.returncode == status, process.said.read_text()
        return [json.loads(line) for line in out.splitlines()]

    def forget(self, process):
        """It ended as it was meant to."""
        process.communicate()
        self.running.remove(process)

    def stop(self, process):
        process.send_signal(signal.SIGTERM)
        return process.wait(60)

    def read(self, name):
        """What lies in the topics of that name: keys and records, in order."""
        topic = getattr(self.names, name)
        found = read(self.where, topic)
        return [(each.key.decode(), json.loads(each.value)) for each in found if each.value]

    def until(self, count, name, *, patience=90.0):
        """The records of a one-partition topic, once there are so many."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if len(found := self.read(name)) >= count:
                return found
            for process in self.running:
                assert process.poll() in (None, 0), process.said.read_text()
            time.sleep(0.3)
        raise AssertionError(f"{len(found)} of {count} in {name}\n" + self.running[-1].said.read_text())


@pytest.fixture
def home(tmp_path, kafka, prefix):
    made = Home(tmp_path, kafka, prefix)
    yield made
    for process in made.running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
