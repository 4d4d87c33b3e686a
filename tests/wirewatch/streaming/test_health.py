from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from wirewatch.errors import WirewatchError
from wirewatch.streaming.health import served
from wirewatch.streaming.metrics import Metrics
from wirewatch.streaming.vitals import Verdict


def ask(address, path):
    try:
        with urlopen(f"http://{address}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode().strip()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode().strip()


@pytest.mark.parametrize(
    ("verdict", "live", "ready"),
    [
        (Verdict(True, True, "nothing to do"), 200, 200),
        (Verdict(True, False, "waits: no answer"), 200, 503),
        (Verdict(False, False, "stands still"), 503, 503),
    ],
)
def test_probes_are_answered_with_the_reason(verdict, live, ready):
    with served("127.0.0.1:0", Metrics().registry, lambda: verdict) as address:
        assert ask(address, "/healthz") == (live, verdict.why)
        assert ask(address, "/readyz") == (ready, verdict.why)
        assert ask(address, "/")[0] == 404


def test_metrics_are_in_the_words_of_prometheus():
    metrics = Metrics()
    metrics.articles.labels("annotate").inc(3)
    metrics.seconds.labels("decide").observe(0.02)

    with served("127.0.0.1:0", metrics.registry, lambda: Verdict(True, True, "")) as address:
        status, text = ask(address, "/metrics")

    assert status == 200
    assert 'wirewatch_articles_total{stage="annotate"} 3.0' in text
    assert 'wirewatch_stage_seconds_bucket{le="0.025",stage="decide"} 1.0' in text


def test_port_that_is_taken_is_said_plainly():
    verdict = Verdict(True, True, "")
    with (
        served("127.0.0.1:0", Metrics().registry, lambda: verdict) as address,
        pytest.raises(WirewatchError, match=f"{address}: .*another --listen"),
        served(address, Metrics().registry, lambda: verdict),
    ):
        pass


def test_nothing_is_served_when_nothing_is_asked_for():
    with served(None, Metrics().registry, lambda: Verdict(True, True, "")) as address:
        assert address is None
