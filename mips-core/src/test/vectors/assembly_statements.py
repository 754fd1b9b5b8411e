"""Statements that both instruction sets have, over the corners of their operands."""
import dataclasses
import itertools

import dsp_names as names

REGISTERS = [("$2", "$4", "$9"), ("$0", "$0", "$0"), ("$31", "$30", "$29"), ("$16", "$27", "$1")]
FLOATS = [("$f2", "$f4", "$f8", "$f16"), ("$f0", "$f0", "$f0", "$f0"),
          ("$f30", "$f28", "$f26", "$f24"), ("$f16", "$f2", "$f30", "$f4")]
SIGNED = [0, 1, -1, 32767, -32768, 4, -4]
UNSIGNED = [0, 1, 0xFFFF, 0x8000, 0x7FFF, 0x1234]
SHIFTS = [0, 1, 2, 15, 31]
FIELDS = [(0, 1), (0, 32), (31, 1), (4, 5), (16, 16), (1, 31), (7, 8)]


@dataclasses.dataclass(frozen=True)
class Corners:
    """What the instruction sets differ in."""
    # Targets at and near the ends of what a branch reaches.
    branches: list
    # Branches on a register beyond those of both sets.
    more_branches: list
    # Branches on a register that link.
    linking_branches: list
    # Branches on a condition code.
    float_branches: list
    # Offsets of the loads and stores that are rare, and of CACHE and PREF.
    offsets: list
    # Of the conditional traps.
    trap_codes: list
    # Of SYSCALL and SDBBP.
    syscall_codes: list
    wait_codes: list
    # For which MULT, MFHI and the like have a form of the DSP module.
    accumulators: list


def registers(pattern):
    """One line for each choice of registers; r, s and t stand for them."""
    for r, s, t in REGISTERS:
        yield pattern.format(r=r, s=s, t=t)


def each(pattern, values):
    """One line for each choice of registers and each value v."""
    for (r, s, t), value in itertools.product(REGISTERS, values):
        yield pattern.format(r=r, s=s, t=t, v=value)


def statements(corners):
    """Every statement of both sets."""
    yield from integer()
    yield from short_forms()
    yield from memory(corners)
    yield from branches(corners)
    yield from traps(corners)
    yield from privileged(corners)
    yield from dsp(corners)
    yield from floats(corners)


def integer():
    """Computation."""
    three = ["add", "addu", "sub", "subu", "slt", "sltu", "and", "nor", "or", "xor", "movn", "movz",
             "mul", "sllv", "srav", "srlv", "rotrv"]
    for name in three:
        yield from registers(name + " {r},{s},{t}")
    for number in range(32):
        yield f"addu ${number},${31 - number},${(number + 7) % 32}"
    for name in ["addi", "addiu", "slti", "sltiu"]:
        yield from each(name + " {r},{s},{v}", SIGNED)
    for name in ["andi", "ori", "xori"]:
        yield from each(name + " {r},{s},{v}", UNSIGNED)
    yield from each("lui {r},{v}", UNSIGNED)
    for name in ["sll", "sra", "srl", "rotr"]:
        yield from each(name + " {r},{s},{v}", SHIFTS)
    for name in ["clo", "clz", "seb", "seh", "wsbh"]:
        yield from registers(name + " {r},{s}")
    for name in ["ext", "ins"]:
        yield from each(name + " {r},{s},{v[0]},{v[1]}", FIELDS)
    for name in names.MULTIPLY:
        yield from registers(name + " {r},{s}")
    for name in ["div", "divu"]:
        yield from registers(name + " $0,{r},{s}")
    for name in names.MOVE:
        yield from registers(name + " {r}")


def short_forms():
    """What objdump prints as MOVE, NEG, LI, BEQZ and the like, with other registers than $0 too."""
    for name in ["addu", "or", "nor", "sub", "subu", "xor"]:
        yield from [f"{name} $2,$4,$0", f"{name} $2,$0,$4", f"{name} $31,$31,$0"]
    yield from ["addiu $2,$0,-1", "addiu $2,$0,32767", "addiu $2,$4,0", "ori $2,$0,0xffff",
                "ori $2,$4,0", "sll $2,$4,0", "sll $0,$0,1", "sll $0,$2,0"]
    for name in ["beq", "bne"]:
        yield from [f"{name} $2,$0,.+8", f"{name} $0,$2,.+8"]


