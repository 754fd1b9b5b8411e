"""The suites of random programs by name."""
import statements
from micromips import GROUPS, Micromips
from programs import BAD_INSTR, DSP, FPU, Suite

SUITES = {suite.name: suite for suite in [
    Suite("r5", "P5600", BAD_INSTR, [], statements.INTEGER),
    Suite("r2", "74Kf", 0, [], statements.INTEGER),
    Suite("dsp", "74Kf", DSP, ["-mdspr2"], statements.DSP),
    Suite("fpu", "P5600", FPU | BAD_INSTR, [], statements.FLOAT),
    Micromips("micromips", "M14Kc", 0, ["-mmicromips"], GROUPS),
]}
