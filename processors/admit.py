"""Which articles may be annotated at all."""

from wirewatch.errors import RejectedArticle
from wirewatch.records import Article

MAX_BODY = 200_000
"""Characters; a pipeline needs about a kilobyte of memory for each."""


def admit(article: Article, *, max_body: int = MAX_BODY) -> Article:
    """The article itself, or RejectedArticle with the reason why it cannot be annotated."""
    if not article.uri.strip():
        raise RejectedArticle("the article has no uri", stage="admit")
    if len(article.body) > max_body:
        reason = f"the body has {len(article.body)} characters, more than the {max_body} allowed"
        raise RejectedArticle(reason, stage="admit", uri=article.uri)
    return article
