#!/usr/bin/env python3
"""Writes assembly.txt: instructions over the corners of their operands, as GNU as encodes and
objdump prints them. Each line is "address word text". See README.md."""
import itertools
import re
import subprocess
import sys
import tempfile

import dsp_names as names

PREFIX = "mipsel-linux-gnu-"
BASE = 0x80040000

REGISTERS = [("$2", "$4", "$9"), ("$0", "$0", "$0"), ("$31", "$30", "$29"), ("$16", "$27", "$1")]
FLOATS = [("$f2", "$f4", "$f8", "$f16"), ("$f0", "$f0", "$f0", "$f0"),
          ("$f30", "$f28", "$f26", "$f24"), ("$f16", "$f2", "$f30", "$f4")]
SIGNED = [0, 1, -1, 32767, -32768, 4, -4]
UNSIGNED = [0, 1, 0xFFFF, 0x8000, 0x7FFF, 0x1234]
SHIFTS = [0, 1, 2, 15, 31]
TRAP_CODES = [None, 1, 5, 512, 1023]
BRANCHES = [".+4", ".+8", ".", ".-4", ".+131072", ".-131068", ".+256"]
# Within the 256 MB of BASE.
JUMPS = ["0x80000000", "0x80040000", "0x8ffffffc", "0x80000004", "0x88888888"]
FIELDS = [(0, 1), (0, 32), (31, 1), (4, 5), (16, 16), (1, 31), (7, 8)]


def registers(pattern):
    """One line for each choice of registers; r, s and t stand for them."""
    for r, s, t in REGISTERS:
        yield pattern.format(r=r, s=s, t=t)


def each(pattern, values):
    """One line for each choice of registers and each value v."""
    for (r, s, t), value in itertools.product(REGISTERS, values):
        yield pattern.format(r=r, s=s, t=t, v=value)


def lines():
    """Every statement to be assembled."""
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
    for name in ["mult", "multu", "madd", "maddu", "msub", "msubu"]:
        yield from registers(name + " {r},{s}")
    for name in ["div", "divu"]:
        yield from registers(name + " $0,{r},{s}")
    for name in ["mfhi", "mflo", "mthi", "mtlo"]:
        yield from registers(name + " {r}")
    for name in ["lb", "lbu", "lh", "lhu", "ll", "lw", "lwl", "lwr", "sb", "sc", "sh", "sw", "swl",
                 "swr"]:
        yield from each(name + " {r},{v}({s})", SIGNED)
    yield from each("pref 31,{v}({s})", SIGNED)
    yield from each("pref {v},4({s})", SHIFTS)
    yield from each("synci {v}({s})", SIGNED)
    yield from ["sync"] + [f"sync {stype}" for stype in (4, 16, 17, 18, 19, 31)]
    for name in ["beq", "bne", "beql", "bnel"]:
        yield from each(name + " {r},{s},{v}", BRANCHES)
    for name in ["blez", "bgtz", "blezl", "bgtzl", "bltz", "bgez", "bltzl", "bgezl"]:
        yield from each(name + " {r},{v}", BRANCHES)
    for name in ["bltzal", "bgezal", "bltzall", "bgezall"]:
        for register, target in itertools.product(["$0", "$2", "$30"], BRANCHES):
            yield f"{name} {register},{target}"
    for name in ["j", "jal", "jalx"]:
        # JALX is written as J, whose operand as does not take for a label in microMIPS code.
        yield from (f"{name} {target}" for target in JUMPS)
    for name in ["jr", "jr.hb"]:
        yield from registers(name + " {r}")
    for name in ["jalr", "jalr.hb"]:
        yield from [f"{name} $31,$2", f"{name} $0,$25", f"{name} $2,$3", f"{name} $30,$31"]
    for name in ["teq", "tge", "tgeu", "tlt", "tltu", "tne"]:
        for code in TRAP_CODES:
            suffix = "" if code is None else f",{code}"
            yield from registers(name + " {r},{s}" + suffix)
    for name in ["teqi", "tgei", "tgeiu", "tlti", "tltiu", "tnei"]:
        yield from each(name + " {r},{v}", SIGNED)
    yield from privileged()
    yield from dsp()
    yield from floats()
    yield from debug()
    yield from microcontroller()


def debug():
    """What enters and leaves debug mode."""
    yield from ["sdbbp", "sdbbp 1", "sdbbp 0x3ff", "sdbbp 0xfffff", "deret"]


def microcontroller():
    """The MCU ASE."""
    for name, bit in itertools.product(["aset", "aclr"], range(8)):
        yield from each(f"{name} {bit},{{v}}({{s}})", (0, 1, -1, 2047, -2048))
    yield "iret"


def floats():
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
    for name in ["bc1f", "bc1t", "bc1fl", "bc1tl"]:
        yield from (f"{name} {target}" for target in BRANCHES)
        yield from (f"{name} $fcc{cc},.+8" for cc in (1, 7))


