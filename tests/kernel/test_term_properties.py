"""The term layer against the naive reference of named_terms.py: substitution, binders, beta, eta, types."""

from hypothesis import given, settings
from hypothesis import strategies as st
from named_terms import (
    BASES,
    NAMES,
    A,
    F,
    alpha_equal,
    at_types,
    free,
    kernel,
    named,
    normal,
    renamed,
    substituted,
    type_of,
    types,
    uniquely_bound,
)

from symbolic_it.kernel.substitution import copied
from symbolic_it.kernel.terms import (
    APP,
    BOUND,
    LAM,
    VAR,
    abstract,
    apply_term,
    bool_,
    fun,
    instantiate_term_types,
    pair_type,
    real,
    substitute,
    type_variable,
    var,
)

variables = st.tuples(st.sampled_from(NAMES), st.sampled_from((*BASES, fun(real, real), fun(F, real))))


@given(named())
def test_names_of_binders_do_not_matter(t):
    assert kernel(t) is kernel(renamed(t, "'"))


@settings(max_examples=400)
@given(named())
def test_redexes_are_contracted(t):
    assert kernel(t) is kernel(normal(t))


@given(st.data(), types())
def test_terms_are_one_object_exactly_when_their_normal_forms_agree(data, ty):
    s, t = data.draw(named(ty, 3)), data.draw(named(ty, 3))
    assert (kernel(s) is kernel(t)) == alpha_equal(normal(s), normal(t))


@settings(max_examples=400)
@given(st.data(), named(), variables, variables)
def test_substitution_is_simultaneous_and_captures_nothing(data, t, v, w):
    values = {v: data.draw(named(v[1], 2)), w: data.draw(named(w[1], 2))}
    by_kernel = substitute({var(*x): kernel(u) for x, u in values.items()}, kernel(t))
    assert by_kernel is kernel(substituted(t, values))


@given(st.data(), named(), variables, variables)
def test_the_substitution_lemma(data, t, v, w):
    """t[x := u][y := s] is t[y := s][x := u[y := s]] when x is not free in s."""
    u, s = data.draw(named(v[1], 2)), data.draw(named(w[1], 2))
    if v == w or v in free(s):
        return
    x, y, ks = var(*v), var(*w), kernel(s)
    if x in ks.free:
        return
    one = substitute({y: ks}, substitute({x: kernel(u)}, kernel(t)))
    other = substitute({x: substitute({y: ks}, kernel(u))}, substitute({y: ks}, kernel(t)))
    assert one is other


@given(st.data(), named(), variables)
def test_abstraction_and_application_are_inverse(data, t, v):
    x, body = var(*v), kernel(t)
    u = kernel(data.draw(named(v[1], 2)))
    f = abstract(x, body)
    assert x not in f.free
    assert apply_term(f, x) is body
    assert apply_term(f, u) is substitute({x: u}, body)


@given(named(fun(F, real)), st.sampled_from(["w", "x"]))
def test_eta(t, name):
    f, x = kernel(t), var(name, F)
    if x not in f.free:
        assert abstract(x, apply_term(f, x)) is f


TYPE_VALUES = st.fixed_dictionaries(
    {
        A: st.sampled_from([real, bool_, A, fun(A, real), type_variable("b"), F]),
        F: st.sampled_from([bool_, F, pair_type(F, bool_), fun(bool_, F)]),
    }
)


@given(named(), TYPE_VALUES)
def test_type_instantiation_merges_no_bound_variables(t, mapping):
    assert instantiate_term_types(mapping, kernel(t), {}) is kernel(at_types(uniquely_bound(t), mapping))


