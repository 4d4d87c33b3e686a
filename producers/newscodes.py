"""IPTC NewsCodes: what a QCode means, which scheme a code is of, what its name is."""

import re

from lxml import etree  # type: ignore[import-untyped]

from wirewatch.records import Subject

SUBJECT_CODES = "http://cv.iptc.org/newscodes/subjectcode/"
MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
SCHEMES = {"subj": SUBJECT_CODES, "medtop": MEDIA_TOPICS}
SUBJECT_CODE = re.compile(r"\d{8}")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# the outermost subjects, the same in both schemes: what agencies write most often without a name
TOPICS = {
    "01000000": "arts, culture, entertainment and media",
    "02000000": "crime, law and justice",
    "03000000": "disaster, accident and emergency incident",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "08000000": "human interest",
    "09000000": "labour",
    "10000000": "lifestyle and leisure",
    "11000000": "politics and government",
    "12000000": "religion",
    "13000000": "science and technology",
    "14000000": "society",
    "15000000": "sport",
    "16000000": "conflict, war and peace",
    "17000000": "weather",
}


def subject(code: str | None, name: str | None = None, scheme: str | None = None) -> Subject:
    """A subject with the name that IPTC gives it, where the article gives none."""
    if code and name is None and scheme in SCHEMES.values():
        name = TOPICS.get(code)
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
