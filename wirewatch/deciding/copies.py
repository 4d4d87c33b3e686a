"""Near copies of articles: the story of one wire as another one carries it, under whatever headline.

Each article has an original, the first to arrive with its text; its own uri when it is that. Articles with
the same original are copies of one another. An original stays one, so that its copies stay together.
"""

from collections.abc import Iterable

from wirewatch.likeness import keys
from wirewatch.likeness.articles import near, shingles
from wirewatch.records import Article


def keys_of(article: Article) -> tuple[str, ...]:
    """What an original is found by; none for an article too short to tell."""
    return keys.keys(shingles(article.body), keys.ARTICLES)


def original(article: Article, before: str | None, among: Iterable[Article]) -> str:
    """The uri of the article's original, given that of ``before`` and the other originals with its keys."""
    if before is not None and (before == article.uri or article.pubstatus != "usable"):
        return before
    own = shingles(article.body)
    others = (each for each in among if each.uri != article.uri)
    return next((each.uri for each in others if near(own, shingles(each.body))), article.uri)
