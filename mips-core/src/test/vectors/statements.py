"""What the random programs of programs.py are made of: statements of each suite by group, with
places for operands, and the values that registers and memory hold before."""
import re

import dsp_names
import float_execution

CORNERS = [0, 1, 2, 31, 32, 0xFFFFFFFF, 0xFFFFFFFE, 0x7FFFFFFF, 0x80000000, 0x80000001, 0x55555555,
           0x0000FFFF, 0x00008000, 0x00007FFF, 0x12345678, 0xFFFE8000, 0x80008000, 0x7FFF8000,
           0x7FFF7FFF, 0xFFFF0001, 0x00FF7F80, 0x80FF0100]

# Registers that results go to and operands mostly come from. The others: 16 points at the middle of
# the memory, as does 28, 17 there or up to 3 bytes on, 29 at its
# start, 20 at an address without translation, 24 at a unit of the
# program, 25 at no instruction; 18, 19 and 21 to 23 are constants of a suite.
RESULTS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
SELDOM = [0, 1, 12, 13, 14, 15, 30, 31]
CONSTANTS = [16, 17, 18, 19, 20, 21, 22, 23, 24, 28, 29]
FLOATS = [0, 2, 4, 6, 8, 10]
FLOATS_SELDOM = [1, 3, 12, 31]


def general(rng):
    """A register for a result."""
    return f"${rng.choice(RESULTS if rng.random() < 0.85 else SELDOM)}"


def operand(rng):
    """A register to read."""
    return f"${rng.choice(RESULTS if rng.random() < 0.85 else SELDOM + CONSTANTS)}"


def signed(rng):
    """An immediate of 16 bits."""
    return rng.choice([0, 1, -1, 0x7FFF, -0x8000, rng.randrange(-0x8000, 0x8000)])


def field(rng):
    """Position and size of a bit field in a word."""
    pos = rng.choice([0, 31, rng.randrange(32)])
    return f"{pos},{rng.choice([1, 32 - pos, rng.randrange(1, 33 - pos)])}"


# Operands by the name that stands for them.
OPERANDS = {
    "d": general,
    "n": lambda rng: f"${rng.choice(RESULTS + SELDOM[1:])}",
    "r": lambda rng: f"${rng.choice(RESULTS)}",
    "s": operand,
    "i": signed,
    "u": lambda rng: signed(rng) & 0xFFFF,
    "sa": lambda rng: rng.choice([0, 1, 31, rng.randrange(32)]),
    "field": field,
    "byte": lambda rng: f"{rng.randrange(-32, 32)}($16)",
    "half": lambda rng: f"{rng.randrange(-32, 32, 2)}($16)",
    "word": lambda rng: f"{rng.randrange(-32, 32, 4)}($16)",
    "double": lambda rng: f"{rng.randrange(-32, 32, 8)}($16)",
    "any": lambda rng: f"{rng.randrange(-32, 26)}($17)",
    "nowhere": lambda rng: f"{signed(rng)}($20)",
    "f": lambda rng: f"$f{rng.choice(FLOATS if rng.random() < 0.9 else FLOATS_SELDOM)}",
    "e": lambda rng: f"$f{rng.choice(FLOATS)}",
    "cc": lambda rng: f"$fcc{rng.choice([0, 0, 1, rng.randrange(8)])}",
    "ac": lambda rng: f"$ac{rng.randrange(4)}",
    "mask": lambda rng: rng.randrange(64),
    "sa3": lambda rng: rng.randrange(8),
    "sa4": lambda rng: rng.randrange(16),
    "shift": lambda rng: rng.randrange(-32, 32),
    "code": lambda rng: rng.randrange(1024),
    "u8": lambda rng: rng.randrange(256),
    "s10": lambda rng: rng.randrange(-512, 512),
}


# Branches that no value of a register lets branch.
NEVER = re.compile(r"bne(?:32)? (\$\d+),\1,|(bltz|bgtz) \$0,")


def fill(template, rng):
    """A statement: the same name with a digit behind it stands for the same operand. QEMU takes a
    branch of NEVER for NOP, so that its delay slot is none to an exception."""
    chosen = {}

    def choose(match):
        name = match.group(1)
        if name in OPERANDS:
            return str(OPERANDS[name](rng))
        if name not in chosen:
            chosen[name] = str(OPERANDS[name.rstrip("0123456789")](rng))
        return chosen[name]

    text = re.sub(r"\{(\w+)\}", choose, template)
    return fill(template, rng) if NEVER.match(text) else text


def each(names, operands):
    """Templates of some instructions with the same operands."""
    return [f"{name} {operands}" for name in names.split()]


