"""Bundles of somebody enrolled that say they are small and are not, or the other way round: bounded in memory and in time."""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from fieldapp.demo import fiction
from fieldapp.desk import team as team_of
from fieldapp.desk import transfer
from fieldapp.desk.desk import Desk
from fieldapp.exchange import bundle
from fieldapp.exchange import header as head
from fieldapp.exchange.content import signed
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.header import FILES_CAP, RECORDS_CAP
from fieldapp.exchange.suites import FX1
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from tests.desk.office import Office
from torture.forging import Forger, forger, padded

ROOT = Path(__file__).resolve().parents[2]
MIB, GIB = 2**20, 2**30
_CHILD = """
import json, re, sys
from pathlib import Path
from fieldapp import cli
code = cli.main(sys.argv[1:])
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
print(json.dumps({"code": code, "mib": int(peak[1]) // 1024 if peak else 0}))
"""
"""Its own peak: what the system accounts to a new process begins with what the one before it had."""


def _zeros(count: int, size: int) -> Iterator[bytes]:
    """Files of nothing but zeros, as they stand in a bundle."""
    digest = hashlib.sha256(bytes(size)).digest()
    for _number in range(count):
        yield digest + struct.pack(">Q", size) + bytes(size)


def _sealed(forges: Forger, told: tuple[int, int, int], parts: Iterator[bytes], window: int = 20) -> bytes:
    """Rightly sealed and signed around these parts, whatever the header tells of their sizes."""
    raw, whole = forges.raw_header(told), hashlib.sha256()
    shape = zstandard.ZstdCompressionParameters.from_level(1, window_log=window, write_content_size=False)
    packer, zipped = zstandard.ZstdCompressor(compression_params=shape).compressobj(), []
    for part in parts:
        whole.update(part)
        zipped.append(packer.compress(part))
    said = signed(FX1, head.hash_of(raw, FX1), whole.digest())
    zipped += [packer.compress(forges.keys.signer().sign(said)), packer.flush()]
    return forges.sealed(raw, padded(b"".join(zipped)))


@pytest.fixture
def forges(team: Office, worker: Desk) -> Forger:
    """The worker's laptop, which does as its owner likes."""
    worker.do(youths.open_record, Names(chosen="Mika Sample"))
    transfer.send(worker, FolderDestination(team.folder))
    (path,) = team.folder.rglob("*.fxb")
    opened = bundle.open_for(path, team.lead.me.device, team_of.keys(team.lead))
    made = forger(opened, team_of.keys(worker), team_of.keys(team.lead).public().sealing)
    team.empty()
    return made


def test_whatever_sizes_are_told_reading_needs_little_memory_and_ends(team: Office, forges: Forger) -> None:
    """In a process of its own, which says how much memory it needed at most."""
    files = 6 * (40 + 25 * MIB)
    made = {
        "says 12 GiB, holds nothing": _sealed(forges, (10**6, 4 * GIB, 8 * GIB), iter(())),
        "says nothing, holds 150 MiB": _sealed(forges, (0, 0, 0), _zeros(6, 25 * MIB)),
        "says less than it holds": _sealed(forges, (0, 0, 40 + MIB), _zeros(6, 25 * MIB)),
        "150 MiB of zeros in some KiB": _sealed(forges, (0, 0, files), _zeros(6, 25 * MIB)),
        "a file larger than any": _sealed(forges, (0, 0, 40 + 64 * MIB), _zeros(1, 64 * MIB)),
        "looks back over 128 MiB": _sealed(forges, (0, 0, files), _zeros(6, 25 * MIB), window=27),
    }
    for number, content in enumerate(made.values()):
        (team.folder / f"{number}.fxb").write_bytes(content)
    assert sum(map(len, made.values())) < 4 * MIB
    team.lead.close()
    secret = team.root / "passphrase"
    secret.write_text(fiction.PASSPHRASES["worker"])
    where = ["--store", str(team.root / "Pat-Template-Lead"), "--passphrase-file", str(secret)]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, "import", str(team.folder), *where, "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    outcomes, ended = map(json.loads, done.stdout.splitlines())
    told = dict(zip(made, [(each["outcome"], each["reason"]) for each in outcomes], strict=True))
    assert told.pop("150 MiB of zeros in some KiB")[0] in {"accepted", "duplicate"}, "it is what it says"
    assert {outcome for outcome, _reason in told.values()} == {"set_aside"}
    assert {reason for _outcome, reason in told.values()} <= {"cut", "altered", "too_large", "unreadable"}
    assert ended["code"] == 1
    assert ended["mib"] < 200


@pytest.mark.parametrize("told", [(10**6 + 1, 0, 0), (0, RECORDS_CAP + 1, 0), (0, 0, FILES_CAP + 1), (2**63, 2**63, 2**63)])
def test_sizes_that_no_bundle_has_are_refused_with_the_header(team: Office, forges: Forger, told: tuple[int, int, int]) -> None:
    path = team.folder / "large.fxb"
    path.write_bytes(_sealed(forges, told, iter(())))
    (outcome,) = team.read(team.lead, path)
    assert (outcome.outcome, outcome.reason) == ("set_aside", "too_large")
    assert "larger than any real one" in outcome.sentence
