"""Bytes -> an XML tree, whatever they are: nothing is fetched, no entity expands, depth and size are bounded.

Well-formed documents take the short way. Others are mended where what they mean is plain: a wrong or missing
encoding declaration, characters that XML forbids, bare ampersands, undeclared entities, tags left open.
A document without its end is refused: half an article is worse than none.
"""

import contextlib
import html
import re

from lxml import etree  # type: ignore[import-untyped]

from producers.encoding import decode
from wirewatch.errors import ReadError

MOST_MARKS = 400_000
"""Tags and attributes that a document may have: each costs memory, far more than its bytes."""
MOST_REFERENCES = 1_000_000
MOST_EXPANDED = 1_000_000
"""Characters that a document's own entities may give in all."""
SINGLE_BYTE = re.compile(r"(?:us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d|windows-125\d|cp125\d", re.IGNORECASE)
DECLARATION = re.compile(
    rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"'][^>]{0,100}\?>"
)
TEXT_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s\"'<>]{1,80})\s+(?:\"([^\"]*)\"|'([^']*)')")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CDATA = r"<!\[CDATA\[.*?(?:\]\]>|\Z)"
AMPERSAND = re.compile(
    CDATA + r"|&(?:(?P<name>[A-Za-z][\w.-]{0,40});|(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};))", re.DOTALL
)
PREDEFINED = re.compile(CDATA + r"|&(?P<name>amp|lt|gt|quot|apos);", re.DOTALL)
# libxml2 drops references once a document was found faulty, so they go through it in disguise
DISGUISES = {"amp": "\ue000", "lt": "\ue001", "gt": "\ue002", "quot": "\ue003", "apos": "\ue004"}
UNMASKED = str.maketrans(dict(zip(DISGUISES.values(), "&<>\"'", strict=True)))
START_TAG = re.compile(CDATA + r"|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<[A-Za-z_]", re.DOTALL)
REFERENCE = re.compile(rb"&(?!#)")
BUILT_IN = frozenset({"amp", "lt", "gt", "quot", "apos"})
EDGES = b"\0\x01\x02\x03\x04\x1a \t\r\n"


def parse(data: bytes) -> etree._Element:
    """The outermost element, all names without their namespaces; ReadError with the reason."""
    data = data.strip(EDGES)
    try:
        root = _strict(_plain(data))
    except etree.XMLSyntaxError as error:
        root = _mended(data, error)
    _resolve(root)
    for element in root.iter(etree.Element):
        if element.tag[0] == "{":
            # a mended document may have names that none can have
            with contextlib.suppress(ValueError):
                element.tag = element.tag.rpartition("}")[2]
    return root


def is_well_formed(data: bytes) -> bool:
    """Whether ``data`` is an XML document as it stands, and a harmless one."""
    try:
        _strict(data.strip(EDGES))
    except (etree.XMLSyntaxError, ReadError):
        return False
    return True


def _plain(data: bytes) -> bytes:
    """``data`` in an encoding that is ASCII where tags are, so that what is dangerous can be seen."""
    match = DECLARATION.match(data)
    declared = match[1].decode() if match else "utf-8"
    if declared.lower() in {"utf-8", "utf8"}:
        return data
    if SINGLE_BYTE.fullmatch(declared) and (data.isascii() or not _is_utf8(data)):
        return data
    return _declare_nothing(_characters(data, declared))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _characters(data: bytes, declared: str) -> str:
    """As declared, where that can be; UTF-8 wins, for nothing else looks like it by chance."""
    if not _is_utf8(data):
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def _declare_nothing(text: str) -> bytes:
    """``text`` as UTF-8 without the declaration, which would say otherwise."""
    match = TEXT_DECLARATION.match(text)
    return text[match.end() if match else 0 :].encode("utf-8", "replace")


