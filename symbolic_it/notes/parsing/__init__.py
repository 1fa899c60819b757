"""From tokens to syntax: operators by precedence, the scope of sums and logarithms, brackets of every kind."""
