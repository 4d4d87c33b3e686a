"""The safe way through a worker: begun as it comes, finished in order, acknowledged when it is safe.

Faust acknowledges what leaves an ``async for`` body however that ends, and commits over a gap at the head
of what was acknowledged (decision 9). So nothing is acknowledged but here: in the order of the partitions,
after everything made of a message is confirmed. Whatever fails otherwise ends the worker, for a message that
was taken and not acknowledged comes again to a new start only.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

from wirewatch.streaming.letters import Message

Event = TypeVar("Event")


async def convey(
    taken: AsyncIterator[Sequence[Event]],
    begin: Callable[[Sequence[Event]], Coroutine[Any, Any, Sequence[Message]]],
    confirm: Callable[[Sequence[Message]], Awaitable[None]],
    acknowledge: Callable[[Event], Awaitable[object]],
    *,
    ahead: int,
) -> None:
    """Until ``taken`` ends: ``begin`` each batch at once, at most ``ahead`` and two at a time.

    What it gives is confirmed, then its events are acknowledged, one batch after the other.
    """
    waiting: asyncio.Queue[tuple[Sequence[Event], asyncio.Task[Sequence[Message]]] | None]
    waiting = asyncio.Queue(maxsize=max(1, ahead))

    async def finish() -> None:
        while under_way := await waiting.get():
            events, work = under_way
            await confirm(await work)
            for event in events:
                await acknowledge(event)

    async with asyncio.TaskGroup() as group:
        group.create_task(finish())
        async for events in taken:
            await waiting.put((events, group.create_task(begin(events))))
        await waiting.put(None)
