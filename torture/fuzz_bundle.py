"""A target for atheris (`python -m torture.fuzz_bundle -runs=…`): headers as they are, and contents sealed with a right key.

It runs only where atheris can be imported; the project does not depend on it.
"""

from __future__ import annotations

import importlib
import random
import sys

from fieldapp.desk import team
from fieldapp.errors import BundleRefused
from fieldapp.exchange import bundle
from fieldapp.exchange import header as head
from torture.forging import forger, padded
from torture.found import Findings
from torture.taking import bundle_of, taking


def main() -> None:
    """Until it has run as often as it was told, or something escaped."""
    atheris = importlib.import_module("atheris")
    found = Findings()
    with taking(found) as (made, taker, worker):
        taker.put(bundle_of(made, worker, taker.desk, random.Random(0).randbytes(300)), "whole")
        opened = bundle.open_for(taker.path, taker.desk.me.device, taker.keys)
        forges = forger(opened, team.keys(worker), taker.keys.public().sealing)

        def target(raw: bytes) -> None:
            """The first byte says what the rest is."""
            kind, rest = raw[:1], raw[1:]
            try:
                if kind < b"\x40":
                    head.decode(rest)
                elif kind < b"\x80":
                    true = forges.raw_header((1, len(rest), 0))
                    taker.put(forges.sealed(true, padded(rest)), raw)
                else:
                    content, sizes = forges.content([rest])
                    true = forges.raw_header(sizes)
                    taker.put(forges.sealed(true, forges.plain(true, content)), raw)
            except BundleRefused:
                return
            if found.counted:
                raise RuntimeError(found.first)

        atheris.Setup(sys.argv, target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
