"""CSE status over time: the CSEC grid of CWS/CMS, and what of it was entered there."""