def privileged():
    """System calls, the coprocessor 0 and the Virtualization module."""
    yield from (f"{name} {code}" for name in ["syscall", "hypcall"] for code in (0, 1, 513, 1023))
    yield from ["syscall 0xfffff", "break", "break 5", "break 1023", "break 5,6", "break 0,1023"]
    yield from ["eret", "wait", "wait 5", "wait 0x7ffff", "ehb", "pause"]
    for name in ["di", "ei"]:
        yield from [name, name + " $2", name + " $31"]
    yield from each("cache {v},4({s})", SHIFTS)
    yield from each("cache 0x15,{v}({s})", SIGNED)
    for name in ["mfc0", "mtc0", "mfgc0", "mtgc0"]:
        for register, select in itertools.product([0, 4, 12, 31], [0, 1, 7]):
            yield f"{name} $2,${register},{select}"
            yield f"{name} $31,${register},{select}"
    yield from (f"rdhwr $3,${number}" for number in (0, 1, 2, 3, 29))
    for name in ["rdpgpr", "wrpgpr"]:
        yield from registers(name + " {r},{s}")
    yield from ["tlbr", "tlbwi", "tlbinv", "tlbinvf", "tlbwr", "tlbp", "tlbgr", "tlbgwi", "tlbginv",
                "tlbginvf", "tlbgwr", "tlbgp"]


def dsp():
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
    yield from (f"bposge32 {target}" for target in BRANCHES)
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
    for ac in (1, 2, 3):
        for name in names.MOVE:
            yield from registers(f"{name} {{r}},$ac{ac}")
        for name in names.MULTIPLY:
            yield from registers(f"{name} $ac{ac},{{r}},{{s}}")


def statement(line):
    """What as is given: a jump is given as its word, for as leaves its target to the linker."""
    name, operands = line.split(" ", 1) if " " in line else (line, "")
    major = {"j": 2, "jal": 3, "jalx": 0x1D}.get(name)
    if major is None:
        return line
    return f".word {major << 26 | (int(operands, 16) & 0x0FFFFFFF) >> 2:#x}"


def number(register):
    """A general register by number, for its name."""
    names = ("zero at v0 v1 a0 a1 a2 a3 t0 t1 t2 t3 t4 t5 t6 t7 s0 s1 s2 s3 s4 s5 s6 s7 t8 t9 k0 k1 "
             "gp sp s8 ra").split()
    return f"${names.index(register)}"


def normalise(text):
    """objdump's text with the manual's mnemonics, no alias that -M no-aliases forgets, no symbol."""
    text = re.sub(r" <.*>$", "", text.strip().replace("\t", " "))
    name, _, operands = text.partition(" ")
    name = {"ror": "rotr", "rorv": "rotrv"}.get(name, name)
    if name in ("neg", "negu"):
        register, value = operands.split(",")
        name, operands = name.replace("neg", "sub"), f"{register},zero,{value}"
    if name in ("jalr", "jalr.hb") and "," not in operands:
        operands = "ra," + operands
    if text == "sll zero,zero,0x3":
        return "ehb"
    if name in ("rdpgpr", "wrpgpr"):
        # The previous set has no register names of its own.
        first, second = operands.split(",")
        operands = f"{first},{number(second)}" if name[0] == "r" else f"{number(first)},{second}"
    if name[0] in "bj" and name not in ("balign", "bitrev", "break") and not name.startswith(("jr", "jalr")):
        operands = re.sub(r"(?:0x)?([0-9a-f]+)$", r"0x\1", operands)
    return f"{name} {operands}".strip()


def main():
    """Assembles, links at BASE, disassembles, prints."""
    with tempfile.TemporaryDirectory() as work:
        source, linked = f"{work}/a.s", f"{work}/a.elf"
        with open(source, "w", encoding="ascii") as out:
            out.write(".set noreorder\n.set noat\n.set nomacro\n.globl __start\n__start:\n")
            out.writelines(statement(line) + "\n" for line in lines())
        subprocess.run([PREFIX + "as", "-mips32r5", "-mfp64", "-mvirt", "-meva", "-mdspr2", "-mmcu", "-mno-fix-loongson3-llsc", "-o", f"{work}/a.o",
                        source], check=True)
        subprocess.run([PREFIX + "ld", f"-Ttext={BASE:#x}", "-o", linked, f"{work}/a.o"], check=True)
        options = ["-d", "-z", "-M", "no-aliases,virt,cp0-names=numeric,hwr-names=numeric,cp1-names=numeric", linked]
        listing = subprocess.run([PREFIX + "objdump"] + options, check=True, text=True,
                                 stdout=subprocess.PIPE).stdout
    for match in re.finditer(r"^\s*([0-9a-f]+):\t([0-9a-f]{8}) \t(.*)$", listing, re.MULTILINE):
        address, word, text = match.groups()
        sys.stdout.write(f"{address} {word} {normalise(text)}\n")


main()
