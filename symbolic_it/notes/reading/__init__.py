"""From syntax to terms: what each part of a formula means, given the roles of its letters."""
