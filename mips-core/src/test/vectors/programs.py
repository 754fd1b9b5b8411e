"""Random programs for a suite, laid out in the RAM of a Malta board together with the states they
start from, and executed there by QEMU under program_runner.c."""
import os
import random
import struct
import subprocess

import statements

PREFIX = "mipsel-linux-gnu-"
HERE = os.path.dirname(os.path.abspath(__file__))
RAM_SIZE = 64 << 20
PAGE = 4096
HEADER = 0x80100000
DATA = 0x80110000
RUNNER = 0x80200000
CODE = 0x80300000
SUBROUTINE_START = 0x802F0000
BEFORE = 0x80800000
AFTER = 0x82000000
MOST = (AFTER - BEFORE) // 640
PHYSICAL = 0x1FFFFFFF

# For JALX from microMIPS: it keeps the return address in register 30, calls by JALX what is in
# microMIPS 32 bytes on, and returns.
SUBROUTINE = [
    # or $30,$31,$0; jalx; addu $2,$2,$3; jr $30; xor $3,$3,$31
    (SUBROUTINE_START, struct.pack("<5I", 0x03E0F025, 0x74000000 | SUBROUTINE_START + 32 >> 2 & 0x03FFFFFF,
                                   0x00431021, 0x03C00008, 0x007F1826)),
    # jr $31; addiu $2,$2,1
    (SUBROUTINE_START + 32, struct.pack("<2H", 0x459F, 0x4C42)),
]

# What program_runner.c is told.
FPU, DSP, BAD_INSTR = 1, 2, 4
CU1, FR, MX = 1 << 29, 1 << 26, 1 << 24

# How a unit goes on: behind it, at a target within its encoding as a distance or as an address, where
# register 24 points, nowhere, or in a subroutine.
NEXT, BRANCH, JUMP, REGISTER, NOWHERE, CALL = range(6)

# The delay slot of a unit that needs register 31 to come back.
RETURNS = (4, "without register 31")

# As its value where a target is meant.
OWN_SLOT = -1


class Unit:
    """Statements that control only enters at the first.

    A unit that branches has a slot: the lengths that an instruction in its delay slot may have."""

    def __init__(self, text, code, flow=NEXT, slot=()):
        self.text = text
        self.code = code
        self.flow = flow
        self.slot = slot


class Program:
    """Steps: a unit, its delay slot or None, and the index of the step it may branch to."""

    def __init__(self, steps, entry, state):
        self.steps = steps
        self.entry = entry  # The step that register 24 points at.
        self.state = state  # Words and doublewords of struct state, but for addresses in the program.

    def without(self, index, nop):
        """The same with one step replaced by NOP."""
        steps = list(self.steps)
        steps[index] = (nop, None, 0)
        return Program(steps, self.entry, self.state)


