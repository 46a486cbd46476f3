"""One module a question: what is asked, the computing, the result, which is its JSON contract."""
