"""``wirewatch officials import`` as a person would use it: what comes in, and what stays as it was."""

import json

import pytest
from click.testing import CliRunner

from config.officials import read_officials
from wirewatch.cli import group

FTM = '{"id": "Q42", "schema": "Person", "properties": {"name": ["Ana Ruiz"], "alias": ["Anna Ruiz"]}}\n'
WIKIDATA = (
    "person,personLabel,positionLabel,start\n"
    "http://www.wikidata.org/entity/Q43,Tom Bell,governor of Ohio,2019-01-01T00:00:00Z\n"
)
LEGISLATORS = """
- id: {bioguide: X000001, wikidata: Q44}
  name: {first: Ada, last: Stone, official_full: Ada Stone}
  bio: {gender: F}
  terms:
  - {type: sen, start: '2021-01-03', end: '2027-01-03', state: OH, party: Democrat}
"""


@pytest.fixture
def bring(tmp_path):
    def run(text, *options, status=0):
        file, into = tmp_path / "public", tmp_path / "officials.yml"
        file.write_text(text)
        asked = ["officials", "import", str(file), "--into", str(into), "--json", *options]
        done = CliRunner().invoke(group, asked)
        assert done.exit_code == status, done.output
        return into

    return run


@pytest.mark.parametrize(
    ("text", "name", "wikidata", "roles"),
    [
        (FTM, "Ana Ruiz", "Q42", []),
        (WIKIDATA, "Tom Bell", "Q43", ["governor of Ohio"]),
        (LEGISLATORS, "Ada Stone", "Q44", ["United States senator from Ohio"]),
    ],
)
def test_each_format_is_known_by_its_content(bring, text, name, wikidata, roles) -> None:
    [official] = read_officials(bring(text))

    assert (official.name, official.wikidata) == (name, wikidata)
    assert [role.title for role in official.roles] == roles


def test_import_may_be_repeated_and_leaves_what_people_wrote(bring) -> None:
    into = bring(WIKIDATA)
    into.write_text(into.read_text().replace("name: Tom Bell", "name: Thomas Bell  # as he signs"))
    mended = into.read_text()

    bring(WIKIDATA)
    bring(FTM)

    assert into.read_text().startswith(mended.rstrip("\n"))
    assert [each.name for each in read_officials(into)] == ["Thomas Bell", "Ana Ruiz"]


def test_dry_run_writes_nothing(bring) -> None:
    assert not bring(FTM, "--dry-run").exists()


@pytest.mark.parametrize(
    "text", ['{"id":\n', "person,personLabel\n1,2,3,4,5,\x00\n", "- [a\n", "no format at all"]
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(bring, text) -> None:
    assert not bring(text, status=1).exists()


@pytest.mark.shared
def test_all_of_congress_comes_in(bring, shared) -> None:
    file = shared / "watchlists" / "legislators-current.yaml"
    officials = read_officials(bring(file.read_text(encoding="utf-8"), "--group", "congress"))

    assert len(officials) == file.read_text(encoding="utf-8").count("\n- id:") + 1
    assert all("congress" in each.groups and each.roles for each in officials)


def test_json_says_what_changed(tmp_path) -> None:
    file = tmp_path / "public.json"
    file.write_text(FTM)
    done = CliRunner().invoke(
        group, ["officials", "import", str(file), "--into", str(tmp_path / "o.yml"), "--json"]
    )

    assert json.loads(done.stdout)["official"]["name"] == "Ana Ruiz"
