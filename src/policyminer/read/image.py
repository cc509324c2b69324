"""Pictures of pages (PNG, JPEG, TIFF …) to text: each picture is a page for the reader of scans."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.read.draft import Reading
from policyminer.read.ocr import MAX_SIDE, STRIP, can_read_scans, needs_ocr, read_scan, scan_warnings
from policyminer.read.page import listed
from policyminer.read.page_text import write_pages

#: Pixels of one picture, near to where Pillow itself refuses; a newspaper page at 600 dpi has 140 million.
MAX_PIXELS = 175_000_000
#: Pictures in one TIFF.
MAX_FRAMES = 500
#: Points: a picture that does not tell its resolution is taken to be as wide as a sheet of A4.
A4_WIDTH = 595.0
#: Dots per inch that a scanner may have; others are taken for a default of some program.
LEAST_DPI, MOST_DPI = 60, 2400

_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "GIF": "image/gif", "BMP": "image/bmp",
            "WEBP": "image/webp"}  # fmt: skip


def read_image(data: bytes, name: str) -> Reading:
    """The text of a picture, or of all pictures of a TIFF.

    Raises ``PolicyMinerError``: ``needs_ocr``, ``damaged_file``, ``too_large``, ``empty_file``.
    """
    if not can_read_scans():
        raise needs_ocr("this is a picture", name)
    pages, media_types, unread = [], set(), []
    for number, (picture, width, media_type) in enumerate(pictures(data, name), 1):
        media_types.add(media_type)
        if number > MAX_FRAMES:
            unread.append(number)
        else:
            pages.append(read_scan(picture, number, width))
    draft = write_pages(pages)
    if not draft.text:
        raise PolicyMinerError("empty_file", "no text was found in the picture", name, "remove it or scan it anew")
    draft.warnings += scan_warnings(pages)
    if unread:
        draft.warnings.append(f"{listed(unread)}: not read, {MAX_FRAMES} pictures are the most")
    return draft.finish(*media_types)


def pictures(data: bytes, name: str) -> Iterator[tuple[Any, float, str]]:
    """Every picture as ``ocr.read_scan`` takes it, with the width of its page in points and its media type.

    Raises ``PolicyMinerError``: ``damaged_file``, ``too_large``.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a picture that is large: MAX_PIXELS decides
            with Image.open(io.BytesIO(data), formats=tuple(_FORMATS)) as image:
                for frame in range(min(getattr(image, "n_frames", 1), MAX_FRAMES + 1)):
                    image.seek(frame)
                    yield *_picture(image, name), _FORMATS[str(image.format)]
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError) as error:
        hint = "open it and save it anew, or get it again"
        raise PolicyMinerError("damaged_file", f"the picture cannot be read: {error}", name, hint) from error
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error


def _picture(image: Any, name: str) -> tuple[Any, float]:
    import numpy
    from PIL import Image, ImageOps

    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels(name)
    dpi = image.info.get("dpi", (0, 0))[0]
    width = image.width * 72 / float(dpi) if LEAST_DPI <= dpi <= MOST_DPI else A4_WIDTH
    if image.format == "JPEG":
        image.draft("RGB", _fitting(image.width, image.height))
    turned = ImageOps.exif_transpose(image)
    if turned.width != image.width:
        width *= turned.width / image.width
    if turned.mode in ("1", "P"):
        turned = turned.convert("L" if turned.mode == "1" else "RGBA")
    size = _fitting(turned.width, turned.height)
    if size != turned.size:
        turned = turned.resize(size, Image.Resampling.BOX)
    clear = turned.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return numpy.ascontiguousarray(numpy.asarray(paper.convert("RGB"))[:, :, ::-1]), width


def _fitting(width: int, height: int) -> tuple[int, int]:
    """The size in which a picture is read: a long one keeps its width, since it is read in strips."""
    long = height > 2 * width and height > 2 * STRIP
    scale = min(1.0, MAX_SIDE / (width if long else max(width, height)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _too_many_pixels(name: str) -> PolicyMinerError:
    message = f"the picture has more than {MAX_PIXELS // 1_000_000} million pixels"
    return PolicyMinerError("too_large", message, name, "make it smaller or cut it")
