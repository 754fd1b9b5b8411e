#!/usr/bin/env python3
"""Writes float.txt.gz: FPU instructions over the corners of their operands, and what QEMU's MIPS32
release 5 core (P5600) makes of them. See README.md for the format."""
import gzip
import itertools
import os
import random
import re
import struct
import subprocess
import sys
import tempfile

PREFIX = "mipsel-linux-gnu-"
STATE = struct.Struct("<4I4Q2I")
FIXED = 3 << 18
FS = 1 << 24

# Zeros, subnormals, the border to normals, halves and ones, the top, infinities, quiet and signalling.
S = [0, 0x80000000, 1, 0x80000001, 0x00400000, 0x007FFFFF, 0x00800000, 0x80800001, 0x3EFFFFFF,
     0x3F000000, 0x3F7FFFFF, 0x3F800000, 0xBF800001, 0x3FC00000, 0x40490FDB, 0x33800000, 0x34000000,
     0x4B7FFFFF, 0x4EFFFFFF, 0x4F000000, 0xCF000000, 0xDF000000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000,
     0xFF800000, 0x7FC12345, 0xFFE00001, 0x7F812345, 0xFFA00001, 0x1F7FFFFF, 0x20000001]
D = [0, 1 << 63, 1, 1 << 63 | 1, 0x0008 << 48, 0x000FFFFFFFFFFFFF, 0x0010 << 48,
     0x8010000000000001, 0x3FDFFFFFFFFFFFFF, 0x3FE0 << 48, 0x3FEFFFFFFFFFFFFF, 0x3FF0 << 48,
     0xBFF0000000000001, 0x3FF8 << 48, 0x400921FB54442D18, 0x3CA0 << 48, 0x3CB0 << 48,
     0x433FFFFFFFFFFFFF, 0x41DFFFFFFFC00000, 0x41DFFFFFFFFFFFFF, 0xC1E0000000000000,
     0xC1E0000000200000, 0xC3E0 << 48, 0x7FEFFFFFFFFFFFFF, 0xFFEFFFFFFFFFFFFF, 0x7FF0 << 48,
     0xFFF0 << 48, 0x7FF8123456789ABC, 0xFFFC000000000001, 0x7FF0123456789ABC, 0xFFF4000000000001,
     0x47EFFFFFF0000000, 0x47EFFFFFEFFFFFFF, 0x380FFFFFF0000000, 0x36A0000000000000,
     0x3690000000000000, 0xB690000000000001, 0x3FF0000010000000, 0x3FF0000030000000]
W = [0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0x01000001, 0x01000003, 0x7FFFFFBF, 0x7FFFFFC0,
     0x12345678]
L = [0, 1, 2**64 - 1, 2**63 - 1, 1 << 63, 2**53 + 1, 2**53 + 3, 2**24 + 1, 2**62 + 1,
     0x123456789ABCDEF0, 2**63 - 512, 0x8000000000000401, 0x7FFFFF4000000001]
# Where rounding to an integer decides.
S_NEAR = [0x3F000001, 0xBF000000, 0xBFC00000, 0x40200000, 0xC0200000, 0x4B000001, 0x4A800001,
          0x5EFFFFFF, 0x5F000000, 0x4F7FFFFF]
D_NEAR = [0xBFE0 << 48, 0xBFF8 << 48, 0x4004 << 48, 0xC004 << 48, 0x3FE0000000000001,
          0x41DFFFFFFFE00000, 0xC1E0000000100000, 0x43DFFFFFFFFFFFFF, 0x43E0 << 48,
          0xC3E0000000000001, 0x4330000000000001, 0x4320000000000001]

# What computes with floating point operands, and their format.
FLUSHES = re.compile(r"^(?!abs|neg|mov|mf|mt|cvt\S+[wl] )\w[\w.]*\.([sd]) ")

rng = random.Random(754)
for values, bits in ((S, 32), (D, 64)):
    values += [rng.getrandbits(bits) for _ in range(4)]
VALUES = {"s": S, "d": D, "w": W, "l": L}
NEAR = {"s": S + S_NEAR, "d": D + D_NEAR}
# For three operands.
FEW = {"s": S[:2] + [1, 0x007FFFFF, 0x00800000, 0x3F800001, 0xBF800001, 0x7F7FFFFF, 0x7F800000,
                     0x7FC12345, 0x7F812345, 0x337FFFFF],
       "d": D[:2] + [1, 0x000FFFFFFFFFFFFF, 0x0010 << 48, 0x3FF0000000000001, 0xBFF0000000000001,
                     0x7FEFFFFFFFFFFFFF, 0x7FF0 << 48, 0x7FF8123456789ABC, 0x7FF0123456789ABC,
                     0x3CAFFFFFFFFFFFFF]}


