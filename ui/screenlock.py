"""The screen lock of the system, and its sleep: whoever locks the screen locks the store, during a call too (P11).

On Linux the desktop says it over D-Bus (tried); on Windows the session says it to the window (untried). Where neither is there
(macOS), the closed lid is noticed by the clock, in `idle`.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver", "org.cinnamon.ScreenSaver")
_LOGIN = "org.freedesktop.login1"
_SESSION_CHANGE, _SESSION_LOCK = 0x02B1, 0x7
"""WM_WTSSESSION_CHANGE and WTS_SESSION_LOCK of winuser.h."""


class ScreenLock(QObject):
    """locked: the screen is locked now, or the machine goes to sleep."""

    locked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filter: _SessionFilter | None = None
        self._listens = False

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

    @Slot(bool)
    def on_turned(self, on: bool) -> None:  # noqa: FBT001 - the bus's own form
        """The screen is locked or free again; the machine goes to sleep or wakes."""
        if on:
            self.locked.emit()

    @Slot()
    def on_locked(self) -> None:
        """The session is locked."""
        self.locked.emit()


_ON_TURNED: Any = SLOT("on_turned(bool)")
_ON_LOCKED: Any = SLOT("on_locked()")
"""Text, whatever the types of `connect` say: it takes no bytes."""


class _SessionFilter(QAbstractNativeEventFilter):
    """Windows' word that the session was locked."""

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
            if words[1] & 0xFFFFFFFF == _SESSION_CHANGE and words[2] == _SESSION_LOCK:
                self._told.locked.emit()
        return False, 0
