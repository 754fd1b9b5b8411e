#!/usr/bin/env python3
"""Writes dsp.txt.gz: instructions of the DSP module over the corners of their operands, and what
QEMU's 74Kf makes of them. See README.md for the format."""
import gzip
import itertools
import random
import struct
import sys
import tempfile

import dsp_names as names
from execution import DATA, NOP, assemble, execute

STATE = struct.Struct("<17I")
WORDS = [0, 0xFFFFFFFF, 0x80008000, 0x7FFF8000, 0x7FFF7FFF, 0xFFFF0001, 0x80000000, 0x7FFFFFFF,
         0x00FF7F80, 0x80FF0100, 0x12345678]
ACCUMULATORS = [0, (1 << 64) - 1, (1 << 63) - 1, 1 << 63, 0x7FFFFFFF, 0xFFFFFFFF80000000, 0x80000000,
                0xFFFFFFFF7FFFFFFF, 0x123456789ABCDEF0, 0xFFFF8000, 0x17FFFFFFF]
FIXED = [1, 2, 3, 4, 5, 6, 7, 8]
FIELDS = 0x0F007FBF
OUFLAG = 0x00FF0000

rng = random.Random(374)


class Case:
    """A statement, the registers 4 to 6, DSPControl and the accumulators it finds."""

    def __init__(self, first, r4=0, r5=0, control=None, accumulators=None, second=NOP):
        self.statements = (first, second)
        if control is None:
            control = rng.getrandbits(32) & FIELDS | rng.choice([0, 0, 0, rng.getrandbits(32)]) & OUFLAG
        accumulators = accumulators or FIXED
        self.state = [r4, r5, 0x6A5B4C3D, control, *accumulators]

    def pack(self, words):
        """The case as a struct state of dsp_runner.c."""
        return STATE.pack(*(words[s] for s in self.statements), *self.state, 0, 0, 0)


def pairs(arbitrary=12):
    """Values for two operands."""
    yield from itertools.product(WORDS, WORDS)
    for _ in range(arbitrary):
        yield rng.getrandbits(32), rng.getrandbits(32)


def accumulators():
    """Four of them."""
    return [half for _ in range(4) for value in [rng.choice(ACCUMULATORS + [rng.getrandbits(64)])]
            for half in (value >> 32, value & 0xFFFFFFFF)]