class Suite:
    """Programs for a processor of QEMU in MIPS32 code."""

    machine = "mips:isa32r5"
    disassembly = "no-aliases"

    # Bit 0 of a code address.
    mode = 0

    def __init__(self, name, cpu, has, options, groups):
        self.name = name
        self.cpu = cpu
        self.has = has
        self.options = options
        self.groups = groups
        self.layout = struct.Struct("<80I32Q" if has & FPU else "<80I")

    def write(self, text):
        """A statement as the assembler takes it."""
        mnemonic = text.split(" ")[0]
        if mnemonic in ("j", "jal"):
            return f".word {0x08000000 if mnemonic == 'j' else 0x0C000000:#x}"
        return text.replace("@", ".+4")

    def split(self, code):
        """The encodings of instructions one behind the other."""
        return [code[at:at + 4] for at in range(0, len(code), 4)]

    def flow(self, text):
        """Flow and slot of a unit."""
        mnemonic = text.split(" ")[0]
        if "@" in text:
            return (JUMP if mnemonic in ("j", "jal") else BRANCH), (4,)
        if mnemonic.split(".")[0] in ("jr", "jalr"):
            return (REGISTER if "$24" in text else NOWHERE), (4,)
        return NEXT, ()

    def fits(self, text):
        """Whether a statement may stand in a delay slot."""
        return "; " not in text

    def reaches(self, unit, distance):
        """Whether a unit can branch so many bytes forwards."""
        del unit, distance
        return True

    def directed(self, unit, address, target):
        """The code of a unit that may branch to the target, an address."""
        word = int.from_bytes(unit.code, "little")
        if unit.flow == BRANCH:
            word |= (target - address - 4) >> 2 & 0xFFFF
        else:
            word |= target >> 2 & 0x03FFFFFF
        return word.to_bytes(4, "little")

    def assemble(self, work, texts):
        """The code of each text."""
        # NOP keeps the assembler from finding a statement in the delay slot of another one.
        lines = [self.write(s) for text in texts for s in [*text.split("; "), "nop"]]
        with open(f"{work}/units.s", "w", encoding="ascii") as out:
            out.write(".set noreorder\n.set noat\n.set nomacro\n" + "\n".join(lines) + "\n")
        subprocess.run([PREFIX + "as", "-W", "-mips32r5", "-mfp64", "-mno-fix-loongson3-llsc", *self.options,
                        "-o", f"{work}/units.o", f"{work}/units.s"], check=True)
        subprocess.run([PREFIX + "objcopy", "-O", "binary", "-j", ".text", f"{work}/units.o",
                        f"{work}/units"], check=True)
        with open(f"{work}/units", "rb") as binary:
            encodings = iter(self.split(binary.read()))
        found = []
        for text in texts:
            found.append(b"".join(next(encodings) for _ in text.split("; ")))
            next(encodings)
        return found

    def pool(self, work, rng, size=200):
        """Units in the proportions of the groups, by the use that they have in programs."""
        texts = ["nop", "jr $27"]
        for weight, templates in self.groups:
            for n in range(weight * size):
                texts.append(statements.fill(templates[n % len(templates)], rng))
        nop, leave, *units = [Unit(text, code, *self.flow(text))
                              for text, code in zip(texts, self.assemble(work, texts))]
        plain = [u for u in units if u.flow == NEXT]
        slots = [u for u in plain if self.fits(u.text)]
        return {"all": units, "plain": plain, "nop": nop, "leave": leave,
                (2,): [u for u in slots if len(u.code) == 2], (4,): [u for u in slots if len(u.code) == 4],
                (2, 4): slots, RETURNS: [u for u in slots if len(u.code) == 4 and "$31" not in u.text]}

    def state(self, rng, values, floats):
        """What is in the registers before."""
        words = rng.choices(values, k=80)
        words[16] = DATA + 32
        words[17] = DATA + 32 + rng.randrange(4)
        words[28] = DATA + 32
        words[29] = DATA
        words[20] = rng.randrange(0, 0x7FFE0000)
        words[42] = 0
        words[43:48] = [0] * 5
        words[64:80] = [0] * 16
        if self.has & DSP:
            words[18] = rng.randrange(-16, 16) & 0xFFFFFFFF
            words[19] = rng.randrange(-28, 28) & 0xFFFFFFFF
            for n in (21, 22, 23):
                pos = rng.randrange(32)
                words[n] = pos | rng.randrange(1, 33 - pos) << 7
            words[40] = rng.getrandbits(32) & 0x0F007FBF | rng.choice([0, rng.getrandbits(32) & 0x00FF0000])
            words[42] |= MX if rng.random() < 0.99 else 0
        if self.has & FPU:
            # FS and the Underflow enable stay clear: README.md, "float.txt.gz".
            words[18], words[19] = 0xFE83FEFF, 0x0003F07C
            words[21] = 4 * rng.randrange(-7, 7) & 0xFFFFFFFF
            words[22] = 8 * rng.randrange(-4, 4) & 0xFFFFFFFF
            words[23] = rng.randrange(-24, 24) & 0xFFFFFFFF
            words[41] = rng.getrandbits(32) & 0xFE80007F
            if rng.random() < 0.3:
                words[41] |= rng.getrandbits(32) & 0xE80
            words[42] |= (CU1 if rng.random() < 0.99 else 0) | rng.choice([FR, FR, 0])
            words += rng.choices(floats, k=32)
        return words

    def program(self, rng, units, state):
        """A new program."""
        chosen = rng.choices(units["all"], k=rng.randrange(8, 25))
        entry = rng.randrange(len(chosen) // 2, len(chosen) + 1)
        steps = []
        for index, unit in enumerate(chosen):
            slot, target = None, 0
            if unit.flow == REGISTER and index >= entry:
                unit = rng.choice(units["plain"])
            if unit.flow != NEXT:
                slot = rng.choice(units[unit.slot]) if unit.slot else None
                target = rng.randrange(index + 1, min(len(chosen), index + 9) + 1)
                if rng.random() < 0.05:
                    target = OWN_SLOT
            steps.append((unit, slot, target))
        return Program(steps, entry, state)

    def place(self, program, units, address):
        """The code of a program at an address, and its state."""
        starts = []
        at = address
        for unit, slot, _ in program.steps:
            starts.append(at)
            at += len(unit.code) + (len(slot.code) if slot else 0)
        starts.append(at)
        code = []
        for (unit, slot, target), start in zip(program.steps, starts):
            if unit.flow in (BRANCH, JUMP):
                to = start + len(unit.code) if target == OWN_SLOT else starts[target]
                while not self.reaches(unit, to - start):
                    target -= 1
                    to = starts[target]
                code.append(self.directed(unit, start, to))
            else:
                code.append(unit.code)
            if slot:
                code.append(slot.code)
        code += [units["leave"].code, units["nop"].code]
        words = list(program.state)
        words[0] = address | self.mode
        words[24] = starts[program.entry] | self.mode
        words[25] = (at + 3 & -4) + 2
        return b"".join(code), self.layout.pack(*words)


def generate(suite, work, seed, count):
    """Units and as many programs, of which nothing but the seed decides."""
    rng = random.Random(f"{suite.name} {seed}")
    units = suite.pool(work, rng)
    values = statements.CORNERS * 10 + [rng.getrandbits(32) for _ in range(400)]
    floats = statements.floats(rng) if suite.has & FPU else []
    return units, [suite.program(rng, units, suite.state(rng, values, floats)) for _ in range(count)]


def build_runner(work):
    """Compiles program_runner.c; its words and its entry."""
    subprocess.run([PREFIX + "gcc", "-mips32r2", "-O1", "-ffreestanding", "-fno-pic", "-mno-abicalls",
                    "-nostdlib", "-static", "-T", f"{HERE}/program_runner.ld", "-Wl,--build-id=none",
                    "-o", f"{work}/runner", f"{HERE}/program_runner.c"], check=True)
    subprocess.run([PREFIX + "objcopy", "-O", "binary", "-j", ".text", f"{work}/runner",
                    f"{work}/runner.bin"], check=True)
    with open(f"{work}/runner", "rb") as elf:
        entry = struct.unpack_from("<I", elf.read(28), 24)[0]
    with open(f"{work}/runner.bin", "rb") as binary:
        return binary.read(), entry


def execute(suite, work, units, programs, like=None):
    """Executes programs in QEMU, at addresses that are `like` another one within their page, or one
    behind the other. `work/ram` then holds all that there was in RAM. Returns the address and the code
    of each."""
    runner, entry = build_runner(work)
    placed = []
    states = []
    at = CODE
    for program in programs:
        if like is not None:
            at += (like - at) % PAGE
        code, state = suite.place(program, units, at)
        placed.append((at, code))
        states.append(state)
        at += (len(code) + 15) & -16
    assert at <= BEFORE and len(programs) <= MOST
    image = b"".join(code.ljust(following - at, b"\0") for (at, code), (following, _)
                     in zip(placed, [*placed[1:], (at, None)]))
    with open(f"{work}/ram", "wb") as ram:
        ram.truncate(RAM_SIZE)
        for address, content in [
                (HEADER, struct.pack("<6I", len(programs), suite.has, suite.layout.size, BEFORE, AFTER,
                                     entry)),
                (RUNNER, runner), *SUBROUTINE, (placed[0][0], image),
                (BEFORE, b"".join(states))]:
            ram.seek(address & PHYSICAL)
            ram.write(content)
    subprocess.run(["qemu-system-mipsel", "-machine", "malta,memory-backend=ram", "-cpu", suite.cpu,
                    "-object", f"memory-backend-file,id=ram,size=64M,mem-path={work}/ram,share=on",
                    "-m", "64", "-kernel", f"{work}/runner", "-serial", "null", "-display", "none",
                    "-monitor", "none", "-net", "none", "-no-reboot"], check=True, timeout=60)
    return placed
