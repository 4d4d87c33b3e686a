"""What is shipped is what was tested: the wheel, installed, without the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"wirewatch", "producers", "processors", "sinks", "config"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    [built] = folder.glob("*.whl")
    return built


@pytest.mark.live
def test_wheel_has_our_packages_with_their_data_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == PACKAGES
    for package in PACKAGES:
        inside = (path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*") if path.is_file())
        assert {name for name in inside if "__pycache__" not in name} <= names


@pytest.mark.live
def test_any_spacy_user_can_add_our_components():
    names = ("wirewatch_quotations", "wirewatch_statements", "wirewatch_actors", "wirewatch_speakers")
    program = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('sentencizer')\n"
        f"for name in {names}: nlp.add_pipe(name)\n"
        "print(len(nlp('“It rained,” she said.')._.quotations))"
    )

    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "1"


@pytest.mark.live
@pytest.mark.model
def test_wheel_works_by_itself(wheel, tmp_path):
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", installed, wheel]
    subprocess.run(pip, check=True, capture_output=True)
    (tmp_path / "article.txt").write_text("Ann Lee said on Monday that the bridge was safe.")

    result = subprocess.run(
        [sys.executable, "-m", "wirewatch", "extract", "article.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
    )

    [statement] = json.loads(result.stdout)["statements"]
    assert statement["speakers"][0]["name"] == "Ann Lee"
    assert statement["text"] == "that the bridge was safe"
