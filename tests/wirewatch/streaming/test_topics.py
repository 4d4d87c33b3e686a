from config.settings import Streaming
from wirewatch.streaming.topics import group, topics, wanted


def test_names_have_the_prefix_of_the_installation():
    assert topics("").articles == "wire.articles"
    assert set(topics("eu-")) == {
        *("eu-wire.articles", "eu-wire.backfill", "eu-wire.annotated"),
        *("eu-wire.alerts", "eu-wire.dead", "eu-wire.positions"),
    }
    assert group("eu-") == "eu-wirewatch"


def test_articles_have_many_partitions_and_what_is_decided_in_order_has_one():
    names = topics("")
    found = {name: wish["num_partitions"] for name, wish in wanted(names, Streaming(partitions=7)).items()}

    assert found == {name: 7 if name in {names.articles, names.backfill} else 1 for name in names}


def test_three_copies_are_safe_when_two_have_them():
    names = topics("")

    def least(replication):
        wishes = wanted(names, Streaming(replication=replication))
        return {wish["configs"]["min.insync.replicas"] for wish in wishes.values()}

    assert (least(1), least(2), least(3)) == ({"1"}, {"1"}, {"2"})


def test_positions_are_never_forgotten():
    names = topics("")
    wish = wanted(names, Streaming())[names.positions]["configs"]

    assert wish["cleanup.policy"] == "compact"
    assert "retention.ms" not in wish
