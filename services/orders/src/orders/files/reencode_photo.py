"""A program of its own: reads one uploaded photo on stdin, writes a small WebP on stdout.

It runs for one photo, with little memory and time, and knows nothing of the orders: whatever a
hostile file does to the decoder, it does to a process that holds nothing.
Output: a JSON line with the size, then the picture. Exit codes name the refusals.
"""

import io
import json
import resource
import sys
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1600
MOST_PIXELS = 40_000_000
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
UNREADABLE, TOO_LARGE = 3, 4


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    # Pillow only warns up to twice the limit; here the warning is the refusal.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        photo = _upright(sys.stdin.buffer.read())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_LARGE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return UNREADABLE
    out = io.BytesIO()
    # Without EXIF, which says where somebody lives.
    photo.save(out, "WEBP", quality=80, method=4, exif=b"", icc_profile=b"")
    head = json.dumps({"width": photo.width, "height": photo.height})
    sys.stdout.buffer.write(head.encode() + b"\n" + out.getvalue())
    return 0


def _upright(uploaded: bytes) -> Image.Image:
    """As it was held, in plain colours, no longer than allowed."""
    opened = Image.open(io.BytesIO(uploaded), formats=("JPEG", "PNG", "WEBP"))
    opened.load()
    photo = ImageOps.exif_transpose(opened).convert("RGB")
    photo.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return photo


if __name__ == "__main__":
    sys.exit(main())
