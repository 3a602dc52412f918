"""The screen lock of the system, its sleep, and another user in front: each locks the store, during a call too (P11).

On Linux the desktop says it over D-Bus (tried); on Windows the session says it to the window (untried). Where neither is there
(macOS), the closed lid is noticed by the clock, in `idle`; another user in front is not noticed there.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver", "org.cinnamon.ScreenSaver")
_LOGIN = "org.freedesktop.login1"
_OWN = "/org/freedesktop/login1/session/auto"
"""The session of whoever asks."""
_PROPERTIES = "org.freedesktop.DBus.Properties"
_PATIENCE_MS = 1_000
_SESSION_CHANGE = 0x02B1
_LEFT = frozenset({0x2, 0x4, 0x7})
"""WM_WTSSESSION_CHANGE of winuser.h, and of its codes those for another user in front (WTS_CONSOLE_DISCONNECT), for a remote desk
that was left (WTS_REMOTE_DISCONNECT) and for a locked screen (WTS_SESSION_LOCK).
"""


class ScreenLock(QObject):
    """locked: the screen is locked now, another user is in front, or the machine goes to sleep."""

    locked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filter: _SessionFilter | None = None
        self._listens = False
        self._system: QDBusConnection | None = None

    def listen(self, window: int) -> None:
        """Begin to listen, once. window: the system's id of the window (Windows tells it there)."""
        if self._listens:
            return
        self._listens = True
        if sys.platform == "win32":
            self._filter = _SessionFilter(self, window)
        elif sys.platform != "darwin":
            self.hear(QDBusConnection.sessionBus(), QDBusConnection.systemBus())

    def hear(self, session: QDBusConnection, system: QDBusConnection) -> None:
        """Listen to the desktop's screen savers on one bus, and to the login's on the other."""
        if session.isConnected():
            for name in _SAVERS:
                session.connect("", "", name, "ActiveChanged", self, _ON_TURNED)
        if system.isConnected():
            system.connect("", "", f"{_LOGIN}.Session", "Lock", self, _ON_LOCKED)
            system.connect("", "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _ON_TURNED)
            system.connect("", "", _PROPERTIES, "PropertiesChanged", self, _ON_CHANGED)
            self._system = system

    @Slot(bool)
    def on_turned(self, on: bool) -> None:  # noqa: FBT001 - the bus's own form
        """The screen is locked or free again; the machine goes to sleep or wakes."""
        if on:
            self.locked.emit()

    @Slot()
    def on_locked(self) -> None:
        """The session is locked."""
        self.locked.emit()

    @Slot(str, "QVariantMap")
    def on_changed(self, of: str, changed: dict[str, object]) -> None:
        """A session of this machine is in front no longer; whether it is ours is asked, and where nobody answers it is."""
        if of == f"{_LOGIN}.Session" and changed.get("Active") is False and not self._in_front():
            self.locked.emit()

    def _in_front(self) -> bool:
        """Whether the login says that our own session is in front now."""
        if self._system is None:
            return False
        asked = QDBusMessage.createMethodCall(_LOGIN, _OWN, _PROPERTIES, "Get")
        asked.setArguments([f"{_LOGIN}.Session", "Active"])
        said = self._system.call(asked, QDBus.CallMode.Block, _PATIENCE_MS)
        first = next(iter(said.arguments()), None)
        return isinstance(first, QDBusVariant) and first.variant() is True


_ON_TURNED: Any = SLOT("on_turned(bool)")
_ON_LOCKED: Any = SLOT("on_locked()")
_ON_CHANGED: Any = SLOT("on_changed(QString,QVariantMap)")
"""Text, whatever the types of `connect` say: it takes no bytes."""


class _SessionFilter(QAbstractNativeEventFilter):
    """Windows' word that the session was locked or left."""

    def __init__(self, told: ScreenLock, window: int) -> None:
        super().__init__()
        self._told = told
        system = getattr(ctypes, "windll")  # noqa: B009 - only there on Windows
        system.wtsapi32.WTSRegisterSessionNotification(window, 0)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """MSG begins with the window, the message's number and its first word."""
        if kind == b"windows_generic_MSG":
            words = ctypes.cast(int(message), ctypes.POINTER(ctypes.c_size_t))
            if words[1] & 0xFFFFFFFF == _SESSION_CHANGE and words[2] in _LEFT:
                self._told.locked.emit()
        return False, 0
