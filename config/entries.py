"""What the officials and the watches file have in common: a list of entries, each with an id of its own."""

from collections.abc import Callable
from typing import Annotated, Generic, NamedTuple, Protocol, TypeVar

from config.checking import shown
from config.documents import Document, Place
from config.rules import Rule
from wirewatch.errors import ConfigError

Id = Annotated[
    str,
    Rule(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        longest=100,
        about="an id of letters without accents, digits, - _ and .",
    ),
]
MOST_PROBLEMS = 100
"""More are not looked for: finding what was meant takes its time, and nobody reads them."""
Words = Annotated[str, Rule(pattern=r"\S", longest=300, about="text, not blank")]


class Identified(Protocol):
    """An entry."""

    @property
    def id(self) -> str: ...  # noqa: D102


T = TypeVar("T", bound=Identified)


class Collected(NamedTuple, Generic[T]):
    """The sound entries of a file, and what is wrong with the others."""

    entries: tuple[T, ...]
    problems: list[ConfigError]

    def sound(self) -> tuple[T, ...]:
        """All entries; raises the first problem when there is any."""
        if self.problems:
            raise self.problems[0]
        return self.entries


def collected(document: Document, name: str, read: Callable[[Place], T]) -> Collected[T]:
    """Every entry of the list ``name`` (or of a file that is such a list), each read by itself."""
    place = _list(document, name)
    values = document.values[name] if place else document.values
    found: dict[str, T] = {}
    problems = []
    for number in range(len(values)):
        try:
            entry = read((*place, number))
            if found.setdefault(entry.id, entry) is not entry:
                raise document.error(f'"{entry.id}" is there twice: ids must differ', (*place, number, "id"))
        except ConfigError as error:
            problems.append(error)
            if len(problems) == MOST_PROBLEMS:
                break
    return Collected(tuple(found.values()), problems)


def _list(document: Document, name: str) -> Place:
    values = document.values
    if isinstance(values, list):
        return ()
    if isinstance(values, dict) and set(values) == {name} and isinstance(values[name], list):
        return (name,)
    if values is None:  # as an editor leaves it that is about to save: that nobody is meant must be written
        raise document.error(f"the file is empty: list the {name}, or write [] for none")
    raise document.error(f'expected a list of {name}, each beginning with "- id:", got {shown(values)}')
