"""One example of each format, made up, and all that it says."""

# ruff: noqa: E501, ISC004

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from producers.files import read_file
from producers.formats import read_bytes
from producers.newscodes import MEDIA_TOPICS, SUBJECT_CODES
from producers.reading import Defaults, Outcome, Skipped, Unreadable
from wirewatch.records import Article, Subject

Wire = Callable[[str], list[Outcome]]

SENT = datetime(2024, 3, 5, 9, 11, 12, tzinfo=UTC)
FIRST = datetime(2024, 3, 5, 8, tzinfo=UTC)
NOON = datetime(2024, 3, 5, 11, tzinfo=UTC)
TWO = "A first paragraph.\n\nA second one."

NEWSML_G2 = Article(
    uri="tag:northwire.example,2024:harbour",
    body='The strike in the harbour of Copenhagen went on, unions said.\n\n"We will wait," said the minister & his staff.',
    version="3",
    versioncreated=SENT,
    firstcreated=FIRST,
    embargoed=NOON,
    urgency=3,
    language="en",
    headline="Harbour strike enters “third week”",
    slugline="DENMARK-HARBOUR",
    byline="By Ann Bee",
    dateline="COPENHAGEN, March 5",
    located="Copenhagen",
    infosource="Northwire",
    subject=(
        Subject(code="20000523", name="labour market", scheme=MEDIA_TOPICS),
        Subject(code="11000000", name="politics", scheme=SUBJECT_CODES),
        Subject(name="Harbours"),
    ),
    usageterms="Not for archives",
    copyrightholder="Northwire",
    ednote="Adds minister, paragraphs 2-3",
)

NEWSML_1 = Article(
    uri="urn:newsml:southwire.example:20240305:F1",
    body="La grève continue.\n\n“Nous restons”, dit-on.",
    version="2",
    versioncreated=SENT,
    firstcreated=datetime(2024, 3, 5, 7, tzinfo=UTC),
    embargoed=NOON,
    urgency=4,
    language="fr",
    headline="Greve a l'usine",
    slugline="usine-greve",
    byline="Par Zoé Gris",
    dateline="LYON, 5 mars (SW)",
    located="Lyon",
    infosource="SW",
    subject=(Subject(code="09003000", name="Emploi", scheme=SUBJECT_CODES),),
    usageterms="Presse seulement",
    copyrightholder="(c) Southwire",
    ednote="Corrige le lieu",
)

NITF = Article(
    uri="eastwire.1.b",
    body="The bridge is closed, the council said in a statement on Tuesday that was sent to every house in the "
    "valley by post.\n\nDetour\n\n‘Use the ferry,’ it said, 'please'.",
    version="7",
    versioncreated=datetime(2024, 3, 5, 12, 24, 46, tzinfo=UTC),
    embargoed=datetime(2024, 3, 5, 23, 1, tzinfo=UTC),
    urgency=4,
    headline="Bridge — closed",
    slugline="UK-BRIDGE",
    byline="By Gil Haa, Eastwire",
    dateline="Leeds, England",
    located="Leeds",
    infosource="Eastwire Ltd",
    subject=(
        Subject(code="11000000", name="Politics", scheme=SUBJECT_CODES),
        Subject(code="04015000", name="transport", scheme=SUBJECT_CODES),
    ),
    usageterms="print only",
    copyrightholder="Eastwire",
    ednote="(see also POLITICS River)",
)

IPTC_7901 = Article(
    uri="urn:iptc7901:nwa:0042:20240305T2322",
    body="Oslo (nwa) - A ferry with about two hundred people on board ran aground on Tuesday, the coast guard told "
    'nwa, and all of them were brought ashore.\n\n"We were lucky," the captain said.',
    version="2",
    versioncreated=datetime(2024, 3, 5, 23, 22, tzinfo=UTC),
    urgency=2,
    headline="Ferry runs aground near Oslo, nobody hurt",
    slugline="Norway/ferry",
    byline="By nwa correspondents",
    dateline="Oslo",
    infosource="nwa",
    subject=(Subject(code="p", scheme="iptc7901"),),
    ednote="2ND LEAD; CORRECTION; adds captain in graf 2",
)

ANPA = Article(
    uri="urn:anpa1312:w2870:20240305T1509",
    body='OSLO, Norway (AP) — A ferry ran aground on Tuesday.\n\n"We were lucky — all of us," the captain said.\n\nShips',
    version="2",
    versioncreated=datetime(2024, 3, 5, 15, 9, tzinfo=UTC),
    urgency=3,
    headline="Ferry runs aground near Oslo",
    slugline="BC-EU--Ferry Aground, 2nd Ld-Writethru",
    byline="By ANN BEE and CY DEE, Associated Press",
    dateline="OSLO, Norway",
    infosource="AP",
    subject=(Subject(code="i", scheme="anpa1312"),),
    ednote="Eds: Adds captain.",
)

