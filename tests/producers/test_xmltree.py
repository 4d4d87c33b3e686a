import pytest
from lxml import etree  # type: ignore[import-untyped]

from producers.xmltree import parse
from wirewatch.errors import ReadError

READ = [
    (b"<a><b>text</b></a>", "text"),
    (b'<x:a xmlns:x="urn:x"><x:b>text</x:b></x:a>', "text"),
    (b"\n\n<?xml version='1.0'?><a>text</a>\0\x04", "text"),
    (b"<a>caf\xc3\xa9</a>", "café"),
    (b"<a>caf\xe9 au lait</a>", "café au lait"),
    (b'<?xml version="1.0" encoding="iso-8859-1"?><a>caf\xe9</a>', "café"),
    (b'<?xml version="1.0" encoding="iso-8859-1"?><a>caf\xc3\xa9</a>', "café"),
    (b'<?xml version="1.0" encoding="utf-16"?><a>caf\xc3\xa9</a>', "café"),
    ('<?xml version="1.0" encoding="koi8-r"?><a>Мир</a>'.encode("koi8-r"), "Мир"),
    (b'<?xml version="1.0" encoding="unheard-of"?><a>text</a>', "text"),
    (b'<?xml version="1.0" encoding="zlib"?><a>text</a>', "text"),
    (b"<a>AT&T &amp; &nbsp;&eacute;&unheard;</a>", "AT&T & \xa0é "),
    (b"<a><![CDATA[AT&T <b>]]> & </a>", "AT&T <b> & "),
    (b'<!DOCTYPE a SYSTEM "a.dtd"><a>x &mdash; y</a>', "x — y"),
    (b'<!DOCTYPE a [<!ENTITY us "Northwire">]><a>x &us; y</a>', "x Northwire y"),
    (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>-&x;-</a>', "--"),
    (b"<a>x<b>y</a>", "xy"),
    (b"<a>&nbsp;<b>AT&amp;T &lt;i&gt; &#65;</b></a>", "\xa0AT&T <i> A"),
    (b"<a>x<b>y</c><d>AT&amp;T &lt;i&gt; &#65;<![CDATA[&amp;]]></d></a>", "xyAT&T <i> A&amp;"),
    (b"<a>x & <b>y</a>", "x & y"),
    (b"<a>x\x03y</a>", "xy"),
]


@pytest.mark.parametrize(("data", "text"), READ)
def test_xmltree_text(data: bytes, text: str) -> None:
    root = parse(data)
    assert root.tag == "a"
    assert "".join(root.itertext()) == text


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
QUADRATIC = b'<!DOCTYPE a [<!ENTITY b "%s">]><a>%s</a>' % (b"x" * 5_000, b"&b;" * 5_000)
PARAMETER = b'<!DOCTYPE a [<!ENTITY % b "<!ELEMENT a ANY>"> %b;]><a/>'

REFUSED = [
    (LAUGHS, "entities made of entities"),
    (PARAMETER, "entities made of entities"),
    (QUADRATIC, "expand to more than"),
    (b"<a>" * 300 + b"</a>" * 300, "depth"),
    (b"<a>" + b"<b/>" * 400_000 + b"</a>", "more than 400,000 tags"),
    (b"<a><b>half", "cut off"),
    (b"<a>", "cut off"),
    (b"<a><p>x</q></p><b>the rest</b></a>", "tags do not match"),
    (b"<a>x</a><a>y</a>", "tags do not match"),
    (b"text", "no XML|cut off"),
    (b"", "no XML|cut off"),
    ("<a>“Half” a “file” — ".encode() + b"and \x93 damage</a>", "not UTF-8"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_xmltree_refuses(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        parse(data)


def test_xmltree_an_attribute_does_not_expand_either() -> None:
    root = parse(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a b="&x;"></a>')
    assert isinstance(root, etree._Element)
    assert (root.get("b") or "").strip() == ""
