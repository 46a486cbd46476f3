"""Build the embedded world: parse the World Factbook, carry the tables of facts over."""