class Case:
    """A statement and the registers it finds."""

    def __init__(self, statement, f4=0, f6=0, f8=0, fcsr=0, gpr=0, wide=1):
        self.statement = statement
        self.values = (wide, fcsr | FIXED, gpr, 0xDEADBEEF01234567, f4, f6, f8, 0, 0)

    def pack(self, words):
        """The case as a struct state of float_runner.c."""
        return STATE.pack(words[self.statement], *self.values)

    def flushed(self, words):
        """As pack, with 0 for the subnormal operands that the manual flushes and QEMU does not."""
        values = list(self.values)
        fmt = FLUSHES.search(self.statement)
        if fmt and values[1] & FS:
            sign, infinity = {"s": (1 << 31, 0xFF << 23), "d": (1 << 63, 0x7FF << 52)}[fmt.group(1)]
            values[4:7] = [v if v & infinity else v & sign for v in values[4:7]]
        return STATE.pack(words[self.statement], *values)


def controls(pairs):
    """Each rounding mode with and without FS; some with an exception enabled."""
    for index, operands in enumerate(pairs):
        for mode, fs in itertools.product(range(4), (0, FS)):
            yield operands, mode | fs
        yield operands, rng.randrange(4) | rng.randrange(32) << 7
        yield operands, index % 4 | FS * (index & 1) | 31 << 7


def arithmetic():
    """What gives a floating point value."""
    for name, fmt in itertools.product(["add", "sub", "mul", "div"], "sd"):
        for (a, b), fcsr in controls(itertools.product(VALUES[fmt], VALUES[fmt])):
            yield Case(f"{name}.{fmt} $f2,$f4,$f6", a, b, fcsr=fcsr)
    for name, fmt in itertools.product(["sqrt", "recip", "rsqrt", "abs", "neg", "mov"], "sd"):
        for a, fcsr in controls(VALUES[fmt] + [rng.getrandbits(63 if fmt == "d" else 31) for _ in range(40)]):
            yield Case(f"{name}.{fmt} $f2,$f4", a, fcsr=fcsr)
    for name, fmt in itertools.product(["madd", "msub", "nmadd", "nmsub"], "sd"):
        for (a, b, c), fcsr in controls(itertools.product(FEW[fmt], repeat=3)):
            if rng.randrange(4) == 0:
                yield Case(f"{name}.{fmt} $f2,$f4,$f6,$f8", a, b, c, fcsr=fcsr)


def conversions():
    """Between formats."""
    for to, fmt in ["sd", "sw", "sl", "ds", "dw", "dl"]:
        for a, fcsr in controls(VALUES[fmt]):
            # Tiny before rounding, not after: QEMU flushes it, the manual does not.
            if not (to + fmt == "sd" and a == 0x380FFFFFF0000000 and fcsr & FS):
                yield Case(f"cvt.{to}.{fmt} $f2,$f4", a, fcsr=fcsr)
    for name, to, fmt in itertools.product(["cvt", "round", "trunc", "ceil", "floor"], "wl", "sd"):
        for a, fcsr in controls(NEAR[fmt]):
            yield Case(f"{name}.{to}.{fmt} $f2,$f4", a, fcsr=fcsr)


def comparisons():
    """All conditions."""
    names = ["f", "un", "eq", "ueq", "olt", "ult", "ole", "ule", "sf", "ngle", "seq", "ngl", "lt", "nge",
             "le", "ngt"]
    for name, fmt, cc in itertools.product(names, "sd", (0, 5)):
        for a, b in itertools.product(FEW[fmt] + VALUES[fmt][-8:], FEW[fmt]):
            fcsr = rng.choice([0, FS, 0xFE800000, 1 << 11])
            yield Case(f"c.{name}.{fmt} $fcc{cc},$f4,$f6", a, b, fcsr=fcsr)