NINJS_1 = Article(
    uri="urn:ninjs:1", body=TWO, version="2", versioncreated=SENT, firstcreated=FIRST, urgency=3, language="en",
    headline="One", slugline="one", byline="Ann Bee", located="Oslo", usageterms="Print", copyrightholder="Northwire",
    ednote="Note", subject=(Subject(code="11000000", name="politics", scheme=SUBJECT_CODES),),
)  # fmt: skip

NINJS_3 = Article(
    uri="urn:ninjs:3", body=TWO, version="1", versioncreated=SENT, pubstatus="withheld", headline="Three",
    embargoed=datetime(2024, 3, 6, tzinfo=UTC), byline="Ann Bee", usageterms="Print",
    subject=(Subject(code="20000523", name="labour market", scheme=MEDIA_TOPICS),),
)  # fmt: skip

RSS = Article(
    uri="urn:wire:1", body=TWO, versioncreated=SENT, firstcreated=SENT, headline="Strike goes on", byline="Ann Bee",
    language="en-gb", infosource="The Wire", subject=(Subject(name="Labour"),), link="https://wire.example/1",
)  # fmt: skip

ATOM = Article(
    uri="urn:atom:1", body="Eins.\n\nZwei.", versioncreated=SENT, firstcreated=FIRST, headline="Streik", byline="Ann",
    language="de", infosource="Dienst", link="https://a.example/1",
)  # fmt: skip

JSON_FEED = Article(
    uri="https://wire.example/feed.json#7", body=TWO, versioncreated=SENT, firstcreated=FIRST, headline="Seven",
    byline="Ann Bee", language="en", infosource="The Wire", subject=(Subject(name="Labour"),),
    link="https://wire.example/7",
)  # fmt: skip

SITEMAP = Article(
    uri="https://wire.example/9", body="", versioncreated=SENT, firstcreated=SENT, headline="Nine & ten", language="en",
    infosource="The Wire", subject=(Subject(name="Labour"), Subject(name="Ports")), link="https://wire.example/9",
)  # fmt: skip

PAGE = Article(
    uri="https://wire.example/10",
    body="The strike in the harbour of Copenhagen went into its third week on Tuesday, unions and employers said.\n\n"
    "“We will wait for an offer that deserves its name,” said the chair of the union, whose members load the ships.\n\n"
    "The minister of labour said that she would not take sides, and asked both to come to her office on Friday.",
    versioncreated=SENT,
    firstcreated=FIRST,
    language="en",
    headline="Strike goes on",
    byline="Ann Bee",
    infosource="The Wire",
    subject=(Subject(name="Labour"), Subject(name="Ports")),
    link="https://wire.example/10",
)

MAIL = Article(
    uri="mid:1234@press.example",
    body="The road through the valley is closed until further notice, the ministry said “today”.\n\nNobody knows why.",
    versioncreated=SENT,
    headline="Straße gesperrt",
    byline="Zoé Gris",
)

EXAMPLES = [
    ("newsml-g2.xml", NEWSML_G2),
    ("newsml-1.xml", NEWSML_1),
    ("nitf.xml", NITF),
    ("iptc7901.txt", IPTC_7901),
    ("anpa.tst", ANPA),
    ("ninjs-1.json", NINJS_1),
    ("ninjs-3.json", NINJS_3),
    ("rss.xml", RSS),
    ("atom.xml", ATOM),
    ("feed.json", JSON_FEED),
    ("sitemap.xml", SITEMAP),
    ("page.html", PAGE),
    ("mail.eml", MAIL),
]


@pytest.mark.parametrize(("name", "expected"), EXAMPLES)
def test_wire_the_first_article_says_all_that_the_file_says(wire: Wire, name: str, expected: Article) -> None:
    assert wire(name)[0] == expected


OTHERS = [
    ("newsml-g2.xml", [("canceled", ""), ("usable", "The budget passed."),
                       ("usable", "OSLO (Northwire) - A ferry with about two hundred people on board ran aground on "
                                  "Tuesday, the coast guard told us.\n\nNobody was hurt."),
                       "picture", "package"]),
    ("newsml-1.xml", ["picture"]),
    ("mail.eml", [("usable", "An attached story."), "picture"]),
    ("feed.json", ["item 2: an item with neither title nor text"]),
    ("sitemap.xml", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), OTHERS)
