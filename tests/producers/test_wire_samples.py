"""What agencies really send: headline, first and last paragraph, times and version, read by a person."""

# ruff: noqa: E501, RUF001

from pathlib import Path
from typing import Any

import pytest

from producers.files import read_file
from producers.reading import Skipped
from wirewatch.records import Article

pytestmark = pytest.mark.shared

SAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("newsml-g2/LISTING_1_A_NewsML-G2_News_Item.xml", {
        "uri": "urn:newsml:acmenews.com:20161018:US-FINANCE-FED", "version": "11",
        "versioncreated": "2018-10-21 21:25:32+00:00", "firstcreated": "2016-10-18 18:12:21+00:00",
        "embargoed": "2018-10-23 12:00:00+00:00", "headline": 'Fed to halt QE to avert "bubble"',
        "slugline": "US-Finance-Fed", "located": "Berlin", "language": "en-GB", "first": "", "last": "",
        "usageterms": "Not for use outside the United States", "copyrightholder": "Example Enews LLP",
    }),
    ("newsml-g2/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml", {
        "headline": "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.",
        "byline": "Sports Network", "first": "(Sports Network) - With the Philadelphia Phillies picking up",
        "last": "looks set to be a clash of the Titans.", "paragraphs": 1,
    }),
    ("newsml-g2/ansa-newsmlg2-text.xml", {
        "uri": "tag:ansa.it,2017-10-11:40e5fb1034e7e2b21942ea09718fc85a", "version": "1", "urgency": 5,
        "versioncreated": "2017-10-11 09:41:00+00:00", "language": "it", "located": "Rome", "copyrightholder": "ANSA",
        "headline": "Catalan independence declaration unacceptable - Alfano", "paragraphs": 4,
        "first": "(ANSA) - Rome, October 11 - Italian Foreign Minister Angelino Alfano has said that the Catalan",
        "last": "independence on Tuesday, but halted implementation to allow for negotiations.",
    }),
    ("newsml-g2/ap.xml", {
        "uri": "tag:ap.org,2011:5e565888b587889c5c8bd62b6164118c-text", "version": "2", "urgency": 4,
        "versioncreated": "2018-02-26 21:20:34+00:00", "firstcreated": "2018-02-26 21:20:36+00:00",
        "headline": "Nutrisystem beats 4Q earnings and revenue expectations", "dateline": "FORT WASHINGTON, Pa.",
        "slugline": "BC-US--Earns-Nutrisystem, 1st Ld-Writethru", "ednote": "Eds: Adds full-year results.",
        "first": "FORT WASHINGTON, Pa. (AP) _ Nutrisystem Inc. (NTRI) on Monday", "paragraphs": 9,
        "last": "Access a Zacks stock report on NTRI at https://www.zacks.com/ap/NTRI",
    }),
    ("newsml-g2/reuters_L1N14N0FF_a.xml", {
        "uri": "tag:reuters.com,0000:newsml_L1N14N0FF", "version": "1542761538", "pubstatus": "canceled",
        "versioncreated": "2016-01-04 16:34:45+00:00", "first": "", "last": "",
    }),
    ("newsml-g2/reuters_L1N14N0FF_b.xml", {
        "uri": "tag:reuters.com,0000:newsml_L1N14N0FF", "version": "978556838", "pubstatus": "usable", "urgency": 3,
        "versioncreated": "2016-01-04 15:43:34+00:00", "infosource": "Reuters", "copyrightholder": "Thomson Reuters",
        "headline": "CORRECTED-S. Illinois battles flooding as Mississippi River builds downstream",
        "first": "(In Jan. 3 story, corrects last paragraph to reflect that figure on Exxon Mobil terminal refers",
        "last": "(Reporting by David Bailey in Minneapolis, Erwin Seba in Houston and Tim Ghianni in Nashville; "
                "Editing by Dan Grebler)",
    }),
    ("newsml-g2/stt_newsml_test.xml", {
        "uri": "urn:newsml:stt.fi:20171219:101801633", "version": "4", "language": "fi-FI", "urgency": 3,
        "versioncreated": "2017-10-18 09:16:43+00:00", "firstcreated": "2017-12-19 08:33:04+00:00",
        "dateline": "Helsinki", "located": "Helsinki", "infosource": "STT", "ednote": "complemented throughout",
        "first": "*** DISCLAIMER: THIS IS AN AUTOMATED TRANSLATION FROM FINNISH ***",
        "last": "Siksi SDP tulee muuttamaan aktiivimallin, Rinne sanoi tiedotteessaan heti äänestyksen jälkeen.",
        "within": "continue to dispense with a notice until 4 o'clock",
    }),
    ("newsml-1.2/afp.xml", {
        "uri": "urn:newsml:afp.com:20140829T135002Z:TX-PAR-FXW86", "version": "1", "urgency": 4, "language": "en",
        "versioncreated": "2014-08-29 13:49:51+00:00", "firstcreated": "2014-08-29 13:49:51+00:00",
        "headline": "Sweden court accepts receivership for Saab carmaker", "located": "Stockholm",
        "dateline": "STOCKHOLM, Aug 29, 2014 (AFP)", "slugline": "Sweden-SAAB", "usageterms": "NO ARCHIVAL USE",
        "first": "A Chinese-owned company set up to take over Saab's assets", "last": "hh/ph/ts/hd", "paragraphs": 10,
    }),
    ("newsml-1.2/ana1.xml", {
        "uri": "urn:newsml:ana-mpe.gr:20180404:19336333", "version": "1", "language": "en", "located": "Athens",
        "versioncreated": "2018-04-04 14:58:59+00:00", "headline": "Wage employment balance positive in Jan-March",
        "first": "Wage employment in the private sector grew in March, recording the best performance since 2001",
        "last": "© ΑΠΕ-ΜΠΕ ΑΕ. Τα πνευματικά δικαιώματα ανήκουν", "paragraphs": 4,
    }),
    ("nitf/aap.xml", {
        "uri": "AAP.115314987.5417374", "versioncreated": "2013-10-20 08:27:51+00:00", "urgency": 5,
        "headline": "The main stories on today's 1900 ABC TV news", "byline": "By John Doe", "dateline": "Sydney",
        "first": "The main stories on ABC television's 1900 news:", "last": "AAP RTV ar", "embargoed": "None",
        "within": "the fire situation is likely to get worse with a massive fire front spanning a huge area of NSW",
        "copyrightholder": "Australian Associated Press",
    }),
    ("nitf/ap-nitf.xml", {
        "versioncreated": "2015-12-10 19:10:44+00:00", "dateline": "NEW YORK", "infosource": "The Associated Press",
        "headline": "Can trading pollution like stocks help fight climate change?", "copyrightholder": "AP",
        "byline": "By BERNARD CONDON, AP Business Writer", "ednote": "For global distribution",
        "first": "NEW YORK (AP) — The gas produced by hog manure at farms across the U.S. punches holes in the ozone",
        "last": "His work can be found at http://www.bigstory.ap.org/content/bernard-condon .",
    }),
    ("nitf/ap_media_text_nitf.xml", {
        "versioncreated": "2019-07-03 04:05:12+00:00", "headline": "BC-BBN--Top Ten", "paragraphs": 3,
        "first": "Yelich, Milwaukee, 31; Alonso, New York, 28; Bellinger, Los Angeles, 27;",
        "last": "Buehler, Los Angeles, 8-1; Marquez, Colorado, 8-3; Scherzer, Washington, 8-5.",
    }),
    ("nitf/nitf-fishing.xml", {
        "uri": "iptc.321656141.b", "versioncreated": "2002-02-25 19:30:00+00:00", "pubstatus": "canceled",
        "headline": "Weather and Tide Updates for Norfolk", "dateline": "Newport News, VA", "paragraphs": 11,
        "first": "The weather was superb today in Norfolk, Virginia. Made me want to take out my boat,",
        "last": "Happy fishing everybody!", "usageterms": "online",
        "copyrightholder": "International Press Telecommunications Council",
    }),
    ("nitf/pa1.xml", {
        "uri": "af1f7ad5-5619-49de-84cc-2e608538c77fSSS-3-1", "versioncreated": "2015-10-14 03:30:01+00:00",
        "headline": "PA SPORT TRIVIA (OCTOBER 14)", "first": "ON THIS DAY IN SPORT", "last": "ends", "urgency": 4,
    }),
    ("nitf/pa3.xml", {
        "versioncreated": "2016-09-08 12:24:46+00:00", "embargoed": "2016-09-08 23:01:00+00:00",
        "headline": "UK BREAK-UP 'NOT INCONCEIVABLE', FIRST MINISTER WARNS AHEAD OF BREXIT TALKS",
        "byline": "By Benjamin Wright, Press Association", "paragraphs": 1, "copyrightholder": "Press Association",
        "first": "The UK risks breaking up unless all home nations", "last": "hands-on role in the Brexit negotiations",
        "ednote": "(see also POLITICS EU) Embargoed to 0001 Friday September 9",
    }),
    ("iptc7901/IPTC7901.txt", {
        "versioncreated": "2013-11-13 11:37:00+00:00", "urgency": 4, "slugline": "Germany-politics",
        "headline": "Germany Social Democrats: Coalition talks with Merkel could fail", "paragraphs": 5,
        "first": "Berlin (dpa) - Negotiations between German conservatives headed by Chancellor Angela Merkel and",
        "last": 'A "yes" vote will allow Merkel to be sworn in for a third term before Christmas.', "dateline": "Berlin",
    }),
    ("iptc7901/dpa_four_line.txt", {
        "versioncreated": "2018-11-21 23:22:00+00:00", "urgency": 3, "byline": "By dpa correspondents", "version": "1",
        "headline": "Switzerland joins list of countries resisting UN migration pact", "infosource": "dpa",
        "ednote": "REFILE; 1ST LEAD; adds head of UNGA in grafs 7-11", "paragraphs": 15,
        "first": "Geneva (dpa) - Switzerland is joining a growing number of countries that will refrain from signing",
        "last": "Hungary, Israel, Poland and the United States.",
    }),
    ("iptc7901/dpa_two_line.txt", {
        "versioncreated": "2018-11-21 21:01:00+00:00", "ednote": "EXTRA", "paragraphs": 4, "slugline": "Yemen/conflict",
        "headline": "Peace talks on Yemen to take place in Sweden next month, Mattis says",
        "first": "Washington (dpa) - US Defence Secretary Jim Mattis says he expects the warring parties in Yemen to",
        "last": "and in recent days it has decreased considerably.",
    }),
    ("anpa/anpa-1.tst", {
        "versioncreated": "2013-11-13 15:09:00+00:00", "slugline": "BC-LT--Argentina-Cancer Beauty",
        "headline": "For Argentine chemo patients, mirrors can hurt", "ednote": "Eds: With AP Photos.",
        "byline": "By PAUL BYRNE and ALMUDENA CALATRAVA, Associated Press", "dateline": "BUENOS AIRES, Argentina",
        "first": "BUENOS AIRES, Argentina (AP) — For cancer patients dealing with the physical", "paragraphs": 14,
        "last": "APTN contributor Kacey Cherry in Buenos Aires helped with this story.",
        "within": "\"At first, they don't want to look in the mirror,\" she said.",
    }),
    ("anpa/anpa-2.tst", {
        "versioncreated": "2013-11-13 07:45:00+00:00", "version": "1", "dateline": "ROSCOE, South Dakota",
        "headline": "Prairies vanish in the US push for green energy", "infosource": "AP", "urgency": 4,
        "first": "ROSCOE, South Dakota (AP) — Robert Malsam nearly went broke in the 1980s when corn was cheap.",
        "last": "Gillum reported from Washington. Associated Press writers Dina Cappiello and Matt Apuzzo contributed",
    }),
    ("anpa/ap_anpa-1.tst", {
        "versioncreated": "2016-02-20 03:37:00+00:00", "byline": "By CHARLES ODUM, AP Sports Writer",
        "headline": "Deng has 30 points, short-handed Heat beat Hawks 115-111", "dateline": "ATLANTA",
        "first": "ATLANTA (AP) — Luol Deng scored 30 points", "last": "Hawks: Host Milwaukee on Saturday night.",
    }),
    ("anpa/ap_anpa-2.tst", {
        "versioncreated": "2016-05-17 06:20:00+00:00", "headline": "Baseball Expanded Standings",
        "first": "AMERICAN LEAGUE", "last": "San Francisco at San Diego, 10:10 p.m.",
    }),
    ("anpa/ap_anpa-3.tst", {
        "versioncreated": "2016-08-29 16:26:00+00:00", "headline": "$210 lobster is found dead", "paragraphs": 1,
        "slugline": "BC-US--Giant Lobster Death, 1st Ld-Writethru", "first": "CHATHAM, Mass. (AP) — A lobster died.",
        "last": "A lobster died.", "ednote": "Eds: APNewsNow. Changes short headline. New approach.",
    }),
    ("email/simple_email.txt", {
        "uri": "mid:CAHU3GgVHd6C_RSMQXvOhr6V-Ya0LwdBkqpbZ_qUwGF8JvhrQVg@mail.gmail.com", "byline": "a sender",
        "versioncreated": "2015-02-19 06:18:40+00:00", "headline": "Test message 1234", "first": "body text",
        "last": "body text", "paragraphs": 1,
    }),
    ("email/composite_email.txt", {
        "versioncreated": "2015-03-03 00:27:36+00:00", "headline": "single image test", "byline": "someone",
        "first": "this is a test of a single image", "last": "this is a test of a single image", "paragraphs": 1,
    }),
]  # fmt: skip


