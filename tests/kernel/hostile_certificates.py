"""Certificates made to exhaust time, memory or the stack: each a small recipe for a lot of work."""

from symbolic_it.kernel.certificates import FORMAT

REALS = [["real"], ["fun", 0, 0], ["fun", 0, 1]]
STATEMENTS = [["bool"], ["fun", 0, 0], ["fun", 0, 1]]


def data(types, terms, steps=(), claims=None):
    """A certificate; plain lists, as JSON gives."""
    return {"format": FORMAT, "types": types, "terms": list(terms), "steps": list(steps), "claims": claims or {}}


class Rows(list):
    """Rows of terms; adding one gives its number."""

    def add(self, *row):
        self.append(list(row))
        return len(self) - 1

    def apply(self, f, *args):
        for x in args:
            f = self.add(2, f, x)
        return f


def identity(rows, t, types=REALS):
    return data(types, rows, [["field_identity", t, t, []]])


def deep(n):
    """neg(neg(...(x)))"""
    rows = Rows([[1, "neg", 1], [0, "x", 0]])
    t = 1
    for _ in range(n):
        t = rows.apply(0, t)
    return identity(rows, t)


def doubling(n, applied=True):
    """A function whose body is x + x, doubled again and again; then applied."""
    rows = Rows([[1, "add", 2], [4, 0, 0], [0, "y", 0]])
    t = 1
    for _ in range(n):
        t = rows.apply(0, t, t)
    f = rows.add(3, 0, t)
    if not applied:
        return data(REALS, rows, [["reflexivity", f]])
    return identity(rows, rows.apply(f, 2))


def tower(n, base):
    """((base^64)^64)^..."""
    rows = Rows([[1, "pow", 2], [1, "#64", 0], base])
    t = 2
    for _ in range(n):
        t = rows.apply(0, t, 1)
    return identity(rows, t)


def wide_product(n):
    """(a1 + b1 + 1) (a2 + b2 + 1) ..."""
    rows = Rows([[1, "add", 2], [1, "mul", 2], [1, "#1", 0]])
    t = 2
    for k in range(n):
        a, b = rows.add(0, f"a{k}", 0), rows.add(0, f"b{k}", 0)
        t = rows.apply(1, t, rows.apply(0, rows.apply(0, a, b), 2))
    return identity(rows, t)


def power_of_a_sum(variables, exponent):
    """(v1 + v2 + ...)^n"""
    rows = Rows([[1, "add", 2], [1, "pow", 2], [1, f"#{exponent}", 0], [1, "#1", 0]])
    t = 3
    for k in range(variables):
        t = rows.apply(0, t, rows.add(0, f"v{k}", 0))
    return identity(rows, rows.apply(1, t, 2))


def long_sum(n, steps=1):
    rows = Rows([[1, "add", 2], [0, "v", 0]])
    t = 1
    for k in range(n):
        t = rows.apply(0, t, rows.add(0, f"v{k}", 0))
    return data(REALS, rows, [["field_identity", t, t, []]] * steps)


def high_degree(degree, terms, repeats):
    """A sum of products of very many variables, copied again and again."""
    rows = Rows([[1, "add", 2], [1, "mul", 2], [0, "u", 0]])
    product = 2
    for k in range(degree):
        product = rows.apply(1, product, rows.add(0, f"u{k}", 0))
    total = product
    for k in range(terms):
        total = rows.apply(0, total, rows.apply(1, product, rows.add(0, f"w{k}", 0)))
    steps = []
    for k in range(repeats):
        total = rows.apply(0, rows.add(0, f"z{k}", 0), total)
        steps.append(["field_identity", total, total, []])
    return data(REALS, rows, steps)


def fractions_to_clear(n):
    """1/(a1 + b1) + 1/(a2 + b2) + ... = 1, with all denominators positive."""
    types = [*REALS, ["bool"], ["fun", 0, 3], ["fun", 0, 4]]
    rows = Rows([[1, "add", 2], [1, "div", 2], [1, "#1", 0], [1, "lt", 5], [1, "#0", 0]])
    total, facts = 2, []
    for k in range(n):
        below = rows.apply(0, rows.add(0, f"a{k}", 0), rows.add(0, f"b{k}", 0))
        total = rows.apply(0, total, rows.apply(1, 2, below))
        facts.append(["assume", rows.apply(3, 4, below)])
    return data(types, rows, [*facts, ["field_identity", total, 2, list(range(n))]])


