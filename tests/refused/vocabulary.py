"""The symbols that the documents of false steps are written in, beside the names of the library."""

from symbolic_it import *  # noqa: F403

X, Y = alphabet("X"), alphabet("Y")  # noqa: F405
x, z, y = X.outcome("x"), X.outcome("z"), Y.outcome("y")
k, q, o = X.letter("k"), X.letter("q"), Y.letter("o")
P, R, T, V = law("P", X), law("R", X), law("T", X), law("V", Y)  # noqa: F405
J, K = law("J", X * Y), law("K", X * Y)  # noqa: F405
JX, JY = first_marginal(J), second_marginal(J)  # noqa: F405
g, h, w = function_on("g", X), function_on("h", X), function_on("w", Y)  # noqa: F405
a, c, e, u = (real_number(name) for name in ("a", "c", "e", "u"))  # noqa: F405
t, s = real_variable("t"), real_variable("s")  # noqa: F405
m, n = sample_size("m"), natural("n")  # noqa: F405
i, j, l = index("i", m), index("j", m), index("l", n)  # noqa: F405
r = natural_variable("r")  # noqa: F405
f, v = sequence("f"), sequence("v")  # noqa: F405
F, G = real_function("F"), real_function("G")  # noqa: F405
data = sample("d", X)  # noqa: F405
Theta = parameters("Theta")  # noqa: F405
theta, eta = Theta.point("theta"), Theta.point("eta")
p, L, M = model("p", Theta, X), function_on("L", Theta), function_on("M", Theta)  # noqa: F405
S, S2 = subset("S", Theta), subset("B", Theta)  # noqa: F405
A, B = natural_function("A"), natural_function("B")  # noqa: F405
N, W = natural_law("N"), density("W")  # noqa: F405
