"""What the built folder holds: of Qt the plugins that the app loads, and of the system's own libraries none."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from PyInstaller.depend.bindepend import get_imports

Taken = tuple[str, str, str]
"""What PyInstaller would take: the place in the folder, the file that it comes from (of a link its target), what it is."""

LEFT_OUT = (
    # tools of those who write the app
    *("babel", "hypothesis", "importlinter", "mypy", "pypdf", "pytest", "pytestqt", "ruff", "tkinter", "xdist"),
    # a library could use them, and does not here: coloured terminals, packaging, number crunching, other parsers
    *("distutils", "lxml", "numpy", "packaging", "PIL", "pydoc", "pydoc_data", "pygments", "rich", "setuptools", "readline"),
    *("bz2", "lzma", "_uuid", "multiprocessing", "pydantic.v1", "pydantic.mypy", "zstandard.backend_cffi", "zstandard._cffi"),
    # other databases, and the one without encryption
    *("sqlite3", "sqlalchemy.ext.asyncio", "sqlalchemy.testing"),
    *(f"sqlalchemy.dialects.{name}" for name in ("mssql", "mysql", "oracle", "postgresql")),
    # the network: this app opens no connection
    *("ftplib", "PySide6.QtNetwork", "ssl", "xmlrpc"),
)

PLUGINS = {
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platformthemes": ("qxdgdesktopportal",),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "imageformats": ("qjpeg",),
    "printsupport": ("cupsprintersupport",),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
}
"""Of Qt's plugins, by folder: windows, dead keys, the desktop's dialogs, photos, printers. PNG and SVG need none."""


def kept(taken: Iterable[Taken]) -> list[Taken]:
    """The programs and libraries that come along. On Linux the system's stay out: it mends them, the package names them."""
    wanted = [each for each in taken if not _is_plugin(each) or _is_wanted(each)]
    if sys.platform != "linux":
        return wanted
    loaded = {name for each in wanted if _is_loaded_by_name(each) for name in _libraries(each[1])}
    return [each for each in wanted if _is_loaded_by_name(each) or (Path(each[0]).name in loaded and not _is_systems(each))]


def kept_data(taken: Iterable[Taken], programs: Iterable[Taken]) -> list[Taken]:
    """The data files: not Qt's own translations, which the app never speaks, and no link to a library that stays out."""
    there = {Path(each[0]) for each in programs}
    words = Path("PySide6", "Qt", "translations")
    return [each for each in taken if (Path(each[1]) in there if each[2] == "SYMLINK" else words not in Path(each[0]).parents)]


def _is_plugin(each: Taken) -> bool:
    return "plugins" in Path(each[0]).parts


def _is_wanted(each: Taken) -> bool:
    path = Path(each[0])
    return path.stem.removeprefix("lib") in PLUGINS.get(path.parent.name, ())


def _is_loaded_by_name(each: Taken) -> bool:
    """Whether Python, Qt or the program's own start loads it; any other library is there because one of these needs it."""
    return each[2] == "EXTENSION" or _is_plugin(each) or Path(each[0]).name.startswith("libpython")


def _libraries(path: str) -> Iterator[str]:
    """The names of the libraries that are loaded along with one, and with those in turn."""
    yield from (Path(full or name).name for name, full in get_imports(path))


def _is_systems(each: Taken) -> bool:
    """Whether a library is one of the system's packages: it lies outside the environment, and is no link within the folder."""
    path = Path(each[1])
    return path.is_absolute() and not path.is_relative_to(sys.prefix)
