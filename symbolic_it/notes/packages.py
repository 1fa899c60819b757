"""Macros of common packages and preambles that notes use without defining them; a document's own definitions win."""

from __future__ import annotations

from symbolic_it.notes.macros import Form, Macro

_NAMES = {
    "Var": r"\operatorname{Var}", "Cov": r"\operatorname{Cov}", "Corr": r"\operatorname{Corr}", "Tr": r"\operatorname{tr}", "tr": r"\operatorname{tr}",
    "sgn": r"\operatorname{sgn}", "sign": r"\operatorname{sgn}", "diag": r"\operatorname{diag}", "rank": r"\operatorname{rank}",
    "softmax": r"\operatorname{softmax}", "sigmoid": r"\operatorname{sigmoid}", "supp": r"\operatorname{supp}", "Bern": r"\operatorname{Bern}",
    "Ber": r"\operatorname{Bern}", "Bin": r"\operatorname{Bin}", "Cat": r"\operatorname{Cat}", "Unif": r"\operatorname{Unif}", "JS": r"\operatorname{JS}",
    "JSD": r"\operatorname{JSD}", "KLD": r"D_{\mathrm{KL}}", "KLdiv": r"D_{\mathrm{KL}}", "DKL": r"D_{\mathrm{KL}}", "Dkl": r"D_{\mathrm{KL}}",
    "dkl": r"D_{\mathrm{KL}}", "ELBO": r"\operatorname{ELBO}", "E": r"\mathbb{E}", "EE": r"\mathbb{E}", "Ex": r"\mathbb{E}", "R": r"\mathbb{R}",
    "RR": r"\mathbb{R}", "Z": r"\mathbb{Z}", "NN": r"\mathbb{N}", "PP": r"\mathbb{P}", "Prob": r"\mathbb{P}", "prob": r"\mathbb{P}",
    "ind": r"\mathbb{1}", "Ind": r"\mathbb{1}", "indicator": r"\mathbb{1}", "one": r"\mathbb{1}", "1": r"\mathbb{1}", "d": "d", "dif": "d", "diff": "d",
    "diffd": "d", "dd": "d", "iid": r"\text{i.i.d.}", "indep": r"\perp", "independent": r"\perp", "Perp": r"\perp", "upmodels": r"\perp", "T": r"\top",
    "trans": r"\top", "transpose": r"\top", "grad": r"\nabla", "half": r"\frac{1}{2}", "eps": r"\epsilon", "given": r"\mid", "suchthat": r"\mid",
    "eqdef": r"\triangleq", "colonequals": ":=", "coloneq": ":=", "vcentcolon": ":", "qty": "", "quantity": "", "argmax": r"\argmax",
    "argmin": r"\argmin", "infdiv": "D", "dv": r"\frac{d}{d}", "pdv": r"\frac{\partial}{\partial}",
}  # fmt: skip
_CALLED: dict[str, list[tuple[tuple[str, ...], str]]] = {
    "KL": [(("{", "{"), r"D_{\mathrm{KL}}(#1 \| #2)"), (("{",), r"D_{\mathrm{KL}}(#1)"), ((), r"\operatorname{KL}")],
    "kl": [(("{", "{"), r"D_{\mathrm{KL}}(#1 \| #2)"), (("{",), r"D_{\mathrm{KL}}(#1)"), ((), r"\operatorname{KL}")],
    "infdivx": [(("*", "{", "{"), r"(#1 \| #2)")],
    "E": [(("{",), r"\mathbb{E}[#1]")],
    "Var": [(("{",), r"\operatorname{Var}(#1)")],
    "Cov": [(("{", "{"), r"\operatorname{Cov}(#1, #2)"), (("{",), r"\operatorname{Cov}(#1)")],
    "abs": [(("*", "{"), r"|#1|")],
    "norm": [(("*", "{"), r"\lVert #1 \rVert")],
    "set": [(("{",), r"\{ #1 \}")],
    "paren": [(("{",), "(#1)")],
    "pqty": [(("{",), "(#1)")],
    "bqty": [(("{",), "[#1]")],
    "order": [(("{",), r"\mathcal{O}(#1)")],
    "vb": [(("{}",), r"\mathbf{#1}")],
    "vv": [(("{",), r"\mathbf{#1}")],
    "qty": [(("{", "{"), r"#1\,#2"), (("{",), r"\{ #1 \}")],
    "ceil": [(("{",), r"\lceil #1 \rceil")],
    "floor": [(("{",), r"\lfloor #1 \rfloor")],
    "dd": [(("{",), "d #1")],
    "dv": [(("[", "{", "{"), r"\frac{d #1}{d #2}"), (("{", "{"), r"\frac{d #1}{d #2}"), (("{",), r"\frac{d}{d #1}")],
    "pdv": [(("{", "{"), r"\frac{\partial #1}{\partial #2}"), (("{",), r"\frac{\partial}{\partial #1}")],
    "ind": [(("{",), r"\mathbb{1}[#1]")],
    "indicator": [(("{",), r"\mathbb{1}[#1]")],
}  # fmt: skip


def _table() -> dict[str, Macro]:
    table = {
        "\\" + name: Macro("\\" + name, (Form((), body),), primitive=name in ("argmax", "argmin"))
        for name, body in _NAMES.items()
    }
    for name, forms in _CALLED.items():
        bare = table["\\" + name].forms if "\\" + name in table else ()
        table["\\" + name] = Macro("\\" + name, (*(Form(pattern, body) for pattern, body in forms), *bare))
    del table[r"\argmax"], table[r"\argmin"], table[r"\given"]  # the parser knows these
    return table


DEFAULTS: dict[str, Macro] = _table()
"""By name with its backslash."""
