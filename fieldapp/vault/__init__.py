"""The vault: keys and slots, the encrypted store, its lock and head, attachments, notes left while locked.

- `opening.create(folder, passphrase, agency, now, words=None, cost=None) -> Made`: a new store with its ways in
- `opening.unlock(folder, passphrase, clock)`, `unlock_by_words(folder, sheets)`, `unlock_by_agency(folder, private) -> DataKey`
- `changing.change_passphrase`, `replace_passphrase`: another passphrase, the old one kept until the new one opened
- `store.connect(path, key.database(), read_only=False) -> Engine`; `store.damage(engine)`: every page's seal
- `lock.StoreLock(path)`: one process a store
- `head.write`, `read`, `judge`, `explain`: is the database the one last used here
- `attempts`: failed unlocks, counted and handed over · `note`: left while locked · `attachments`: files of entries
- `folder.StoreFolder(root)`: what lies where, `strangers`, `sweep` · `suitable.refuse_unsuitable(folder)`
"""
