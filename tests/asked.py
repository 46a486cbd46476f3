"""What the tests of claims share: one test of the vocabulary run on its own."""

from datetime import date

from foedus.claims.claimsfile import TESTS
from foedus.claims.claimtest import Context

CACHES = {}
"""What the model was asked already, by draws and seed."""


def ask(word, document="2024-06-01", /, *, draws=20, seed=1, **fields):
    """What a test of the vocabulary finds; fields as a file writes them, `_` for a trailing one."""
    context = Context(on=date.fromisoformat(document), draws=draws, seed=seed,
                      cache=CACHES.setdefault((draws, seed), {}))  # fmt: skip
    return entry(word, **fields).run(context)


def entry(word, /, **fields):
    """A test of the vocabulary, read from its fields."""
    dates = {"since", "to", "from_", "ever_since", "joined_since", "on"}
    given = {
        name.removesuffix("_"): date.fromisoformat(value)
        if name in dates and isinstance(value, str) and value[:4].isdigit()
        else value
        for name, value in fields.items()
    }
    return TESTS[word].model_validate(given)