# A template is one or more statements between "; " that no branch leads into. "@" is a target further
# on in the program. Divisors are made odd, because division by 0 is UNPREDICTABLE.
ALU = [
    *each("add addu sub subu slt sltu and nor or xor movn movz mul sllv srav srlv rotrv", "{d},{s},{s}"),
    *each("addi addiu slti sltiu", "{d},{s},{i}"), *each("andi ori xori", "{d},{s},{u}"), "lui {d},{u}",
    *each("sll sra srl rotr", "{d},{s},{sa}"), *each("clo clz seb seh wsbh", "{d},{s}"),
    *each("ext ins", "{d},{s},{field}"),
]
MULTIPLY = [
    *each("mult multu madd maddu msub msubu", "{s},{s}"), *each("mfhi mflo", "{d}"),
    *each("mthi mtlo", "{s}"), "ori {r1},{r1},1; div $0,{s},{r1}", "ori {r1},{r1},1; divu $0,{s},{r1}",
]
MEMORY = [
    *each("lb lbu", "{d},{byte}"), *each("lh lhu", "{d},{half}"), *each("lw ll", "{d},{word}"),
    *each("lb lbu lh lhu lw ll lwl lwr", "{d},{any}"), *each("sb swl swr", "{s},{byte}"),
    *each("lwl lwr", "{d},{byte}"), "sh {s},{half}", "sw {s},{word}",
    *each("sb sh sw swl swr", "{s},{any}"), "ll {d},{word1}; addu {d1},{s},{s}; sc {d1},{word1}",
    "ll {d},{word1}; sc {d1},{word1}", "pref 0,{byte}", "pref 4,{i}({s})", "synci {byte}", "sync",
]
FAULTS = [
    *each("lb lbu lh lhu lw ll lwl lwr sb sh sw swl swr", "{d},{nowhere}"),
    *each("lwc1 swc1", "$f2,{word}"), "syscall {code}", "break {code}", "mfc1 {d},$f2", "jr $25",
    "jalr {d},$25", "add.s $f2,$f4,$f6", "bc1t @", "ctc1 {s},$31", "movf {d},{s},{cc}",
    "lwxc1 $f2,{s}({s})", "lwc2 $3,{word}", "swc2 $3,{word}", "ldc2 $3,{word}", "sdc2 $3,{word}",
    # LD, SD, DADDI, DADDU, LDL, LLD and SCD of 64-bit processors.
    *(f".word {major << 26 | 0x02030010:#x}" for major in (0x37, 0x3F, 0x18, 0x1A, 0x34, 0x3C)),
    ".word 0x0064102d",
]
TRAPS = [*each("teq tge tgeu tlt tltu tne", "{s},{s},{code}"),
         *each("teqi tgei tgeiu tlti tltiu tnei", "{s},{i}")]
# A register that is linked to may not be read.
FLOWS = [
    *each("beq bne beql bnel", "{s},{s},@"),
    *each("blez bgtz blezl bgtzl bltz bgez bltzl bgezl", "{s},@"),
    *each("bltzal bgezal bltzall bgezall", "{r},@"), "j @", "jal @", "jr $24", "jr.hb $24",
    "jalr {d},$24", "jalr.hb {d},$24", "b @", "bal @",
]
INTEGER = [(30, ALU), (10, MULTIPLY), (20, MEMORY), (2, FAULTS), (2, TRAPS), (14, FLOWS)]

DSP_REGISTERS = [
    *each(" ".join(dsp_names.THREE), "{n},{s},{s}"), *each(" ".join(dsp_names.COMPARE), "{s},{s}"),
    *(f"{name} {{n}},{{s}}" for name in dsp_names.TWO if name != "insv"),
    *(f"{name} {{n}},{{s}},{{{ {7: 'sa3', 15: 'sa4', 31: 'sa'}[greatest] }}}"
      for names, greatest in dsp_names.IMMEDIATE for name in names),
    "balign {n},{s},1", "balign {n},{s},3", "repl.qb {n},{u8}", "repl.ph {n},{s10}",
    "rddsp {n},{mask}", "wrdsp {s},{mask}",
    # A field of $21 to $23 lies in the word.
    *(f"wrdsp ${n},3; insv {{n}},{{s}}" for n in (21, 22, 23)),
    *each(" ".join(dsp_names.LOAD), "{n},$18($16)"), *each(" ".join(dsp_names.LOAD), "{n},$19($17)"),
]
DSP_ACCUMULATORS = [
    *each(" ".join(dsp_names.DOT), "{ac},{s},{s}"), *each(" ".join(dsp_names.MULTIPLY), "{ac},{s},{s}"),
    *each(" ".join(dsp_names.EXTRACT), "{n},{ac},{sa}"),
    *each(" ".join(dsp_names.EXTRACT_VARIABLE), "{n},{ac},{s}"), "shilo {ac},{shift}", "shilov {ac},{s}",
    *(f"wrdsp ${n},1; mthlip {{s}},{{ac}}" for n in (21, 22, 23)),
    *each("mfhi mflo", "{n},{ac}"), *each("mthi mtlo", "{s},{ac}"),
]
DSP = [(40, DSP_REGISTERS), (30, DSP_ACCUMULATORS), (6, ALU), (4, MULTIPLY), (4, MEMORY), (5, FLOWS),
       (3, ["bposge32 @"])]

