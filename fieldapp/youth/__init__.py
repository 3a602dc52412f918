"""The young person: identity, placement, contacts, tribes, description, photos, the ready sheet."""
