#!/usr/bin/env python3
"""Writes assembly-micromips.txt: microMIPS instructions of both lengths over the corners of their
operands, as GNU as encodes and objdump prints them. Each line is "address bits text". See README.md."""
import itertools

import assembly_binutils as binutils
from assembly_statements import Corners, each, registers, statements

CORNERS = Corners(
    branches=[".+4", ".+8", ".", ".-2", ".+65538", ".-65532", ".+256"],
    more_branches=["beqzc", "bnezc"],
    linking_branches=["bltzal", "bgezal", "bltzals", "bgezals"],
    float_branches=["bc1f", "bc1t"],
    offsets=[0, 1, -1, 2047, -2048, 4, -4],
    trap_codes=[None, 1, 5, 8, 15],
    syscall_codes=[0, 1, 513, 1023],
    wait_codes=[5, 1023],
    accumulators=[0, 1, 2, 3])

# What has a form of 16 bits too, so that the long one must be asked for.
BOTH_LENGTHS = """
    addiu addu and andi beq bne break jalr jalrs jr lbu lhu lw lwm mfhi mflo nor or ori sb sdbbp sh sll srl subu sw
    swm xor
    """.split()

# The registers of three bits, in the order of their encoding, and those of stores and of MOVEP.
SHORT = [16, 17, 2, 3, 4, 5, 6, 7]
STORED = [0, 17, 2, 3, 4, 5, 6, 7]
MOVED = [0, 17, 2, 3, 16, 18, 19, 20]
PAIRS = [(5, 6), (5, 7), (6, 7), (4, 21), (4, 22), (4, 5), (4, 6), (4, 7)]
LISTS = ["$16", "$16,$17", "$16-$18", "$16-$19", "$16-$20", "$16-$21", "$16-$22", "$16-$23",
         "$16-$23,$30"]
ANDI_MASKS = [128, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 255, 32768, 65535]


def wide(statement):
    """The statement as one of 32 bits."""
    name, _, operands = statement.partition(" ")
    plain, dot, rest = name.partition(".")
    return f"{plain}32{dot}{rest} {operands}" if name in BOTH_LENGTHS else statement


def star(*ranges):
    """All values of each operand, the others at their first value and at their last."""
    seen = {}
    for at, values in enumerate(ranges):
        for value, end in itertools.product(values, (0, -1)):
            seen[tuple(value if i == at else other[end] for i, other in enumerate(ranges))] = None
    return seen


def lines():
    """Every statement to be assembled."""
    yield from (wide(statement) for statement in statements(CORNERS))
    yield from wide_only()
    yield from coprocessor()
    yield from computations()
    yield from memory()
    yield from flow()


def wide_only():
    """What only microMIPS has, in 32 bits, and jumps."""
    yield from registers("lwxs {r},{s}({t})")
    for name in ["jalrs", "jalrs.hb"]:
        yield from (wide(f"{name} {operands}") for operands in ("$31,$2", "$2,$3", "$30,$31"))
    for name in ["jrs", "jrs.hb"]:
        yield from registers(name + " {r}")
    for name, saved in itertools.product(["lwm32", "swm32"],
                                         LISTS + ["$31"] + [words + ",$31" for words in LISTS]):
        yield from (f"{name} {saved},{offset}($29)" for offset in CORNERS.offsets)
        yield f"{name} {saved},8($2)"
    for name in ["lwp", "swp"]:
        yield from (f"{name} ${first},8(${(first + 7) % 31})" for first in range(31))
        yield from (f"{name} $16,{offset}($4)" for offset in CORNERS.offsets)
    for register, offset in star(SHORT, [0, 4, -4, 16777212, -16777216]):
        yield f"addiu ${register},$pc,{offset}"
    yield from ["nop32"]
    for name, address in itertools.product(["j", "jal", "jals"], binutils.HALFWORD_TARGETS):
        yield f"{name} micromips_{address:x}"
    yield from (f"jalx mips32_{address:x}" for address in binutils.TARGETS)


