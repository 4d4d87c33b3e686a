"""Whoever was told hears which words were taken back, and what the article says now."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from wirewatch.deciding.alerts import KnownAlerts
from wirewatch.deciding.articles import Known, decide, flat
from wirewatch.deciding.kept import Event, Kept, Moment
from wirewatch.records import Alert, Annotated, Clause, Difference, IndexedStatement, Speaker, Statement

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
MAY = "The harbour will close in May for three weeks"
JUNE = "The harbour will close in June for three weeks"


def story(*texts: str, uri: str = "urn:a", by: str = "Ana Ruiz", **fields: object) -> Annotated:
    said = tuple(
        Statement(id=f"{uri}/{text}", line="line", manner="direct", act="said", source=(), cue=(), content=(),
                  text=text, context=text, speakers=(Speaker(actor="a", name=by),))
        for text in texts
    )  # fmt: skip
    return Annotated(uri=uri, statements=said, **{"body": "Body.", **fields})


@dataclass
class Newsroom:
    """Sends revisions one after another; everything that is said is of one line, and watched."""

    articles: dict[str, Annotated] = field(default_factory=dict)
    said: dict[str, IndexedStatement] = field(default_factory=dict)
    alerts: dict[str, Kept] = field(default_factory=dict)
    throttles: dict[str, float] = field(default_factory=lambda: {"all": 0.0})
    now: datetime = START
    versions: int = 0

    def send(self, article: Annotated, *raised: Alert) -> list[Event]:
        self.versions += 1
        self.now += timedelta(seconds=1)
        wanted = raised or self.raised(article)
        known = KnownAlerts(self.alerts, {}, dict(self.said))
        current = [each.id for each in self.said.values() if each.uri == article.uri]
        before = self.articles.get(article.uri)
        moment = Moment(self.now, self.throttles)
        decision = decide(article, wanted, Known(before, current, known), moment)
        assert decision
        self.articles[article.uri] = article
        self.said |= {each.id: flat(each, article, self.now) for each in article.statements}
        self.alerts |= {kept.alert.id: kept for kept in decision.alerts}
        return list(decision.events)

    def raised(self, article: Annotated) -> tuple[Alert, ...]:
        return tuple(
            Alert(id="alert", watch="all", official=None, line="line", statement=each.id, uri=article.uri,
                  version=None, fired=self.now)
            for each in article.statements[:1]
        )  # fmt: skip

    def told(self, article: Annotated) -> list[tuple[str, Difference | None]]:
        return [(each.event, each.difference) for each in self.send(article) if not each.throttled]


def test_words_that_were_changed_are_taken_back_and_told_anew() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))

    assert newsroom.told(story(JUNE)) == [("retracted", Difference(was=MAY, now=JUNE)), ("fired", None)]
    assert newsroom.alerts["alert"].alert.state == "open"
    assert newsroom.alerts["alert"].alert.statement == f"urn:a/{JUNE}"


def test_words_that_were_changed_are_told_anew_in_spite_of_a_throttle() -> None:
    newsroom = Newsroom(throttles={"all": 3600.0})
    newsroom.send(story(MAY))

    assert [event for event, _ in newsroom.told(story(JUNE))] == ["retracted", "fired"]


def test_commas_and_capitals_are_no_change() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))

    assert newsroom.told(story(MAY.upper() + "!")) == []


def test_words_that_were_taken_out_leave_nothing() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))

    assert newsroom.told(story()) == [("retracted", Difference(was=MAY))]


def test_a_kill_takes_all_words_back() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))

    assert newsroom.told(story(MAY, pubstatus="canceled")) == [("retracted", Difference(was=MAY))]


def test_words_of_another_watch_show_what_stands_in_their_place() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))
    article = story("Nobody will be paid", JUNE)
    newsroom.raised = lambda _: ()  # type: ignore[method-assign]

    assert newsroom.told(article) == [("retracted", Difference(was=MAY, now=JUNE))]


def test_words_of_another_mouth_are_shown_with_both_names() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))
    article = story(MAY, by="Tom Bell")
    newsroom.raised = lambda _: ()  # type: ignore[method-assign]

    assert newsroom.told(article) == [
        ("retracted", Difference(was=f"Ana Ruiz: {MAY}", now=f"Tom Bell: {MAY}"))
    ]


def test_the_copy_that_people_were_shown_is_corrected_aloud() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))
    newsroom.send(story(MAY, uri="urn:b"))
    newsroom.send(story(MAY, uri="urn:c"))

    assert newsroom.told(story(uri="urn:b")) == []
    assert newsroom.told(story(uri="urn:a", pubstatus="canceled")) == [("copies", Difference(was=MAY))]
    assert newsroom.alerts["alert"].alert.uri == "urn:c"


def test_what_is_under_embargo_is_not_given_away() -> None:
    newsroom = Newsroom()
    newsroom.send(story(MAY))
    newsroom.raised = lambda _: ()  # type: ignore[method-assign]
    embargoed = story(JUNE, embargoed=START + timedelta(days=1))

    assert newsroom.told(embargoed) == [("retracted", Difference(was=MAY))]


def whole(body: str, **fields: object) -> tuple[Annotated, Alert]:
    article = story(body=body, **fields)
    at = body.find("harbour")
    why = (Clause(clause="harbour", spans=((at, at + 7),)),)
    alert = Alert(id="whole", watch="all", official=None, line=None, statement=None, uri="urn:a",
                  version=None, fired=START, why=why)  # fmt: skip
    return article, alert


def test_of_a_whole_article_the_sentence_is_shown() -> None:
    newsroom = Newsroom()
    newsroom.send(*whole("It rained. The harbour of Portvale will close in May. More soon."))

    assert newsroom.told(story(body="It rained. The port of Portvale will close in May. Bye.")) == [
        (
            "retracted",
            Difference(
                was="The harbour of Portvale will close in May.",
                now="The port of Portvale will close in May.",
            ),
        )
    ]


def test_of_a_whole_article_that_is_killed_nothing_stays() -> None:
    newsroom = Newsroom()
    newsroom.send(*whole("It rained. The harbour will close"))

    assert newsroom.told(story(pubstatus="canceled")) == [
        ("retracted", Difference(was="The harbour will close"))
    ]
