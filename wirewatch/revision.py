"""Which of two revisions of one article is the later one."""

from wirewatch.ids import identify
from wirewatch.records import Article


def revision(article: Article) -> str:
    """What identifies a revision beside the uri: ``version``, else ``versioncreated``, else nothing."""
    if article.version is not None:
        return article.version
    return article.versioncreated.isoformat() if article.versioncreated else ""


def fingerprint(article: Article) -> str:
    """Names the revision with its content: the same twice is a replay, whatever sent it."""
    embargoed = article.embargoed.isoformat() if article.embargoed else None
    parts = (article.pubstatus, embargoed, article.headline, article.body)
    return identify(article.uri, revision(article), *parts)


def supersedes(new: Article, old: Article) -> bool:
    """Whether ``new`` replaces ``old`` (same uri): not when it is an older revision arriving late.

    Numbers compare as numbers; without them the time of the version decides. Where the two cannot be
    told apart, the later arrival is taken to be the later revision, so that nothing is lost.
    """
    numbers = [each.version for each in (new, old) if each.version and each.version.isdecimal()]
    if len(numbers) == 2 and new.version != old.version:
        return int(numbers[0]) > int(numbers[1])
    if new.versioncreated and old.versioncreated:
        return new.versioncreated >= old.versioncreated
    return True
