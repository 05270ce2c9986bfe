"""The page of downloads, `--only`, and what is said when an extra is missing."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from playbook_generator.outputs import EXTRAS, OUTPUTS
from playbook_generator.playbook import Playbook
from playbook_generator.rendering.downloads import Download, groups
from playbook_generator.rendering.pages import pages
from tests.conftest import EXAMPLE, run_playbook

LINK = re.compile(r'<a [^>]*href="?([^" >]+)"?[^>]*\bdownload\b')


def _listed(page: Path) -> list[Path]:
    """The files that a page offers, in its order."""
    return [(page.parent / link).resolve() for link in LINK.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_lists_every_file_that_was_made_with_its_size(site: Path, language: str) -> None:
    page = site / ("" if language == "zh" else language) / "downloads" / "index.html"
    made = {path.resolve() for path in (site / "downloads").rglob("*") if path.is_file() and path.suffix != ".html"}
    made |= {site.resolve() / "api/v1/index.json", site.resolve() / "api/v1/all.json"}
    listed = _listed(page)
    assert len(listed) == len(set(listed))
    assert set(listed) == made
    own = [path for path in listed if f".{language}." in path.name]
    assert listed[: len(own)] == own, "the reader's language comes first"
    text = page.read_text("utf-8")
    for path in made:
        size = path.stat().st_size / 1000
        shown = f"{size / 1000:.1f} MB" if size >= 1000 else f"{max(1, round(size))} kB"
        assert re.search(rf'{re.escape(path.name)}"?[^>]*>[^<]*</a> <small>{re.escape(shown)} · <time', text), path


def test_a_worksheets_page_offers_its_own_files(site: Path, our_playbook: Playbook) -> None:
    for prefix, language in (("", "zh"), ("en/", "en")):
        for entry in our_playbook.source.of_kind("worksheets"):
            listed = _listed(site / prefix / entry.key / "index.html")
            assert [path.name for path in listed] == [
                f"{entry.id}.{language}.{ending}" for ending in ("pdf", "xlsx", "csv")
            ]
            assert all(path.is_file() for path in listed)
    assert _listed(site / "objections/price-too-high/index.html") == []


def _files(*names: str) -> list[Download]:
    return [Download(name, 999, date(2026, 1, 2)) for name in names]


def test_files_stand_in_groups_with_titles_in_the_readers_language(example: Playbook) -> None:
    files = _files(
        "api/v1/all.json",
        "downloads/cards.zh.pdf",
        "downloads/playbook.zh.pdf",
        "downloads/playbook-site.zip",
        "downloads/worksheets/all.zh.xlsx",
        "downloads/worksheets/log.zh.csv",
        "downloads/worksheets/log.zh.pdf",
        "downloads/worksheets/log.zh.xlsx",
    )
    found = [
        (name, [(row.title, [file.ending for file in row.files]) for row in rows])
        for name, rows in groups(example.source, files, "zh")
    ]
    assert found == [
        ("book", [("整本手册", ["pdf"])]),
        ("cards", [("口袋卡，A4 双面打印", ["pdf"])]),
        ("worksheets", [("全部表格，放在一个文件里", ["xlsx"]), ("记录表", ["pdf", "xlsx", "csv"])]),
    ]
    for_all = [(name, [row.title for row in rows]) for name, rows in groups(example.source, files, "")]
    assert for_all == [("site", ["整站，解压后双击 index.html"]), ("programs", ["全部记录"])]


def test_a_format_without_a_word_is_called_by_its_ending(example: Playbook) -> None:
    files = _files("downloads/x.zh.xlsx", "downloads/y.epub")
    page = next(page for page in pages(example.source, files) if page.path == "downloads/index.md")
    assert ">Excel</a>" in page.text
    assert ">EPUB</a>" in page.text


@pytest.mark.parametrize(("size", "shown"), [(0, "1 kB"), (1499, "1 kB"), (999_499, "999 kB"), (1_260_000, "1.3 MB")])
def test_sizes_are_for_people(size: int, shown: str) -> None:
    assert Download("downloads/x.zh.pdf", size, date(2026, 1, 2)).size_in("en") == shown


def test_a_site_alone_says_that_there_are_no_files(tmp_path: Path) -> None:
    result = run_playbook("build", "--only", "site", "-o", tmp_path / "site", folder=EXAMPLE)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in (tmp_path / "site/downloads").iterdir()] == ["index.html"]
    assert not (tmp_path / "site/api").exists()
    for page in (tmp_path / "site").rglob("*.html"):
        assert _listed(page) == []
    assert "没有做可下载的文件" in (tmp_path / "site/downloads/index.html").read_text("utf-8")
    assert "without files to download" in (tmp_path / "site/en/downloads/index.html").read_text("utf-8")


def test_only_what_was_asked_for_is_made_and_listed(tmp_path: Path) -> None:
    result = run_playbook("build", "--only", "site, deck", "-o", tmp_path / "site", folder=EXAMPLE)
    assert result.returncode == 0, result.stderr
    names = {path.name for path in _listed(tmp_path / "site/downloads/index.html")}
    assert names == {f"practice.{language}.{ending}" for language in ("zh", "en") for ending in ("apkg", "csv")}
    assert not (tmp_path / "site/downloads/worksheets").exists()
    result = run_playbook("build", "--only", "sheets", "-o", tmp_path / "site", folder=EXAMPLE)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["downloads"]


@pytest.mark.parametrize("only", ["pages", "site,", "", "site,Deck"])
def test_an_output_that_does_not_exist_is_wrong_usage(tmp_path: Path, only: str) -> None:
    result = run_playbook("build", "--only", only, "-o", tmp_path / "site", folder=EXAMPLE)
    assert result.returncode == 2
    for name in OUTPUTS:
        assert name in result.stderr
    assert not (tmp_path / "site").exists()


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment in which no extra is installed."""
    modules = sorted(EXTRAS.values())
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nfor name in {modules}:\n    sys.modules[name] = None\n")
    return {"PYTHONPATH": str(tmp_path)}


def test_a_missing_extra_is_named_before_anything_is_built(tmp_path: Path, bare: dict[str, str]) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "example")
    result = run_playbook("build", folder=tmp_path / "example", **bare)
    assert result.returncode == 2
    assert (
        f"pip install 'playbook-generator[{','.join(name for name in OUTPUTS if name in EXTRAS)}]'" in result.stderr
    )
    without = ",".join(name for name in OUTPUTS if name not in EXTRAS)
    assert f"playbook build --only {without}\n" in result.stderr
    assert "Reading" not in result.stderr
    assert not (tmp_path / "example/site").exists()
    result = run_playbook("build", "--only", without, folder=tmp_path / "example", **bare)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "example/site/api/v1/index.json").is_file()


@pytest.mark.parametrize("name", EXTRAS)
def test_each_extra_is_asked_for_by_its_output_alone(tmp_path: Path, bare: dict[str, str], name: str) -> None:
    result = run_playbook("build", "--only", name, "-o", tmp_path / "site", folder=EXAMPLE, **bare)
    assert result.returncode == 2
    assert f"'playbook-generator[{name}]'" in result.stderr


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1.5", "9" * 12])
def test_a_moment_that_is_none_is_wrong_usage(tmp_path: Path, epoch: str) -> None:
    result = run_playbook("build", "-o", tmp_path / "site", folder=EXAMPLE, SOURCE_DATE_EPOCH=epoch)
    assert result.returncode == 2
    assert f"SOURCE_DATE_EPOCH is `{epoch}`" in result.stderr
    assert not (tmp_path / "site").exists()
