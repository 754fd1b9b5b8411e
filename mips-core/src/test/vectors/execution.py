#!/usr/bin/env python3
"""Writes execution.txt.gz: instructions over the corners of their operands, and what QEMU's MIPS32
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
CODE = 0x80100100
DATA = 0x80110000
MEMORY = [0x8899AABB, 0x01234567, 0xFEDCBA98, 0x7F6E5D4C]
STATE = struct.Struct("<16I")

CORNERS = [0, 1, 2, 31, 0xFFFFFFFF, 0xFFFFFFFE, 0x7FFFFFFF, 0x80000000, 0x80000001, 0x55555555,
           0x0000FFFF, 0x00008000, 0x12345678, 0xFFFE8000]
FEW = [0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0xDEADBEEF]
IMMEDIATES = [0, 1, -1, 0x7FFF, -0x8000, 0x1234]
SHIFTS = [0, 1, 8, 15, 16, 31]
FIELDS = [(0, 1), (0, 32), (31, 1), (4, 5), (16, 16), (1, 31), (7, 8), (30, 2)]

rng = random.Random(5150)
ARBITRARY = [rng.getrandbits(32) for _ in range(8)]
NOP = "nop"
SLOT = "addiu $8,$8,1"


class Case:
    """Two statements and the registers 4, 5, 6 they find; the others are arbitrary."""

    def __init__(self, first, r4, r5, r6=None, second=NOP):
        self.statements = (first, second)
        arbitrary = [rng.choice(ARBITRARY) for _ in range(4)]
        self.registers = [r4, r5, arbitrary[0] if r6 is None else r6] + arbitrary[1:]

    def pack(self, words):
        """The case as a struct state of runner.c."""
        return STATE.pack(*(words[s] for s in self.statements), *self.registers, 0, 0, 0, *MEMORY, 0)


def pairs():
    """Values for two operands."""
    yield from itertools.product(CORNERS, CORNERS)
    for _ in range(24):
        yield rng.getrandbits(32), rng.getrandbits(32)


def computations():
    """What only works on registers."""
    for name in ["add", "addu", "sub", "subu", "slt", "sltu", "and", "nor", "or", "xor", "movn",
                 "movz", "mul", "sllv", "srav", "srlv", "rotrv"]:
        for a, b in pairs():
            yield Case(name + " $6,$4,$5", a, b)
        for operands in ["$4,$4,$5", "$5,$4,$5", "$0,$4,$5", "$6,$4,$4", "$6,$0,$5", "$6,$4,$0"]:
            for a, b in zip(FEW, reversed(FEW)):
                yield Case(f"{name} {operands}", a, b, second="addu $31,$0,$0")
    for name in ["mult", "multu", "madd", "maddu", "msub", "msubu", "div", "divu"]:
        for a, b in pairs():
            if b or not name.startswith("div"):
                yield Case(f"{name} {'$0,' if name.startswith('div') else ''}$4,$5", a, b)
    for name in ["addi", "addiu", "slti", "sltiu"]:
        for a, v in itertools.product(CORNERS, IMMEDIATES):
            yield Case(f"{name} $5,$4,{v}", a, 0)
    for name in ["andi", "ori", "xori"]:
        for a, v in itertools.product(FEW, IMMEDIATES):
            yield Case(f"{name} $5,$4,{v & 0xFFFF}", a, 0)
    for v in IMMEDIATES:
        yield Case(f"lui $5,{v & 0xFFFF}", 0, 0)
    for name in ["sll", "sra", "srl", "rotr"]:
        for a, v in itertools.product(CORNERS, SHIFTS):
            yield Case(f"{name} $6,$5,{v}", 0, a)
    for name in ["clo", "clz", "seb", "seh", "wsbh"]:
        for a in CORNERS + [0x80, 0x7F, 0x00FF0000, 0xFFFF0000]:
            yield Case(f"{name} $6,$5", 0, a)
    for name in ["ext", "ins"]:
        for a, (lsb, size) in itertools.product(FEW, FIELDS):
            yield Case(f"{name} $5,$4,{lsb},{size}", a, rng.getrandbits(32))
    for statement in ["mfhi $6", "mflo $6", "mthi $4", "mtlo $4", "sync", "sync 16", "pause"]:
        for a in FEW[:4]:
            yield Case(statement, a, 0)


def traps():
    """The conditional traps."""
    for name in ["teq", "tge", "tgeu", "tlt", "tltu", "tne"]:
        for a, b in itertools.product(CORNERS, CORNERS):
            yield Case(name + " $4,$5", a, b)
    for name in ["teqi", "tgei", "tgeiu", "tlti", "tltiu", "tnei"]:
        for a, v in itertools.product(CORNERS + [0x1234, 0xFFFF8000, 0x7FFF], IMMEDIATES):
            yield Case(f"{name} $4,{v}", a, 0)


def accesses():
    """Loads and stores in and beside the four words, aligned and not."""
    for name in ["lb", "lbu", "lh", "lhu", "ll", "lw", "lwl", "lwr", "sb", "sh", "sw", "swl", "swr"]:
        for offset, value in itertools.product(range(-4, 12), [0xA1B2C3D4, 0x00000080]):
            yield Case(f"{name} $5,{offset}($4)", DATA + 4, value)
        yield Case(f"{name} $4,-32768($4)", DATA + 0x8004, 0)
        yield Case(f"{name} $4,32767($4)", DATA - 0x7FFF, 0)
    for first, second in [("lwr $5,0($4)", "lwl $5,3($4)"), ("swr $5,0($4)", "swl $5,3($4)")]:
        for address in range(12):
            yield Case(first, DATA + address, 0xA1B2C3D4, second=second)
    for offset, value in itertools.product([0, 1, 2, 4, 8], FEW[:3]):
        yield Case("ll $5,0($4)", DATA + offset, 0, value, second="sc $6,0($4)")
    for statement in ["pref 0,0($4)", "pref 4,3($4)", "synci 4($4)", "lw $0,0($4)", "lb $0,1($4)"]:
        yield Case(statement, DATA, 0)


def flows():
    """Branches and jumps, forwards and backwards, whose slot counts or changes what they compare."""
    for target, slot in itertools.product([".+32", ".-32"], [SLOT, "addiu $4,$4,1"]):
        for name in ["beq", "bne", "beql", "bnel"]:
            for a, b in [(0, 0), (5, 5), (5, 6), (0xFFFFFFFF, 0), (0x80000000, 0x80000000)]:
                yield Case(f"{name} $4,$5,{target}", a, b, second=slot)
        for name in ["blez", "bgtz", "blezl", "bgtzl", "bltz", "bgez", "bltzl", "bgezl", "bltzal",
                     "bgezal", "bltzall", "bgezall"]:
            for a in FEW:
                yield Case(f"{name} $4,{target}", a, 0, second=slot)
    for name in ["bgezal", "bltzal", "bgezall", "bltzall"]:
        yield Case(f"{name} $0,.+32", 0, 0, second=SLOT)
        yield Case(f"{name} $4,.+32", 0, 0, second="move $6,$31")
    for target in [CODE + 32, CODE - 32]:
        for major in [2, 3]:
            yield Case(f".word {major << 26 | (target & 0x0FFFFFFF) >> 2:#x}", 0, 0, second=SLOT)
        for statement in ["jr $4", "jr.hb $4", "jalr $31,$4", "jalr $6,$4", "jalr.hb $31,$4",
                          "jalr.hb $6,$4", "jalr $0,$4"]:
            for slot in [SLOT, "addiu $4,$4,4", "move $5,$31"]:
                yield Case(statement, target, 0, second=slot)
    for statement in ["beq $0,$0,.+32", "bgezal $0,.+32", "beql $0,$0,.+32", "bne $0,$0,.+32"]:
        yield Case(statement, 0x7FFFFFFF, 1, second="add $6,$4,$5")
        yield Case(statement, 0, 0, second="teq $0,$0")
        yield Case(statement, DATA + 1, 0, second="lw $6,0($4)")
    # Not taken, so that the slot and what would raise in it are annulled.
    yield Case("bnel $0,$0,.+32", 0, 0, second="teq $0,$0")


def assemble(work, statements, *options):
    """The word of each statement, each at CODE."""
    source = f"{work}/cases.s"
    with open(source, "w", encoding="ascii") as out:
        out.write(".set noreorder\n.set noat\n.set nomacro\n")
        out.writelines(s + "\n" for s in statements)
    subprocess.run([PREFIX + "as", "-mips32r5", "-mno-fix-loongson3-llsc", *options,
                    "-o", f"{work}/cases.o", source], check=True)
    listing = subprocess.run([PREFIX + "objdump", "-d", "-z", f"{work}/cases.o"], check=True,
                             text=True, stdout=subprocess.PIPE).stdout
    words = re.findall(r"^\s*[0-9a-f]+:\t([0-9a-f]{8}) ", listing, re.MULTILINE)
    # as pads the section to 16 bytes.
    assert len(words) == (len(statements) + 3) // 4 * 4
    return {s: int(w, 16) for s, w in zip(statements, words)}


def execute(work, image, cpu="P5600", runner="runner.c", options=()):
    """What runner.c makes of the cases."""
    here = os.path.dirname(os.path.abspath(__file__))
    subprocess.run([PREFIX + "gcc", "-mips32r2", "-O1", "-ffreestanding", "-fno-pic", "-mno-abicalls",
                    "-nostdlib", "-static", "-Wl,-Ttext=0x80200000", *options, "-o", f"{work}/runner",
                    f"{here}/{runner}"], check=True)
    with open(f"{work}/cases", "wb") as out:
        out.write(image)
    subprocess.run(["qemu-system-mipsel", "-M", "malta", "-cpu", cpu, "-m", "256", "-kernel",
                    f"{work}/runner", "-device", f"loader,file={work}/cases,addr=0x01000000",
                    "-serial", f"file:{work}/results", "-display", "none", "-monitor", "none",
                    "-net", "none", "-no-reboot"], check=True, timeout=600)
    with open(f"{work}/results", "rb") as results:
        return results.read()


def line(before, after):
    """A line of execution.txt: what is unchanged is "=", as are zeros at the end."""
    changes = ["=" if a == b else f"{a:x}" for a, b in zip(after[2:], before[2:])]
    while changes and changes[-1] == "=":
        changes.pop()
    return " ".join([f"{v:x}" for v in before[:8]] + [">"] + changes) + "\n"


def main():
    """Writes the file named by the argument."""
    cases = [*computations(), *traps(), *accesses(), *flows()]
    with tempfile.TemporaryDirectory() as work:
        words = assemble(work, sorted({s for c in cases for s in c.statements}))
        inputs = [c.pack(words) for c in cases]
        results = execute(work, struct.pack("<I", len(cases)) + b"".join(inputs))
    assert len(results) == len(cases) * STATE.size, len(results)
    text = "".join(line(STATE.unpack(before), after)
                   for before, after in zip(inputs, STATE.iter_unpack(results)))
    with open(sys.argv[1], "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
        packed.write(text.encode("ascii"))
    print(f"{len(cases)} cases of {len(words)} statements")


if __name__ == "__main__":
    main()
