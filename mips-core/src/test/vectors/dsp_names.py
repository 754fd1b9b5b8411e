"""The instructions of the DSP module, revisions 1 and 2, by the form of their operands."""
THREE = """
    addu.qb subu.qb addu_s.qb subu_s.qb addu.ph subu.ph addu_s.ph subu_s.ph addq.ph subq.ph addq_s.ph
    subq_s.ph addq_s.w subq_s.w addsc addwc modsub adduh.qb subuh.qb adduh_r.qb subuh_r.qb addqh.ph
    subqh.ph addqh_r.ph subqh_r.ph addqh.w subqh.w addqh_r.w subqh_r.w muleu_s.ph.qbl muleu_s.ph.qbr
    muleq_s.w.phl muleq_s.w.phr mulq_s.ph mulq_rs.ph mulq_s.w mulq_rs.w mul.ph mul_s.ph cmpgu.eq.qb
    cmpgu.lt.qb cmpgu.le.qb cmpgdu.eq.qb cmpgdu.lt.qb cmpgdu.le.qb pick.qb pick.ph precrq.qb.ph
    precr.qb.ph packrl.ph precrqu_s.qb.ph precrq.ph.w precrq_rs.ph.w shllv.qb shrlv.qb shrav.qb
    shrav_r.qb shllv.ph shllv_s.ph shrav.ph shrav_r.ph shrlv.ph shllv_s.w shrav_r.w
    """.split()
TWO = """
    absq_s.qb absq_s.ph absq_s.w preceq.w.phl preceq.w.phr precequ.ph.qbl precequ.ph.qbr
    precequ.ph.qbla precequ.ph.qbra preceu.ph.qbl preceu.ph.qbr preceu.ph.qbla preceu.ph.qbra bitrev
    replv.qb replv.ph raddu.w.qb insv
    """.split()
COMPARE = "cmpu.eq.qb cmpu.lt.qb cmpu.le.qb cmp.eq.ph cmp.lt.ph cmp.le.ph".split()
# With the greatest immediate.
IMMEDIATE = [
    ("shll.qb shrl.qb shra.qb shra_r.qb".split(), 7),
    ("shll.ph shll_s.ph shra.ph shra_r.ph shrl.ph".split(), 15),
    ("shll_s.w shra_r.w precr_sra.ph.w precr_sra_r.ph.w append prepend".split(), 31),
]
LOAD = ["lwx", "lhx", "lbux"]
DOT = """
    dpa.w.ph dps.w.ph mulsa.w.ph dpax.w.ph dpsx.w.ph dpau.h.qbl dpau.h.qbr dpsu.h.qbl dpsu.h.qbr
    dpaq_s.w.ph dpsq_s.w.ph dpaqx_s.w.ph dpsqx_s.w.ph dpaqx_sa.w.ph dpsqx_sa.w.ph mulsaq_s.w.ph
    dpaq_sa.l.w dpsq_sa.l.w maq_s.w.phl maq_s.w.phr maq_sa.w.phl maq_sa.w.phr
    """.split()
EXTRACT = "extr.w extr_r.w extr_rs.w extr_s.h extp extpdp".split()
EXTRACT_VARIABLE = "extrv.w extrv_r.w extrv_rs.w extrv_s.h extpv extpdpv".split()
MOVE = ["mfhi", "mflo", "mthi", "mtlo"]
MULTIPLY = ["mult", "multu", "madd", "maddu", "msub", "msubu"]
