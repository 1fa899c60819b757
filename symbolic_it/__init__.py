"""symbolic_it: a symbolic derivation and proof checker for information theory.

The names below are the public interface; each is imported when it is first used, so that the command line starts fast.
"""

from typing import TYPE_CHECKING, Any

_HOMES = {
    "symbolic_it.authoring": ("Derivation", "Library", "derivation", "refutation", "rule"),
    "symbolic_it.errors": ("InvalidArgument",),
    "symbolic_it.kernel": ("Thm", "axioms_used"),
    "symbolic_it.language.adviser": ("propose_derivative", "propose_limit", "propose_stationary_points"),
    "symbolic_it.language.chance_notation": (
        "apart", "ceiling", "code_lengths", "distributed", "independent", "probability", "random_numbers", "random_variable",
        "random_variables",        "successor", "variance", "whole_number",
    ),
    "symbolic_it.language.declare": (
        "alphabet", "function_on", "index", "law", "model", "natural", "natural_variable", "parameters", "real_function",
        "real_number", "real_variable", "sample", "sample_size", "sequence", "subset",
    ),
    "symbolic_it.language.endless_notation": (
        "density", "infinite_divergence", "integral", "is_density", "is_natural_law", "mean_value",
        "natural_function", "natural_law", "sequence_tends_to", "series", "tends_at_infinity",
    ),
    "symbolic_it.language.expr": ("And", "Eq", "Expr", "Iff", "Implies", "Ne", "Not", "Or", "Q"),
    "symbolic_it.language.listing": ("letters", "tabulated"),
    "symbolic_it.language.notation": (
        "D", "E", "Exists", "ForAll", "H", "Prod", "Sum", "argmax", "argmin", "base", "conditional", "conditional_entropy",
        "empirical", "exp", "first_marginal", "function", "has_derivative", "indicator", "information", "is_law", "ln", "log",
        "member", "mutual_information", "point_mass", "second_marginal", "tends_to", "tends_to_infinity", "uniform",
    ),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = [*sorted(_HOME_OF)]
__version__ = "0.1.0"

if TYPE_CHECKING:
    from symbolic_it.authoring import Derivation, Library, derivation, refutation, rule
    from symbolic_it.errors import InvalidArgument
    from symbolic_it.kernel import Thm, axioms_used
    from symbolic_it.language.adviser import propose_derivative, propose_limit, propose_stationary_points
    from symbolic_it.language.chance_notation import (
        apart,
        ceiling,
        code_lengths,
        distributed,
        independent,
        probability,
        random_numbers,
        random_variable,
        random_variables,
        successor,
        variance,
        whole_number,
    )  # fmt: skip
    from symbolic_it.language.declare import (
        alphabet,
        function_on,
        index,
        law,
        model,
        natural,
        natural_variable,
        parameters,
        real_function,
        real_number,
        real_variable,
        sample,
        sample_size,
        sequence,
        subset,
    )  # fmt: skip
    from symbolic_it.language.endless_notation import (
        density,
        infinite_divergence,
        integral,
        is_density,
        is_natural_law,
        mean_value,
        natural_function,
        natural_law,
        sequence_tends_to,
        series,
        tends_at_infinity,
    )  # fmt: skip
    from symbolic_it.language.expr import And, Eq, Expr, Iff, Implies, Ne, Not, Or, Q
    from symbolic_it.language.listing import letters, tabulated
    from symbolic_it.language.notation import (
        D,
        E,
        Exists,
        ForAll,
        H,
        Prod,
        Sum,
        argmax,
        argmin,
        base,
        conditional,
        conditional_entropy,
        empirical,
        exp,
        first_marginal,
        function,
        has_derivative,
        indicator,
        information,
        is_law,
        ln,
        log,
        member,
        mutual_information,
        point_mass,
        second_marginal,
        tends_to,
        tends_to_infinity,
        uniform,
    )  # fmt: skip


def _typeset(derivation: "Derivation") -> str:
    from symbolic_it.render.inline import note

    return note(derivation)


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'symbolic_it' has no attribute {name!r}")
    from importlib import import_module

    module = import_module(home)
    if home == "symbolic_it.authoring":
        import_module("symbolic_it.authoring.model").typeset = _typeset  # type: ignore[attr-defined]
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
