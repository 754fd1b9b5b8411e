#!/usr/bin/env python3
"""Writes assembly.txt: MIPS32 instructions over the corners of their operands, as GNU as encodes and
objdump prints them. Each line is "address word text". See README.md."""

import assembly_binutils as binutils
from assembly_statements import SIGNED, Corners, each, statements

CORNERS = Corners(
    branches=[".+4", ".+8", ".", ".-4", ".+131072", ".-131068", ".+256"],
    more_branches=["blezl", "bgtzl", "bltzl", "bgezl"],
    linking_branches=["bltzal", "bgezal", "bltzall", "bgezall"],
    float_branches=["bc1f", "bc1t", "bc1fl", "bc1tl"],
    offsets=SIGNED,
    trap_codes=[None, 1, 5, 512, 1023],
    syscall_codes=[0, 1, 513, 1023, 0xFFFFF],
    wait_codes=[5, 0x7FFFF],
    accumulators=[1, 2, 3])


def lines():
    """Every statement to be assembled."""
    yield from statements(CORNERS)
    for name in ["beql", "bnel"]:
        yield from each(name + " {r},{s},{v}", CORNERS.branches)
    for address in binutils.TARGETS:
        yield from [f"j mips32_{address:x}", f"jal mips32_{address:x}",
                    f"jalx micromips_{address:x}"]


for vector in binutils.listing("mips32", lines()):
    print(vector)
