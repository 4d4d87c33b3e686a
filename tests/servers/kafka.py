"""A Kafka broker (KRaft, one node) for tests: started on free ports, stopped, killed, started again."""

import contextlib
import shutil
import socket
import subprocess
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.java import Missing, jars, java

USER, PASSWORD = "wirewatch", "correct-horse-battery"
"""Who may come in by the ``scram`` listener."""


@dataclass
class Kafka:
    """A broker in ``folder``; ``servers`` is for clients in the clear.

    A secure one has ``tls`` and ``scram`` for further listeners: TLS, and TLS with SASL/SCRAM-SHA-512.
    It takes ``server.pem`` and ``ca.pem`` in ``folder``, which ``certificates`` writes.
    """

    folder: Path
    secure: bool = False
    heap: str = "256m"
    ports: dict[str, int] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def __post_init__(self):
        self._java, self._jars = java(17), jars("kafka")
        names = ["plain", "controller", *(["tls", "scram"] if self.secure else [])]
        self.ports = self.ports or dict(zip(names, free_ports(len(names)), strict=True))
        self.folder.mkdir(parents=True, exist_ok=True)
        self._properties = self.folder / "server.properties"
        self._properties.write_text(self._configuration())
        self._format()

    @property
    def servers(self) -> str:
        return f"127.0.0.1:{self.ports['plain']}"

    @property
    def tls(self) -> str:
        return f"localhost:{self.ports['tls']}"

    @property
    def scram(self) -> str:
        return f"localhost:{self.ports['scram']}"

    def start(self, patience: float = 60.0) -> None:
        """Returns when the broker answers."""
        log = (self.folder / "server.log").open("ab")
        command = [
            self._java,
            f"-Xmx{self.heap}",
            "-XX:+UseSerialGC",
            "-cp",
            f"{self._jars}/*",
            "kafka.Kafka",
        ]
        with log:
            self.process = subprocess.Popen(
                [*command, self._properties], stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        until = time.monotonic() + patience
        while time.monotonic() < until and self.process.poll() is None:
            if self._answers():
                return
            time.sleep(0.2)
        self.kill()
        raise Missing(f"Kafka did not start: {(self.folder / 'server.log').read_text()[-600:]}")

    def stop(self) -> None:
        """In good order."""
        if self.process is not None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
        self.kill()

    def kill(self) -> None:
        """At once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def remove(self) -> None:
        """Stopped, and its files gone."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        from kafka import KafkaAdminClient
        from kafka.errors import KafkaError

        if not is_open(self.ports["plain"]):
            return False
        try:
            client = KafkaAdminClient(bootstrap_servers=self.servers, bootstrap_timeout_ms=2000)
        except KafkaError:  # not yet
            return False
        try:
            return bool(client.describe_cluster()["brokers"])
        except KafkaError:
            return False
        finally:
            client.close()

    def _format(self) -> None:
        if (self.folder / "data" / "meta.properties").is_file():
            return
        command = [self._java, "-Xmx128m", "-cp", f"{self._jars}/*", "kafka.tools.StorageTool", "format"]
        command += ["-t", _cluster_id(), "-c", self._properties]
        if self.secure:
            command += ["--add-scram", f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"Kafka's storage could not be made: {(done.stdout + done.stderr)[-600:]}")

    def _configuration(self) -> str:
        ports = self.ports
        listeners = [f"PLAIN://127.0.0.1:{ports['plain']}", f"CONTROLLER://127.0.0.1:{ports['controller']}"]
        protocols = ["PLAIN:PLAINTEXT", "CONTROLLER:PLAINTEXT"]
        lines = _COMMON.splitlines()
        if self.secure:
            listeners += [f"TLS://localhost:{ports['tls']}", f"SCRAM://localhost:{ports['scram']}"]
            protocols += ["TLS:SSL", "SCRAM:SASL_SSL"]
            lines += _SECURE.format(folder=self.folder).splitlines()
        lines += [
            f"listeners={','.join(listeners)}",
            f"advertised.listeners={','.join(each for each in listeners if 'CONTROLLER' not in each)}",
            f"listener.security.protocol.map={','.join(protocols)}",
            f"controller.quorum.voters=1@127.0.0.1:{ports['controller']}",
            f"log.dirs={self.folder / 'data'}",
        ]
        return "\n".join(lines)


_COMMON = """\
node.id=1
process.roles=broker,controller
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAIN
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
message.max.bytes=20000000
replica.fetch.max.bytes=20000000"""
_SECURE = """\
ssl.keystore.type=PEM
ssl.keystore.location={folder}/server.pem
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.pem
sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.scram.scram-sha-512.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;"""


def certificates(folder: Path) -> None:
    """Write ``ca.pem`` and ``server.pem`` (for localhost, with its key) into ``folder``."""
    import trustme
    from cryptography.hazmat.primitives import serialization as pem

    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    server = authority.issue_cert("localhost", "127.0.0.1")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    key = pem.load_pem_private_key(server.private_key_pem.bytes(), None)  # Java reads keys as PKCS #8 only
    readable = key.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption())
    chain = b"".join(blob.bytes() for blob in server.cert_chain_pems)
    (folder / "server.pem").write_bytes(readable + chain)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def is_open(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(0.5)
        return client.connect_ex(("127.0.0.1", port)) == 0


def _cluster_id() -> str:
    import base64

    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
