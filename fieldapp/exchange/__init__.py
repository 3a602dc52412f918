"""Bundles between stores: sealed, signed, carried over any folder, and answered by receipts."""
