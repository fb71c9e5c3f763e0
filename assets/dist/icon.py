#!/usr/bin/env python3
"""Draws the program's mark, a seal with a tick over two bars that agree: gouji.svg, and gouji.ico for Windows, beside this file.

Run by hand where the mark changes; needs nothing but Python.
"""

import math
import struct
import zlib
from pathlib import Path

SIZES = (16, 20, 24, 32, 48, 64, 128, 256)
RED, WHITE = (0xB0, 0x2A, 0x23), (255, 255, 255)
CORNER = 0.18
# Strokes in a square of side 1: half their width, then their points.
STROKES = (
    (0.055, ((0.22, 0.36), (0.42, 0.56), (0.78, 0.18))),
    (0.045, ((0.24, 0.70), (0.76, 0.70))),
    (0.045, ((0.24, 0.84), (0.76, 0.84))),
)
FINENESS = 6


def in_seal(x, y):
    dx, dy = max(CORNER - x, x - 1 + CORNER, 0), max(CORNER - y, y - 1 + CORNER, 0)
    return math.hypot(dx, dy) <= CORNER


def in_stroke(x, y):
    for half, points in STROKES:
        for (ax, ay), (bx, by) in zip(points, points[1:]):
            along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
            along = min(max(along, 0), 1)
            if math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) <= half:
                return True
    return False


def pixel(column, row, size):
    inside = white = 0
    for i in range(FINENESS):
        for j in range(FINENESS):
            x, y = (column + (i + 0.5) / FINENESS) / size, (row + (j + 0.5) / FINENESS) / size
            if in_seal(x, y):
                inside += 1
                white += in_stroke(x, y)
    if not inside:
        return bytes(4)
    share = white / inside
    colour = (round(w * share + r * (1 - share)) for r, w in zip(RED, WHITE))
    return bytes((*colour, round(255 * inside / FINENESS**2)))


def png(size):
    rows = b"".join(b"\0" + b"".join(pixel(x, y, size) for x in range(size)) for y in range(size))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def ico():
    pictures = [png(size) for size in SIZES]
    at = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in zip(SIZES, pictures):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def svg():
    lines = "".join(
        f'  <polyline points="{" ".join(f"{x * 100:g},{y * 100:g}" for x, y in points)}" stroke-width="{half * 200:g}"/>\n'
        for half, points in STROKES
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">\n'
        f'  <rect width="100" height="100" rx="{CORNER * 100:g}" fill="#{bytes(RED).hex()}"/>\n'
        f'  <g fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round">\n{lines}  </g>\n</svg>\n'
    )


here = Path(__file__).resolve().parent
(here / "windows/gouji.ico").write_bytes(ico())
(here / "linux/gouji.svg").write_text(svg())
