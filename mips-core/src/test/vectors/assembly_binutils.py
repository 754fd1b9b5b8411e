"""Assembles statements with GNU as, links them with ld and reads back what objdump prints."""
import re
import subprocess
import tempfile

PREFIX = "mipsel-linux-gnu-"
BASE = 0x80040000
NAMES = "virt,cp0-names=numeric,hwr-names=numeric,cp1-names=numeric"
MODES = {"mips32": "nomicromips", "micromips": "micromips"}

# Where jumps lead: each address has a section of its own with the labels mips32_N and micromips_N.
TARGETS = [0x80000000, 0x80080000, 0x8FFFFFFC, 0x80000004, 0x88888888]
# The same for microMIPS, whose jumps stay in 128 MB.
HALFWORD_TARGETS = [0x80000000, 0x87FFFFFE, 0x80000006, 0x84444442]


def source(isa, statements):
    """The file for as."""
    yield from [".set noreorder", ".set noat", ".set nomacro", f".set {MODES[isa]}",
                ".globl __start", "__start:"]
    yield from statements
    for address in sorted(set(TARGETS + HALFWORD_TARGETS)):
        yield f'.section .at{address:x},"ax"'
        yield from [".set micromips", f"micromips_{address:x}: .insn"]
        if address % 4 == 0:
            yield from [".set nomicromips", f"mips32_{address:x}: .insn"]
        yield ".short 0"


def listing(isa, statements):
    """A line of the vectors for each statement: the address, the bits (four digits for a halfword),
    the text and, if it differs, behind a bar the text with aliases."""
    with tempfile.TemporaryDirectory() as work:
        name = f"{work}/a"
        with open(name + ".s", "w", encoding="ascii") as out:
            out.writelines(line + "\n" for line in source(isa, statements))
        # Without warnings: delay slots hold whatever the next statement is.
        subprocess.run([PREFIX + "as", "-W", "-mips32r5", "-mfp64", "-mvirt", "-meva", "-mdspr2",
                        "-mmcu", "-mno-fix-loongson3-llsc", "-o", name + ".o", name + ".s"],
                       check=True)
        starts = [f"--section-start=.at{address:x}={address:#x}"
                  for address in set(TARGETS + HALFWORD_TARGETS)]
        subprocess.run([PREFIX + "ld", f"-Ttext={BASE:#x}", *starts, "-o", name + ".elf",
                        name + ".o"], check=True)
        plain = disassembled(name + ".elf", "no-aliases," + NAMES)
        aliases = disassembled(name + ".elf", NAMES)
    for (address, bits, text), (_, _, alias) in zip(plain, aliases, strict=True):
        text = expanded(text)
        if len(bits) == 4:
            # The only LI of two registers that objdump does not print as such.
            alias = re.sub("^addiu zero,zero", "li zero", alias)
        yield f"{address} {bits} {text}" + (f" | {alias}" if alias != text else "")


def disassembled(file, options):
    """Address, bits and text of each instruction, as objdump prints them."""
    text = subprocess.run([PREFIX + "objdump", "-d", "-z", "-j", ".text", "-M", options, file],
                          check=True, text=True, stdout=subprocess.PIPE).stdout
    pattern = r"^\s*([0-9a-f]+):\t([0-9a-f]{4} ?[0-9a-f]{0,4}) +\t(.*)$"
    return [(address, bits.replace(" ", ""), respelled(statement))
            for address, bits, statement in re.findall(pattern, text, re.MULTILINE)]


def number(register):
    """A general register by number, for its name."""
    names = ("zero at v0 v1 a0 a1 a2 a3 t0 t1 t2 t3 t4 t5 t6 t7 s0 s1 s2 s3 s4 s5 s6 s7 t8 t9 k0 k1 "
             "gp sp s8 ra").split()
    return f"${names.index(register)}"


def respelled(text):
    """objdump's text with the manual's mnemonics and without symbols."""
    text = re.sub(r" <.*>$", "", text.strip().replace("\t", " "))
    name, _, operands = text.partition(" ")
    name = {"ror": "rotr", "rorv": "rotrv"}.get(name, name)
    if name in ("rdpgpr", "wrpgpr"):
        # The previous set has no register names of its own.
        first, second = operands.split(",")
        operands = f"{first},{number(second)}" if name[0] == "r" else f"{number(first)},{second}"
    if re.fullmatch(r"b(?!align|itrev|reak).*|j|jals?|jalx", name):
        operands = re.sub(r"(?:0x)?([0-9a-f]+)$", r"0x\1", operands)
    return f"{name} {operands}".strip()


def expanded(text):
    """The text without the aliases that -M no-aliases forgets."""
    if text in ("sll zero,zero,0x3", "sll zero,zero,0x5"):
        return "ehb" if text.endswith("3") else "pause"
    name, _, operands = text.partition(" ")
    first, _, rest = operands.partition(",")
    if name in ("neg", "negu"):
        return f"{name.replace('neg', 'sub')} {first},zero,{rest}"
    if name == "dli":
        return f"ori {first},zero,{rest}"
    if name in ("jalr", "jalr.hb", "jalrs", "jalrs.hb") and not rest:
        return f"{name} ra,{operands}"
    return text
