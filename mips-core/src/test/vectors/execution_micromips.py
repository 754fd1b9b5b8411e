#!/usr/bin/env python3
"""Writes execution-micromips.txt.gz: microMIPS instructions of both lengths over the corners of their
operands, and what QEMU's M14Kc makes of them. See README.md for the format."""
import collections
import gzip
import itertools
import random
import struct
import sys
import tempfile

import execution
from assembly_micromips import ANDI_MASKS, LISTS, MOVED, PAIRS, SHORT, STORED, star, wide
from execution import CORNERS, DATA, FEW
from suites import SUITES

CODE = 0x80100800
# What is there in MIPS32: a return, and JALX back to microMIPS with one.
OTHER = 0x80102000
STATE = struct.Struct("<48I6H")
NAMES = [f"r{n}" for n in range(32)] + ["hi", "lo", "cause", "epc"] + [f"m{n}" for n in range(12)]
MEMORY = [0x9E3779B9 * (n + 1) & 0xFFFFFFFF for n in range(12)]
REGISTERS = [0 if n in (0, 8, 9, 10) else n * 0x01010101 for n in range(34)]
CAUSE = NAMES.index("cause")
BD_AND_CODE = 0x8000007C

# The registers of runner and handler, which no instruction may write.
KEPT = (24, 26, 27)
NUMBERS = [n for n in range(32) if n not in KEPT]
# Of these the ones that an arrival does not count in.
TARGETS = [n for n in NUMBERS if n not in (0, 8, 9, 10)]

# Of the cases of a mnemonic that MIPS32 has too, the first of so many.
SAMPLE = 5
TWO, FOUR = "addius5 $8,1", "addiu32 $8,$8,1"
BEHIND = [0x4598, 0x4D22]  # jr $24; addiu $9,$9,1
FILLER = [0x4D42, 0x4598, 0x4D42, 0x4598]  # addiu $10,$10,1; jr $24

rng = random.Random(14)


class Case:
    """One or two statements and the registers they find that are not as in REGISTERS."""

    def __init__(self, first, registers=(), second=None):
        self.statements = (first,) if second is None else (first, second)
        self.registers = dict(registers)

    def code(self, encodings):
        """The instructions."""
        return [encodings[s] for s in self.statements]

    def before(self):
        """The values by NAMES."""
        found = [*REGISTERS, 0, 0, *MEMORY]
        for number, value in self.registers.items():
            found[number] = value & 0xFFFFFFFF
        return found

    def pack(self, encodings):
        """The case as a struct state of micromips_runner.c."""
        halves = [h for code in self.code(encodings) for h, in struct.iter_unpack("<H", code)]
        code = halves + BEHIND + FILLER[len(halves) % 2:]
        return STATE.pack(*self.before(), *code[:6])


def long_forms():
    """A sample of the cases of MIPS32 that do not branch."""
    seen = collections.Counter()
    for case in [*execution.computations(), *execution.traps(), *execution.accesses()]:
        first, second = (wide(s) for s in case.statements)
        name = first.split(" ")[0]
        # Offsets of 16 bits that are 12 bits here.
        if name in ("ll", "lwl", "lwr", "swl", "swr") and "3276" in first:
            continue
        seen[name] += 1
        if seen[name] % SAMPLE == 1 or second != "nop":
            registers = dict(zip([4, 5, 6, 31], case.registers))
            yield Case(first, registers, None if second == "nop" else second)


