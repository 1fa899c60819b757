"""Reading of formulas as people write them: documents, formulas, tokens, syntax, symbols, meaning."""
