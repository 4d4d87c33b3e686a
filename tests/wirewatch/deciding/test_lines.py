"""Lines, settled by nothing but the order in which articles are decided."""

from itertools import permutations

from msgspec.structs import replace

from wirewatch import ids
from wirewatch.deciding.lines import Assigned, Begun, Sought, assign, sought
from wirewatch.records import Alert, Annotated, Line, Speaker, Statement

FULL = "This is a dark day for our democracy. We will not give up the fight for justice in this country."
TRIMMED = "We will not give up the fight for justice in this country"
REWORDED = "We won't give up our fight for justice in this country"
FIRST_HALF = "This is a dark day for our democracy and its institutions"
NEGATED = "We will give up the fight for justice in this country"


class Memory:
    """A store of lines: everything in the order in which it began."""

    def __init__(self) -> None:
        self.begun: list[Begun] = []

    def known(self, wanted: list[Sought]) -> dict[Sought, list[Line]]:
        found = {}
        for each in wanted:
            own = [line for line, _ in self.begun if line.id == each.id]
            found[each] = own or [line for line, keys in self.begun if set(keys) & set(each.keys)]
        return found

    def send(self, article: Annotated, raised: tuple[Alert, ...] = ()) -> Assigned:
        assigned = assign(article, raised, self.known(sought(article)))
        self.begun += assigned.begun
        return assigned

    def line(self, article: Annotated) -> str:
        return self.send(article).article.statements[0].line


def said(
    *texts: str, uri: str = "urn:a", by: str | None = "ada", act: str = "said", **fields: object
) -> Annotated:
    speakers = (Speaker(actor=by, name=by, official=by),) if by else ()
    statements = tuple(
        Statement(id=f"{uri}/{at}", line=ids.line_id(by, text, act), manner="direct", act=act, source=(),
                  cue=(), content=(), text=text, context=text, speakers=speakers)
        for at, text in enumerate(texts)
    )  # fmt: skip
    return Annotated(uri=uri, body="", statements=statements, **fields)


def test_a_line_is_named_after_its_first_wording_and_knows_where_it_was_seen() -> None:
    memory = Memory()
    first = memory.send(said(FULL, uri="urn:a", infosource="AP"))
    second = memory.send(said(REWORDED, uri="urn:b", infosource="AFP"))

    (begun,) = first.begun
    assert begun.line.id == ids.line_id("ada", FULL)
    assert (begun.line.uri, begun.line.infosource, begun.line.text) == ("urn:a", "AP", FULL)
    assert second.article.statements[0].line == begun.line.id
    assert second.begun == ()


def test_copies_of_one_article_are_one_line_in_any_order_of_arrival() -> None:
    for order in permutations([FULL, TRIMMED, REWORDED]):
        memory = Memory()
        assert {memory.line(said(text, uri=text)) for text in order} == {ids.line_id("ada", order[0])}


def test_a_line_does_not_drift_by_way_of_a_longer_wording() -> None:
    memory = Memory()
    lines = [memory.line(said(text, uri=text)) for text in (TRIMMED, FULL, FIRST_HALF)]

    assert lines[0] == lines[1] != lines[2]


def test_who_speaks_and_whether_they_deny_it_is_part_of_it() -> None:
    memory = Memory()
    lines = [
        memory.line(said(TRIMMED)),
        memory.line(said(REWORDED, by="bob")),
        memory.line(said(REWORDED, act="denied")),
        memory.line(said(TRIMMED, act="refused")),
        memory.line(said(NEGATED)),
    ]

    assert len(set(lines)) == len(lines) - 1  # what was denied was refused, too
    assert lines[2] == lines[3]


def test_what_nobody_said_is_the_same_only_verbatim() -> None:
    memory = Memory()
    lines = [memory.line(said(text, by=None)) for text in (TRIMMED, TRIMMED, REWORDED)]

    assert lines[0] == lines[1] != lines[2]


def test_they_are_others_in_every_article() -> None:
    memory = Memory()
    body = "They said"
    lines = [
        memory.line(
            replace(article, body=body, statements=(replace(article.statements[0], source=((0, 4),)),))
        )
        for article in (said(text, by=None, uri=text) for text in (TRIMMED, REWORDED))
    ]

    assert len(set(lines)) == 2


def test_two_wordings_in_one_article_are_one_line() -> None:
    assigned = Memory().send(said(TRIMMED, "We are fine today", REWORDED))

    lines = [each.line for each in assigned.article.statements]
    assert lines[0] == lines[2] != lines[1]
    assert [each.line.id for each in assigned.begun] == lines[:2]


def test_alerts_are_named_after_the_line() -> None:
    memory = Memory()
    name = memory.line(said(TRIMMED))
    article = said(REWORDED, uri="urn:b")
    own = article.statements[0].line
    alert = Alert(id=ids.alert_id("war", own), watch="war", official="ada", line=own, statement="urn:b/0",
                  uri="urn:b", version=None, fired=None)  # fmt: skip
    of_the_article = Alert(id="x", watch="all", official=None, line=None, statement=None, uri="urn:b",
                           version=None, fired=None)  # fmt: skip

    moved, untouched = memory.send(article, (alert, of_the_article)).raised

    assert (moved.line, moved.id) == (name, ids.alert_id("war", name))
    assert untouched == of_the_article


def test_the_same_revision_again_has_the_same_lines() -> None:
    memory = Memory()
    article = said(FULL, "We are fine today", REWORDED)
    first = memory.send(article)
    memory.send(said(TRIMMED, uri="urn:b"))

    again = memory.send(article)
    assert (again.article, again.begun) == (first.article, ())


def test_a_kill_begins_nothing() -> None:
    assert Memory().send(said(FULL, pubstatus="canceled")).begun == ()
