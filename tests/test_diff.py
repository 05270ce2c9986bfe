"""`playbook diff`: what changes for a reader between two versions, in a real repository."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from playbook_generator import cli
from playbook_generator.comparing.differences import Difference, differences
from playbook_generator.comparing.markdown import LONGEST, escaped
from playbook_generator.comparing.wording import pieces
from playbook_generator.settings import Synonyms
from tests.conftest import run_playbook
from tests.test_bad import BASE, RECORD

KEY = RECORD.removesuffix(".yml")
TRANSLATION = f"translations/en/{RECORD}"
PERSON = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *PERSON, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a small sound playbook, all translations marked."""
    folder = tmp_path_factory.mktemp("diff")
    shutil.copytree(BASE, folder / "playbook")
    assert run_playbook("translate", "--done", "--all", folder=folder).returncode == 0
    _git(folder, "init", "-q", "-b", "main")
    _commit(folder)
    return folder


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """A copy of the repository that a test may change."""
    shutil.copytree(repository, tmp_path / "project")
    return tmp_path / "project"


def _commit(project: Path) -> None:
    _git(project, "add", ".")
    _git(project, "commit", "-qm", "Change")


def _edit(project: Path, old: str, new: str, name: str = RECORD) -> None:
    file = project / "playbook" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _diff(project: Path, *arguments: str, code: int = 0, language: str = "en", **environment: str) -> str:
    command = ["--lang", language, "-C", str(project), "diff", *arguments]
    result = CliRunner().invoke(cli.main, command, env=environment)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    return result.stdout if code < 2 else result.stderr


def test_a_changed_field_shows_old_and_new_words(project: Path) -> None:
    _edit(project, "say_first: 您拿哪一家的在比？", "say_first: 您拿谁家的货在比？")
    _edit(project, "say_first: Compared with which one?", "say_first: Compared with whose?", TRANSLATION)
    assert _diff(project, "HEAD") == (
        "## What changes for readers\n\n1 changed.\n\n### The price is too high\n\nobjections/price-too-high\n\n"
        "- **Say first**: 您拿<del>哪一家的</del><ins>谁家的货</ins>在比？\n"
        "- **en**\n"
        "  - **Say first**: Compared with <del>which one</del><ins>whose</ins>?\n\n"
        "**Out of date now in en**: objections/price-too-high\n"
    )
    assert _diff(project, "HEAD", language="zh").startswith(
        "## 读者会看到什么变化\n\n修改 1 条。\n\n### 价格太高\n\nobjections/price-too-high\n\n- **先说**："
    )


def test_of_a_long_text_what_stayed_is_left_out(project: Path) -> None:
    start, end = "这一段前面很长，" * 12, "，这一段后面也很长" * 12
    _edit(project, "reviewed: 2026-01-02\n", f"reviewed: 2026-01-02\nmeaning: {start}贵在运费上{end}\n")
    _commit(project)
    _edit(project, "贵在运费上", "贵在返利上")
    said = _diff(project, "HEAD")
    assert "前面很长，贵在<del>运费</del><ins>返利</ins>上，这一段后面" in said
    assert len(said) < 300


def test_words_are_not_cut_in_two(project: Path) -> None:
    _edit(project, "summary: What", "summary: Whatever this customer may find to say, here is what", TRANSLATION)
    _commit(project)
    _edit(project, "say, here", "answer, here", TRANSLATION)
    assert "… customer may find to <del>say</del><ins>answer</ins>, here is what to say …" in _diff(project, "HEAD")


def test_a_long_text_that_is_written_anew_is_folded_up(project: Path) -> None:
    _edit(project, "reviewed: 2026-01-02\n", f"reviewed: 2026-01-02\nmeaning: {'甲乙丙丁戊' * 40}\n")
    _commit(project)
    _edit(project, "甲乙丙丁戊" * 40, "子丑寅卯辰巳" * 40)
    said = _diff(project, "HEAD")
    assert (
        "- <details><summary><b>What may lie behind it</b>: written anew, 200 → 240 characters</summary>\n\n"
        f"  <del>{'甲乙丙丁戊' * 40}</del>\n\n  <ins>{'子丑寅卯辰巳' * 40}</ins>\n\n  </details>" in said
    )


