"""Which package brings a library, of what dpkg says."""

from __future__ import annotations

from shipping.depends import owners

SAID = """\
diversion by libc6 from: /lib64/ld-linux-x86-64.so.2
diversion by libc6 to: /lib64/ld-linux-x86-64.so.2.usr-is-merged
libc6:amd64: /lib64/ld-linux-x86-64.so.2
libglib2.0-0t64:amd64: /usr/lib/x86_64-linux-gnu/libglib-2.0.so.0
zlib1g:amd64: /lib/x86_64-linux-gnu/libz.so.1
other: /opt/other/lib/libz.so.1
libc6-i386: /lib32/libc.so.6
"""


def test_a_library_is_its_packages_under_the_name_that_both_debians_know() -> None:
    """Found on Debian 13: a line about a diversion was taken for an owner."""
    assert owners(SAID, "x86_64-linux-gnu") == {
        "ld-linux-x86-64.so.2": "libc6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libz.so.1": "zlib1g",
    }
