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


def instruction(text, plain):
    """objdump's text of an instruction as we write it."""
    name, _, operands = text.partition(" ")
    name = RENAMED.get(name, name)
    if name in ("mfc0", "mtc0", "mfgc0", "mtgc0"):
        register, _, cp0 = operands.partition(",")
        operands = f"{register},{CP0.get(cp0, cp0)}"
    # -M no-aliases still leaves out the register that JALR links to, if it is ra.
    if plain and name in ("jalr", "jalr.hb") and "," not in operands:
        operands = "ra," + operands
    text = f"{name} {operands}".strip()
    return PLAIN.get(text, text) if plain else text


def lines(command):
    """(address, word, text) of each instruction, (address, None, name) of each symbol's header."""
    listing = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    found = []
    for line in listing.splitlines():
        header = re.fullmatch(r"([0-9a-f]{8}) <(.*)>:", line)
        code = re.fullmatch(r"\s*([0-9a-f]+):\s+((?:[0-9a-f]{8}|[0-9a-f]{4}(?: [0-9a-f]{4})?)) \s*\t(.*)", line)
        if header:
            found.append((int(header[1], 16), None, header[2]))
        elif code:
            found.append((int(code[1], 16), code[2], " ".join(code[3].split())))
    return found


def compare(file, plain):
    """The number of differences; prints them."""
    options = "no-aliases,virt" if plain else "virt"
    theirs = lines(["mipsel-linux-gnu-objdump", "-d", "-z", "-M", options, file])
    ours = lines(["./vzlab", "disasm", file] + (["--no-aliases"] if plain else []))
    expected = [(a, word, text if word is None else instruction(text, plain))
                for a, word, text in theirs]
    # objdump stops at the end of .text; the segment goes on with constants.
    differences = [(e, o) for e, o in zip(expected, ours) if e != o]
    if not expected or len(ours) < len(expected):
        differences.append((f"{len(expected)} lines", f"{len(ours)} lines"))
    for want, got in differences:
        print(f"{file}: objdump {want}, vzlab {got}")
    return len(differences)


sys.exit(any([compare(file, plain) for file in sys.argv[1:] for plain in (False, True)]))