def only_here():
    """What of 32 bits only microMIPS has, without branches."""
    for register, offset in star(SHORT, [0, 4, -4, 16777212, -16777216]):
        yield Case(f"addiu ${register},$pc,{offset}")
    for a, index in itertools.product([DATA, DATA + 1, DATA + 2], range(4)):
        yield Case("lwxs $5,$6($4)", {4: a, 6: index})
    yield Case("lwxs $4,$6($4)", {4: DATA + 8, 6: -1})
    for first in range(31):
        if not {first, first + 1} & set(KEPT):
            base = 2 if first > 15 else 20
            yield Case(f"lwp ${first},8(${base})", {base: DATA})
            yield Case(f"swp ${first},8($20)", {20: DATA})
    for name, (offset, error) in itertools.product(["lwp", "swp"],
                                                   star([0, 4, -4, 2047, -2048], [0, 1, 2, 3])):
        yield Case(f"{name} $16,{offset}($4)", {4: DATA + 8 - offset + error})
    for saved in LISTS + ["$31"] + [words + ",$31" for words in LISTS]:
        for offset in [0, 4, -4, 2047, -2048]:
            yield Case(f"lwm32 {saved},{offset}($29)", {29: DATA - offset})
        yield Case(f"lwm32 {saved},8($2)", {2: DATA - 4})
    for code in [0, 1, 0x3FF]:
        yield Case(f"syscall {code}")
        yield Case(f"break32 {code}")
    yield Case("nop32")
    yield Case("ehb")


def short_computations():
    """Computation in 16 bits."""
    for name in ["addu16", "subu16"]:
        for d, s, t in star(SHORT, SHORT, SHORT):
            yield Case(f"{name} ${d},${s},${t}")
        for a, b in itertools.product(FEW, FEW):
            yield Case(f"{name} $6,$4,$5", {4: a, 5: b})
    for name in ["and16", "or16", "xor16"]:
        for d, s in itertools.product(SHORT, SHORT):
            yield Case(f"{name} ${d},${d},${s}", {d: rng.choice(CORNERS), s: rng.choice(CORNERS)})
    for d, s in itertools.product(SHORT, SHORT):
        yield Case(f"not16 ${d},${s}", {s: rng.choice(CORNERS)})
    for d, s in star(NUMBERS, NUMBERS):
        yield Case(f"move16 ${d},${s}")
    for d, value in star(NUMBERS, range(-8, 8)):
        yield Case(f"addius5 ${d},{value}")
    for a, value in itertools.product(FEW, range(-8, 8)):
        yield Case(f"addius5 $4,{value}", {4: a})
    for d, s, value in star(SHORT, SHORT, [1, 4, 8, 12, 16, 20, 24, -1]):
        yield Case(f"addiur2 ${d},${s},{value}", {s: rng.choice(CORNERS)})
    for d, value in star(SHORT, range(0, 256, 4)):
        yield Case(f"addiur1sp ${d},{value}", {29: rng.choice(CORNERS)})
    for words in [-258, -257, -256, -255, -129, -128, -3, 2, 3, 127, 128, 255, 256, 257]:
        for a in FEW:
            yield Case(f"addiusp {4 * words}", {29: a})
    for d, s, mask in star(SHORT, SHORT, ANDI_MASKS):
        yield Case(f"andi16 ${d},${s},{mask}", {s: rng.choice(CORNERS)})
        yield Case(f"andi16 ${d},${s},{mask}", {s: 0xFFFFFFFF})
    for d, value in star(SHORT, range(-1, 127)):
        yield Case(f"li16 ${d},{value}")
    for name in ["sll16", "srl16"]:
        for d, s, count in star(SHORT, SHORT, range(1, 9)):
            yield Case(f"{name} ${d},${s},{count}", {s: rng.choice(CORNERS)})
            yield Case(f"{name} ${d},${s},{count}", {s: 0x80000001})
    for name, number in itertools.product(["mfhi16", "mflo16"], NUMBERS):
        yield Case(f"{name} ${number}")
    for (first, second), (s, t) in itertools.product(PAIRS, star(MOVED, MOVED)):
        yield Case(f"movep ${first},${second},${s},${t}")
    for code in range(16):
        yield Case(f"break16 {code}")


