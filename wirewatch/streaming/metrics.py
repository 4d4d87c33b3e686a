"""What is counted, under Prometheus' rules for names; rates come from its ``rate()``."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class Metrics:
    """One set for a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.articles = Counter(
            "wirewatch_articles", "Articles that a stage has finished", ["stage"], registry=self.registry
        )
        self.statements = Counter("wirewatch_statements", "Statements indexed", registry=self.registry)
        self.alerts = Counter(
            "wirewatch_alerts", "What happened to alerts", ["event"], registry=self.registry
        )
        self.dead = Counter(
            "wirewatch_dead_letters", "What could not be processed", ["stage"], registry=self.registry
        )
        self.seconds = Histogram(
            "wirewatch_stage_seconds",
            "From taking articles to having them confirmed",
            ["stage"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.delay = Histogram(
            "wirewatch_delay_seconds",
            "From an article's publication to Kafka to its being indexed and its alerts told",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.lag = Gauge(
            "wirewatch_lag", "Messages that wait", ["topic", "partition"], registry=self.registry
        )
        self.healthy = Gauge(
            "wirewatch_healthy", "1 when offsets move or there is nothing to do", registry=self.registry
        )
