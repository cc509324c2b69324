"""What the control words of RTF mean: signs, code pages, and destinations that are read, set aside or skipped."""

from __future__ import annotations

SIGNS = {"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
          "tab": "\t", "line": "\n", "emspace": " ", "enspace": " ", "qmspace": " "}  # fmt: skip
CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 204: "cp1251", 238: "cp1250"}
PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}
#: Destinations that hold nothing to be read.
_SKIPPED_NAMES = """
    colortbl stylesheet info listtable listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping
    latentstyles datastore objdata objclass nonshppict pgptbl fldtype datafield bkmkstart bkmkend atrfstart atrfend
    filetbl revtbl mmathPr wgrffmtfilter sp ud panose falt template nonesttables
"""
SKIPPED = frozenset(_SKIPPED_NAMES.split())
ASIDE = {"header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
          "footerl": "footer", "footerr": "footer", "footerf": "footer", "fldinst": "field_code",
          "annotation": "comment"}  # fmt: skip
#: Destinations marked as optional (``\*``) that hold text all the same.
_READ_THROUGH_NAMES = "shpinst shptxt shppict fldinst annotation pntext listtext nesttableprops"
READ_THROUGH = frozenset(_READ_THROUGH_NAMES.split())
BLOCK_ENDS = frozenset(("par", "sect", "page", "column"))
