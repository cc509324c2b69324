"""Charts with Chinese labels that render on a bare machine: altair with a font from a Python package."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from policyminer.model import PolicyMinerError

#: Noto Sans SC (SIL Open Font License 1.1), in the package pylopdf-fonts-zh-cn.
FONT = "Noto Sans SC"
_FONT_PACKAGE = "pylopdf_fonts_zh_cn"
#: Colours that people who confuse red and green tell apart (Okabe and Ito 2008).
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999", "#F0E442")
_HINT = 'pip install "policyminer[notebooks]"'


def use_chinese_font(pictures: bool = True) -> str:
    """Let altair draw Chinese labels, and return the name of the font.

    The font is registered with vl-convert, which makes pictures, and named in a theme for all charts. With ``pictures``
    a notebook shows each chart as PNG, which looks the same in every viewer; without, a browser draws it with its own
    fonts. Raises ``PolicyMinerError`` (``library_missing``) when altair, vl-convert or the font package is not there.
    """
    for package in ("altair", "vl_convert", _FONT_PACKAGE):
        if find_spec(package) is None:
            raise PolicyMinerError("library_missing", f"charts need {package}, which is not installed", "", _HINT)
    import altair
    import vl_convert
    from pylopdf_fonts_zh_cn import sans_path

    vl_convert.register_font_directory(str(Path(sans_path()).parent))
    altair.theme.register("policyminer", enable=True)(_theme)
    if pictures:
        altair.renderers.enable("png", scale_factor=2)
    return FONT


def _theme() -> Any:
    """Readable sizes, labels in full, no frame."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260}
    return {
        "config": {
            "background": "white",
            "font": FONT,
            "view": {"stroke": None},
            "axis": {**text, "grid": False, "titleFontWeight": "normal"},
            "legend": {**text, "titleFontWeight": "normal"},
            "header": text,
            "title": {"font": FONT, "fontSize": 15, "anchor": "start", "subtitleFont": FONT, "subtitleFontSize": 12},
            "text": {"font": FONT, "fontSize": 11},
            "range": {"category": list(COLOURS)},
        }
    }
