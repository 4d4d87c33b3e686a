from hypothesis import given
from hypothesis import strategies as st

from wirewatch.ids import fold, identify, line_id, statement_id


def test_identify_tells_apart_how_parts_are_cut():
    assert (
        len(
            {
                identify("ab", "c"),
                identify("a", "bc"),
                identify("abc"),
                identify("abc", None),
                identify("abc", ""),
                identify("c", "ab"),
            }
        )
        == 6
    )


def test_statement_keeps_its_id_when_only_typography_changes():
    plain, curly = '"It\'s over,"', "“It’s  over”,"

    assert statement_id("urn:1", plain, 0) == statement_id("urn:1", curly, 0)
    assert statement_id("urn:1", plain, 0) != statement_id("urn:1", plain, 1)
    assert statement_id("urn:1", plain, 0) != statement_id("urn:2", plain, 0)


def test_line_is_of_one_speaker():
    assert line_id("a", "Yes.") == line_id("a", "yes")
    assert line_id("a", "Yes.") != line_id("b", "Yes.")
    assert line_id(None, "Yes.") != line_id("", "Yes.")


@given(st.text())
def test_fold_is_stable(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec=None)))
def test_identify_takes_any_text(text):
    assert len(identify(text)) == 32
