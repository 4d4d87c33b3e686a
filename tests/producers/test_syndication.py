from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.reading import Unreadable
from producers.syndication import FULL_TEXT, is_feed, parse_feed, read_feed_file, xml_root
from wirewatch.errors import ReadError
from wirewatch.records import Article, Subject

ORIGIN = "https://wire.example/feed"

# ruff: noqa: E501
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Wire</title><link>https://wire.example/</link><language>en-gb</language><ttl>30</ttl>
<copyright>© The Wire</copyright>
<item>
  <title>Minister: &amp;quot;No&amp;quot; to talks</title><link>/2024/1</link><guid isPermaLink="false">1</guid>
  <pubDate>Tue, 11 Jul 2023 13:00:00 +0300</pubDate><dc:creator>Ann Bee</dc:creator><dc:creator>Cy Dee</dc:creator>
  <category domain="https://wire.example/s">Politics</category>
  <description>&lt;p&gt;A summary.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>One &amp; only.</p><p>Two.<br>Three.</p><script>alert(1)</script>]]></content:encoded>
</item>
<item><title>Short</title><link>https://wire.example/2</link><description>A summary.</description></item>
<item><title>Odd</title><link>javascript:alert(1)</link><guid>urn:odd</guid></item>
<item></item>
</channel></rss>
"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Atomdienst</title><id>urn:feed</id><rights>frei</rights>
<entry><id>urn:1</id><title type="html">A &lt;b&gt;B&lt;/b&gt;</title><link href="https://a.example/1"/>
<published>2023-07-11T10:00:00Z</published><updated>2023-07-12T10:00:00+02:00</updated>
<author><name>Ann</name></author><category term="pol" label="Politik" scheme="s"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins.</p><p>Zwei.</p></div></content></entry>
<entry><id>urn:2</id><title>C</title><summary>Kurz.</summary><published>2023-07-11T10:00:00Z</published>
<source><title>Andere</title></source></entry>
</feed>
"""


def test_syndication_rss() -> None:
    feed = parse_feed(RSS.encode(), origin=ORIGIN)
    full, short, odd = feed.entries
    assert full.article == Article(
        uri=f"{ORIGIN}#1",
        body="One & only.\n\nTwo.\nThree.",
        versioncreated=datetime(2023, 7, 11, 10, tzinfo=UTC),
        firstcreated=datetime(2023, 7, 11, 10, tzinfo=UTC),
        headline='Minister: "No" to talks',
        byline="Ann Bee, Cy Dee",
        language="en-gb",
        infosource="The Wire",
        subject=(Subject(name="Politics", scheme="https://wire.example/s"),),
        usageterms="© The Wire",
        link="https://wire.example/2024/1",
    )
    assert (full.complete, short.complete) == (True, False)
    assert (short.article.uri, short.article.body) == ("https://wire.example/2", "A summary.")
    assert (odd.article.uri, odd.article.link, odd.article.body) == ("urn:odd", None, "")
    assert [failed.reason for failed in feed.unreadable] == ["an entry with neither title nor text"]
    assert feed.ttl == timedelta(minutes=30)


def test_syndication_atom() -> None:
    first, second = parse_feed(ATOM.encode(), origin=ORIGIN).entries
    assert first.complete
    assert first.article == Article(
        uri="urn:1",
        body="Eins.\n\nZwei.",
        versioncreated=datetime(2023, 7, 12, 8, tzinfo=UTC),
        firstcreated=datetime(2023, 7, 11, 10, tzinfo=UTC),
        headline="A B",
        byline="Ann",
        language="de",
        infosource="Atomdienst",
        subject=(Subject(code="pol", name="Politik", scheme="s"),),
        usageterms="frei",
        link="https://a.example/1",
    )
    assert (second.article.infosource, second.article.body, second.complete) == ("Andere", "Kurz.", False)
    assert second.article.versioncreated == datetime(2023, 7, 11, 10, tzinfo=UTC)


def test_syndication_a_long_summary_is_the_text() -> None:
    long = "A sentence of a story. " * (FULL_TEXT // 20)
    data = f"<rss><channel><item><title>x</title><description>{long}</description></item></channel></rss>"
    (entry,) = parse_feed(data.encode(), origin=ORIGIN).entries
    assert entry.complete


@pytest.mark.parametrize("flaw", ["&nbsp;", "<br>", "&", "\x0c", "</b>"])
def test_syndication_flawed_feeds_are_read_all_the_same(flaw: str) -> None:
    feed = parse_feed(RSS.replace("A summary.", f"A summary{flaw}.").encode(), origin=ORIGIN)
    assert [entry.article.headline for entry in feed.entries][:2] == ['Minister: "No" to talks', "Short"]


def test_syndication_an_entry_that_is_cut_off_is_not_read_half() -> None:
    data = RSS[: RSS.index("<title>Odd")].encode()
    first, second, failed = read_feed_file(data, "file:///feed.xml")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(failed, Unreadable)
    assert failed.reason == "cut off within an entry; the entries before it were read"
    assert failed.original == data


def test_syndication_a_feed_without_its_last_tag_is_whole() -> None:
    feed = parse_feed(RSS[: RSS.index("<item></item>")].encode(), origin=ORIGIN)
    assert len(feed.entries) == 3
    assert not feed.unreadable


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>Please log in</body></html>", b"not xml", b"\0\1\2", b"<rss"]
)
def test_syndication_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="no RSS or Atom"):
        parse_feed(data, origin=ORIGIN)


def test_syndication_an_empty_feed_is_a_feed() -> None:
    data = b'<rss version="2.0"><channel><title>x</title></channel></rss>'
    assert parse_feed(data, origin=ORIGIN).entries == ()
    with pytest.raises(ReadError, match="without entries"):
        list(read_feed_file(data, "file:///feed.xml"))


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-16"])
def test_syndication_declared_encodings_are_honoured(charset: str) -> None:
    data = RSS.replace("utf-8", charset).replace("Short", "Коротко").replace("©", "c").encode(charset)
    assert parse_feed(data, origin=ORIGIN).entries[1].article.headline == "Коротко"


ROOTS = [
    (b'<?xml version="1.0"?>\n<!-- a -- b --><!DOCTYPE rss [<!ENTITY x "y">]><rss version="2.0">', "rss"),
    (b"\xef\xbb\xbf<rdf:RDF xmlns", "rdf:RDF"),
    (b"  <feed>", "feed"),
    (b"text <rss>", None),
    (b"", None),
    (b"<!---->" * 9_000, None),
    (b"<!DOCTYPE x [" * 5_000, None),
    (b"<" * 60_000, None),
]


@pytest.mark.parametrize(("head", "root"), ROOTS)
def test_syndication_root(head: bytes, root: str | None) -> None:
    assert xml_root(head) == root
    assert is_feed(head) == (root is not None)


@given(
    st.lists(
        st.sampled_from([*RSS.split("\n"), *ATOM.split("\n"), "<item>", "&", "<", "\0"]) | st.text(max_size=9)
    )
)
@settings(deadline=None, max_examples=150)
def test_syndication_any_feed_gives_sound_articles_or_a_reason(lines: list[str]) -> None:
    data = ('<rss version="2.0">' + "\n".join(lines)).encode("utf-8", "replace")
    try:
        outcomes = list(read_feed_file(data, "file:///feed.xml"))
    except ReadError:
        return
    for outcome in outcomes:
        if isinstance(outcome, Article):
            msgspec.json.encode(outcome)
