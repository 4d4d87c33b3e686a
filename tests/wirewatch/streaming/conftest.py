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
from wirewatch.streaming import making
from wirewatch.streaming.brokers import Brokers
from wirewatch.streaming.reading import read
from wirewatch.streaming.topics import topics

OFFICIALS = """
- id: ana-ruiz
  name: Ana Ruiz
  roles: [{title: mayor of Portvale}]
  groups: [council]
- id: tom-bell
  name: Tom Bell
  groups: [council]
"""
WATCHES = """
- id: harbour
  officials: [ana-ruiz]
  query: harbo* OR port
- id: council
  groups: [council]
- id: strike
  where: article
  query: '"dock workers" AND strike'
"""
ROOT = Path(__file__).parents[3]


class Home:
    """A folder with settings, an inbox, and what runs there."""

    def __init__(self, folder, servers, prefix):
        self.folder, self.servers, self.prefix = folder, servers, prefix
        self.names = topics(prefix)
        self.where = Brokers(servers)
        self.running, self.started = [], 0
        self.variables = {"WIREWATCH_KAFKA": servers, "WIREWATCH_PREFIX": prefix}
        (folder / "officials.yml").write_text(OFFICIALS)
        (folder / "watches.yml").write_text(WATCHES)
        (folder / "inbox").mkdir()
        self.settings()

    def settings(self, **streaming):
        chosen = {"partitions": 4, "session": "6s", **streaming}
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in chosen.items())
        (self.folder / "wirewatch.toml").write_text(
            'officials = "officials.yml"\nwatches = "watches.yml"\n[nlp]\nworkers = 1\n'
            f'[streaming]\n{lines}\n[[folders]]\npath = "inbox"\ninterval = 0.1\nsettle = 0.1\n'
        )

    def make_topics(self, partitions=4):
        return list(making.make(self.where, self.names, Streaming(partitions=partitions)))

    def put(self, *articles):
        for article in articles:
            name = f"{article['uri'].rpartition(':')[2]}-{article['version']}.json"
            (self.folder / "inbox" / name).write_text(json.dumps(article))

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