def memory(corners):
    """Loads, stores and what goes with them."""
    for name in ["lb", "lbu", "lh", "lhu", "lw", "sb", "sh", "sw"]:
        yield from each(name + " {r},{v}({s})", SIGNED)
    for name in ["ll", "lwl", "lwr", "sc", "swl", "swr"]:
        yield from each(name + " {r},{v}({s})", corners.offsets)
    yield from each("pref 31,{v}({s})", corners.offsets)
    yield from each("pref {v},4({s})", SHIFTS)
    yield from each("synci {v}({s})", SIGNED)
    yield from ["sync"] + [f"sync {stype}" for stype in (4, 16, 17, 18, 19, 31)]
    yield from each("cache {v},4({s})", SHIFTS)
    yield from each("cache 0x15,{v}({s})", corners.offsets)
    for name, bit in itertools.product(["aset", "aclr"], range(8)):
        yield from each(f"{name} {bit},{{v}}({{s}})", (0, 1, -1, 2047, -2048))
    for name in ["lwc2", "swc2", "ldc2", "sdc2"]:
        yield from each(name + " $3,{v}({s})", corners.offsets)
        yield f"{name} $31,8($2)"


def branches(corners):
    """Branches on general registers, and jumps to one that all sets write alike."""
    for name in ["beq", "bne"]:
        yield from each(name + " {r},{s},{v}", corners.branches)
    for name in ["blez", "bgtz", "bltz", "bgez"] + corners.more_branches:
        yield from each(name + " {r},{v}", corners.branches)
    for name in corners.linking_branches:
        for register, target in itertools.product(["$0", "$2", "$30"], corners.branches):
            yield f"{name} {register},{target}"
    for name in ["jr", "jr.hb"]:
        yield from registers(name + " {r}")
    for name in ["jalr", "jalr.hb"]:
        yield from [f"{name} $31,$2", f"{name} $0,$25", f"{name} $2,$3", f"{name} $30,$31"]


def traps(corners):
    """Conditional traps."""
    for name in ["teq", "tge", "tgeu", "tlt", "tltu", "tne"]:
        for code in corners.trap_codes:
            suffix = "" if code is None else f",{code}"
            yield from registers(name + " {r},{s}" + suffix)
    for name in ["teqi", "tgei", "tgeiu", "tlti", "tltiu", "tnei"]:
        yield from each(name + " {r},{v}", SIGNED)


def privileged(corners):
    """System calls, the coprocessor 0, debugging and the Virtualization module."""
    yield from (f"syscall {code}" for code in corners.syscall_codes)
    yield from (f"hypcall {code}" for code in (0, 1, 513, 1023))
    yield from ["break", "break 5", "break 1023", "break 5,6", "break 0,1023"]
    yield from (f"sdbbp {code}" for code in corners.syscall_codes)
    yield from ["eret", "deret", "iret", "wait"] + [f"wait {code}" for code in corners.wait_codes]
    yield from ["ehb", "pause"]
    for name in ["di", "ei"]:
        yield from [name, name + " $2", name + " $31"]
    for name in ["mfc0", "mtc0", "mfgc0", "mtgc0"]:
        for register, select in itertools.product([0, 4, 12, 31], [0, 1, 7]):
            yield f"{name} $2,${register},{select}"
            yield f"{name} $31,${register},{select}"
    yield from (f"rdhwr $3,${number}" for number in (0, 1, 2, 3, 29))
    for name in ["rdpgpr", "wrpgpr"]:
        yield from registers(name + " {r},{s}")
    yield from ["tlbr", "tlbwi", "tlbinv", "tlbinvf", "tlbwr", "tlbp", "tlbgr", "tlbgwi", "tlbginv",
                "tlbginvf", "tlbgwr", "tlbgp"]


