"""Nothing is acknowledged before it is safe, nor out of order; whatever fails ends the whole."""

import asyncio

import pytest

from wirewatch.streaming.conveyor import convey


async def taken(*batches):
    for batch in batches:
        yield batch
        await asyncio.sleep(0)


class Belt:
    """Records what happens, in order."""

    def __init__(self, *, slow=(), broken=(), refused=()):
        self.slow, self.broken, self.refused = slow, broken, refused
        self.happened, self.at_once, self.most = [], 0, 0

    async def begin(self, events):
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        for _ in range(20 if events[0] in self.slow else 1):
            await asyncio.sleep(0)
        self.at_once -= 1
        if events[0] in self.broken:
            raise RuntimeError(f"cannot {events[0]}")
        return [f"made of {event}" for event in events]

    async def confirm(self, messages):
        await asyncio.sleep(0)
        if set(messages) & set(self.refused):
            raise ConnectionError("not taken")
        self.happened += messages

    async def acknowledge(self, event):
        self.happened.append(f"ack {event}")

    def run(self, *batches, ahead=3):
        asyncio.run(convey(taken(*batches), self.begin, self.confirm, self.acknowledge, ahead=ahead))


def test_events_are_acknowledged_in_order_after_what_is_made_of_them_is_confirmed():
    belt = Belt(slow=["a", "d"])

    belt.run(["a", "b"], ["c"], ["d"], ["e"])

    assert belt.happened == [
        *("made of a", "made of b", "ack a", "ack b"),
        *("made of c", "ack c", "made of d", "ack d", "made of e", "ack e"),
    ]


def test_later_batches_are_begun_while_an_earlier_one_is_slow_but_not_without_end():
    belt = Belt(slow=["a", "b", "c", "d", "e", "f", "g", "h"])

    belt.run(*(["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"], ["h"]), ahead=2)

    assert 2 <= belt.most <= 4
    assert [each for each in belt.happened if "ack" in each] == [f"ack {name}" for name in "abcdefgh"]


@pytest.mark.parametrize(
    ("belt", "kind"),
    [(Belt(broken=["b"]), RuntimeError), (Belt(refused=["made of b"]), ConnectionError)],
)
def test_what_fails_ends_it_and_neither_it_nor_what_follows_is_acknowledged(belt, kind):
    with pytest.raises(ExceptionGroup) as raised:
        belt.run(["a"], ["b"], ["c"], ["d"], ["e"], ["f"])

    assert raised.group_contains(kind)
    assert [each for each in belt.happened if "ack" in each] == ["ack a"]