@given(st.data(), named(), variables, TYPE_VALUES)
def test_type_instantiation_commutes_with_substitution(data, t, v, mapping):
    u = kernel(data.draw(named(v[1], 2)))
    x = var(*v)
    others = {var(*w) for w in free(t)} - {x}
    instance = var(x.name, instantiate_term_types(mapping, x, {}).ty)
    if any(instantiate_term_types(mapping, w, {}) is instance for w in others):
        return  # two variables become one
    one = instantiate_term_types(mapping, substitute({x: u}, kernel(t)), {})
    value = instantiate_term_types(mapping, u, {})
    assert one is substitute({instance: value}, instantiate_term_types(mapping, kernel(t), {}))


@given(named())
def test_what_a_term_says_of_itself_is_so(t):
    k = kernel(t)
    assert k.ty is type_of(t)
    assert k.loose == 0
    assert k.free == frozenset(var(*v) for v in free(normal(t)))
    seen = set()

    def walk(u):
        """(depth, free variables, loose indices, type variables), each worked out from the parts."""
        seen.add(u)
        if u.kind == BOUND:
            result = 1, frozenset(), u.index + 1, u.ty.variables
        elif u.kind == APP:
            f, x = walk(u.fun), walk(u.arg)
            result = 1 + max(f[0], x[0]), f[1] | x[1], max(f[2], x[2]), f[3] | x[3]
            assert u.fun.kind != LAM, "a redex was left"
            assert u.ty is u.fun.ty.args[1]
            assert u.fun.ty.args[0] is u.arg.ty
        elif u.kind == LAM:
            b = walk(u.body)
            result = 1 + b[0], b[1], max(b[2] - 1, 0), b[3] | u.domain.variables
            eta = u.body.kind == APP and u.body.arg.kind == BOUND and u.body.arg.index == 0
            assert not eta or _mentions(u.body.fun, 0), "an abstraction to contract was left"
        else:
            result = 1, frozenset([u]) if u.kind == VAR else frozenset(), 0, u.ty.variables
        assert (u.depth, u.free, u.loose, u.type_vars) == result
        return result

    walk(k)


def _mentions(u, index):
    if u.kind == BOUND:
        return u.index == index
    if u.kind == APP:
        return _mentions(u.fun, index) or _mentions(u.arg, index)
    return u.kind == LAM and _mentions(u.body, index + 1)


def test_a_redex_made_under_a_binder_by_an_argument_that_mentions_it():
    """(z -> f (y -> z)) at f := (g -> g k): the inner redex leaves z alone."""
    f, g = var("f", fun(fun(real, real), real)), var("g", fun(real, real))
    z, y, k = (var(n, real) for n in "zyk")
    t = abstract(z, apply_term(f, abstract(y, z)))
    assert substitute({f: abstract(g, apply_term(g, k))}, t) is abstract(z, z)


def test_eta_under_a_binder():
    """(z -> x -> f x z) at f := (a -> b -> k b a) is k."""
    binary = fun(real, real, real)
    f, k = var("f", binary), var("k", binary)
    z, x, a, b = (var(n, real) for n in "zxab")
    t = abstract(z, abstract(x, apply_term(f, x, z)))
    assert t is not f
    assert substitute({f: abstract(a, abstract(b, apply_term(k, b, a)))}, t) is k


def test_an_argument_with_a_binder_is_raised_past_another():
    """(z -> f (y -> h (h y z) y)) at f := (g -> w -> F w g)"""
    g, w, h = var("g", fun(real, real)), var("w", real), var("h", fun(real, real, real))
    F_ = var("F", fun(real, fun(real, real), real))
    f = var("f", fun(fun(real, real), real, real))
    z, y = var("z", real), var("y", real)
    inner = abstract(y, apply_term(h, apply_term(h, y, z), y))
    value = abstract(g, abstract(w, apply_term(F_, w, g)))
    expected = abstract(z, abstract(w, apply_term(F_, w, inner)))
    assert substitute({f: value}, abstract(z, apply_term(f, inner))) is expected


@settings(max_examples=50)
@given(named())
def test_a_copy_in_the_same_room_is_the_same_object(t):
    assert copied(kernel(t), {}) is kernel(t)
