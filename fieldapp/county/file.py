"""Reading and signing a county file: canonical JSON under the agency's root key."""

from __future__ import annotations

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fieldapp.county.model import County
from fieldapp.errors import CountyFileRefused
from fieldapp.ledger.entry import canonical, framed
from fieldapp.text import _

_LABEL = b"fieldapp/county-file/1"
_CAP = 4 * 1024 * 1024


class _Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    county: msgspec.Raw
    signature: str


def sign(county: County, root: Ed25519PrivateKey) -> bytes:
    """A county file's bytes, signed by the agency's root key."""
    body = canonical(county)
    signature = root.sign(framed(_LABEL, body)).hex()
    return msgspec.json.format(
        msgspec.json.encode(_Signed(format="fieldapp-county/1", county=msgspec.Raw(body), signature=signature)), indent=1
    )


def read(content: bytes, root_public: str = "") -> County:
    """The county of a file; refused when it is not whole, not signed by the key it names, or not by the one known here.

    root_public: hex of the key that this store already trusts; "" at first set-up, when its beginning is shown to be compared.
    """
    if len(content) > _CAP:
        raise _refused(_("The file is too large to be a county file."))
    try:
        signed = msgspec.json.decode(content, type=_Signed)
        county = msgspec.json.decode(bytes(signed.county), type=County)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _refused(_("This is no county file, or it was cut short.")) from error
    if signed.format != "fieldapp-county/1":
        raise _refused(_("The county file has a format that this version cannot read."))
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(county.root_public))
        public.verify(bytes.fromhex(signed.signature), framed(_LABEL, canonical(county)))
    except (InvalidSignature, ValueError) as error:
        raise _refused(_("The county file is not signed by its agency, or was changed after signing.")) from error
    if root_public and county.root_public != root_public:
        raise _refused(_("The county file is signed by another agency than the one this store belongs to."))
    return county


def _refused(sentence: str) -> CountyFileRefused:
    return CountyFileRefused(sentence, _("Ask your county's administrator for the current file."))
