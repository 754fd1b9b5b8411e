"""The suite of programs in microMIPS: instructions of 16 and of 32 bits, and JALX to MIPS32 and back."""
import re

import programs
from programs import BRANCH, CALL, JUMP, NEXT, NOWHERE, REGISTER, RETURNS
from statements import OPERANDS, TRAPS, each

# What the encodings of 16 bits have room for.
OPERANDS.update({
    "g": lambda rng: f"${rng.randrange(2, 8)}",
    "h": lambda rng: f"${rng.choice([2, 3, 4, 5, 6, 7, 16, 17])}",
    "z": lambda rng: f"${rng.choice([0, 2, 3, 4, 5, 6, 7, 17])}",
    "v": lambda rng: f"${rng.choice([0, 17, 2, 3, 16, 18, 19, 20])}",
    "five": lambda rng: rng.randrange(-8, 8),
    "addend": lambda rng: rng.choice([1, 4, 8, 12, 16, 20, 24, -1]),
    "bits": lambda rng: rng.choice([128, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 255, 32768, 65535]),
    "eight": lambda rng: rng.randrange(1, 9),
    "small": lambda rng: rng.randrange(-1, 127),
    "close": lambda rng: f"{rng.randrange(-2048, 2048)}($20)",
    "frame": lambda rng: 4 * rng.randrange(64),
    "far": lambda rng: 4 * rng.randrange(-1 << 22, 1 << 22),
    "code4": lambda rng: rng.randrange(16),
    "byte16": lambda rng: f"{rng.randrange(-1, 15)}($16)",
    "sbyte16": lambda rng: f"{rng.randrange(16)}($16)",
    "half16": lambda rng: f"{2 * rng.randrange(14)}({rng.choice(['$16', '$16', '$17'])})",
    "word16": lambda rng: f"{4 * rng.randrange(8)}($16)",
    "any16": lambda rng: f"{4 * rng.randrange(7)}($17)",
    "stack": lambda rng: f"{4 * rng.randrange(16)}($29)",
    "global": lambda rng: f"{4 * rng.randrange(-8, 8)}($28)",
    "two": lambda rng: f"{4 * rng.randrange(-8, 7)}($16)",
    "twoany": lambda rng: f"{rng.randrange(-32, 20)}($17)",
    "first": lambda rng: f"${rng.randrange(2, 11)}",
    "couple": lambda rng: rng.choice(["$5,$6", "$5,$7", "$6,$7", "$4,$21", "$4,$22", "$4,$5", "$4,$6",
                                      "$4,$7"]),
    "saved": lambda rng: rng.choice(["$16", "$16,$17", "$16-$18", "$16-$19"]) + ",$31",
    "list": lambda rng: rng.choice(["$16", "$16,$17", "$16-$18", "$16-$19", "$16-$20"])
                        + rng.choice(["", ",$31"]),
    "multiple": lambda rng: f"{4 * rng.randrange(10)}($29)",
})

ALU = [
    *each("add sub slt sltu nor movn movz mul sllv srav srlv rotrv", "{d},{s},{s}"),
    *each("addu32 subu32 and32 or32 xor32", "{d},{s},{s}"), *each("addu and or xor", "{d},{s},{s}"),
    *each("addi addiu32 slti sltiu", "{d},{s},{i}"), *each("andi32 ori xori", "{d},{s},{u}"), "lui {d},{u}",
    *each("sll32 sra srl32 rotr", "{d},{s},{sa}"), *each("clo clz seb seh wsbh", "{d},{s}"),
    *each("ext ins", "{d},{s},{field}"), "addiu {g},$pc,{far}",
]
ALU16 = [
    *each("addu16 subu16", "{g},{h},{h}"), *each("and16 or16 xor16", "{g1},{g1},{h}"), "not16 {g},{h}",
    "addiu16 {r1},{r1},{five}", "addiu16 {g},{h},{addend}", "addiu16 {g},$29,{frame}",
    "addiu16 $29,$29,16; move16 {d},$29; addiu16 $29,$29,-16", "andi16 {g},{h},{bits}",
    *each("sll16 srl16", "{g},{h},{eight}"), "li16 {g},{small}", *["move16 {d},{s}"] * 2,
    "movep {couple},{v},{v}", *each("mfhi16 mflo16", "{d}"),
]
MULTIPLY = [
    *each("mult multu madd maddu msub msubu", "{s},{s}"), *each("mfhi32 mflo32", "{d}"),
    *each("mthi mtlo", "{s}"), "ori {r1},{r1},1; div $0,{s},{r1}", "ori {r1},{r1},1; divu $0,{s},{r1}",
]
# What LWM has loaded into the registers that point at memory is replaced.
POINTERS = "; lui $16,0x8011; addiu32 $16,$16,32; addiu32 $17,$16,1; lui $20,0x1234"
MEMORY = [
    *each("lb lbu32", "{d},{byte}"), *each("lh lhu32", "{d},{half}"), *each("lw32 ll", "{d},{word}"),
    *each("lb lbu32 lh lhu32 lw32 ll lwl lwr", "{d},{any}"), *each("sb32 swl swr", "{s},{byte}"),
    *each("lwl lwr", "{d},{byte}"), "sh32 {s},{half}", "sw32 {s},{word}",
    *each("sb32 sh32 sw32 swl swr", "{s},{any}"), "ll {d},{word1}; addu {d1},{s},{s}; sc {d1},{word1}",
    "ll {d},{word1}; sc {d1},{word1}", "pref 0,{byte}", "synci {byte}", "sync",
    "lwxs {d},$23($16)", "lwxs {d},$23($17)",
]
MEMORY16 = [
    "lbu16 {g},{byte16}", "lhu16 {g},{half16}", "lw16 {g},{word16}", "lw16 {g},{any16}", "sb16 {z},{sbyte16}",
    "sh16 {z},{half16}", "sw16 {z},{word16}", "sw16 {z},{any16}", "lw16 {d},{stack}", "sw16 {s},{stack}",
    "lw16 {g},{global}",
]
MULTIPLE = [
    "lwp {first},{two}", "lwp {first},{twoany}", "swp {first},{two}", "swp {first},{twoany}",
    "lwm32 {list},{multiple}" + POINTERS, "lwm16 {saved},{multiple}" + POINTERS,
]
FAULTS = [
    *each("lb lbu lh lhu lw sb sh sw", "{d},{nowhere}"), *each("ll lwl lwr swl swr", "{d},{close}"),
    "lwc1 $f2,{word}", "swc1 $f2,{word}", "syscall {code}", "break16 {code4}", "break32 {code}", "jr16 $25", "jr32 $25",
    "jrc $25", "jalr16 $25", "jalr32 {d},$25", "jalrs16 $25",
]
SHORT_TRAPS = [t.replace("{code}", "{code4}") for t in TRAPS]
FLOWS = [
    *each("beq32 bne32", "{s},{s},@"), *each("blez bgtz bltz bgez", "{s},@"), *each("beqzc bnezc", "{s},@"),
    *each("beqz16 bnez16", "{g},@"), *each("bltzal bgezal bltzals bgezals", "{r},@"), "b16 @", "b32 @",
    "bal @", "j @", "jal @", "jals @", "jr16 $24", "jr32 $24", "jr.hb $24", "jrc $24", "jalr16 $24",
    "jalrs16 $24", "jalr32 {d},$24", "jalrs32 {d},$24", "jalr.hb {d},$24", "jalrs.hb {d},$24",
    "move16 $31,$24; jraddiusp 4", "jalx subroutine",
]
GROUPS = [(20, ALU), (16, ALU16), (8, MULTIPLY), (14, MEMORY), (10, MEMORY16), (5, MULTIPLE), (2, FAULTS),
          (2, SHORT_TRAPS), (16, FLOWS)]

