from datetime import UTC, datetime

import pytest

from wirewatch.revision import dated, fingerprint, is_absurd, supersedes

FAR, ZERO = datetime(2062, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)
EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ({"version": "2"}, {"version": "1"}, True),
        ({"version": "9"}, {"version": "10"}, False),
        ({"version": "1"}, {"version": "1"}, True),
        ({"version": "10", "versioncreated": EARLY}, {"version": "9", "versioncreated": LATE}, True),
        ({"versioncreated": EARLY}, {"versioncreated": LATE}, False),
        ({"versioncreated": LATE}, {"versioncreated": EARLY}, True),
        ({"version": "b", "versioncreated": EARLY}, {"version": "a", "versioncreated": LATE}, False),
        ({}, {"versioncreated": LATE}, True),
        ({"versioncreated": LATE}, {"versioncreated": FAR, "received": LATE}, True),
        ({"versioncreated": FAR, "received": LATE}, {"versioncreated": LATE}, True),
        ({"versioncreated": ZERO}, {"versioncreated": LATE}, True),
        ({}, {}, True),
    ],
)
def test_supersedes_only_when_not_older(make_article, new, old, expected):
    assert supersedes(make_article(**new), make_article(**old)) is expected


def test_fingerprint_is_that_of_revision_and_content(make_article):
    article = make_article("Body.", version="1", headline="Head")

    same = make_article("Body.", version="1", headline="Head", received=LATE)
    others = [
        make_article("Other.", version="1", headline="Head"),
        make_article("Body.", version="2", headline="Head"),
        make_article("Body.", version="1", headline="Head", pubstatus="canceled"),
        make_article("Body.", version="1", headline="Head", uri="urn:test:2"),
        make_article("Body.", version="1", headline="Head", embargoed=LATE),
    ]
    assert fingerprint(article) == fingerprint(same)
    assert fingerprint(article) not in {fingerprint(other) for other in others}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (EARLY, False),
        (LATE, False),
        (datetime(2026, 1, 2, 23, tzinfo=UTC), False),  # a forgotten zone
        (datetime(2026, 1, 3, 1, tzinfo=UTC), True),
        (datetime(2062, 1, 1, tzinfo=UTC), True),
        (datetime(1970, 1, 1, tzinfo=UTC), True),
        (datetime(1, 1, 1, tzinfo=UTC), True),
        (datetime(1987, 1, 1, tzinfo=UTC), False),
    ],
)
def test_absurd_dates(moment, expected):
    assert is_absurd(moment, LATE) is expected


def test_an_absurd_date_is_kept_and_sorts_nothing(make_article):
    absurd = make_article(versioncreated=datetime(1970, 1, 1, tzinfo=UTC))

    assert dated(absurd, LATE) == LATE
    assert dated(make_article(versioncreated=EARLY), LATE) == EARLY
    assert dated(make_article(), LATE) == LATE
    assert dated(make_article(received=EARLY), LATE) == EARLY