def coprocessor():
    """The coprocessor 2, which in MIPS32 is one opcode."""
    for name in ["mfc2", "mtc2", "mfhc2", "mthc2", "cfc2", "ctc2"]:
        yield from [f"{name} $2,$4", f"{name} $31,$0", f"{name} $0,$31"]
    for name in ["bc2f", "bc2t"]:
        yield from (f"{name} {target}" for target in CORNERS.branches)
        yield from (f"{name} $cc{cc},.+8" for cc in (1, 7))
    yield from (f"cop2 {function}" for function in (0, 1, 0x7FFFFF))


def computations():
    """Computation in 16 bits."""
    for name in ["addu16", "subu16"]:
        yield from (f"{name} ${d},${s},${t}" for d, s, t in star(SHORT, SHORT, SHORT))
    for name in ["and16", "or16", "xor16"]:
        yield from (f"{name} ${d},${d},${s}" for d, s in itertools.product(SHORT, SHORT))
    yield from (f"not16 ${d},${s}" for d, s in itertools.product(SHORT, SHORT))
    yield from (f"move16 ${d},${s}" for d, s in star(range(32), range(32)))
    yield from (f"addius5 ${d},{value}" for d, value in star(range(32), range(-8, 8)))
    for d, s, value in star(SHORT, SHORT, [1, 4, 8, 12, 16, 20, 24, -1]):
        yield f"addiur2 ${d},${s},{value}"
    yield from (f"addiur1sp ${d},{value}" for d, value in star(SHORT, range(0, 256, 4)))
    yield from (f"addiusp {4 * words}" for words in range(-258, 258) if words not in range(-2, 2))
    yield from (f"andi16 ${d},${s},{mask}" for d, s, mask in star(SHORT, SHORT, ANDI_MASKS))
    yield from (f"li16 ${d},{value}" for d, value in star(SHORT, range(-1, 127)))
    for name in ["sll16", "srl16"]:
        yield from (f"{name} ${d},${s},{count}" for d, s, count in star(SHORT, SHORT, range(1, 9)))
    for name in ["mfhi16", "mflo16"]:
        yield from (f"{name} ${number}" for number in range(32))
    for (first, second), (s, t) in itertools.product(PAIRS, star(MOVED, MOVED)):
        yield f"movep ${first},${second},${s},${t}"


def memory():
    """Loads and stores in 16 bits."""
    for name, offsets in [("lbu16", range(-1, 15)), ("lhu16", range(0, 32, 2)),
                          ("lw16", range(0, 64, 4))]:
        yield from (f"{name} ${t},{offset}(${base})" for t, base, offset in star(SHORT, SHORT, offsets))
    for name, offsets in [("sb16", range(16)), ("sh16", range(0, 32, 2)), ("sw16", range(0, 64, 4))]:
        yield from (f"{name} ${t},{offset}(${base})" for t, base, offset in star(STORED, SHORT, offsets))
    for name in ["lw16", "sw16"]:
        yield from (f"{name} ${t},{offset}($29)" for t, offset in star(range(32), range(0, 128, 4)))
    yield from (f"lw16 ${t},{offset}($28)" for t, offset in star(SHORT, range(-256, 256, 4)))
    for name, words, offset in itertools.product(["lwm16", "swm16"], LISTS[:4], range(0, 64, 4)):
        yield f"{name} {words},$31,{offset}($29)"


def flow():
    """Branches and jumps in 16 bits."""
    for name in ["jr16", "jrc"]:
        yield from (f"{name} ${number}" for number in range(32))
    for name in ["jalr16", "jalrs16"]:
        yield from (f"{name} ${number}" for number in range(31))
    yield from (f"jraddiusp {offset}" for offset in range(0, 128, 4))
    for name in ["break16", "sdbbp16"]:
        yield from (f"{name} {code}" for code in range(16))
    for name in ["beqz16", "bnez16"]:
        yield from (f"{name} ${s},.{offset:+}" for s, offset in star(SHORT, range(-126, 130, 2)))
    yield from (f"b16 .{offset:+}" for offset in range(-1022, 1026, 2))


if __name__ == "__main__":
    for vector in binutils.listing("micromips", lines()):
        print(vector)
