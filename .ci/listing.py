#!/usr/bin/env python3
"""Compares the listing that `./vzlab disasm` makes of ELF files with GNU objdump's, line by line.
A difference is a failure unless it is named here. Usage: .ci/listing.py FILE..."""
import re
import subprocess
import sys

# objdump's mnemonics that are not the manual's.
RENAMED = {"ror": "rotr", "rorv": "rotrv"}

# Registers of the core for which binutils has numbers only.
CP0 = {"$16,4": "c0_config4", "$16,5": "c0_config5", "$16,7": "c0_config7"}

# -M no-aliases takes an instruction of its own (MD00086: EHB) for an alias.
PLAIN = {"sll zero,zero,0x3": "ehb"}

# -M no-aliases still writes these aliases.
LEFT = {"neg": "sub", "negu": "subu"}

CODE = r"\s*([0-9a-f]+):\s+((?:[0-9a-f]{8}|[0-9a-f]{4}(?: [0-9a-f]{4})?|[0-9a-f]{2})) *\t(.*)"

# What objdump writes instead of bytes that are no whole instruction, and what we write.
CUT = r"\s*([0-9a-f]+):\s+(?:micromips 0x[0-9a-f]+)?Address 0x[0-9a-f]+ is out of bounds\."
ODD = (".short", ".byte")


def instruction(text, plain):
    """objdump's text of an instruction as we write it."""
    name, _, operands = text.partition(" ")
    name = RENAMED.get(name, name)
    if name in ("mfc0", "mtc0", "mfgc0", "mtgc0"):
        register, _, cp0 = operands.partition(",")
        operands = f"{register},{CP0.get(cp0, cp0)}"
    # -M no-aliases still leaves out the register that JALR links to, if it is ra.
    if plain and name in ("jalr", "jalr.hb", "jalrs", "jalrs.hb") and "," not in operands:
        operands = "ra," + operands
    if plain and name in LEFT:
        register, _, source = operands.partition(",")
        name, operands = LEFT[name], f"{register},zero,{source}"
    text = f"{name} {operands}".strip()
    return PLAIN.get(text, text) if plain else text


def lines(command):
    """(address, bits, text) of each instruction, (address, None, name) of each symbol's header,
    (address, "", "") of bytes that objdump cannot make an instruction of."""
    listing = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    found = []
    for line in listing.splitlines():
        header = re.fullmatch(r"([0-9a-f]{8}) <(.*)>:", line)
        code = re.fullmatch(CODE, line)
        cut = re.fullmatch(CUT, line)
        if header:
            found.append((int(header[1], 16), None, header[2]))
        elif code:
            found.append((int(code[1], 16), code[2], " ".join(code[3].split())))
        elif cut:
            found.append((int(cut[1], 16), "", ""))
    return found


def expected(line, cut, plain):
    """A line of objdump's, and with bytes that are cut off our line of them."""
    address, bits, text = line
    if bits is None:
        return line
    if bits == "" and cut and cut[0] == address and cut[2].startswith(ODD):
        return cut
    return address, bits, instruction(text, plain)


def compare(file, plain):
    """The number of differences; prints them."""
    options = "no-aliases,virt" if plain else "virt"
    theirs = lines(["mipsel-linux-gnu-objdump", "-d", "-z", "-M", options, file])
    ours = lines(["./vzlab", "disasm", file] + (["--no-aliases"] if plain else []))
    # objdump stops at the end of .text; the segment goes on with constants.
    differences = [(e, o) for t, o in zip(theirs, ours) if (e := expected(t, o, plain)) != o]
    if not theirs or len(ours) < len(theirs):
        differences.append((f"{len(theirs)} lines", f"{len(ours)} lines"))
    for want, got in differences:
        print(f"{file}: objdump {want}, vzlab {got}")
    return len(differences)


sys.exit(any([compare(file, plain) for file in sys.argv[1:] for plain in (False, True)]))