def _strict(data: bytes, *, recover: bool = False) -> etree._Element:
    _refuse_bombs(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root is None or any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ReadError(f"XML that cannot be read: {_flaw(parser)}")
    return root


def _flaw(parser: etree.XMLParser) -> str:
    return parser.error_log[0].message if len(parser.error_log) else "nothing in it"


def _refuse_bombs(data: bytes) -> None:
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise ReadError(f"XML of more than {MOST_MARKS:,} tags and attributes")
    if data.count(b"&") > MOST_REFERENCES:
        raise ReadError(f"XML of more than {MOST_REFERENCES:,} ampersands")
    if b"<!ENTITY" not in data:
        return
    values = [(parameter, double or single) for parameter, _, double, single in ENTITY.findall(data)]
    if any(parameter or REFERENCE.search(value) for parameter, value in values):
        raise ReadError("XML with entities made of entities, which may expand without end")
    longest = max((len(value) for _, value in values), default=0)
    if longest * data.count(b"&") > MOST_EXPANDED:
        raise ReadError(f"XML with entities that expand to more than {MOST_EXPANDED:,} characters")


def _mended(data: bytes, error: etree.XMLSyntaxError) -> etree._Element:
    match = DECLARATION.match(data)
    text = FORBIDDEN.sub("", _characters(data, match[1].decode() if match else "utf-8"))
    declared = {name.decode("latin-1") for _, name, _, _ in ENTITY.findall(data)} | BUILT_IN
    text = AMPERSAND.sub(lambda found: _spelled(found, declared), text)
    with contextlib.suppress(etree.XMLSyntaxError):
        return _strict(_declare_nothing(text).strip(EDGES))
    if not _has_its_end(text.encode("utf-8", "replace").strip(EDGES)):
        raise ReadError(f"XML that is cut off: {_place(error)}") from error
    try:
        return _recovered(text)
    except etree.XMLSyntaxError:
        raise ReadError(f"no XML: {_place(error)}") from error


def _spelled(found: re.Match[str], declared: set[str]) -> str:
    """An ampersand that is one, or the characters of an entity that nobody declared."""
    if found[0].startswith("<!["):
        return found[0]
    name = found["name"]
    if name is None:
        return "&amp;"
    return found[0] if name in declared else html.escape(_meaning(name, {}), quote=False)


def _recovered(text: str) -> etree._Element:
    """What libxml2 makes of tags that do not match."""

    def disguised(found: re.Match[str]) -> str:
        return DISGUISES[found["name"]] if found["name"] else found[0]

    root = _strict(_declare_nothing(PREDEFINED.sub(disguised, text)).strip(EDGES), recover=True)
    elements = list(root.iter(etree.Element))
    if len(elements) < sum(len(found) == 2 for found in START_TAG.findall(text)):
        raise ReadError("XML whose tags do not match: a part of it would be missing")
    for element in elements:
        element.text = element.text.translate(UNMASKED) if element.text else element.text
        element.tail = element.tail.translate(UNMASKED) if element.tail else element.tail
        for name, value in element.attrib.items():
            with contextlib.suppress(ValueError):  # names that none can have
                element.set(name, value.translate(UNMASKED))
    return root


def _place(error: etree.XMLSyntaxError) -> str:
    return str(error.msg or "not well-formed").replace("\n", " ")


def _has_its_end(data: bytes) -> bool:
    """Whether the document ends with the end tag of its outermost element."""
    name = re.search(rb"<([A-Za-z_][\w.:-]{0,63})", data)
    return name is not None and re.search(rb"</" + re.escape(name[1]) + rb"\s*>\Z", data[-200:]) is not None


def _resolve(root: etree._Element) -> None:
    """Puts the characters of HTML's entities, and of those the document declares, where they stand."""
    entities = list(root.iter(etree.Entity))
    if not entities:
        return
    dtd = root.getroottree().docinfo.internalDTD
    declared = {each.name: each.content or "" for each in dtd.iterentities()} if dtd is not None else {}
    for entity in entities:
        _replace(entity, _meaning(entity.name, declared))


def _meaning(name: str, declared: dict[str, str]) -> str:
    if name in declared and name not in BUILT_IN and "<" not in declared[name]:
        return html.unescape(declared[name])
    text = html.unescape(f"&{name};")
    return text if text != f"&{name};" else " "


def _replace(entity: etree._Element, text: str) -> None:
    parent, before = entity.getparent(), entity.getprevious()
    if parent is None:
        return
    whole = text + (entity.tail or "")
    if before is None:
        parent.text = (parent.text or "") + whole
    else:
        before.tail = (before.tail or "") + whole
    entity.tail = None
    parent.remove(entity)