def nested_fractions(n):
    """1/(1 + 1/(1 + ...))"""
    rows = Rows([[1, "add", 2], [1, "div", 2], [1, "#1", 0], [0, "x", 0]])
    t = 3
    for _ in range(n):
        t = rows.apply(1, 2, rows.apply(0, t, 2))
    return identity(rows, t)


def long_numeral(digits, squarings):
    rows = Rows([[1, "mul", 2], [1, "#" + "7" * digits, 0]])
    t = 1
    for _ in range(squarings):
        t = rows.apply(0, t, t)
    return identity(rows, t)


def combination(n):
    """Linear arithmetic with the same long premise n times."""
    result = long_sum(400)
    rows = Rows(result["terms"])
    t = len(rows) - 1
    goal = rows.apply(rows.add(1, "le", 5), t, t)
    types = [*REALS, ["bool"], ["fun", 0, 3], ["fun", 0, 4]]
    return data(types, rows, [["assume", goal], ["linear_arithmetic", goal, [["3/7", 0]] * n]])


def many_variables(variables, more):
    """A term of very many variables, and terms upon it with one more each."""
    rows = Rows([[1, "add", 2]])
    layer = [rows.add(0, f"v{k}", 0) for k in range(variables)]
    while len(layer) > 1:
        layer = [rows.apply(0, *pair) for pair in zip(layer[::2], layer[1::2], strict=False)]
    for k in range(more):
        rows.apply(0, layer[0], rows.add(0, f"w{k}", 0))
    return data(REALS, rows)


def eta_again(size, times):
    """An abstraction that eta-contracts, so that it is made anew each time it is asked for."""
    rows = Rows([[1, "add", 2], [4, 1, 0], [4, 0, 0]])
    t = 1
    for _ in range(size):
        t = rows.apply(0, t, 1)
    body = rows.apply(rows.apply(0, t), 2)
    return data(REALS, [*rows, *([[3, 0, body]] * times)])


def apply_again(size, times):
    """A long function applied to one variable after the other."""
    rows = Rows([[1, "add", 2], [4, 0, 0]])
    t = 1
    for _ in range(size):
        t = rows.apply(0, t, 1)
    f = rows.add(3, 0, t)
    for k in range(times):
        rows.apply(f, rows.add(0, f"y{k}", 0))
    return data(REALS, rows)


def loose_argument(size, uses):
    """An argument with loose indices, raised at every place it goes to."""
    rows = Rows([[1, "add", 2], [4, 1, 0], [4, 2, 0], [1, "sum", 5]])
    types = [*REALS, ["%f"], ["fun", 3, 0], ["fun", 4, 0]]
    u = 1
    for _ in range(size):
        u = rows.apply(0, u, 1)
    body = rows.add(4, 0, 0)
    for _ in range(uses):
        shifted = rows.add(3, 3, rows.apply(0, rows.add(4, 1, 0), 2))
        body = rows.apply(0, body, rows.apply(3, shifted))
    return data(types, [*rows, [3, 0, body], [2, len(rows), u]])


def twice(n):
    """Church numerals: the function that applies a function twice, applied to itself at n types."""
    types = [["real"], *(["fun", k, k] for k in range(n + 1))]
    rows = Rows()
    functions = []
    for k in range(n):
        f, x = rows.add(4, 1, k + 1), rows.add(4, 0, k)
        functions.append(rows.add(3, k + 1, rows.add(3, k, rows.apply(f, rows.apply(f, x)))))
    t = functions[-1]
    for g in reversed(functions[:-1]):
        t = rows.apply(t, g)
    return data(types, [*rows, [1, "neg", 1], [2, t, len(rows)]])


def many_hypotheses(n, discharges=0):
    rows = [[1, "imp", 2], *([0, f"p{k}", 0] for k in range(n))]
    steps = [["assume", k + 1] for k in range(n)]
    last = 0
    for k in range(1, n):
        steps += [["discharge", k + 1, last], ["modus_ponens", len(steps), k]]
        last = len(steps) - 1
    steps += [["discharge", k % n + 1, last] for k in range(discharges)]
    return data(STATEMENTS, rows, steps)


def many_instantiations(pairs, times):
    result = long_sum(400)
    first = len(result["terms"])
    result["terms"] += [[0, f"q{k}", 0] for k in range(pairs)]
    result["steps"] += [["instantiate", [[first + k, 1] for k in range(pairs)], 0]] * times
    return result


def many_instances(size, times):
    result = long_sum(size)
    for k in range(times):
        result["terms"].append([0, f"z{k}", 0])
        result["steps"].append(["instantiate", [[1, len(result["terms"]) - 1]], 0])
    return result


