"""The only place a language pipeline is loaded."""

import warnings
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import find_matching_language
from thinc.api import NumpyOps, set_current_ops

import processors.attribution.components
import processors.attribution.learned.components  # noqa: F401 - registers statements
from wirewatch.errors import ConfigError
from wirewatch.records import Article

PACKAGED = Path(__file__).parent / "models"
ENGLISH = "en"
"""The language in which statements are found."""
UNDETERMINED = "xx"
SENTENCES = ("parser", "senter", "sentencizer")
NOT_NEEDED = (
    "textcat",
    "textcat_multilabel",
    "entity_linker",
    "spancat",
    "experimental_coref",
)
STATEMENTS = "wirewatch_statements"


def load(model: str | None = None, *, language: str = "en") -> Language:
    """A pipeline that finds statements: the packaged one, or any installed spaCy pipeline by name or path.

    A language without a packaged model gets a blank pipeline, which parts words and sentences and finds
    no statements; nor does a pipeline of another language than English. Raises ConfigError when ``model`` is
    not installed or cannot be read.
    """
    code = normalized(language)
    packaged = PACKAGED / f"{code}_wire"
    if model is None and not packaged.is_dir():
        return blank(code)
    nlp = _read(model or packaged)
    if not any(nlp.has_pipe(name) for name in SENTENCES):
        nlp.add_pipe("sentencizer", first=True)
    if nlp.lang == ENGLISH and not nlp.has_pipe(STATEMENTS):
        nlp.add_pipe(STATEMENTS)
    return nlp


@lru_cache(maxsize=64)
def blank(language: str) -> Language:
    """Words and sentences only, by the rules of ``language`` or, where spaCy cannot, of no language."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            nlp = spacy.blank(normalized(language))
        except (ImportError, ValueError):  # unknown code, or its tokenizer needs a package that is not here
            nlp = spacy.blank(UNDETERMINED)
    nlp.add_pipe("sentencizer")
    return nlp


def normalized(language: str) -> str:
    """The primary subtag of a BCP 47 code, as spaCy has it: ``en`` of ``en-GB``, ``en_US``, ``eng``."""
    code = language.strip().replace("_", "-").partition("-")[0].lower()
    if len(code) == 3:
        code = find_matching_language(code) or code
    return code if code.isascii() and code.isalpha() else UNDETERMINED


def language_of(article: Article, default: str) -> str:
    """The article's language, normalised, or ``default`` where it does not say."""
    return normalized(article.language or default)


def covering(nlp: Language, language: str) -> Language:
    """``nlp`` where it is made for ``language``, else a blank pipeline of that language."""
    return nlp if normalized(language) == nlp.lang else blank(normalized(language))


def _read(model: str | Path) -> Language:
    # NumPy's OpenBLAS multiplies matrices three times as fast as the kernels that thinc brings
    set_current_ops(NumpyOps(use_blis=False))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # minor version mismatches mean nothing to users
            return spacy.load(model, exclude=NOT_NEEDED)  # noqa: TID251 - this is the one place
    except (OSError, ImportError, ValueError) as error:
        raise ConfigError(
            f"language model {str(model)!r} cannot be loaded; install it with "
            f"`python -m spacy download {model}`, or leave `model` empty for the packaged one"
        ) from error