def read(shared: Path, name: str) -> list[Article]:
    return [each for each in read_file(shared / "wire" / "formats" / name) if isinstance(each, Article)]


@pytest.mark.parametrize(("name", "expected"), SAMPLES, ids=[name for name, _ in SAMPLES])
def test_wire_sample(shared: Path, name: str, expected: dict[str, Any]) -> None:
    article = read(shared, name)[0]
    paragraphs = article.body.split("\n\n")
    assert paragraphs[0].startswith(expected.pop("first"))
    assert expected.pop("last") in paragraphs[-1]
    assert len(paragraphs) == expected.pop("paragraphs", len(paragraphs))
    assert expected.pop("within", "") in article.body
    found = {field: getattr(article, field) for field in expected}
    assert {
        field: value if isinstance(value, int) else str(value) for field, value in found.items()
    } == expected


def test_wire_samples_have_no_trace_of_how_they_were_sent(shared: Path) -> None:
    bodies = [article.body for name, _ in SAMPLES for article in read(shared, name)]
    assert len(bodies) == 27  # the news message of AP has three
    for body in bodies:
        assert not set(body) & {*map(chr, range(10)), "\r", "\t", "\x7f", "`"}
        assert "''" not in body
        assert "&#" not in body
        assert "\n\n\n" not in body


def test_wire_samples_that_are_no_articles_are_passed_over(shared: Path) -> None:
    packages = ["LISTING_6_Simple_NewsML-G2_Package.xml", "reuters_KBN0FL0NM_v10.xml"]
    outcomes = [
        outcome for name in packages for outcome in read_file(shared / "wire/formats/newsml-g2" / name)
    ]
    assert [outcome.kind for outcome in outcomes if isinstance(outcome, Skipped)] == ["package", "package"]
    mail = read_file(shared / "wire/formats/email/composite_email.txt")
    assert [outcome.kind for outcome in mail if isinstance(outcome, Skipped)] == ["picture"]


def test_wire_samples_a_kill_comes_after_what_it_kills(shared: Path) -> None:
    (kill,), (story,) = (read(shared, f"newsml-g2/reuters_L1N14N0FF_{name}.xml") for name in "ab")
    assert kill.uri == story.uri
    assert kill.versioncreated
    assert story.versioncreated
    assert kill.versioncreated > story.versioncreated
