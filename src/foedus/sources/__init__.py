"""One file per upstream data set: citation, licence, address, checksum and reader."""