def short_accesses():
    """Loads and stores in 16 bits; misaligned, too."""
    for name, registers, offsets in [
            ("lbu16", SHORT, range(-1, 15)), ("lhu16", SHORT, range(0, 32, 2)),
            ("lw16", SHORT, range(0, 64, 4)), ("sb16", STORED, range(16)),
            ("sh16", STORED, range(0, 32, 2)), ("sw16", STORED, range(0, 64, 4))]:
        for t, base, offset in star(registers, SHORT, offsets):
            yield Case(f"{name} ${t},{offset}(${base})", {base: DATA + 8 - offset})
        for t, error in itertools.product(registers, range(4)):
            yield Case(f"{name} ${t},4($16)", {16: DATA + error})
    for name, registers in [("lw16", NUMBERS), ("sw16", range(32))]:
        for t, offset in star(registers, range(0, 128, 4)):
            if name == "lw16" or t not in KEPT:
                yield Case(f"{name} ${t},{offset}($29)", {29: DATA + 8 - offset})
        for error in range(1, 4):
            yield Case(f"{name} $5,64($29)", {29: DATA + 8 - 64 + error})
    for t, offset in star(SHORT, range(-256, 256, 4)):
        yield Case(f"lw16 ${t},{offset}($28)", {28: DATA + 8 - offset})
    for error in range(1, 4):
        yield Case("lw16 $5,-4($28)", {28: DATA + 8 + error})
    for words, offset in itertools.product(LISTS[:4], range(0, 64, 4)):
        yield Case(f"lwm16 {words},$31,{offset}($29)", {29: DATA + 8 - offset})


def branches():
    """Branches, forwards and backwards, whose slot of either length counts or changes what they
    compare."""
    slots = [TWO, FOUR, "addius5 $4,1", "addiu32 $4,$4,1"]
    for target, slot in itertools.product([".+32", ".-32", ".+1024", ".-1536"], slots):
        for name in ["beq32", "bne32"]:
            for a, b in [(0, 0), (5, 5), (5, 6), (0xFFFFFFFF, 0)]:
                yield Case(f"{name} $4,$5,{target}", {4: a, 5: b}, slot)
        for name, a in itertools.product(["blez", "bgtz", "bltz", "bgez"], FEW):
            yield Case(f"{name} $4,{target}", {4: a}, slot)
        yield Case(f"b32 {target}", {}, slot)
        for name, a in itertools.product(["bltzal", "bgezal", "bltzals", "bgezals"], FEW):
            if slot.startswith("addius5") == name.endswith("s"):
                yield Case(f"{name} $4,{target}", {4: a}, slot)
    for target, name, a in itertools.product([".+32", ".-32", ".+1024", ".-1536"], ["beqzc", "bnezc"],
                                             FEW):
        yield Case(f"{name} $4,{target}", {4: a})
    for name, a in itertools.product(["beqz16", "bnez16"], [0, 1, 0x80000000]):
        for s, offset in star(SHORT, [4, 32, 124, 128, -4, -32, -124]):
            slot = rng.choice([TWO, FOUR] if offset > 4 else [TWO])
            yield Case(f"{name} ${s},.{offset:+}", {s: a}, slot)
    for offset, slot in itertools.product([32, 128, 512, 1020, -4, -32, -128, -512, -1020], [TWO, FOUR]):
        yield Case(f"b16 .{offset:+}", {}, slot)
    yield Case("bgezal $0,.+32", {}, FOUR)
    yield Case("bgezals $0,.+32", {}, TWO)
    yield Case("bltzal $0,.+32", {}, FOUR)
    yield Case("bgezal $4,.+32", {4: 0}, "or32 $6,$31,$0")
    yield Case("bgezals $4,.+32", {4: 0}, "move16 $6,$31")
    for first in ["b16 .+32", "b32 .+32", "beq32 $4,$4,.+32", "beqz16 $3,.+32", "bne32 $4,$5,.+32",
                  "blez $3,.+32", "bgtz $3,.+32", "bgezal $3,.+32"]:
        yield Case(first, {3: 0, 4: 0x7FFFFFFF, 5: 1}, "add $6,$4,$5")
        yield Case(first, {3: 0}, "teq $0,$0")
        yield Case(first, {3: 0, 4: DATA + 1}, "lw32 $6,0($4)")
        if first != "bgezal $3,.+32":
            yield Case(first, {3: 0}, "break16 3")
            yield Case(first, {3: 0, 17: DATA + 2}, "lw16 $6,0($17)")


def jump(opcode, target, shift=1):
    """A jump by its opcode, as as has no address for it."""
    return f".short {opcode << 10 | target >> 16 + shift & 0x3FF:#x},{target >> shift & 0xFFFF:#x}"


