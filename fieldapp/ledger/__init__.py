"""The ledger: signed, chained entries; append, admit, verify, order, fold, rebuild."""
