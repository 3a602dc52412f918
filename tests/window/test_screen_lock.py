"""Whoever locks the screen locks the store, said over a real bus of their own; a call does not hinder it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

from tests.window.person import Person
from ui.app import App

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no D-Bus on this machine")


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus that nobody else is on."""
    order = ["dbus-daemon", "--session", "--print-address=1", "--nofork"]
    with subprocess.Popen(order, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


class Ear(QObject):
    """Hears what the window hears, after it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[bool] = []

    @Slot(bool)
    def hears(self, on: bool) -> None:  # noqa: FBT001 - the bus's own form
        self.heard.append(on)


def _says(bus: str, path: str, name: str, *values: str) -> None:
    subprocess.run(["dbus-send", f"--bus={bus}", "--type=signal", path, name, *values], check=True)


@pytest.mark.parametrize(
    ("path", "name", "values"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", ("boolean:true",)),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", ("boolean:true",)),
        ("/org/freedesktop/login1/session/c1", "org.freedesktop.login1.Session.Lock", ()),
        ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", ("boolean:true",)),
    ],
)
def test_the_screen_lock_locks_the_store_during_a_call_too(
    unlocked: App, person: Person, bus: str, path: str, name: str, values: tuple[str, ...]
) -> None:
    own = QDBusConnection.connectToBus(bus, f"test {path}")
    assert own.isConnected()
    unlocked.screen.hear(own, own)
    unlocked.idle.hold()
    if values:
        ear = Ear()
        kind, _dot, member = name.rpartition(".")
        assert own.connect("", "", kind, member, ear, SLOT("hears(bool)"))
        _says(bus, path, name, "boolean:false")
        person.waits(lambda: ear.heard == [False], lambda: "what the bus says")
        assert unlocked.session.me is not None, "free again is not locked"
    _says(bus, path, name, *values)
    person.waits(lambda: unlocked.session.me is None, lambda: "locked")
    QDBusConnection.disconnectFromBus(f"test {path}")