def test_entries_of_lists_come_and_go(project: Path) -> None:
    _edit(project, "太贵了。, 别家便宜。, ", "太贵了。, ")
    _edit(project, "比去年贵。]", "比去年贵。, 没这个价。]")
    _edit(project, "also: [distance, 距离]", "also: [距离, distance]", "objections/too-far.yml")
    _edit(
        project,
        "    gist: 一起算一笔账\n",
        "    gist: 一起算一笔账\nquestions:\n  - {ask: 比哪家？, answers: [{hears: 别家, means: bargaining}]}\n",
    )
    said = _diff(project, "HEAD")
    assert "- **They also say**: <del>别家便宜。</del> <ins>没这个价。</ins>\n" in said
    assert "- **Other words** in another order: 距离 / distance\n" in said
    assert "- **Find the cause**: <ins>比哪家？ · 别家 · bargaining</ins>\n" in said


def test_comments_order_of_keys_and_style_change_nothing_for_readers(project: Path) -> None:
    file = project / "playbook" / RECORD
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("# a comment\n" + "".join([*lines[1:4], lines[0], *lines[4:]]), "utf-8")
    _edit(project, "review_days: {objections: 365}", "review_days: {objections: 180}", "playbook.yml")
    assert _diff(project, "HEAD") == "## What changes for readers\n\nNothing changes for readers.\n"


def test_new_and_removed_records_and_the_links_that_break(project: Path) -> None:
    folder = project / "playbook"
    text = (folder / "objections/too-far.yml").read_text("utf-8")
    new = re.sub("also: .*\n", "", text).replace("离得太远", "等得太久").replace("？", "吗？")
    (folder / "objections/too-slow.yml").write_text(new + "related: [causes/hearsay]\n", "utf-8")
    _edit(project, "gist: 一起算一笔账", "gist: 一起算一笔账\nmeaning: 见[道听途说](causes/hearsay)。")
    _commit(project)
    (folder / "causes/hearsay.yml").unlink()
    (folder / "translations/en/causes/hearsay.yml").unlink()
    said = _diff(project, "HEAD~", code=1)
    assert "1 new record, 1 removed, 1 changed." in said
    assert "### 等得太久\n\nobjections/too-slow · new · not translated yet: en\n\n- 客户嫌送货远时怎么回。" in said
    assert "### Hearsay\n\ncauses/hearsay · removed · its address leads nowhere now;" in said
    assert (
        "**Links that lead nowhere now**\n\n- 价格太高 (objections/price-too-high) → causes/hearsay\n"
        "- 等得太久 (objections/too-slow) → causes/hearsay\n"
    ) in said
    assert "> The work tree has errors; `playbook check` shows them." in said


def test_a_renamed_record_is_known_by_its_alias(project: Path) -> None:
    assert run_playbook("rename", KEY, "objections/too-dear", folder=project).returncode == 0
    _edit(project, "group: price", "group: trust", "objections/too-dear.yml")
    said = _diff(project, "HEAD")
    assert "1 renamed.\n\n### The price is too high\n\nobjections/too-dear · was objections/price-too-high\n" in said
    assert "- **Group**: <del>price</del> <ins>trust</ins>\n" in said


def test_links_to_a_renamed_record_are_no_change_for_readers(project: Path) -> None:
    _edit(project, "say_first:", "related: [causes/hearsay]\nmeaning: 见[道听途说](causes/hearsay)。\nsay_first:")
    _commit(project)
    assert run_playbook("rename", "causes/hearsay", "causes/rumour", folder=project).returncode == 0
    said = _diff(project, "HEAD")
    assert "causes/rumour · was causes/hearsay\n" in said
    assert "1 renamed.\n" in said
    assert "Links that lead nowhere" not in said
    _edit(project, "[道听途说](causes/rumour)", "[道听途说](causes/bargaining)")
    assert "causes/<del>rumour</del><ins>bargaining</ins>" in _diff(project, "HEAD")