SLOTS = {"jals": (2,), "jalrs": (2,), "jalrs.hb": (2,), "bltzals": (2,), "bgezals": (2,),
         "jr32": (4,), "jr.hb": (4,), "jal": (4,), "jalr": (4,), "jalr.hb": (4,), "jalx": RETURNS,
         "bltzal": (4,), "bgezal": (4,), "bal": (4,),
         "beqzc": (), "bnezc": (), "jrc": (), "jraddiusp": ()}
JALX = 0xF0000000 | programs.SUBROUTINE_START >> 2 & 0x03FFFFFF

# What is UNPREDICTABLE in a delay slot; and ADDIUPC, see README.md.
NOT_IN_SLOT = re.compile(r"movep|lwp|swp|addiu \$\d,\$pc")


def halfwords(code):
    """The value of an instruction."""
    low = int.from_bytes(code[-2:], "little")
    return low if len(code) == 2 else int.from_bytes(code[:2], "little") << 16 | low


class Micromips(programs.Suite):
    """Programs in microMIPS."""

    machine = "mips:micromips"
    mode = 1

    def write(self, text):
        if text.startswith("jalx"):
            return f".short {JALX >> 16:#x},{JALX & 0xFFFF:#x}"
        if text.startswith("jraddiusp"):  # GNU as 2.40 fails on it.
            return f".short {0x4700 | int(text.split()[1]) >> 2:#x}"
        if text.split(" ")[0] in ("j", "jal", "jals"):
            return text.replace("@", "0")
        return text.replace("@", ".+4")

    def split(self, code):
        found = []
        at = 0
        while at < len(code):
            length = 2 if code[at + 1] >> 2 & 7 in (1, 2, 3) else 4
            found.append(code[at:at + length])
            at += length
        return found

    def flow(self, text):
        sized = text.split("; ")[-1].split(" ")[0]
        mnemonic = sized.removesuffix("16").removesuffix("32")
        slot = SLOTS.get(sized, SLOTS.get(mnemonic, (2, 4)))
        if mnemonic == "jalx":
            return CALL, slot
        if "@" in text:
            return (JUMP if mnemonic in ("j", "jal", "jals") else BRANCH), slot
        if mnemonic.split(".")[0] in ("jr", "jrc", "jalr", "jalrs", "jraddiusp"):
            return (REGISTER if "$24" in text else NOWHERE), slot
        return NEXT, ()

    def fits(self, text):
        return not NOT_IN_SLOT.match(text) and "; " not in text

    def reaches(self, unit, distance):
        return len(unit.code) == 4 or distance < 126

    def directed(self, unit, address, target):
        word = halfwords(unit.code)
        mask = 0x03FFFFFF
        value = target >> 1
        if unit.flow == BRANCH:
            mask = 0xFFFF if len(unit.code) == 4 else 0x3FF if word >> 10 == 0x33 else 0x7F
            value = target - address - len(unit.code) >> 1
        word = word & ~mask | value & mask
        low = (word & 0xFFFF).to_bytes(2, "little")
        return low if len(unit.code) == 2 else (word >> 16).to_bytes(2, "little") + low

    def state(self, rng, values, floats):
        words = super().state(rng, values, floats)
        words[23] = rng.randrange(-8, 8) & 0xFFFFFFFF
        return words
