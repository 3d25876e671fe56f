"""A screenshot as a small PNG: 256 colours, those most in use kept as they are. Chromium decodes; numpy and zlib do the rest."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

COLOURS = 256
EXACT = 128
_PIXELS = """async (png) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), brush = canvas.getContext("2d");
  brush.drawImage(image, 0, 0);
  const bytes = brush.getImageData(0, 0, image.width, image.height).data, parts = [];
  for (let at = 0; at < bytes.length; at += 32768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32768)));
  return [image.width, image.height, btoa(parts.join(""))];
}"""


def small_png(blank: Any, png: bytes) -> bytes:
    """The same picture in at most 256 colours; `blank` is an empty tab, which decodes it."""
    import numpy as np

    width, height, pixels = blank.evaluate(_PIXELS, base64.b64encode(png).decode())
    seen = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(-1, 4)[:, :3].astype(np.uint32)
    colours, where, counts = np.unique(seen @ [65536, 256, 1], return_inverse=True, return_counts=True)
    palette = _palette(colours, counts)
    nearest = _nearest(_channels(colours), _channels(palette))[where].astype(np.uint8).reshape(height, width)
    rows = np.hstack([np.zeros((height, 1), np.uint8), nearest]).tobytes()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", _channels(palette).astype(np.uint8).tobytes())
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _palette(colours: Any, counts: Any) -> Any:
    """The colours most in use, and of the others the most used when rounded."""
    import numpy as np

    if len(colours) <= COLOURS:
        return colours
    order = np.argsort(-counts)
    rest = order[EXACT:]
    coarse, where = np.unique((colours[rest] & 0xF0F0F0) | 0x080808, return_inverse=True)
    weights = np.bincount(where, weights=counts[rest])
    return np.concatenate([colours[order[:EXACT]], coarse[np.argsort(-weights)[: COLOURS - EXACT]]])


def _channels(colours: Any) -> Any:
    import numpy as np

    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1).astype(np.int64)


def _nearest(colours: Any, palette: Any) -> Any:
    """For each colour the number of the nearest in the palette."""
    import numpy as np

    parts = [
        ((colours[at : at + 4096, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
        for at in range(0, len(colours), 4096)
    ]
    return np.concatenate(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
