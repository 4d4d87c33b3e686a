import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.encoding import decode, sound
from wirewatch.errors import ReadError

TEXT = "“Нет”, he said — naïve.\r\n"

READ = [
    (TEXT.encode(), TEXT),
    (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
    (b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
    (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), TEXT),
    (b"\x93Non\x94, said Ren\xe9 from the caf\xe9 \x97 twice.", "“Non”, said René from the café — twice."),
    ("« CAFÉ », dit-il à midi à l’Élysée".encode("cp1252"), "« CAFÉ », dit-il à midi à l’Élysée"),
    (b"", ""),
]

REFUSED = [
    (b"text and\0more", "character 8 is NUL"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "byte 8 is NUL"),
    ("a café, then half of é".encode()[:-1], "not UTF-8: byte 22 is 0xc3"),
    ("“Half” a “file” — ".encode() + b"and \x93 damage", "not UTF-8: byte 32 is 0x93"),
    ("Россия".encode("cp1251"), "not UTF-8: byte 0 is 0xd0"),
    (b"what \x81 is this", "not UTF-8: byte 5 is 0x81"),
    (b"\xff\xfea\0b", "not UTF-16-LE: byte 4 is 0x62"),
    (b"\x01\x02\x03abc", "3 of 6 characters are control characters"),
]


@pytest.mark.parametrize(("data", "text"), READ)
def test_encoding_decodes(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_encoding_refuses_naming_the_byte(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_encoding_never_fails_otherwise(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        decode(data).encode()


def test_encoding_sound_text_can_be_written() -> None:
    assert sound("a\ud800b\0c😀") == "a\ufffdb\ufffdc😀"
