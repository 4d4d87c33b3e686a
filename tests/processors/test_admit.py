"""Which articles are annotated at all."""

import pytest

from processors.admit import MAX_BODY, admit
from wirewatch.errors import RejectedArticle
from wirewatch.records import Article


def test_admit_lets_articles_pass_unchanged() -> None:
    article = Article(uri="urn:1", body="x" * MAX_BODY)
    assert admit(article) is article
    assert admit(Article(uri="urn:1", body="")).body == ""


def test_admit_refuses_bodies_that_are_too_long() -> None:
    with pytest.raises(RejectedArticle, match="11 characters, more than the 10") as refused:
        admit(Article(uri="urn:1", body="x" * 11), max_body=10)
    assert (refused.value.stage, refused.value.uri) == ("admit", "urn:1")


def test_admit_refuses_articles_without_an_identity() -> None:
    with pytest.raises(RejectedArticle, match="no uri"):
        admit(Article(uri=" ", body="x"))
