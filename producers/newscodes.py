"""IPTC NewsCodes: what a QCode means, which scheme a code is of, what its name is."""

import re
from functools import cache
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from wirewatch.records import Subject

SUBJECT_CODES = "http://cv.iptc.org/newscodes/subjectcode/"
MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
SCHEMES = {"subj": SUBJECT_CODES, "medtop": MEDIA_TOPICS}
SUBJECT_CODE = re.compile(r"\d{8}")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

TABLE = Path(__file__).parent / "mediatopics.tsv"


@cache
def names() -> dict[str, dict[str, str]]:
    """What IPTC calls the codes of its two schemes: of the older, those that have an equal in the newer."""
    topics: dict[str, str] = {}
    codes: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, name, *equal = line.split("\t")
            topics[code] = name
            codes |= dict.fromkeys(" ".join(equal).split(), name)
    return {MEDIA_TOPICS: topics, SUBJECT_CODES: codes}


def subject(code: str | None, name: str | None = None, scheme: str | None = None) -> Subject:
    """A subject with the name that IPTC gives it, where the article gives none."""
    if code and name is None and scheme in names():
        name = names()[scheme].get(code)
    return Subject(code=code, name=name, scheme=scheme)


def of_qcode(qcode: str, name: str | None = None) -> Subject:
    """The subject of a QCode, as "medtop:20000523"; the alias stays where its scheme is not known."""
    alias, colon, code = qcode.strip().partition(":")
    if not colon:
        return subject(alias or None, name, SUBJECT_CODES if SUBJECT_CODE.fullmatch(alias) else None)
    return subject(code or None, name, SCHEMES.get(alias, alias))


def of_uri(uri: str, name: str | None = None) -> Subject:
    """The subject of a concept's address; IPTC's are taken apart."""
    scheme = next((each for each in SCHEMES.values() if uri.startswith(each)), None)
    return subject(uri[len(scheme) :] if scheme else uri, name, scheme)


def in_language(elements: list[etree._Element], language: str | None) -> etree._Element | None:
    """Of names in several languages the one in ``language``, else in English, else the first."""
    for wanted in (language, "en"):
        for element in elements:
            stated = element.get(LANGUAGE, "")
            if wanted and stated.partition("-")[0].lower() == wanted.partition("-")[0].lower():
                return element
    return elements[0] if elements else None
