"""Whoever locks the screen or lets another user in front locks the store, said over a real bus of their own, or as Windows
says it; a call does not hinder it.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import SLOT, ClassInfo, Property, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

from tests.window.person import Person
from ui import screenlock
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


_SESSION = "org.freedesktop.login1.Session"


@ClassInfo({"D-Bus Interface": _SESSION})
class Login(QObject):
    """What the login says of the session of whoever asks."""

    def __init__(self) -> None:
        super().__init__()
        self.in_front, self.asked = True, 0

    def _active(self) -> bool:
        self.asked += 1
        return self.in_front

    Active = Property(bool, _active)


class TwoOnABus:
    """The window's connection, and the one over which the login says what changed of a session."""

    def __init__(self, bus: str) -> None:
        self.window, self._login = (QDBusConnection.connectToBus(bus, f"{bus} {who}") for who in ("window", "login"))

    def says(self, of: str = _SESSION, **changed: object) -> None:
        """A session's properties changed: which of the sessions, nobody can tell by this."""
        path = "/org/freedesktop/login1/session/_32"
        said = QDBusMessage.createSignal(path, "org.freedesktop.DBus.Properties", "PropertiesChanged")
        said.setArguments([of, changed, []])
        assert self._login.send(said)

    def stands(self, login: Login) -> None:
        """Who is asked whether our session is in front."""
        everything = QDBusConnection.RegisterOption.ExportAllProperties
        assert self.window.registerService("org.freedesktop.login1")
        assert self.window.registerObject("/org/freedesktop/login1/session/auto", login, everything)


@pytest.fixture
def two(bus: str) -> Iterator[TwoOnABus]:
    yield TwoOnABus(bus)
    for who in ("window", "login"):
        QDBusConnection.disconnectFromBus(f"{bus} {who}")


def test_another_user_in_front_locks_the_store_during_a_call_too(unlocked: App, person: Person, two: TwoOnABus) -> None:
    login = Login()
    two.stands(login)
    unlocked.screen.hear(two.window, two.window)
    unlocked.idle.hold()
    two.says(Active=True)
    two.says(LockedHint=False)
    two.says("org.freedesktop.login1.User", Active=False)
    two.says(Active=False, State="online")
    person.waits(lambda: login.asked == 1, lambda: "asked for our own session, by the last of these alone")
    assert unlocked.session.me is not None, "another session was left, not ours"
    login.in_front = False
    two.says(Active=False, State="online")
    person.waits(lambda: unlocked.session.me is None, lambda: "locked")


def test_where_the_login_does_not_answer_any_session_that_is_left_locks_the_store(
    unlocked: App, person: Person, two: TwoOnABus
) -> None:
    unlocked.screen.hear(two.window, two.window)
    two.says(Active=False)
    person.waits(lambda: unlocked.session.me is None, lambda: "locked")


@pytest.mark.parametrize(
    ("code", "locks"), [(0x1, False), (0x2, True), (0x3, False), (0x4, True), (0x5, False), (0x7, True), (0x8, False)]
)
def test_windows_says_that_its_session_was_locked_or_left(
    unlocked: App, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, *, code: int, locks: bool
) -> None:
    heard: list[int] = []
    tells = SimpleNamespace(WTSRegisterSessionNotification=lambda window, _which: heard.append(window))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(wtsapi32=tells), raising=False)
    ear = screenlock._SessionFilter(unlocked.screen, 7)
    message = (ctypes.c_size_t * 3)(7, 0x02B1, code)
    assert ear.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message)) == (False, 0)
    qapp.removeNativeEventFilter(ear)
    assert heard == [7]
    assert (unlocked.session.me is None) == locks