def test_a_renamed_record_without_an_alias_is_known_by_git(project: Path) -> None:
    folder = project / "playbook"
    for name in ("causes/hearsay", "translations/en/causes/hearsay"):
        (folder / f"{name}.yml").rename(folder / f"{name.replace('hearsay', 'rumour')}.yml")
    assert "causes/rumour · was causes/hearsay\n" in _diff(project, "HEAD")


def test_a_removed_record_whose_address_another_takes_over(project: Path) -> None:
    folder = project / "playbook"
    for name in ("causes/hearsay", "translations/en/causes/hearsay"):
        (folder / f"{name}.yml").unlink()
    _edit(project, "reviewed: 2026-01-02", "reviewed: 2026-01-02\naliases: [hearsay]", "causes/bargaining.yml")
    assert "causes/hearsay · removed · its address leads to causes/bargaining\n" in _diff(project, "HEAD")


def test_only_what_became_outdated_is_said_to_be(project: Path) -> None:
    _edit(project, "summary: 客户嫌贵时怎么回。", "summary: 客户嫌贵，这样回。")
    assert "**Out of date now in en**: objections/price-too-high\n" in _diff(project, "HEAD")
    _commit(project)
    _edit(project, "summary: 客户嫌贵，这样回。", "summary: 客户嫌贵，就这样回。")
    assert "Out of date" not in _diff(project, "HEAD")
    assert run_playbook("translate", "--done", KEY, folder=project).returncode == 0
    assert "Out of date" not in _diff(project, "HEAD~")


def test_a_new_translation_is_what_changed_in_that_language(project: Path) -> None:
    file = project / "playbook" / TRANSLATION
    text = file.read_text("utf-8")
    file.unlink()
    _commit(project)
    file.write_text(text, "utf-8")
    said = _diff(project, "HEAD")
    assert "- **en**\n  - **Title**: <ins>The price is too high</ins>\n" in said
    assert "太贵了" not in said


def test_two_revisions_are_compared_without_the_files_of_now(project: Path) -> None:
    _edit(project, "title: 价格太高", "title: 价太高")
    _commit(project)
    _edit(project, "title: 价太高", "title: 贵")
    said = _diff(project, "HEAD~", "HEAD")
    assert "<del>价格太高</del> <ins>价太高</ins>" in said or "价<del>格</del>太高" in said
    assert "贵" not in said.replace("价格太高", "")


def test_the_playbooks_own_words_and_synonyms(project: Path) -> None:
    _edit(project, "title: 信任", "title: 信不信得过", "playbook.yml")
    (project / "playbook/synonyms.yml").write_text("groups:\n  - [贵, 高]\n", "utf-8")
    said = _diff(project, "HEAD")
    assert "1 change in what the search takes for the same" in said
    assert "### The whole playbook\n\nplaybook.yml\n" in said
    assert "<ins>信不信得过</ins>" in said


def test_many_records_are_folded_up_and_a_page_has_an_end(project: Path) -> None:
    text = (project / "playbook/objections/too-far.yml").read_text("utf-8")
    for number in range(400):
        own = text.replace("also: [distance, 距离]\n", "").replace("客户嫌送货远时怎么回。", "客户嫌远。" * 40)
        (project / f"playbook/objections/far-{number}.yml").write_text(own, "utf-8")
    said = _diff(project, "HEAD")
    assert (
        "<details><summary><b>离得太远</b> · objections/far-0 · new · not translated yet: en</summary>\n\n- " in said
    )
    assert "Too much for one page; left out are: objections/far-" in said
    assert LONGEST - 5_000 < len(said) < 65_536
    assert said.count("<details>") == said.count("</details>")


