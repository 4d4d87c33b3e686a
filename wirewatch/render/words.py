"""How people, statements and articles are called in everything that a person reads."""

from wirewatch.records import Actor, Annotated, Speaker, Statement, text_of


def named(who: Actor | Speaker) -> str:
    """A name, with the official's id where it is one."""
    return f"{who.name} <{who.official}>" if who.official else who.name


def said_by(annotated: Annotated, statement: Statement) -> str:
    """The speakers; the source as written, in quotation marks, where nobody is named."""
    written = text_of(annotated.body, statement.source)
    return "; ".join(map(named, statement.speakers)) or (f"“{written}”" if written else "(nobody named)")


def cited(annotated: Annotated) -> str:
    """People and officials of an article, most mentioned first."""
    people = [actor for actor in annotated.actors if actor.kind == "person" or actor.official]
    return ", ".join(map(named, sorted(people, key=lambda actor: -len(actor.mentions))))