COMPARISONS = "f un eq ueq olt ult ole ule sf ngle seq ngl lt nge le ngt".split()
FLOAT_ARITHMETIC = [
    *(t for fmt in "sd" for t in [
        *each(f"add.{fmt} sub.{fmt} mul.{fmt} div.{fmt}", "{f},{f},{f}"),
        *each(f"add.{fmt} sub.{fmt} mul.{fmt} div.{fmt}", "{f},{f},{f}"),
        *each(f"sqrt.{fmt} recip.{fmt} rsqrt.{fmt} abs.{fmt} neg.{fmt} mov.{fmt}", "{f},{f}"),
        *each(f"madd.{fmt} msub.{fmt} nmadd.{fmt} nmsub.{fmt}", "{f},{f},{f},{f}")]),
]
FLOAT_CONVERSIONS = [
    *each("cvt.s.d cvt.s.w cvt.s.l cvt.d.s cvt.d.w cvt.d.l", "{f},{f}"),
    *(f"{name}.{to}.{fmt} {{f}},{{f}}" for name in ("cvt", "round", "trunc", "ceil", "floor")
      for to in "wl" for fmt in "sd"),
]
FLOAT_COMPARISONS = [f"c.{name}.{fmt} {{cc}},{{f}},{{f}}" for name in COMPARISONS for fmt in "sd"]
FLOAT_MOVES = [
    *each("movf.s movt.s", "{f},{f},{cc}"), *each("movn.s movz.s", "{f},{f},{s}"),
    # Odd registers are UNPREDICTABLE with Status.FR = 0; QEMU only finds them if it moves.
    *each("movf.d movt.d", "{e},{e},{cc}"), *each("movn.d movz.d", "{e},{e},{s}"),
    *each("movf movt", "{d},{s},{cc}"), "mfc1 {d},{f}", "mtc1 {s},{f}", "mfhc1 {d},{e}", "mthc1 {s},{e}",
    "cfc1 {d},$25", "cfc1 {d},$26", "cfc1 {d},$28", "cfc1 {d},$31",
    # Without FS, FO, FN, the Underflow enable, and to FCCR, FEXR and FENR without what is not theirs.
    "andi {d1},{s},0xff; ctc1 {d1},$25", "and {d1},{s},$18; ctc1 {d1},$31",
    "and {d1},{s},$19; ctc1 {d1},$26", "andi {d1},{s},0xe83; ctc1 {d1},$28",
]
FLOAT_MEMORY = [
    # Odd registers, as above: QEMU takes the even one for LDC1 and SDC1, but not for LDXC1 and SDXC1.
    *each("lwc1 swc1", "{f},{word}"), *each("ldc1 sdc1", "{e},{double}"), *each("ldc1 sdc1", "{e},{any}"),
    *each("lwxc1 swxc1", "{f},$21($16)"), *each("ldxc1 sdxc1", "{f},$22($16)"),
    *each("luxc1 suxc1 lwxc1 swxc1", "{f},$23($16)"), *each("ldxc1 sdxc1", "{e},$23($16)"),
    "prefx 4,{s}($16)", *each("lwc1 swc1", "{f},{nowhere}"), *each("ldc1 sdc1", "{e},{nowhere}"),
]
FLOAT_FLOWS = [f"{name} {{cc}},@" for name in "bc1f bc1t bc1fl bc1tl".split()]
# Reserved: COP1 without function, ALNV.PS, MUL.W.
FLOAT_RESERVED = [f".word {word:#x}" for word in (0x46041029, 0x4C64209E, 0x46841002)]
FLOAT = [(40, FLOAT_ARITHMETIC), (20, FLOAT_CONVERSIONS), (14, FLOAT_COMPARISONS), (14, FLOAT_MOVES),
         (10, FLOAT_MEMORY), (6, FLOAT_FLOWS), (1, FLOAT_RESERVED), (8, ALU), (2, FLOWS)]


def floats(rng):
    """Values of floating point registers."""
    singles = float_execution.NEAR["s"] + float_execution.W
    wide = float_execution.NEAR["d"] + float_execution.L
    pairs = [rng.choice(singles) | rng.choice([rng.getrandbits(32), rng.choice(singles)]) << 32
             for _ in range(300)]
    # Random values of moderate size, so that sums do not just lose the smaller operand.
    near = [rng.getrandbits(64) & 0x800FFFFFFFFFFFFF | rng.randrange(0x3E0, 0x420) << 52 for _ in range(80)]
    near += [rng.getrandbits(64) & 0xFFFFFFFF807FFFFF | rng.randrange(0x60, 0xA0) << 23 for _ in range(80)]
    return wide * 4 + pairs + near + [rng.getrandbits(64) for _ in range(40)]