def registers():
    """What works on general registers and DSPControl."""
    for name in names.THREE:
        for a, b in pairs():
            yield Case(name + " $6,$4,$5", a, b)
        if "v." in name or "v_" in name:
            for a, b in itertools.product(WORDS, [*range(8), 15, 16, 30, 31]):
                yield Case(name + " $6,$4,$5", a, b)
    for name in names.COMPARE:
        for a, b in pairs():
            yield Case(name + " $4,$5", a, b)
    for name in names.TWO:
        for a in WORDS + [rng.getrandbits(32) for _ in range(12)]:
            if name != "insv":
                yield Case(name + " $6,$4", a)
    for group, greatest in names.IMMEDIATE:
        for name, sa in itertools.product(group, {0, 1, 2, greatest // 2, greatest - 1, greatest}):
            for a in WORDS + [rng.getrandbits(32) for _ in range(12)]:
                yield Case(f"{name} $6,$4,{sa}", a)
    for sa, a in itertools.product([1, 3], WORDS):
        yield Case(f"balign $6,$4,{sa}", a)
    for value in (0, 1, 127, 128, 255):
        yield Case(f"repl.qb $6,{value}")
    for value in (0, 1, -1, 511, -512):
        yield Case(f"repl.ph $6,{value}")
    for pos, size in itertools.product([0, 1, 7, 16, 31], [1, 2, 8, 16, 25, 31, 32]):
        if pos + size <= 32:
            for a in (0xFFFFFFFF, rng.getrandbits(32)):
                yield Case("insv $6,$4", a, 0, pos | size << 7)
    for mask in range(64):
        yield Case(f"rddsp $6,{mask}", 0, 0, FIELDS | OUFLAG)
        yield Case(f"rddsp $6,{mask}")
        yield Case(f"wrdsp $4,{mask}", 0xFFFFFFFF, 0, 0)
        yield Case(f"wrdsp $4,{mask}", rng.getrandbits(32))
    for name, size in [("lwx", 4), ("lhx", 2), ("lbux", 1)]:
        for index in range(-16, 20):
            if 0 <= index + 8 < 16:
                yield Case(f"{name} $6,$4($5)", index & 0xFFFFFFFF, DATA + 8)
        yield Case(f"{name} $6,$4($5)", DATA + 4, 0xFFFFFFFC)
    for pos, target in itertools.product([0, 1, 31, 32, 33, 63], [".+32", ".-32"]):
        yield Case(f"bposge32 {target}", 5, 0, pos, second="addiu $4,$4,1")
    yield Case("bposge32 .+32", 5, 0, 32, second="teq $0,$0")


def accumulations():
    """What works on accumulators."""
    for name in names.DOT:
        for a, b in itertools.chain(pairs(24), itertools.product(WORDS[2:7], WORDS[2:7])):
            yield Case(f"{name} $ac{rng.randrange(4)},$4,$5", a, b, None, accumulators())
        for ac, value in itertools.product(range(4), ACCUMULATORS):
            values = accumulators()
            values[2 * ac:2 * ac + 2] = value >> 32, value & 0xFFFFFFFF
            yield Case(f"{name} $ac{ac},$4,$5", rng.choice(WORDS), rng.choice(WORDS), None, values)
    for name in names.MULTIPLY:
        for a, b in pairs():
            yield Case(f"{name} $ac{rng.randrange(1, 4)},$4,$5", a, b, None, accumulators())
    for ac in range(4):
        for value in ACCUMULATORS + [rng.getrandbits(64) for _ in range(4)]:
            values = accumulators()
            values[2 * ac:2 * ac + 2] = value >> 32, value & 0xFFFFFFFF
            for shift in (0, 1, 2, 15, 16, 31):
                for name in names.EXTRACT:
                    yield Case(f"{name} $6,$ac{ac},{shift}", 0, 0, None, values)
                for name in names.EXTRACT_VARIABLE:
                    yield Case(f"{name} $6,$ac{ac},$4", shift | rng.getrandbits(27) << 5, 0, None, values)
            for shift in (0, 1, -1, 15, 31, -16, -31, -32):
                yield Case(f"shilo $ac{ac},{shift}", 0, 0, None, values)
                yield Case(f"shilov $ac{ac},$4", shift & 0x3F | rng.getrandbits(26) << 6, 0, None, values)
        for name in ("extp", "extpdp"):
            for pos, size in itertools.product([0, 1, 7, 8, 31, 32, 62, 63], [0, 1, 7, 8, 31]):
                yield Case(f"{name} $6,$ac{ac},{size}", 0, 0, pos, accumulators())
                yield Case(f"{name}v $6,$ac{ac},$4", size, 0, pos, accumulators())
        for pos in (0, 1, 31, 32):
            yield Case(f"mthlip $4,$ac{ac}", rng.getrandbits(32), 0, pos, accumulators())
        for name in names.MOVE if ac else ():
            yield Case(f"{name} {'$6' if 'f' in name else '$4'},$ac{ac}", 0x89ABCDEF, 0, None, accumulators())


def line(before, after):
    """A line of dsp.txt: what is unchanged is "=", as are those at the end."""
    changes = ["=" if a == b else f"{a:x}" for a, b in zip(after[2:], before[2:])]
    while changes and changes[-1] == "=":
        changes.pop()
    return " ".join([f"{v:x}" for v in before[:14]] + [">"] + changes) + "\n"


def main():
    """Writes the file named by the argument."""
    cases = [*registers(), *accumulations()]
    with tempfile.TemporaryDirectory() as work:
        words = assemble(work, sorted({s for c in cases for s in c.statements}), "-mdspr2")
        inputs = [c.pack(words) for c in cases]
        results = execute(work, struct.pack("<I", len(cases)) + b"".join(inputs), "74Kf",
                          "dsp_runner.c", ["-mdspr2"])
    assert len(results) == len(cases) * STATE.size, len(results)
    text = "".join(line(STATE.unpack(before), after)
                   for before, after in zip(inputs, STATE.iter_unpack(results)))
    with open(sys.argv[1], "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
        packed.write(text.encode("ascii"))
    print(f"{len(cases)} cases of {len(words)} statements")


main()
