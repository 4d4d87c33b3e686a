"""Messages arrive at real servers; when they do not, the reason is said and no secret is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from sinks.channels import Way
from wirewatch.errors import ConfigError, TransientError
from wirewatch.notifying.notices import Notice
from wirewatch.records import Difference

if TYPE_CHECKING:
    from tests.people import Hook, Mailbox

MakeNotice = Callable[..., Notice]


def test_a_webhook_gets_title_and_body(hook: "Hook", make_notice: MakeNotice) -> None:
    Way(hook.url).deliver([make_notice(text="Türkiye <b>will</b> not & cannot")])

    (posted,) = hook.posted
    assert (posted["title"], posted["type"]) == ("war: Dmitry Peskov", "info")
    assert posted["message"].startswith("Türkiye <b>will</b> not & cannot\n")


def test_a_digest_is_one_message(hook: "Hook", make_notice: MakeNotice) -> None:
    Way(hook.url).deliver([make_notice(f"a{n}") for n in range(50)])

    (posted,) = hook.posted
    assert posted["title"] == "wirewatch: 50 alerts"


def test_mail_arrives_with_sender_recipient_and_words(mailbox: "Mailbox", make_notice: MakeNotice) -> None:
    way = Way(f"mailto://127.0.0.1:{mailbox.port}/?from=watch@example.org&to=ann@example.org&mode=insecure")
    taken_back = make_notice(event="retracted", difference=Difference(was="in May", now="in June"))

    way.deliver([taken_back])

    (mail,) = mailbox.mails
    assert mail["To"] == "ann@example.org"
    assert "watch@example.org" in mail["From"]
    assert mail["Subject"] == "Taken back: war: Dmitry Peskov"
    assert "was: in May\r\nnow: in June" in mail.get_body(("plain",)).get_content()
    assert way.shown == f"mailto://127.0.0.1:{mailbox.port}/ann@example.org"


@pytest.mark.parametrize("status", [400, 401, 500, 503])
def test_a_server_that_refuses_is_quoted(hook: "Hook", make_notice: MakeNotice, status: int) -> None:
    hook.status = status

    with pytest.raises(TransientError, match=f"not delivered: .*error={status}"):
        Way(hook.url).deliver([make_notice()])


def test_a_server_that_is_not_there_is_said_to_be_away(hook: "Hook", make_notice: MakeNotice) -> None:
    way = Way(hook.url)
    hook.close()

    with pytest.raises(TransientError, match=r"Connection refused|Max retries exceeded"):
        way.deliver([make_notice()])


@pytest.mark.parametrize(
    "address",
    [
        "json://ann:sesame-open@127.0.0.1:9/hook/T0K3N-path?apikey=t0ken-option",
        "mailto://ann:sesame-open@127.0.0.1:9/?to=bob@example.org",
        "slack://T0K3N-path/sesame-open/t0ken-option-t0ken-option/#desk",
    ],
)
def test_secrets_are_never_shown(address: str, make_notice: MakeNotice) -> None:
    shown = []
    try:
        way = Way(address)
        shown.append(way.shown)
        way.deliver([make_notice()])
    except (ConfigError, TransientError) as error:
        shown.append(str(error))

    assert shown
    for secret in ("sesame-open", "T0K3N-path", "t0ken-option"):
        assert not any(secret in each for each in shown)


def test_addresses_with_secrets_are_known(hook: "Hook") -> None:
    assert Way(hook.url.replace("//", "//ann:sesame@")).holds_secrets
    assert not Way(hook.url).holds_secrets


@pytest.mark.parametrize("address", ["nosuch://x", "no address", "", "slack://x", "mailto://", "json://"])
def test_addresses_of_no_service_are_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="not an address that apprise knows"):
        Way(address)