def dsp(corners):
    """The DSP module, revisions 1 and 2."""
    for name in names.THREE:
        yield from registers(name + " {r},{s},{t}")
    for name in names.TWO + names.COMPARE:
        yield from registers(name + " {r},{s}")
    for group, greatest in names.IMMEDIATE:
        for name in group:
            yield from each(name + " {r},{s},{v}", (0, 1, greatest))
    yield from each("balign {r},{s},{v}", (1, 3))
    yield from each("repl.qb {r},{v}", (0, 1, 128, 255))
    yield from each("repl.ph {r},{v}", (0, 1, -1, 511, -512))
    for name in names.LOAD:
        yield from registers(name + " {r},{s}({t})")
    yield from (f"bposge32 {target}" for target in corners.branches)
    for name in ["rddsp", "wrdsp"]:
        yield from each(name + " {r},{v}", (0, 1, 32, 63))
    for ac in range(4):
        for name in names.DOT:
            yield from registers(f"{name} $ac{ac},{{r}},{{s}}")
        for name in names.EXTRACT:
            yield from each(f"{name} {{r}},$ac{ac},{{v}}", (0, 1, 31))
        for name in names.EXTRACT_VARIABLE:
            yield from registers(f"{name} {{r}},$ac{ac},{{s}}")
        yield from (f"shilo $ac{ac},{shift}" for shift in (0, 1, -1, 31, -32))
        yield from registers(f"shilov $ac{ac},{{r}}")
        yield from registers(f"mthlip {{r}},$ac{ac}")
    for ac in corners.accumulators:
        for name in names.MOVE:
            yield from registers(f"{name} {{r}},$ac{ac}")
        for name in names.MULTIPLY:
            yield from registers(f"{name} $ac{ac},{{r}},{{s}}")


def floats(corners):
    """The FPU."""
    def each_format(name, operands, formats="sd"):
        for fmt, (a, b, c, d) in itertools.product(formats, FLOATS):
            yield f"{name}.{fmt} " + operands.format(a=a, b=b, c=c, d=d)

    for name in ["add", "sub", "mul", "div"]:
        yield from each_format(name, "{a},{b},{c}")
    for name in ["sqrt", "abs", "neg", "mov", "recip", "rsqrt", "cvt.w", "cvt.l",
                 "round.w", "round.l", "trunc.w", "trunc.l", "ceil.w", "ceil.l", "floor.w", "floor.l"]:
        yield from each_format(name, "{a},{b}")
    yield from each_format("cvt.s", "{a},{b}", "dwl")
    yield from each_format("cvt.d", "{a},{b}", "swl")
    for name in ["madd", "msub", "nmadd", "nmsub"]:
        yield from each_format(name, "{a},{b},{c},{d}")
    for name in ["f", "un", "eq", "ueq", "olt", "ult", "ole", "ule", "sf", "ngle", "seq", "ngl", "lt",
                 "nge", "le", "ngt"]:
        yield from each_format("c." + name, "{b},{c}")
        for cc in (1, 7):
            yield from each_format("c." + name, f"$fcc{cc},{{b}},{{c}}")
    for name in ["movf", "movt"]:
        for cc in (0, 1, 7):
            yield f"{name} $2,$31,$fcc{cc}"
            yield from each_format(name, f"{{a}},{{b}},$fcc{cc}")
    for name in ["movn", "movz"]:
        yield from each_format(name, "{a},{b},$29")
    for name in ["mfc1", "mtc1", "mfhc1", "mthc1"]:
        yield from (f"{name} $2,{a}" for a, *_ in FLOATS)
    for name in ["cfc1", "ctc1"]:
        yield from (f"{name} $31,${number}" for number in (0, 25, 26, 28, 31))
    for name in ["lwc1", "swc1", "ldc1", "sdc1"]:
        yield from each(name + " $f4,{v}({s})", SIGNED)
        yield f"{name} $f30,8($2)"
    for name in ["lwxc1", "swxc1", "ldxc1", "sdxc1", "luxc1", "suxc1"]:
        yield from (f"{name} {a},$4($31)" for a, *_ in FLOATS)
    yield from (f"prefx {hint},$4($31)" for hint in SHIFTS)
    for name in corners.float_branches:
        yield from (f"{name} {target}" for target in corners.branches)
        yield from (f"{name} $fcc{cc},.+8" for cc in (1, 7))
