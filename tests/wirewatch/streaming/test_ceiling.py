from datetime import timedelta

import pytest

from wirewatch.streaming.ceiling import Ceiling, TooManyDead


def test_ceiling_is_passed_by_too_many_within_the_window(now):
    ceiling = Ceiling(3, 60)

    ceiling.admit(["a", "b", "c"], now)
    with pytest.raises(TooManyDead, match="4 dead letters within 60 s, the last: no Article"):
        ceiling.admit(["no Article"], now + timedelta(seconds=59))


def test_old_dead_letters_no_longer_count(now):
    ceiling = Ceiling(3, 60)

    for second in range(0, 600, 21):
        ceiling.admit(["x"], now + timedelta(seconds=second))


def test_what_was_buried_before_a_start_counts(now):
    made = [now - timedelta(seconds=10)] * 4

    with pytest.raises(TooManyDead, match="wirewatch dead list"):
        Ceiling(3, 60, made).check(now)

    Ceiling(3, 60, made).check(now + timedelta(minutes=2))
