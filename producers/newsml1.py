"""NewsML 1.0 to 1.2 (IPTC) -> ``Article``: one for each NewsItem that has a text."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from lxml import etree  # type: ignore[import-untyped]

from producers import nitf
from producers.editorial import status_of
from producers.newscodes import LANGUAGE, SUBJECT_CODES, in_language, subject
from producers.newsml_g2 import plain_or_html
from producers.paragraphs import PARAGRAPH, one_line
from producers.prose import prose, words
from producers.reading import Defaults, Outcome, Skipped, each_of
from producers.times import instant
from producers.xmltree import parse
from wirewatch.errors import ReadError
from wirewatch.records import Article, PubStatus, Subject

KILLS = frozenset({"delete", "kill", "cancel", "canceled", "remove", "withdraw"})
MEDIA = {
    "photo": "picture",
    "graphic": "graphic",
    "video": "video",
    "audio": "audio",
    "animation": "animation",
    "complexdata": "data",
}
# components of an article that are not its text
PARTS = frozenset({"lead", "body", "text", "maintext", "story"})
ASIDES = re.compile(
    r"caption|title|thumbnail|quicklook|keyword|summary|abstract|headline|description|preview", re.IGNORECASE
)
NOTES = re.compile(r"note|advis|correct|warning|instruction", re.IGNORECASE)
SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail")


def read_newsml1(data: bytes, uri: str, defaults: Defaults) -> Iterator[Outcome]:
    """What each item gives, in order; an item that cannot be read costs that item only."""
    items = list(parse(data).iter("NewsItem"))
    if not items:
        raise ReadError("a NewsML document without a NewsItem")
    yield from each_of(
        items, lambda item, name: outcome_of(item, name, defaults), (data, uri), "item", etree.tostring
    )


def outcome_of(item: etree._Element, uri: str, defaults: Defaults) -> Article | Skipped:
    """The article of an item, or what it is instead."""
    uri, version = _identity(item, uri)
    contents = _texts(item)
    if not contents and (kind := _other(item)):
        return Skipped(kind, uri)
    return _article(item, contents, (uri, version), defaults)


def _identity(item: etree._Element, uri: str) -> tuple[str, str | None]:
    """The item's name across its revisions, and the revision: the public identifier has both."""
    identifier = item.find("Identification/NewsIdentifier")
    if identifier is None:
        return uri, None
    version = words(identifier.find("RevisionId"))
    parts = [words(identifier.find(name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return ":".join(["urn:newsml", *(part for part in parts if part)]), version
    public = words(identifier.find("PublicIdentifier"))
    if public and version:
        public = re.sub(rf":{re.escape(version)}[NUA]?\Z", "", public)
    return public or uri, version


def _texts(item: etree._Element) -> list[etree._Element]:
    """The contents that are the article's text: the main one; or its lead and body; else the first."""
    texts = [each for each in item.iter("ContentItem") if _is_text(each) and _item_of(each) is item]
    roles = {each: _role(each).lower() for each in texts}
    main = [each for each in texts if roles[each] == "main"]
    parts = [each for each in texts if roles[each] in PARTS]
    rest = [each for each in texts if not ASIDES.search(roles[each])]
    return main[:1] or parts or rest[:1]


def _item_of(content: etree._Element) -> etree._Element:
    """The innermost item around: items may hold items."""
    return next(content.iterancestors("NewsItem"))


def _is_text(content: etree._Element) -> bool:
    media = _formal(content.find("MediaType")).lower()
    data = content.find(".//DataContent")
    return media in {"", "text"} and data is not None and (len(data) > 0 or bool((data.text or "").strip()))


def _role(content: etree._Element) -> str:
    """The role of the innermost component around that states one."""
    for component in content.iterancestors("NewsComponent"):
        if role := _formal(component.find("Role")):
            return role
    return ""


def _other(item: etree._Element) -> str | None:
    """What an item without a text is, where it is something; headlines alone are an article."""
    kinds = [MEDIA.get(_formal(each).lower()) for each in item.iterfind(".//MediaType")]
    if kind := next((each for each in kinds if each), None):
        return kind
    if item.find(".//NewsItemRef") is not None or item.find(".//NewsItem") is not None:
        return "package"
    return "catalog" if item.find("NewsComponent") is None and item.find("TopicSet") is not None else None


def _article(
    item: etree._Element, contents: list[etree._Element], identity: tuple[str, str | None], defaults: Defaults
) -> Article:
    uri, version = identity
    around = _components(item, contents)
    inner = contents[0].find(".//nitf") if contents else None
    head = nitf.head_of(inner) if inner is not None else None
    headline = _line(around, "HeadLine") or (head.headline if head else None)
    body = PARAGRAPH.join(text for each in contents if (text := _body(each, headline)))
    slugline = _line(around, "SlugLine") or words(item.find("Identification/NameLabel"))
    ednote = _ednote(item, around)
    stated, embargoed = _status(item, defaults)
    pubstatus = status_of(stated, (headline, slugline, ednote))
    if not body and not headline and pubstatus != "canceled":
        raise ReadError(f"no text: {uri} has neither a body nor a headline")
    return Article(
        uri=uri,
        body=body,
        version=version,
        versioncreated=_time(item, "NewsManagement/ThisRevisionCreated", defaults),
        firstcreated=_time(item, "NewsManagement/FirstCreated", defaults),
        pubstatus=pubstatus,
        embargoed=embargoed if pubstatus == "usable" else None,
        urgency=_urgency(item),
        language=_language(item, around),
        headline=headline,
        slugline=slugline,
        byline=_line(around, "ByLine") or (head.byline if head else None),
        dateline=(_line(around, "DateLine") or "").rstrip(" -–—") or (head.dateline if head else None),
        located=_located(around) or (head.located if head else None),
        infosource=_infosource(item, around),
        subject=_subjects(item, around),
        usageterms=_joined(around, "RightsMetadata/UsageRights/UsageType", "NewsLines/RightsLine"),
        copyrightholder=_copyright(around),
        ednote=ednote,
    )


def _components(item: etree._Element, contents: list[etree._Element]) -> list[etree._Element]:
    """The components around the text, the innermost first: the nearest statement holds."""
    if contents:
        return list(contents[-1].iterancestors("NewsComponent"))
    return list(item.iter("NewsComponent"))


def _formal(element: etree._Element | None) -> str:
    return element.get("FormalName", "").strip() if element is not None else ""


def _line(around: Sequence[etree._Element], name: str) -> str | None:
    return _nearest(around, f"NewsLines/{name}")


def _nearest(around: Sequence[etree._Element], path: str) -> str | None:
    texts = (words(each) for component in around for each in component.iterfind(path))
    return next((text for text in texts if text), None)


def _nearest_formal(around: Sequence[etree._Element], path: str) -> str | None:
    names = (_formal(each) for component in around for each in component.iterfind(path))
    return next((one_line(name) for name in names if name), None)


def _joined(around: Sequence[etree._Element], *paths: str) -> str | None:
    texts = [words(each) for path in paths for component in around for each in component.iterfind(path)]
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None


def _status(item: etree._Element, defaults: Defaults) -> tuple[PubStatus, datetime | None]:
    """Status and embargo. What is embargoed without saying until when is withheld."""
    management = item.find("NewsManagement")
    if management is None:
        return "usable", None
    name = (_formal(management.find("Status")) or "usable").lower()
    if name not in nitf.STATUSES:
        raise ReadError(f"Status {name[:40]!r} is none of {', '.join(nitf.STATUSES)}")
    if any(_formal(each).lower() in KILLS for each in management.iterfind("Instruction")):
        return "canceled", None
    changes = management.find("StatusWillChange/DateAndTime")
    until = instant(words(changes), defaults.zone)
    if name == "embargoed" and until is None:
        return "withheld", None
    frees = _formal(management.find("StatusWillChange/FutureStatus")).lower() == "usable"
    if name == "withheld" and frees and until:
        return "usable", until
    return nitf.STATUSES[name], until if name == "embargoed" else None


def _urgency(item: etree._Element) -> int | None:
    text = _formal(item.find("NewsManagement/Urgency"))
    return int(text) if text in set("123456789") else None


def _language(item: etree._Element, around: Sequence[etree._Element]) -> str | None:
    stated = _nearest_formal(around, "DescriptiveMetadata/Language")
    elements = [*around, item]
    found = stated or next((each.get(LANGUAGE) for each in elements if each.get(LANGUAGE)), None)
    if not found or found.lower().startswith("x-"):
        return None
    language, dash, region = found.partition("-")
    return language.lower() + dash + region


def _located(around: Sequence[etree._Element]) -> str | None:
    """The city, else the country, from which the article is."""
    metadata = [each for component in around for each in component.iterfind("DescriptiveMetadata")]
    locations = [each for one in metadata for each in one.iterfind("Location")]
    origins = [each for each in locations if each.get("HowPresent", "Origin").lower() in {"origin", "from"}]
    for name in ("City", "Country"):
        for place in [*origins, *metadata]:
            for each in place.iterfind("Property"):
                if _formal(each) == name and (value := one_line(each.get("Value"))):
                    return value
    return None


def _infosource(item: etree._Element, around: Sequence[etree._Element]) -> str | None:
    return (
        _nearest_formal(around, "AdministrativeMetadata/Source/Party")
        or _nearest_formal(around, "AdministrativeMetadata/Provider/Party")
        or words(item.find("Identification/NewsIdentifier/ProviderId"))
    )


def _copyright(around: Sequence[etree._Element]) -> str | None:
    return (
        _joined(around, "RightsMetadata/Copyright/CopyrightHolder")
        or _line(around, "CopyrightLine")
        or _nearest_formal(around, "RightsMetadata/Copyright/CopyrightHolder/Party")
    )


def _ednote(item: etree._Element, around: Sequence[etree._Element]) -> str | None:
    """Notes to editors, which are lines of a type of the agency's own."""
    notes = []
    for component in around:
        for line in component.iterfind("NewsLines/NewsLine"):
            if NOTES.search(_formal(line.find("NewsLineType"))):
                notes += [words(each) for each in line.iterfind("NewsLineText")]
    notes += [words(each) for each in item.iterfind("NewsManagement/Instruction")]
    return "; ".join(dict.fromkeys(note for note in notes if note)) or None


def _subjects(item: etree._Element, around: Sequence[etree._Element]) -> tuple[Subject, ...]:
    names = _topic_names(item, _language(item, around))
    codes = [
        _formal(each)
        for component in around
        for each in component.iterfind("DescriptiveMetadata/SubjectCode/*")
        if each.tag in SUBJECTS
    ]
    return tuple(subject(code, names.get(code), SUBJECT_CODES) for code in dict.fromkeys(codes) if code)


def _topic_names(item: etree._Element, language: str | None) -> dict[str, str | None]:
    """What the document's own topic sets call their codes, in its language where they do."""
    names = {}
    for topic in item.iter("Topic"):
        described = [each for each in topic.iterfind("Description") if each.get("Variant", "Name") == "Name"]
        for formal in topic.iterfind("FormalName"):
            names[(formal.text or "").strip()] = words(in_language(described, language))
    return names


def _time(item: etree._Element, path: str, defaults: Defaults) -> datetime | None:
    return instant(words(item.find(path)), defaults.zone)


def _body(content: etree._Element, headline: str | None) -> str:
    data = content.find(".//DataContent")
    inner = data.find("nitf")
    if inner is not None:
        return nitf.body_of(inner, headline)
    if len(data):
        return prose(data, without=headline)
    return plain_or_html(data.text or "", _formal(content.find("Format")))
