"""A disk on which things happen, and what a power cut may leave of it.

The model, stricter than any file system that a store may lie on:

- What was written to a file is safe once that file was flushed (fsync, fdatasync), and not before. A flush of a file says nothing
  of its name.
- A name (made, removed, moved) is safe once its folder was flushed.
- Of what is not safe yet any part may be there: of a file's writes none, all, the first few, or any sectors of any of them, with
  zeros where a sector in between did not come; of changes of names either those up to a moment, as a journal keeps them, or any
  of them in any folder. A name is moved wholly or not at all.
- A sector is 512 or 4,096 bytes. It is there as it was or as it became, and no sector beside it changes.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from torture.recording import Happened

Tree = dict[str, bytes | None]
"""Path below the folder -> what the file holds, None for a folder."""
_SECTORS = (512, 4096)


@dataclass(slots=True, eq=False)
class File:
    """now: as every process sees it · safe: as last flushed · waiting: (place, written) since then, (size, None) for a cut."""

    now: bytearray = field(default_factory=bytearray)
    safe: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Folder:
    """The same of names. waiting: (moment, name, what it stands for; None where it was removed)."""

    now: dict[str, Node] = field(default_factory=dict)
    safe: dict[str, Node] = field(default_factory=dict)
    waiting: list[tuple[int, str, Node | None]] = field(default_factory=list)

    def name(self, moment: int, name: str, node: Node | None) -> None:
        """A name stands for something else from now on."""
        self.waiting.append((moment, name, node))
        if node is None:
            self.now.pop(name, None)
        else:
            self.now[name] = node


Node = File | Folder


class Disk:
    """A folder as it lies there, all of it safe; then whatever happens in it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = _lying(root)
        self._open: dict[int, Node] = {}
        self._moment = 0

    def take(self, each: Happened) -> bool:
        """One change; whether it made anything safe, or said that it was."""
        self._moment += 1
        match each.what:
            case "opened":
                self._opened(each)
            case "closed":
                self._open.pop(each.handle, None)
            case "written" | "cut":
                node = self._open[each.handle]
                if isinstance(node, File):
                    change = (each.place, each.content if each.what == "written" else None)
                    node.waiting.append(change)
                    _write(node.now, *change)
            case "flushed":
                _flush(self._open[each.handle])
                return True
            case "made":
                self._name(each.path, Folder())
            case "gone":
                self._name(each.path, None)
            case "moved" | "linked":
                self._name(each.to, self._find(each.path))
                if each.what == "moved":
                    self._name(each.path, None)
        return False

    def _opened(self, each: Happened) -> None:
        node = self._find(each.path)
        if node is None:
            node = File()
            self._name(each.path, node)
        elif each.place & os.O_TRUNC and isinstance(node, File):
            node.waiting.append((0, None))
            node.now.clear()
        self._open[each.handle] = node

    def _find(self, path: str) -> Node | None:
        node: Node | None = self._top
        for part in Path(path).relative_to(self._root).parts:
            node = node.now.get(part) if isinstance(node, Folder) else None
        return node

    def _name(self, path: str, node: Node | None) -> None:
        parent = self._find(str(Path(path).parent))
        if not isinstance(parent, Folder):
            raise SystemExit(f"the record names a folder that never was: {path}")
        parent.name(self._moment, Path(path).name, node)

    def seen(self) -> Tree:
        """As every process sees it: what lies there while the power is on."""
        return dict(_tree("", self._top, lambda folder: folder.now, lambda file: bytes(file.now)))

    def safe(self) -> Tree:
        """What is left of it where nothing is left that was not safe."""
        return dict(_tree("", self._top, lambda folder: folder.safe, lambda file: file.safe))

    def left(self, dice: random.Random) -> Tree:
        """What else may be left of it."""
        moments = [moment for folder in _folders(self._top) for moment, _name, _node in folder.waiting]
        until = dice.choice((0, *moments))
        in_order, drawn = dice.random() < 0.5, dict[int, bool]()

        def came(moment: int) -> bool:
            return moment <= until if in_order else drawn.setdefault(moment, dice.random() < 0.5)

        def names(folder: Folder) -> dict[str, Node]:
            held: dict[str, Node | None] = dict(folder.safe)
            held |= {name: node for moment, name, node in folder.waiting if came(moment)}
            return {name: node for name, node in held.items() if node is not None}

        return dict(_tree("", self._top, names, lambda file: _torn(file, dice)))


def lie(tree: Tree, place: Path) -> None:
    """Put a tree into a folder that is not there."""
    place.mkdir()
    for path, content in tree.items():
        if content is None:
            (place / path).mkdir()
        else:
            (place / path).write_bytes(content)


def lying(place: Path) -> Tree:
    """What lies in a folder."""
    return dict(_tree("", _lying(place), lambda folder: folder.safe, lambda file: file.safe))


def _lying(place: Path) -> Folder:
    top = Folder()
    for path in sorted(place.iterdir()):
        node: Node = _lying(path) if path.is_dir() else File(bytearray(path.read_bytes()), path.read_bytes())
        top.now[path.name] = top.safe[path.name] = node
    return top


def _folders(top: Folder) -> Iterator[Folder]:
    """All that anything could still be found by."""
    yield top
    for node in {*top.now.values(), *top.safe.values()}:
        if isinstance(node, Folder):
            yield from _folders(node)


def _tree(
    path: str, folder: Folder, names: Callable[[Folder], dict[str, Node]], content: Callable[[File], bytes]
) -> Iterator[tuple[str, bytes | None]]:
    for name, node in sorted(names(folder).items()):
        yield path + name, content(node) if isinstance(node, File) else None
        if isinstance(node, Folder):
            yield from _tree(f"{path}{name}/", node, names, content)


def _flush(node: Node) -> None:
    if isinstance(node, File):
        node.safe = bytes(node.now)
    else:
        node.safe = dict(node.now)
    node.waiting.clear()


def _write(content: bytearray, place: int, written: bytes | None) -> None:
    """Into a file; written: None cuts it at the place."""
    if written is None:
        del content[place:]
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    if written is not None:
        content[place : place + len(written)] = written


def _torn(file: File, dice: random.Random) -> bytes:
    """Of what waits some."""
    how = dice.choice(("none", "all", "first", "sectors", "sectors")) if file.waiting else "none"
    if how == "none":
        return file.safe
    if how == "all":
        return bytes(file.now)
    content, sector = bytearray(file.safe), dice.choice(_SECTORS)
    if how == "first":
        for place, written in file.waiting[: dice.randrange(len(file.waiting))]:
            _write(content, place, written)
        return bytes(content)
    for place, written in file.waiting:
        for start, piece in _pieces(place, written, sector):
            if dice.random() < 0.5:
                _write(content, start, piece)
    return bytes(content)


def _pieces(place: int, written: bytes | None, sector: int) -> Iterator[tuple[int, bytes | None]]:
    if written is None:
        yield place, None
        return
    end, start = place + len(written), place
    while start < end:
        until = min(end, (start // sector + 1) * sector)
        yield start, written[start - place : until - place]
        start = until
