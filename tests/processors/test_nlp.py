"""Which pipeline reads which article."""

from pathlib import Path

import pytest
import spacy

from processors.nlp import blank, covering, language_of, load, normalized
from wirewatch.errors import ConfigError
from wirewatch.records import Article


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en-GB", "en"),
        ("en_US", "en"),
        ("EN", "en"),
        ("eng", "en"),
        ("zh-Hans", "zh"),
        ("", "xx"),
        ("??", "xx"),
    ],
)
def test_nlp_normalizes_language_codes(code: str, expected: str) -> None:
    assert normalized(code) == expected


def test_nlp_takes_the_default_where_an_article_has_no_language() -> None:
    assert language_of(Article(uri="1", body=""), "de") == "de"
    assert language_of(Article(uri="1", body="", language="fr-CA"), "de") == "fr"


@pytest.mark.parametrize(("language", "lang"), [("de", "de"), ("ja", "xx"), ("qq", "xx"), ("de-AT", "de")])
def test_nlp_reads_other_languages_with_rules_alone(language: str, lang: str) -> None:
    nlp = blank(language)
    assert nlp.lang == lang
    assert len(list(nlp("Erster Satz. Zweiter Satz.").sents)) == 2


def test_nlp_covers_its_own_language_only() -> None:
    english = spacy.blank("en")
    assert covering(english, "en-GB") is english
    assert covering(english, "de").lang == "de"
    assert covering(english, "de") is covering(english, "de")


def test_nlp_says_how_to_get_a_pipeline_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"python -m spacy download en_core_nowhere.*leave `model` empty"):
        load("en_core_nowhere")
    with pytest.raises(ConfigError, match="leave `model` empty"):
        load(str(tmp_path))


def test_nlp_loads_any_pipeline_from_a_folder(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "mine")
    nlp = load(str(tmp_path / "mine"))
    assert (nlp.lang, nlp("Hallo Welt.")._.attributions) == ("de", ())


def test_nlp_without_a_packaged_model_is_a_blank_pipeline() -> None:
    assert load(language="sv").lang == "sv"


@pytest.mark.model
def test_nlp_loads_the_packaged_pipeline_with_the_components_of_wirewatch() -> None:
    nlp = load()
    assert {"ner", "parser", "wirewatch_statements"} <= set(nlp.pipe_names)


@pytest.mark.model
def test_nlp_adds_statements_to_english_pipelines_only(tmp_path: Path) -> None:
    for language in ("en", "de"):
        spacy.blank(language).to_disk(tmp_path / language)
    assert load(str(tmp_path / "en")).pipe_names == ["sentencizer", "wirewatch_statements"]
    assert load(str(tmp_path / "de")).pipe_names == ["sentencizer"]
