import json
import logging
import sys
from datetime import datetime

import pytest

from wirewatch.reporting import JsonLines, Lines


def record(message, *values, error=None):
    return logging.LogRecord("wirewatch.worker", logging.WARNING, __file__, 1, message, values, error)


@pytest.mark.parametrize("formatter", [Lines("%(levelname)s %(message)s"), JsonLines()])
def test_secrets_in_addresses_are_never_reported(formatter):
    try:
        raise ConnectionError("https://ann:s3cret@index:9200/?api_key=hidden")  # noqa: TRY301  it is the test
    except ConnectionError:
        error = sys.exc_info()

    text = formatter.format(record("cannot reach %s", "https://ann:s3cret@index:9200", error=error))

    assert "index:9200" in text
    assert "s3cret" not in text
    assert "hidden" not in text


def test_json_is_an_object_a_line():
    line = JsonLines().format(record('two\nlines, "%s"', "quoted"))

    assert "\n" not in line
    found = json.loads(line)
    assert datetime.fromisoformat(found.pop("time")).tzinfo is not None
    assert found == {"level": "warning", "logger": "wirewatch.worker", "message": 'two\nlines, "quoted"'}
