"""One file per published model, with its replication."""