def test_wire_what_comes_after_it(wire: Wire, name: str, expected: list[object]) -> None:
    def shown(outcome: Outcome) -> object:
        if isinstance(outcome, Skipped):
            return outcome.kind
        return str(outcome) if isinstance(outcome, Unreadable) else (outcome.pubstatus, outcome.body)

    assert [shown(outcome) for outcome in wire(name)[1:]] == expected


def test_wire_names_say_nothing_of_a_format(wire: Wire) -> None:
    assert {name for name, _ in EXAMPLES} == {name for name, _ in EXAMPLES if wire(name)}


def test_wire_what_a_source_declares_holds_where_an_article_says_nothing(tmp_path: Path) -> None:
    defaults = Defaults(zone=ZoneInfo("Europe/Vienna"), language="de")
    items = [{"uri": "a", "body_text": "x", "versioncreated": "2024-03-05T10:11:12"},
             {"uri": "b", "body_text": "x", "versioncreated": "2024-03-05T10:11:12Z", "language": "en"}]  # fmt: skip
    file = tmp_path / "a.json"
    file.write_text(json.dumps(items))
    articles = [each for each in read_file(file, defaults=defaults) if isinstance(each, Article)]
    assert [(each.versioncreated, each.language) for each in articles] == [
        (SENT, "de"),
        (datetime(2024, 3, 5, 10, 11, 12, tzinfo=UTC), "en"),
    ]


SEVERAL = [
    ("iptc7901.txt", b"\x01nwa0043 4 i 3 nwa\r\n\x02Headline\r\n\r\n   Text.\r\n\x03060001 GMT Mar 24\x04", "Text."),
    ("anpa.tst", b"\x16\x16\x01W2871\x1fx\nr i\x13\x11 BC-X  03-05 1\n\x02^BC-X<\n^H<\n\tText.\n\x03AP-NY-03-05-24 1009EST<\n\x04", "Text."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more", "body"), SEVERAL)
def test_wire_a_file_may_hold_several_messages(name: str, more: bytes, body: str) -> None:
    data = (Path(__file__).parent.parent / "data" / "wire" / name).read_bytes()
    first, second = (each for each in read_bytes(data + more, name) if isinstance(each, Article))
    assert first != second
    assert second.body == body
    assert second.versioncreated
    assert second.uri != first.uri


KILLS = [
    ("anpa.tst", b"^Eds: Adds captain.<", b"^ADVISORY: KILL<"),
    ("iptc7901.txt", b"CORRECTION\n", b"ADVISORY: KILL\n"),
    ("nitf.xml", b'management-status="embargoed"', b'management-status="canceled"'),
    ("newsml-1.xml", b'<Status FormalName="Embargoed"/>', b'<Status FormalName="Canceled"/>'),
    ("newsml-g2.xml", b"stat:usable", b"stat:canceled"),
    ("ninjs-1.json", b'"ednote": "Note"', b'"ednote": "BULLETIN KILL"'),
    ("mail.eml", b"=?utf-8?q?Stra=C3=9Fe?=", b"MANDATORY KILL:"),
]


@pytest.mark.parametrize(("name", "before", "after"), KILLS)
def test_wire_a_kill_is_a_kill_in_every_format(name: str, before: bytes, after: bytes) -> None:
    data = (Path(__file__).parent.parent / "data" / "wire" / name).read_bytes()
    assert before in data
    article = next(iter(read_bytes(data.replace(before, after), name)))
    assert isinstance(article, Article)
    assert article.pubstatus == "canceled"
    assert article.body


def test_wire_nitf_of_a_picture_is_no_article() -> None:
    data = b'<nitf><head><docdata><doc-id id-string="p"/></docdata></head><body><body.head><hedline><hl1>A crane</hl1></hedline></body.head><body.content><media media-type="image"><media-caption>A crane.</media-caption></media></body.content></body></nitf>'
    assert list(read_bytes(data, "a.xml")) == [Skipped("picture", "p")]


def test_wire_formats_are_found_in_envelopes(wire: Wire) -> None:
    folder = Path(__file__).parent.parent / "data" / "wire"
    for name in ("newsml-g2.xml", "nitf.xml"):
        inner = (folder / name).read_bytes()
        data = (
            b"<delivery>" + inner[inner.index(b"<ni" if name == "nitf.xml" else b"<newsM") :] + b"</delivery>"
        )
        assert (
            next(
                iter(read_bytes(data.decode("latin-1" if name == "nitf.xml" else "utf-8").encode(), "a.xml"))
            )
            == wire(name)[0]
        )


def test_wire_a_feed_that_holds_other_formats_is_a_feed() -> None:
    data = b"<rss><channel><item><title>T</title><description><![CDATA[<nitf> is a tag]]></description></item></channel></rss>"
    (article,) = read_bytes(data, "a.xml")
    assert isinstance(article, Article)
    assert article.headline == "T"