def test_links_go_to_the_preview_or_to_what_is_published(project: Path) -> None:
    _edit(project, "title: 价格太高", "title: 价太高了")
    text = (project / "playbook/objections/too-far.yml").read_text("utf-8")
    (project / "playbook/objections/too-late.yml").write_text(text, "utf-8")
    zh = "### [价太高了](https://example.com/p/objections/price-too-high/)\n"
    said = _diff(project, "HEAD", "--preview", "https://example.com/p", language="zh")
    assert zh in said
    assert "### [离得太远](https://example.com/p/objections/too-late/)\n" in said
    en = _diff(project, "HEAD", "--preview", "https://example.com/p/")
    assert "### [The price is too high](https://example.com/p/en/objections/price-too-high/)\n" in en
    assert "](" not in _diff(project, "HEAD", language="zh")
    (project / "mkdocs.yml").write_text("site_url: https://example.com/p/\nx: !ENV [NOBODY, 1]\n", "utf-8")
    published = _diff(project, "HEAD", language="zh")
    assert zh in published
    assert "### 离得太远\n" in published
    for bad in ("site_url: [\n", "site_url: 'javascript:alert(1)'\n", "- a\n", "site_url: 7\n"):
        (project / "mkdocs.yml").write_text(bad, "utf-8")
        assert "](" not in _diff(project, "HEAD", language="zh")


def test_a_playbook_with_errors_is_compared_as_far_as_it_is_sound(project: Path) -> None:
    _edit(project, "say_first:", "say_frist:")
    _edit(project, "title: 道听途说", "title: 听人说的", "causes/hearsay.yml")
    said = _diff(project, "HEAD", code=1)
    assert (
        "> The work tree has errors (`playbook check` shows them). Left out here: objections/price-too-high.yml"
        in said
    )
    assert "1 changed." in said
    assert "<ins>听人说的</ins>" in said
    _commit(project)
    _edit(project, "say_frist:", "say_first:")
    said = _diff(project, "HEAD")
    assert "> `HEAD` has errors" in said
    assert "Left out here: objections/price-too-high.yml." in said
    assert "Nothing changes" in said


def test_without_sound_settings_nothing_can_be_compared(project: Path) -> None:
    _edit(project, "name: 试用手册", "nam: 试用手册", "playbook.yml")
    cannot = "cannot be compared: its playbook.yml is missing or has errors."
    assert _diff(project, "HEAD", code=1) == f"## What changes for readers\n\n> The work tree {cannot}\n"
    _commit(project)
    _edit(project, "nam: 试用手册", "name: 试用手册", "playbook.yml")
    assert f"> `HEAD` {cannot}\n" in _diff(project, "HEAD")


