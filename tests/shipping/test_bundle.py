"""The built folder, started where there is nothing else: no Python, no environment, a bare screen."""

from __future__ import annotations

import filecmp
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import msgspec
import pytest
from PyInstaller.archive.readers import CArchiveReader
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from fieldapp.desk.licences import Licence
from shipping import deb
from shipping.inside import plain
from shipping.xvfb import HEIGHT, WIDTH
from tests.shipping.screen import Screen
from ui import style
from ui.nav import nav_of
from ui.pages.unlock import UnlockPage
from ui.shell import NavButton, Shell

ROOT = Path(__file__).resolve().parents[2]
DRILLS = ROOT / "docs" / "drills.md"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="an X screen")


@dataclass(frozen=True)
class Bare:
    """The program in an environment that is empty but for these; `home` is all that it may write to."""

    program: Path
    home: Path

    def env(self, **more: str) -> dict[str, str]:
        return {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home), **more}

    @contextmanager
    def window(self, screen: Screen) -> Iterator[Path]:
        """The program alone, its window on a screen until the block ends; what it said."""
        said = self.home / "said"
        with said.open("wb") as file:
            running = subprocess.Popen([str(self.program)], env=self.env(DISPLAY=screen.display), cwd=self.home, stderr=file)
        try:
            yield said
        finally:
            running.terminate()
            running.wait()

    def runs(self, *args: str | Path) -> subprocess.CompletedProcess[str]:
        command = [str(self.program), *map(str, args)]
        return subprocess.run(command, env=self.env(), cwd=self.home, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """The folder as `script/build` makes it."""
    at = tmp_path_factory.mktemp("bundle")
    places = ["--distpath", str(at / "dist"), "--workpath", str(at / "work")]
    built = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", *places, "build.spec"],
        cwd=ROOT,
        env={**os.environ, "PYINSTALLER_CONFIG_DIR": str(at / "cache")},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-4_000:]
    return Bare(at / "dist" / "fieldapp" / "fieldapp", tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def walked(bare: Bare) -> Path:
    """The fictional county, as the program itself made it: papers, pictures and spreadsheets need no Python."""
    at = bare.home / "demo"
    done = bare.runs("demo", "--headless", "--at", at)
    assert done.returncode == 0, done.stderr
    assert len(list((at / "pictures").iterdir())) > 30
    return at


@pytest.fixture
def screen(tmp_path: Path, qtbot: QtBot) -> Iterator[Screen]:
    made = Screen(tmp_path, qtbot)
    yield made
    made.close()


class Places:
    """Where a person points, measured at the same window in this process."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        style.apply(qapp)
        self._shell, unlock = Shell(), UnlockPage()
        qtbot.addWidget(self._shell)
        self._shell.show_page("unlock", unlock)
        self._shell.resize(WIDTH, HEIGHT)
        self._shell.show()
        qtbot.waitExposed(self._shell)
        field = unlock.passphrase.edit
        self.passphrase = field.mapTo(self._shell, field.rect().center())
        self.unlock = unlock.button.mapTo(self._shell, QPoint(12, 22))
        self._shell.set_nav(nav_of("worker"), fiction.WORKER, "")
        QApplication.processEvents()

    def item(self, words: str) -> QPoint:
        """An item of the navigation."""
        return self._of(words, lambda button: button.rect().center())

    def ground(self, words: str) -> QPoint:
        """Beside its words: coloured while its page is in front."""
        return self._of(words, lambda button: QPoint(button.width() - 20, 6))

    def _of(self, words: str, place: Callable[[NavButton], QPoint]) -> QPoint:
        button = next(each for each in self._shell.findChildren(NavButton) if each.text() == words)
        return button.mapTo(self._shell, place(button))


def save(screen: Screen, paper: Path) -> None:
    """Keys typed while the dialog is not in front yet are nobody's, so the first of them may be lost."""
    screen.press_until(lambda: screen.has_window("Save the paper"), "ctrl+s", "ctrl+Return")
    screen.press("ctrl+a")
    screen.types(str(paper))
    screen.press("Return")


def test_on_a_bare_screen_it_unlocks_a_store_saves_a_paper_and_writes_a_bundle(
    bare: Bare, walked: Path, screen: Screen, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    places, in_front = Places(qapp, qtbot), style.colour("accent_soft")
    store, stick, paper = bare.home / "fieldapp" / "store", walked / "stick", tmp_path / "police.pdf"
    store.parent.mkdir()
    (walked / "stores" / "worker").rename(store)
    sent = set(stick.rglob("*.fxb"))
    with bare.window(screen) as said:
        screen.shows("FieldApp")
        screen.sees(style.colour("accent"), places.unlock)
        screen.click(places.passphrase)
        screen.types(fiction.PASSPHRASES["worker"])
        screen.press("Return")
        screen.sees(in_front, places.ground("Today"))

        screen.click(places.item("Papers"))
        screen.sees(in_front, places.ground("Papers"))
        screen.try_until(paper.exists, lambda: save(screen, paper))

        screen.click(places.item("Exchange"))
        screen.sees(in_front, places.ground("Exchange"))
        screen.press_until(lambda: set(stick.rglob("*.fxb")) - sent, "ctrl+Return")

    assert "Traceback" not in said.read_text(encoding="utf-8")
    assert "Missing youth: for police" in PdfReader(paper).pages[1].extract_text()
    (new,) = set(stick.rglob("*.fxb")) - sent
    word = tmp_path / "word"
    word.write_text(fiction.PASSPHRASES["supervisor"], encoding="utf-8")
    read = bare.runs("import", "--store", walked / "stores" / "supervisor", "--passphrase-file", word, "--json", new)
    assert [each["outcome"] for each in json.loads(read.stdout)] == ["accepted"], read.stderr


def test_every_distribution_inside_has_its_notice(bare: Bare) -> None:
    folder = bare.program.parent / "_internal"
    modules = CArchiveReader(str(bare.program)).open_embedded_archive("PYZ.pyz").toc
    names = {name.partition(".")[0] for name in modules} | {path.name.partition(".")[0] for path in folder.iterdir()}
    inside = {plain(each) for name, each_of in packages_distributions().items() if name in names for each in each_of}
    assert len(inside) > 15
    notices = msgspec.json.decode((folder / "resources" / "notices" / "index.json").read_bytes(), type=list[Licence])
    named = {plain(each.name) for each in notices}
    assert inside - {"fieldapp", "pyinstaller-hooks-contrib"} <= named
    assert {"python", "pyinstaller", "qt", "sqlcipher", "sqlite", "inter", "lucide"} <= named
    assert sum(each.name.startswith("OpenSSL") for each in notices) == 2
    for each in notices:
        text = (folder / "resources" / "notices" / each.text).read_text(encoding="utf-8")
        assert len(text) > 300, each.name


def test_the_drills_lie_where_the_program_reads_them(bare: Bare) -> None:
    assert filecmp.cmp(bare.program.parent / "_internal" / "docs" / "drills.md", DRILLS, shallow=False)


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture(scope="module")
def package(bare: Bare, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `script/package` makes it, but for the squeezing, which takes a minute."""
    return deb.make(bare.program.parent, tmp_path_factory.mktemp("package"), "none")


def test_the_package_puts_files_in_their_places_and_runs_nothing(package: Path, bare: Bare, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(tmp_path)], check=True)
    assert sorted(path.name for path in (tmp_path / "DEBIAN").iterdir()) == ["control", "md5sums"]
    assert (tmp_path / "usr/bin/fieldapp").resolve() == tmp_path / "usr/lib/fieldapp/fieldapp"
    assert everything_in(tmp_path / "usr/lib/fieldapp") == everything_in(bare.program.parent)
    assert filecmp.cmp(tmp_path / "usr/share/doc/fieldapp/drills.md", DRILLS, shallow=False)
    entry = (tmp_path / "usr/share/applications/fieldapp.desktop").read_text(encoding="utf-8")
    assert (tmp_path / "usr/share/icons/hicolor/scalable/apps/fieldapp.svg").is_file()
    assert "Exec=fieldapp\nIcon=fieldapp\n" in entry
    listed = subprocess.run(["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in listed.splitlines()} == {"root/root"}
    assert {line[:10] for line in listed.splitlines()} == {"drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--", "lrwxrwxrwx"}


def test_two_packages_of_one_folder_are_equal(package: Path, bare: Bare, tmp_path: Path) -> None:
    again = deb.make(bare.program.parent, tmp_path, "none")
    assert filecmp.cmp(again, package, shallow=False)


def test_what_the_package_needs_is_what_every_window_needs_and_no_more(package: Path) -> None:
    said = subprocess.run(["dpkg-deb", "--field", str(package), "Depends"], capture_output=True, text=True, check=True).stdout
    named = {each.partition(" ")[0] for each in said.strip().split(", ")}
    assert {"libxcb-cursor0", "libegl1", "libfontconfig1", "libwayland-client0"} <= named
    assert not {each for each in named if each.startswith(("libqt", "python", "libsqlite", "libgtk", "libreadline", "libcups"))}


def test_a_purge_leaves_nothing(package: Path, tmp_path: Path) -> None:
    book = tmp_path / "var" / "lib" / "dpkg"
    for name in ("info", "updates", "triggers"):
        (book / name).mkdir(parents=True)
    for name in ("status", "available"):
        (book / name).touch()
    dpkg = ["dpkg", f"--root={tmp_path}", "--force-depends", "--force-not-root", "--force-script-chrootless", "--no-triggers"]
    before = everything_in(tmp_path)
    subprocess.run([*dpkg, "--install", str(package)], check=True, capture_output=True)
    assert (tmp_path / "usr" / "bin" / "fieldapp").is_symlink()
    subprocess.run([*dpkg, "--purge", "fieldapp"], check=True, capture_output=True)
    left = set(everything_in(tmp_path)) - set(before)
    assert {each for each in left if not each.startswith("var/lib/dpkg/")} == set()
    assert not {each for each in left if "fieldapp" in each}
