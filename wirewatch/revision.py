"""Which of two revisions of one article is the later one, and where it belongs in time."""

from datetime import UTC, datetime, timedelta

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
    made, before = _trusted(new), _trusted(old)
    return made >= before if made and before else True


EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
GRACE = timedelta(days=1)
"""A zone that a sender forgot moves a moment by up to fourteen hours."""


def is_absurd(moment: datetime, now: datetime) -> bool:
    """Whether no wire can have sent it then: at a clock's zero or before, or after tomorrow."""
    return moment < EARLIEST or moment > now + GRACE


def dated(article: Article, now: datetime) -> datetime:
    """Where the article stands among others by time: an absurd date is kept, but sorts nothing."""
    stated = article.versioncreated
    arrived = article.received or now
    return arrived if stated is None or is_absurd(stated, arrived) else stated


def _trusted(article: Article) -> datetime | None:
    """When the revision was made; None where that is absurd."""
    stated = article.versioncreated
    return None if stated is None or is_absurd(stated, article.received or stated) else stated