def test_before_there_was_a_playbook_all_records_are_new(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("x", "utf-8")
    _git(tmp_path, "init", "-q")
    _commit(tmp_path)
    shutil.copytree(BASE, tmp_path / "playbook")
    said = _diff(tmp_path, "HEAD")
    assert "> `HEAD` has no playbook yet: every record is new." in said
    assert "9 new records." in said


def test_the_playbook_may_be_in_a_folder_of_the_repository(project: Path) -> None:
    (project / "sub").mkdir()
    _git(project, "mv", "playbook", "sub/playbook")
    _commit(project)
    _edit(project / "sub", "title: 价格太高", "title: 太贵")
    assert "<ins>太贵</ins>" in _diff(project / "sub", "HEAD")


def test_what_git_keeps_beside_files_is_not_laid_out(project: Path) -> None:
    (project / "playbook/objections/linked.yml").symlink_to("/etc/hostname")
    (project / "playbook/causes/away").symlink_to("/", target_is_directory=True)
    _commit(project)
    said = _diff(project, "HEAD", "HEAD")
    assert said == "## What changes for readers\n\nNothing changes for readers.\n"


@pytest.mark.parametrize("name", ["nothing", "--output=x", "-p", "HEAD^{tree}", "", "a\u202eb"])
def test_a_revision_that_is_not_there_is_wrong_usage(project: Path, name: str) -> None:
    assert "There is no revision" in _diff(project, "--", name, code=2)
    assert not (project / "x").exists()


def test_a_range_is_two_words(project: Path) -> None:
    assert "`playbook diff main work`" in _diff(project, "main..work", code=2)


def test_without_a_repository_or_without_git(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = tmp_path_factory.mktemp("bare")
    shutil.copytree(BASE, bare / "playbook")
    assert "there is none here" in _diff(bare, "HEAD", code=2, GIT_CEILING_DIRECTORIES=str(bare.parent))
    assert "it is not installed" in _diff(project, "HEAD", code=2, PATH=str(bare))


def test_an_address_must_be_one(project: Path) -> None:
    assert "is not an address" in _diff(project, "HEAD", "--preview", "javascript:alert(1)", code=2)


HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=y> @editor @org/team #12 org/repo#3 GH-4 "
    "https://evil.example www.evil.example me@evil.example [a](https://evil.example) ![b](x) ``c`` **d** "
    "~~e~~ | f | &lt; \\ $g$ <!-- h --> - [ ] i [^1] [j]: x</details>"
)


def _rendered(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def _harmless(markdown: str) -> str:
    """What a reader sees; fails where a text has become markup, a mention, a reference or a link."""
    html = _rendered(markdown)
    tags = set(re.findall(r"<(?![/!]?(?:del|ins|b|details|summary)>)[^>]*>", html))
    assert {tag for tag in tags if not re.fullmatch(r"</?(h2|h3|p|ul|li|strong|br)( /)?>", tag)} == set()
    seen = unescape(re.sub(r"<[^>]*>", "", html))
    assert not re.search(r"[@#]\w|https?://|www\.|\bgh-\d", seen, re.IGNORECASE)
    return seen.replace("\u200b", "")


def test_a_hostile_text_shows_as_it_is_and_does_nothing(project: Path) -> None:
    quoted = HOSTILE.replace("'", "''")
    _edit(project, "title: 价格太高", f"title: '{quoted}'")
    _edit(project, "say_first: 您拿哪一家的在比？", f"say_first: '{quoted}'\nwalk_away: '# {quoted}'")
    _edit(project, "title: The price is too high", f"title: '{quoted}'", TRANSLATION)
    seen = _harmless(_diff(project, "HEAD"))
    assert seen.count(HOSTILE) >= 4


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=60))
def test_any_text_shows_as_it_is(text: str) -> None:
    seen = _harmless(f"- **x**: <ins>{escaped(text)}</ins>\n")
    assert re.sub(r"\s+", "", seen).removeprefix("x:") == re.sub(r"\s+", "", _printable(text))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text.strip())


WORDS = st.lists(st.sampled_from(["贵", "运费", "，", " ", "price", "a b c", "四块", "\n\n"]), max_size=30).map(
    "".join
)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_the_pieces_of_two_texts_make_both(old: str, new: str) -> None:
    made = pieces(old, new)
    if made is not None:
        assert "".join(piece.text for piece in made if piece.kind in "=-") == old
        assert "".join(piece.text for piece in made if piece.kind in "=+") == new


def test_texts_too_long_to_compare_word_by_word_are_shown_whole() -> None:
    assert pieces("贵" * 601, "贵" * 601 + "！") is None


def test_of_very_long_lists_only_what_came_and_went_is_told() -> None:
    words = [f"w{number}" for number in range(700)]
    old, new = (Synonyms.model_validate({"ignore": listed}) for listed in (words, [*words[1:], "new"]))
    assert differences(old, new) == [Difference(("ignore",), ("w0",), ("new",))]


def test_a_difference_knows_its_place() -> None:
    old = Synonyms.model_validate({"groups": [["a", "b"], ["c", "d"]], "ignore": ["x"]})
    new = Synonyms.model_validate({"groups": [["a", "b"], ["c", "e"]]})
    assert differences(old, new) == [
        Difference(("groups", 1, 1), ("d",), ("e",)),
        Difference(("ignore",), ("x",), ()),
    ]


def test_the_report_alone_stands_on_stdout(project: Path) -> None:
    result = run_playbook("diff", "HEAD", folder=project)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("## ")
