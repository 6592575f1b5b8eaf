"""A program of its own: reads one uploaded picture on stdin, writes safe WebP files on stdout.

It runs for one picture, with little memory and time, and knows nothing of the market: whatever
a hostile file does to the decoder, it does to a process that holds nothing.
Arguments: the sizes into which the picture is to fit, as `320x65535`.
Output: a JSON line with size and file lengths, then the files. Exit codes name the refusals.
"""

import io
import json
import resource
import sys
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
UNREADABLE, TOO_LARGE, MOVING = 3, 4, 5


def main(sizes: list[str]) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    # Pillow only warns up to twice the limit; here the warning is the refusal.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = _decode(sys.stdin.buffer.read())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_LARGE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return UNREADABLE
    if picture is None:
        return MOVING
    made = [_fitted(picture, *(int(side) for side in size.split("x"))) for size in sizes]
    files = [_written(small) for small in made]
    head = {
        "size": picture.size,
        "sizes": [small.size for small in made],
        "lengths": [len(file) for file in files],
    }
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(files))
    return 0


def _decode(uploaded: bytes) -> Image.Image | None:
    """The picture upright and in plain colours; None when it moves."""
    opened = Image.open(io.BytesIO(uploaded), formats=("JPEG", "PNG", "WEBP"))
    if getattr(opened, "n_frames", 1) != 1:
        return None
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    return upright.convert("RGBA" if has_alpha else "RGB")


def _fitted(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Never enlarged."""
    scale = min(1, width / picture.width, height / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _written(picture: Image.Image) -> bytes:
    """Without EXIF, which may say where somebody lives."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=4, exif=b"", icc_profile=b"")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
