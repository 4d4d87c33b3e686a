"""How people, statements and articles are called in everything that a person reads."""

from collections.abc import Iterable

from wirewatch.records import Actor, Annotated, Speaker, Statement, text_of


def named(who: Actor | Speaker) -> str:
    """A name, with the official's id where it is one."""
    return f"{who.name} <{who.official}>" if who.official else who.name


def said_by(annotated: Annotated, statement: Statement) -> str:
    """The speakers, for whom they speak and who passes it on; the source as written where nobody is named."""
    written = text_of(annotated.body, statement.source)
    who = _listed(statement.speakers) or (f"“{written}”" if written else "(nobody named)")
    bodies = f" for {_listed(statement.on_behalf_of)}" if statement.on_behalf_of else ""
    return who + bodies + (f", through {_listed(statement.relayers)}" if statement.relayers else "")


def _listed(speakers: Iterable[Speaker]) -> str:
    return "; ".join(map(named, speakers))


def cited(annotated: Annotated) -> str:
    """People and officials of an article, most mentioned first."""
    people = [actor for actor in annotated.actors if actor.kind == "person" or actor.official]
    return ", ".join(map(named, sorted(people, key=lambda actor: -len(actor.mentions))))