def moves():
    """Between registers, and the control registers."""
    value = 0x8899AABBCCDDEEFF
    for fmt, fcsr in itertools.product("sd", (0, 1 << 23, 1 << 25, 0xFE000000)):
        for name, cc in itertools.product(["movf", "movt"], (0, 1, 7)):
            yield Case(f"{name}.{fmt} $f2,$f4,$fcc{cc}", value, fcsr=fcsr)
            yield Case(f"{name} $4,$0,$fcc{cc}", gpr=5, fcsr=fcsr)
    for name, fmt, gpr in itertools.product(["movn", "movz"], "sd", (0, 1)):
        yield Case(f"{name}.{fmt} $f2,$f4,$4", value, gpr=gpr)
    for wide in (0, 1):
        for name in ["mfc1", "mfhc1", "mtc1", "mthc1"]:
            yield Case(f"{name} $4,$f4", value, gpr=0x13579BDF, wide=wide)
        yield Case("mfc1 $4,$f5", value, wide=wide)
        for name in ["add.s", "add.d"]:
            yield Case(f"{name} $f2,$f4,$f6", 0x400921FB54442D18, 0x4009000012345678, wide=wide)
        for name in ["neg.d $f3,$f4", "add.d $f2,$f5,$f6", "cvt.l.d $f2,$f4", "floor.l.s $f2,$f4",
                     "cvt.s.l $f2,$f4", "mov.s $f3,$f4", "cvt.d.s $f2,$f5", "madd.d $f2,$f4,$f6,$f8"]:
            yield Case(name, 0x400921FB54442D18, 0x3FF0 << 48, 0x4000 << 48, wide=wide)
    masks = {25: 0xFF, 26: 0x0003F07C, 28: 0x00000F87, 31: 0xFF83FFFF}
    for number, bits in itertools.product(masks, [0, 0xFFFFFFFF, 0x0003F000, 0x00000F80, 0x00020000,
                                                  0x00001080, 0x00000087, 0x12]):
        value = bits & masks[number]
        yield Case(f"ctc1 $4,${number}", gpr=value)
        yield Case(f"ctc1 $4,${number}", gpr=value, fcsr=0xFF800FFF)
    for number, fcsr in itertools.product([25, 26, 28, 31], [0, 0xFF80007F, 0x55000FAA, 0xAA800055]):
        yield Case(f"cfc1 $4,${number}", fcsr=fcsr)


def assemble(work, statements):
    """The word of each statement."""
    source = f"{work}/cases.s"
    with open(source, "w", encoding="ascii") as out:
        out.write(".set noreorder\n.set noat\n.set nomacro\n")
        out.writelines(s + "\n" for s in statements)
    subprocess.run([PREFIX + "as", "-mips32r5", "-mfp64", "-o", f"{work}/cases.o", source], check=True)
    listing = subprocess.run([PREFIX + "objdump", "-d", "-z", f"{work}/cases.o"], check=True,
                             text=True, stdout=subprocess.PIPE).stdout
    words = re.findall(r"^\s*[0-9a-f]+:\t([0-9a-f]{8}) ", listing, re.MULTILINE)
    return {s: int(w, 16) for s, w in zip(statements, words)}


def execute(work, image):
    """What float_runner.c makes of the cases."""
    here = os.path.dirname(os.path.abspath(__file__))
    subprocess.run([PREFIX + "gcc", "-mips32r2", "-mfp64", "-O1", "-ffreestanding", "-fno-pic", "-mno-abicalls",
                    "-nostdlib", "-static", "-Wl,-Ttext=0x80200000", "-o", f"{work}/runner",
                    f"{here}/float_runner.c"], check=True)
    with open(f"{work}/cases", "wb") as out:
        out.write(image)
    subprocess.run(["qemu-system-mipsel", "-M", "malta", "-cpu", "P5600", "-m", "256", "-kernel",
                    f"{work}/runner", "-device", f"loader,file={work}/cases,addr=0x01000000",
                    "-serial", f"file:{work}/results", "-display", "none", "-monitor", "none",
                    "-net", "none", "-no-reboot"], check=True, timeout=900)
    with open(f"{work}/results", "rb") as results:
        return results.read()


def line(before, fed, after):
    """A line of float.txt."""
    given = " ".join(f"{v:x}" for v in before[:4] + before[5:8])
    changed = [f"{after[2] & ~FIXED:x}", f"{after[4]:x}", f"{after[8]:x}", f"{after[3]:x}", f"{after[5]:x}"]
    for default in (fed[5], before[3], 0):
        if changed[-1] != f"{default:x}":
            break
        changed.pop()
    return f"{given} > {' '.join(changed)}\n"


def main():
    """Writes the file named by the argument."""
    cases = [*arithmetic(), *conversions(), *comparisons(), *moves()]
    with tempfile.TemporaryDirectory() as work:
        words = assemble(work, sorted({c.statement for c in cases}))
        inputs = [c.pack(words) for c in cases]
        fed = [c.flushed(words) for c in cases]
        results = execute(work, struct.pack("<2I", len(cases), 0) + b"".join(fed))
    assert len(results) == len(cases) * STATE.size, (len(results), len(cases))
    lines = [line(STATE.unpack(before), STATE.unpack(given), after)
             for before, given, after in zip(inputs, fed, STATE.iter_unpack(results))]
    text = "".join(lines)
    with open(sys.argv[1], "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
        packed.write(text.encode("ascii"))
    print(f"{len(cases)} cases of {len(words)} statements")


if __name__ == "__main__":
    main()
