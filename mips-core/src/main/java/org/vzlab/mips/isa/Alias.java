package org.vzlab.mips.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vzlab.mips.isa.Alias.Statement;

/** Another way to write an instruction with certain operands, as GNU as and objdump know it. */
record Alias(Statement name, Statement meaning) {
  /** A mnemonic and its operands, split by {@link AsmText#split}. */
  record Statement(String mnemonic, List<String> operands) {
    static Statement of(String text) {
      String operands = AsmText.operandText(text);
      String mnemonic = text.substring(0, text.length() - operands.length()).trim();
      return new Statement(mnemonic, AsmText.split(operands));
    }

    @Override
    public String toString() {
      return operands.isEmpty() ? mnemonic : mnemonic + " " + String.join("", operands);
    }
  }

  /** Operands that stand for what is written in their place; all others stand for themselves. */
  private static final List<String> VARIABLES = List.of("rs", "rt", "rd", "simm", "imm", "target");

  /** Tried in this order, in both directions. */
  static final List<Alias> ALL =
      List.of(
          alias("nop", "sll zero, zero, 0x0"),
          alias("nop", "move zero, zero"),
          alias("ssnop", "sll zero, zero, 0x1"),
          alias("move rd, rs", "or rd, rs, zero"),
          alias("move rd, rs", "addu rd, rs, zero"),
          alias("li rt, simm", "addiu rt, zero, simm"),
          alias("li rt, imm", "ori rt, zero, imm"),
          alias("not rd, rs", "nor rd, rs, zero"),
          alias("neg rd, rt", "sub rd, zero, rt"),
          alias("negu rd, rt", "subu rd, zero, rt"),
          alias("b target", "beq zero, zero, target"),
          alias("beqz rs, target", "beq rs, zero, target"),
          alias("bnez rs, target", "bne rs, zero, target"),
          alias("beqzl rs, target", "beql rs, zero, target"),
          alias("bnezl rs, target", "bnel rs, zero, target"),
          alias("bal target", "bgezal zero, target"),
          alias("jalr rs", "jalr ra, rs"),
          alias("jalr.hb rs", "jalr.hb ra, rs"));

  private static Alias alias(String name, String meaning) {
    return new Alias(Statement.of(name), Statement.of(meaning));
  }

  /** The instruction that a statement means, if it is of this form. */
  Optional<Statement> expand(Statement statement) {
    return rewrite(statement, name, meaning);
  }

  /** The shorter form of an instruction, if this is it. */
  Optional<Statement> shorten(Statement statement) {
    return rewrite(statement, meaning, name);
  }

  private static Optional<Statement> rewrite(Statement statement, Statement from, Statement to) {
    if (!statement.mnemonic.equals(from.mnemonic)
        || statement.operands.size() != from.operands.size()) {
      return Optional.empty();
    }
    Map<String, String> bound = new HashMap<>();
    for (int i = 0; i < from.operands.size(); i++) {
      String token = from.operands.get(i);
      String operand = statement.operands.get(i);
      if (VARIABLES.contains(token)) {
        bound.put(token, operand);
      } else if (!token.equals(operand)) {
        return Optional.empty();
      }
    }
    List<String> operands = new ArrayList<>();
    for (String token : to.operands) {
      operands.add(bound.getOrDefault(token, token));
    }
    return Optional.of(new Statement(to.mnemonic, operands));
  }
}