def jumps():
    """Jumps to both instruction sets."""
    for target in [CODE + 32, CODE - 32, CODE + 1024]:
        for slot in [TWO, FOUR]:
            yield Case(jump(0x35, target), {}, slot)
        for slot in [FOUR, "or32 $6,$31,$0"]:
            yield Case(jump(0x3D, target), {}, slot)
        for slot in [TWO, "move16 $6,$31"]:
            yield Case(jump(0x1D, target), {}, slot)
    for target, slot in itertools.product([OTHER, OTHER + 8], [FOUR, "or32 $6,$31,$0"]):
        yield Case(jump(0x3C, target, 2), {}, slot)
    for n in TARGETS:
        yield Case(f"jr16 ${n}", {n: CODE + 33}, TWO)
        yield Case(f"jr16 ${n}", {n: CODE - 31}, FOUR)
        yield Case(f"jrc ${n}", {n: CODE + 33})
        if n != 31:
            yield Case(f"jalr16 ${n}", {n: CODE + 33}, FOUR)
            yield Case(f"jalrs16 ${n}", {n: CODE + 33}, TWO)
    # To microMIPS; to MIPS32, and from there back by JALX; to where no instruction of MIPS32 can be.
    for target in [CODE + 33, CODE - 31, OTHER, OTHER + 8, OTHER + 2]:
        for first in ["jr16 $4", "jr32 $4", "jr.hb $4", "jalr16 $4", "jalr32 $31,$4", "jalr32 $6,$4",
                      "jalr.hb $31,$4", "jalr.hb $6,$4"]:
            for slot in [FOUR, "addiu32 $4,$4,4", "or32 $5,$31,$0"]:
                yield Case(first, {4: target}, slot)
        for first in ["jr16 $4", "jalrs16 $4", "jalrs32 $31,$4", "jalrs32 $6,$4", "jalrs32 $0,$4",
                      "jalrs.hb $31,$4", "jalrs.hb $6,$4", "jalrs.hb $0,$4"]:
            for slot in [TWO, "addius5 $4,4", "move16 $5,$31"]:
                yield Case(first, {4: target}, slot)
        yield Case("jrc $4", {4: target})
        for offset in range(0, 128, 4):
            yield Case(f"jraddiusp {offset}", {29: DATA, 31: target})
    for first in ["jr16 $4", "jalr32 $31,$4", jump(0x3D, CODE + 32), jump(0x3C, OTHER, 2)]:
        yield Case(first, {4: CODE + 33}, "teq $0,$0")
        yield Case(first, {4: CODE + 33, 5: DATA + 1}, "sw32 $6,0($5)")


def values(found, reference):
    """name=value of what is not as in the reference."""
    return [f"{name}={value:x}" for name, value, other in zip(NAMES, found, reference) if value != other]


def line(code, before, after):
    """A line of execution-micromips.txt."""
    instructions = ["".join(f"{h:04x}" for h, in struct.iter_unpack("<H", c)) for c in code]
    after = list(after)
    for kept in (0, *KEPT):
        after[kept] = before[kept]
    after[CAUSE] &= BD_AND_CODE
    return " ".join([*instructions, *values(before, [*REGISTERS, 0, 0, *MEMORY]), ">",
                     *values(after, before)]) + "\n"


def main():
    """Writes the file named by the argument."""
    cases = [*long_forms(), *only_here(), *short_computations(), *short_accesses(), *branches(), *jumps()]
    suite = SUITES["micromips"]
    with tempfile.TemporaryDirectory() as work:
        statements = sorted({s for c in cases for s in c.statements})
        encodings = dict(zip(statements, suite.assemble(work, statements)))
        results = execution.execute(work, struct.pack("<I", len(cases))
                                    + b"".join(c.pack(encodings) for c in cases),
                                    suite.cpu, "micromips_runner.c")
    assert len(results) == len(cases) * STATE.size, len(results)
    lines = [line(c.code(encodings), c.before(), after)
             for c, after in zip(cases, STATE.iter_unpack(results))]
    with open(sys.argv[1], "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
        packed.write("".join(dict.fromkeys(lines)).encode("ascii"))
    print(f"{len(set(lines))} cases of {len(statements)} statements")


if __name__ == "__main__":
    main()
