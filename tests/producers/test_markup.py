import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.markup import html_text, paragraphs

PAGES = [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("<p>One\n   line &amp; <b>bold</b>.</p>\n\n<p>Two.</p>", "One line & bold.\n\nTwo."),
    ("One.<br>Two.<br/><br/>Three.", "One.\nTwo.\n\nThree."),
    ("<div>Intro<ul><li>a</li><li>b</li></ul>after</div>", "Intro\n\na\n\nb\n\nafter"),
    ("<p>a</p><script>var x = '<p>b</p>';</script><style>p {}</style><p>c</p>", "a\n\nc"),
    ("<p>a<script>x</script> tail</p>", "a tail"),
    ("<html><head><title>T</title></head><body>text</body></html>", "text"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
    (
        "no markup, but &quot;entities&quot; &#8212; 1 < 2\n\nsecond",
        'no markup, but "entities" — 1 < 2\n\nsecond',
    ),
    ("a<!-- hidden -->b", "ab"),
    ("<p>un\xadbreak\xa0able</p>", "unbreak able"),
    ("<p>nul\0 and \ud800 surrogate</p>", "nul\ufffd and \ufffd surrogate"),
    ('<?xml version="1.0" encoding="utf-16"?><p>é</p>', "é"),
    ("<p>“never closed", "“never closed"),
    ("", ""),
    ("<p> </p>", ""),
]


@pytest.mark.parametrize(("markup", "text"), PAGES)
def test_markup_text(markup: str, text: str) -> None:
    assert html_text(markup) == text


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<p><b>"])
def test_markup_of_any_depth_keeps_its_text(tag: str) -> None:
    assert "kept" in html_text(tag * 5_000 + "kept")


@pytest.mark.parametrize("piece", ["<", "<a ", "&", "<!--", "<p", "\n ", "&#x"])
def test_markup_long_nonsense_is_read(piece: str) -> None:
    html_text("<p>x</p>" + piece * 50_000)


@given(st.text(alphabet=st.one_of(st.sampled_from("<>/&;!pbr \n"), st.characters()), max_size=60))
@settings(deadline=None, max_examples=300)
def test_markup_never_fails_and_gives_clean_paragraphs(markup: str) -> None:
    text = html_text(markup)
    assert text.encode().decode() == text
    assert paragraphs(text) == text
