import os
import signal
from concurrent.futures import Future

import pytest

from wirewatch.annotator import Annotator, Given, Refused, Setup
from wirewatch.errors import ConfigError
from wirewatch.records import Official

pytestmark = [pytest.mark.live, pytest.mark.model]

MAYOR = Official(id="ana-ruiz", name="Ana Ruiz")


@pytest.fixture(params=[0, 1])
def annotator(request):
    with Annotator(Setup(max_body=1000), (MAYOR,), workers=request.param) as made:
        yield made


def test_outcomes_come_in_order_and_one_refusal_takes_no_other_with_it(annotator, make_article):
    bodies = [
        "Ana Ruiz said it rained.",
        "x" * 1001,
        "",
        "It rained, Ana Ruiz said.",
        "Nothing.",
        "Ana Ruiz left.",
    ]
    articles = [make_article(body, uri=f"urn:{place}") for place, body in enumerate(bodies)]

    outcomes = list(annotator.annotate(articles))

    assert [article for article, _ in outcomes] == articles
    assert [type(outcome) for _, outcome in outcomes] == [Given, Refused, Given, Given, Given, Given]
    assert outcomes[1][1].stage == "admit"
    assert outcomes[3][1].annotated.statements[0].speakers[0].official == "ana-ruiz"


@pytest.mark.parametrize("workers", [0, 1])
def test_model_that_is_not_there_is_no_fault_of_the_articles(make_article, workers):
    with (
        Annotator(Setup(model="no_such_pipeline"), (), workers=workers) as annotator,
        pytest.raises(ConfigError, match="no_such_pipeline"),
    ):
        list(annotator.annotate([make_article("It rained.")]))


def test_process_that_dies_is_replaced_and_its_articles_are_read_again(make_article):
    articles = [make_article("Ana Ruiz said it rained.", uri=f"urn:{place}") for place in range(3)]
    with Annotator(Setup(), (MAYOR,), workers=1) as annotator:
        future = annotator.submit(articles)
        future.result()
        again = annotator.submit(articles)
        for process in list(annotator._pool._processes):
            os.kill(process, signal.SIGKILL)

        outcomes = annotator.outcomes(again, articles)

    assert [outcome.annotated.uri for outcome in outcomes] == ["urn:0", "urn:1", "urn:2"]


def test_chunk_that_was_cancelled_is_read_all_the_same(make_article):
    article, future = make_article("Ana Ruiz said it rained."), Future()
    future.cancel()
    with Annotator(Setup(), (MAYOR,), workers=1) as annotator:
        [outcome] = annotator.outcomes(future, [article])

    assert outcome.annotated.statements


def test_changed_officials_hold_for_what_is_submitted_afterwards(make_article):
    article = make_article("Ana Ruiz said it rained.")
    with Annotator(Setup(), (), workers=1) as annotator:
        before, _ = annotator.submit([article]), annotator.replace_officials((MAYOR,))
        after = annotator.submit([article])

        [[old], [new]] = annotator.outcomes(before, [article]), annotator.outcomes(after, [article])

    assert old.annotated.statements[0].speakers[0].official is None
    assert new.annotated.statements[0].speakers[0].official == "ana-ruiz"
