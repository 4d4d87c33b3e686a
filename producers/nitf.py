"""NITF 2.5 to 3.6 (IPTC News Industry Text Format) -> ``Article``, alone or within NewsML."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from producers.editorial import status_of
from producers.newscodes import LANGUAGE, SUBJECT_CODES, subject
from producers.paragraphs import one_line
from producers.prose import prose, words
from producers.reading import Defaults, Outcome, Skipped
from producers.times import instant
from producers.xmltree import parse
from wirewatch.errors import ReadError
from wirewatch.records import Article, PubStatus, Subject

STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
MEDIA = {"image": "picture", "photo": "picture", "video": "video", "audio": "audio", "graphic": "graphic"}
SLUGLINES = ("slugline", "slug", "anpa-keyword", "keyword")
# how specific a subject's name is, in order
SUBJECT_NAMES = ("detail", "matter", "type")


class Head(NamedTuple):
    """What stands above the text: an article within NewsML takes from it what NewsML does not say."""

    headline: str | None
    byline: str | None
    dateline: str | None
    located: str | None
    distributor: str | None
    note: str | None


def read_nitf(data: bytes, uri: str, defaults: Defaults) -> Iterator[Outcome]:
    """The articles of a document that is NITF, or has NITF in an envelope of its own."""
    found = list(parse(data).iter("nitf"))
    if not found:
        raise ReadError("no NITF: there is no <nitf> in it")
    for number, nitf in enumerate(found, 1):
        yield outcome_of(nitf, uri if len(found) == 1 else f"{uri}#{number}", defaults)


def outcome_of(nitf: etree._Element, uri: str, defaults: Defaults) -> Article | Skipped:
    """The article of a ``<nitf>``, or the picture that it only describes.

    ``uri`` names it where it has no id of its own.
    """
    docdata = _docdata(nitf)
    uri = _attribute(docdata, "doc-id", "id-string") or uri
    medium = nitf.find("body//media")
    body = body_of(nitf, head_of(nitf).headline)
    if not body and medium is not None and docdata.get("management-status") != "canceled":
        return Skipped(MEDIA.get(medium.get("media-type", "").lower(), "picture"), uri)
    return _article(nitf, uri, body, defaults)


def _article(nitf: etree._Element, uri: str, body: str, defaults: Defaults) -> Article:
    docdata = _docdata(nitf)
    head = head_of(nitf)
    ednote = _joined([*_attributes(docdata, "ed-msg", "info"), head.note])
    slugline = _slugline(nitf, docdata)
    stated, embargoed = _status(docdata, defaults)
    pubstatus = status_of(stated, (head.headline, slugline, ednote, _title(nitf)))
    if not body and not head.headline and pubstatus != "canceled":
        raise ReadError("no text: NITF with neither headline nor body")
    return Article(
        uri=uri,
        body=body,
        version=_attribute(docdata, "du-key", "version"),
        versioncreated=_time(docdata, "date.issue", defaults),
        firstcreated=_first_revision(nitf, defaults),
        pubstatus=pubstatus,
        embargoed=embargoed,
        urgency=_urgency(docdata),
        language=_language(nitf),
        headline=head.headline,
        slugline=slugline,
        byline=head.byline,
        dateline=head.dateline,
        located=head.located or _attribute(docdata, "evloc", "city"),
        infosource=head.distributor or _source(docdata),
        subject=_subjects(nitf),
        usageterms=_usageterms(docdata),
        copyrightholder=_attribute(docdata, "doc.copyright", "holder"),
        ednote=ednote,
        link=_link(nitf),
    )


def head_of(nitf: etree._Element) -> Head:
    """Headline, byline and the like, as ``body.head`` has them."""
    head = nitf.find("body/body.head")
    if head is None:
        return Head(_title(nitf), *[None] * 5)
    return Head(
        headline=_headline(head) or _title(nitf),
        byline=_byline(head.find("byline")) or words(head.find("bytag")),
        dateline=_dateline(head.find("dateline")),
        located=_located(head.find("dateline/location")),
        distributor=words(head.find("distributor")),
        note=_joined([words(note) for note in head.iterfind("note")]),
    )


def body_of(nitf: etree._Element, headline: str | None) -> str:
    """The text: ``body.content``, or all of a body that has none (NITF 2.5)."""
    body = nitf.find("body")
    content = [] if body is None else body.findall("body.content")
    if content:
        return "\n\n".join(text for each in content if (text := prose(each, without=headline)))
    if body is None:
        return ""
    for name in ("body.head", "body.end"):
        for each in body.findall(name):
            body.remove(each)
    return prose(body, without=headline)


def _docdata(nitf: etree._Element) -> etree._Element:
    found = nitf.find("head/docdata")
    return found if found is not None else etree.Element("docdata")


def _title(nitf: etree._Element) -> str | None:
    return words(nitf.find("head/title"))


def _headline(head: etree._Element) -> str | None:
    """``hl1``; ``headline`` instead of ``hedline`` is common, and so are headlines without levels."""
    for path in ("hedline/hl1", "headline/hl1", "hedline/hl2", "headline/hl2", "hedline", "headline"):
        if found := words(head.find(path)):
            return found
    return None


def _byline(byline: etree._Element | None) -> str | None:
    """Who, and then what they are (``byttl``), parted by a comma where nothing parts them."""
    if byline is None:
        return None
    titles = [text for each in byline.iter("byttl") if (text := words(each))]
    whole = words(byline) or ""
    for title in titles:
        name = whole.removesuffix(title).rstrip(" ,")
        whole = f"{name}, {title}" if name and name != whole else whole
    return whole or None


def _dateline(dateline: etree._Element | None) -> str | None:
    text = words(dateline)
    return text.replace(" ,", ",").rstrip(" -–—") or None if text else None


def _located(location: etree._Element | None) -> str | None:
    if location is None:
        return None
    return words(location.find("city")) or words(location)


def _status(docdata: etree._Element, defaults: Defaults) -> tuple[PubStatus, datetime | None]:
    """Status and embargo. What is embargoed without saying until when is withheld."""
    name = (docdata.get("management-status") or "usable").strip().lower()
    if name not in STATUSES:
        raise ReadError(f"management-status {name[:40]!r} is none of {', '.join(STATUSES)}")
    status = STATUSES[name]
    release, issue = _time(docdata, "date.release", defaults), _time(docdata, "date.issue", defaults)
    if status != "usable":
        return status, None
    if name == "embargoed":
        return ("usable", release) if release else ("withheld", None)
    return status, release if release and issue and release > issue else None


def _urgency(docdata: etree._Element) -> int | None:
    text = _attribute(docdata, "urgency", "ed-urg") or ""
    return int(text) if text in set("123456789") else None


def _language(nitf: etree._Element) -> str | None:
    body = nitf.find("body")
    return nitf.get(LANGUAGE) or (body.get(LANGUAGE) if body is not None else None) or None


def _slugline(nitf: etree._Element, docdata: etree._Element) -> str | None:
    names = {meta.get("name", "").lower(): meta.get("content") for meta in nitf.iterfind("head/meta")}
    stated = next((names[name] for name in SLUGLINES if names.get(name)), None)
    return one_line(stated or _attribute(docdata, "du-key", "key"))


def _source(docdata: etree._Element) -> str | None:
    return _attribute(docdata, "del-list/from-src", "src-name") or _attribute(docdata, "doc-id", "regsrc")


def _subjects(nitf: etree._Element) -> tuple[Subject, ...]:
    """``tobject.subject``: a subject code, and names from the general to the particular."""
    subjects = []
    for each in nitf.iterfind("head/tobject/tobject.subject"):
        names = (each.get(f"tobject.subject.{level}") for level in SUBJECT_NAMES)
        name = next((text for text in map(one_line, names) if text), None)
        code = one_line(each.get("tobject.subject.refnum"))
        subjects.append(subject(code, name, SUBJECT_CODES if code else None))
    return tuple(dict.fromkeys(each for each in subjects if each != Subject()))


def _usageterms(docdata: etree._Element) -> str | None:
    rights = [
        (each.get(name) for name in ("type", "geography", "limitations"))
        for each in docdata.iterfind("doc.rights")
    ]
    return _joined([one_line(text) for texts in rights for text in texts])


def _first_revision(nitf: etree._Element, defaults: Defaults) -> datetime | None:
    """When the earliest of the revisions that the document lists was made."""
    moments = [instant(each.get("norm"), defaults.zone) for each in nitf.iterfind("head/revision-history")]
    return min((moment for moment in moments if moment), default=None)


def _link(nitf: etree._Element) -> str | None:
    link = _attribute(nitf, "head/pubdata", "ex-ref") or ""
    return link if link.startswith(("http://", "https://")) else None


def _time(docdata: etree._Element, name: str, defaults: Defaults) -> datetime | None:
    return instant(_attribute(docdata, name, "norm"), defaults.zone)


def _attribute(element: etree._Element, path: str, name: str) -> str | None:
    return next(iter(_attributes(element, path, name)), None)


def _attributes(element: etree._Element, path: str, name: str) -> list[str]:
    return [text for each in element.iterfind(path) if (text := one_line(each.get(name)))]


def _joined(texts: Sequence[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None
