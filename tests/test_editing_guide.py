"""docs/editing.md tells the truth: what it shows is done in a copy of the playbook, from top to bottom, and compared.

In the guide
- a block `console` holds commands, each after `$ `, and what the terminal then shows; `…` stands for anything, alone
  on a line for any lines;
- a block `yaml FILE` or `text FILE` is that whole file, as the editor saves it;
- a block `diff FILE` takes lines with `-` out of that file and puts those with `+` in their place.

After a change that is meant, `python -m tests.test_editing_guide` writes what commands show anew; read it before
committing.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "editing.md"
#: The day on which the guide's editor works: what is due then stays what it is.
TODAY = "2026-11-24"
SERVED = "127.0.0.1:8000"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PERSON = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "Editor"), ("EMAIL", "editor@company.example"))}  # fmt: skip


class Editor:
    """Who follows the guide, in a clone of the project in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._clone = folder / "clone"
        self._clone.mkdir()
        for name in ("playbook", "pages"):
            shutil.copytree(ROOT / name, self._clone / name)
        for name in ("mkdocs.yml", ".gitignore"):
            shutil.copy(ROOT / name, self._clone / name)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "GITHUB_"))},
            **_PERSON,
            "LANG": "en_US.UTF-8",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        host = folder / "host.git"
        self._shell(f"git init -q --bare {host} && git init -q -b main && git add -A && git commit -qm Begin")
        self._shell(f"git remote add origin {host} && git push -q origin main")

    def run(self, command: str) -> str:
        """What the terminal shows after a command."""
        if command.startswith("playbook serve"):
            return self._served(command)
        if command.startswith(("playbook check", "playbook stale")) and "--today" not in command:
            command += f" --today {TODAY}"
        return self._shell(command)

    def save(self, name: str, text: str) -> None:
        """Write a file."""
        file = self._clone / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def change(self, name: str, lines: str) -> None:
        """Replace lines of a file, which must hold them once."""
        old, new = ("".join(re.findall(rf"^{sign}(.*\n)", lines, re.MULTILINE)) for sign in ("-", r"\+"))
        text = (self._clone / name).read_text("utf-8")
        assert text.count(old) == 1, f"{name} does not hold once:\n{old}"
        self.save(name, text.replace(old, new))

    def _shell(self, command: str) -> str:
        result = subprocess.run(
            command, shell=True, cwd=self._clone, env=self._environment, encoding="utf-8", timeout=300,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return result.stdout

    def _served(self, command: str) -> str:
        """What the preview says until it is there; it is then stopped as by Ctrl-C."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        arguments = [*command.split(), "--address", address]
        process = subprocess.Popen(
            arguments, cwd=self._clone, env={**self._environment, "PYTHONUNBUFFERED": "1"}, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if address in line:
                process.send_signal(signal.SIGINT)
        process.wait(60)
        return said.replace(address, SERVED)


def _fits(shown: str, made: str) -> bool:
    """Whether a command said what the guide shows, `…` standing for anything."""
    lines = ("(?:.*\n)*?" if line == "…\n" else re.escape(line).replace("…", ".*") for line in shown.splitlines(True))
    return re.fullmatch("".join(lines), made) is not None


def _session(block: str, editor: Editor) -> str:
    """A console block with what its commands say now, where that is not what stands there."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", f"a console block begins with a command:\n{block}"
    written = ""
    for command, shown in zip(parts[1::2], parts[2::2], strict=True):
        made = editor.run(command)
        written += f"$ {command}\n{shown if _fits(shown, made) else made}"
    return written


def renewed(guide: str, editor: Editor) -> str:
    """The guide as it would be if it told the truth."""

    def block(found: re.Match[str]) -> str:
        language, name, text = found.groups()
        if language == "console":
            return f"```console\n{_session(text, editor)}```"
        if language == "diff":
            editor.change(name, text)
        elif name:
            editor.save(name, text)
        return found.group()

    return BLOCK.sub(block, guide)


def test_the_guide_shows_what_happens(tmp_path: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    assert renewed(guide, Editor(tmp_path)) == guide


def test_the_guide_shows_every_command_of_an_editor() -> None:
    blocks = "".join(text for language, _, text in BLOCK.findall(GUIDE.read_text("utf-8")) if language == "console")
    wanted = "new check explain fmt serve rename translate stale search search-quality schema diff"
    assert set(wanted.split()) <= set(re.findall(r"^\$ playbook ([\w-]+)", blocks, re.MULTILINE))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        GUIDE.write_text(renewed(GUIDE.read_text("utf-8"), Editor(Path(temporary))), "utf-8")
