import re
from datetime import UTC, datetime
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from wirewatch.records import Actor, Annotated, SeenLine, Speaker, Statement, Variant
from wirewatch.render import found, html, text


def annotated(body, spans):
    def role(place):
        return tuple(spans[place::3])

    statement = Statement(
        id="s",
        line="l",
        manner="mixed",
        act="said",
        source=role(0)[:1],
        cue=role(1)[:1],
        content=role(2),
        text="<i>x</i>",
        context=body,
        confidence=0.5,
        speakers=(Speaker(actor="a", name="<b>Ann</b>"),),
    )
    actor = Actor(id="a", name="<b>Ann</b>", kind="person", mentions=role(0))
    return Annotated(
        uri="urn:1", body=body, headline="<script>alert(1)</script>", actors=(actor,), statements=(statement,)
    )


@st.composite
def articles(draw):
    body = draw(st.text(min_size=1, max_size=80))
    edges = st.integers(0, len(body))
    spans = draw(st.lists(st.tuples(edges, edges).filter(lambda span: span[0] < span[1]), max_size=9))
    return annotated(body, spans)


@given(articles())
def test_html_pieces_are_the_body_in_order_and_marked_where_spans_are(article):
    pieces = list(html.pieces(article))

    assert "".join(piece.text for piece in pieces) == article.body
    marked = [bool(piece.classes) for piece in pieces for _ in piece.text]
    covered = [
        any(mark.span[0] <= place < mark.span[1] for mark in html.marks(article))
        for place in range(len(article.body))
    ]
    assert marked == covered


def test_html_never_passes_markup_of_an_article_through():
    page = html.head() + html.article(annotated("<script>alert(2)</script> & <b>", [(0, 8)])) + html.foot()

    body = re.search(r'<div class="body"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
    assert unescape(re.sub(r"</?span[^>]*>", "", body)) == "<script>alert(2)</script> & <b>"
    assert "<script" not in page
    assert "<b>" not in page


def test_text_shows_who_said_what_and_obeys_no_markup():
    article = annotated("[red]He[/red] \x1b[31msaid", [(0, 4)])

    shown = "\n".join(text.lines(article))
    assert "\x1b" not in shown
    assert "<b>Ann</b>" in shown
    assert "confidence 0.50" in shown


def test_a_line_shows_where_it_was_first_seen_and_its_wordings():
    line = SeenLine(
        id="l", speaker="ada", text="We will", uri="urn:a", infosource="AP", copies=3,
        received=datetime(2026, 3, 1, 12, tzinfo=UTC),
        variants=(Variant(text="We'll", articles=2), Variant(text="We will", articles=1)),
    )  # fmt: skip

    assert list(found.first_seen(line)) == [
        "first seen 2026-03-01 12:00 UTC in urn:a, AP", "2 x We'll", "1 x We will"
    ]  # fmt: skip
    assert len(list(found.first_seen(replace(line, variants=line.variants[:1])))) == 1