def many_type_instances(times):
    """A polymorphic theorem at one large type after the other."""
    types = [["'a"], ["bool"], ["fun", 0, 1], ["fun", 0, 2], ["real"]]
    rows = [[1, "eq", 3], [0, "x", 0]]
    steps = [["reflexivity", 1]]
    last = 4
    for k in range(times):
        types.append(["fun", 4, last] if k % 190 else ["fun", 4, 4])
        last = len(types) - 1
        steps.append(["instantiate_types", [[0, last]], 0])
    return data(types, rows, steps)


def doubled_type(n, op="pair"):
    return data([["real"], *([op, k, k] for k in range(n))], [[0, "x", n], [1, "ln", n]])


def types_of_many_variables(n, more):
    types = [["'a0"]]
    last = 0
    for k in range(1, n):
        types += [[f"'a{k}"], ["fun", last, len(types)]]
        last = len(types) - 1
    for k in range(more):
        types += [[f"'b{k}"], ["fun", last, len(types)]]
    return data(types, [])


def many_claims(n):
    """One statement, as long as they get, claimed under many names."""
    result = long_sum(400)
    rows, t = Rows(result["terms"]), len(result["terms"]) - 1
    statement = rows.apply(rows.add(1, "eq", 5), t, t)
    types = [*REALS, ["bool"], ["fun", 0, 3], ["fun", 0, 4]]
    return data(types, rows, [["reflexivity", t]], {str(k): [0, [], statement] for k in range(n)})


def long_proof(n):
    return data(REALS, [[0, "x", 0]], [["reflexivity", 0], *(["symmetry", k] for k in range(n))])


HOSTILE = {
    "negated 15000 times": lambda: deep(15000),
    "negated 3900 times": lambda: deep(3900),
    "doubled 40 times under a binder": lambda: doubling(40, applied=False),
    "doubled 40 times and applied": lambda: doubling(40),
    "doubled 1900 times and applied": lambda: doubling(1900),
    "a tower of powers of 2": lambda: tower(7, [1, "#2", 0]),
    "a tower of powers of 1": lambda: tower(1900, [1, "#1", 0]),
    "a tower of powers of 0": lambda: tower(1900, [1, "#0", 0]),
    "a tower of powers of x": lambda: tower(7, [0, "x", 0]),
    "a product of 12 sums": lambda: wide_product(12),
    "a product of 400 sums": lambda: wide_product(400),
    "a sum to the 64th power": lambda: power_of_a_sum(5, 64),
    "a short sum to the 64th power": lambda: power_of_a_sum(2, 64),
    "a sum of 1900 terms": lambda: long_sum(1900),
    "products of 500 factors": lambda: high_degree(490, 50, 400),
    "six fractions to clear": lambda: fractions_to_clear(6),
    "sixty fractions to clear": lambda: fractions_to_clear(60),
    "nested fractions": lambda: nested_fractions(900),
    "a long numeral squared": lambda: long_numeral(1900, 40),
    "a numeral too long": lambda: long_numeral(5000, 0),
    "linear arithmetic of very many premises": lambda: combination(50000),
    "a term of 1900 variables": lambda: many_variables(1900, 5000),
    "a term of 20000 variables": lambda: many_variables(20000, 4000),
    "eta again and again": lambda: eta_again(1900, 20000),
    "beta again and again": lambda: apply_again(1900, 20000),
    "a loose argument at very many places": lambda: loose_argument(1000, 1000),
    "twice at 4 types": lambda: twice(4),
    "twice at 6 types": lambda: twice(6),
    "twice at 60 types": lambda: twice(60),
    "3000 hypotheses": lambda: many_hypotheses(3000),
    "1900 hypotheses discharged again and again": lambda: many_hypotheses(1900, 20000),
    "very many pairs": lambda: many_instantiations(100000, 50),
    "very many instances": lambda: many_instances(400, 2000),
    "very many instances of types": lambda: many_type_instances(20000),
    "doubled pair types": lambda: doubled_type(60),
    "doubled function types": lambda: doubled_type(60, "fun"),
    "pair types just small enough, in a message": lambda: doubled_type(7),
    "types of very many variables": lambda: types_of_many_variables(190, 20000),
    "very many claims": lambda: many_claims(50000),
    "a proof of 200000 steps": lambda: long_proof(200000),
}
"""Some replay, being only large; what counts is that each ends soon, in a theorem or a `KernelError`."""
