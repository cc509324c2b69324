"""Column names that statistics packages take."""

from __future__ import annotations

#: Words of Stata and its language Mata that cannot, or should not, name a variable.
_STATA = frozenset(
    {
        "_all", "_b", "_coef", "_cons", "_n", "_N", "_pi", "_pred", "_rc", "_se", "_skip", "aggregate", "array",
        "boolean", "break", "byte", "case", "catch", "class", "colvector", "complex", "const", "continue", "default",
        "delegate", "delete", "do", "double", "else", "eltypedef", "end", "enum", "explicit", "export", "external",
        "float", "for", "friend", "function", "global", "goto", "if", "in", "inline", "int", "local", "long", "NULL",
        "pragma", "protected", "quad", "rowvector", "short", "strL", "typedef", "typename", "using", "virtual", "with",
    }
)  # fmt: skip
#: Words of SPSS that cannot name a variable.
_SPSS = frozenset({"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"})


def stata_name(name: str) -> str:
    """The name in Stata: reserved words get a line behind them.

    >>> stata_name("end"), stata_name("start")
    ('end_', 'start')
    """
    return f"{name}_" if name in _STATA else name


def spss_name(name: str) -> str:
    """The name in SPSS, which does not tell case.

    >>> spss_name("to"), spss_name("text")
    ('to_v', 'text')
    """
    return f"{name}_v" if name.upper() in _SPSS else name
