import pytest

from wirewatch.streaming.vitals import Vitals

ONE, OTHER = ("wire.articles", 0), ("wire.articles", 1)


@pytest.fixture
def vitals():
    return Vitals(stall=100, beat=0.0, joined=True)


def at(vitals, now, **more):
    vitals.beat = now
    return vitals.verdict(now, **more)


def test_worker_with_nothing_to_do_is_well_however_long(vitals):
    vitals.saw(ONE, 5, 5, now=0)

    assert at(vitals, 10_000) == (True, True, "nothing to do")


def test_worker_whose_offset_moves_is_well(vitals):
    for now in range(0, 1000, 50):
        vitals.saw(ONE, now, 10_000, now)

        assert at(vitals, now).ready


def test_worker_with_work_that_finishes_none_is_not(vitals):
    vitals.saw(ONE, 5, 9, now=0)
    vitals.saw(ONE, 5, 12, now=90)
    assert at(vitals, 90).alive

    verdict = at(vitals, 101)

    assert not verdict.alive
    assert verdict.why == "7 wait in wire.articles-0 and none was finished for 101 s"


def test_work_that_comes_after_a_long_silence_is_given_its_time(vitals):
    vitals.saw(ONE, 5, 5, now=0)
    vitals.saw(ONE, 5, 5, now=500)
    vitals.saw(ONE, 5, 6, now=505)

    assert at(vitals, 599).alive
    assert not at(vitals, 606).alive


def test_one_partition_may_wait_for_others_but_not_for_ever(vitals):
    vitals.saw(ONE, 5, 9, now=0)
    for now in range(0, 500, 50):
        vitals.saw(ONE, 5, 9, now)
        vitals.saw(OTHER, now, 10_000, now)
        if now <= 400:
            assert at(vitals, now).alive

    assert not at(vitals, 450).alive


def test_partition_that_went_to_another_worker_is_not_ours_to_answer_for(vitals):
    vitals.saw(ONE, 5, 9, now=0)

    vitals.only({OTHER})

    assert at(vitals, 1000) == (True, True, "nothing to do")


def test_waiting_for_a_server_is_no_reason_to_be_started_again_but_not_ready(vitals):
    vitals.saw(ONE, 5, 9, now=0)

    assert vitals.waits_for("index", "no answer") is True
    assert vitals.waits_for("index", "no answer still") is False
    assert at(vitals, 1000) == (True, False, "waits: no answer still")
    assert vitals.waits_for("index", None) is True
    assert vitals.waits_for("index", None) is False


def test_event_loop_that_stands_still_is_found_out(vitals):
    assert not vitals.verdict(61).alive


def test_starting_may_take_long():
    vitals = Vitals(stall=100, beat=0.0)

    assert vitals.verdict(500) == (True, False, "starts")
