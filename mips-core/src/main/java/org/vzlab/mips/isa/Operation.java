package org.vzlab.mips.isa;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * One instruction of one instruction set: the method that defines it, one of its encodings, and the
 * binding between them.
 */
public final class Operation {
  /** Where a value that a method takes, or the place its result goes to, comes from. */
  enum Source {
    /** The value of the general register that a field names. */
    REGISTER,
    /** A field itself. */
    FIELD,
    /** The processor. */
    HART,
    /** The instruction's address. */
    PC
  }

  /**
   * An operand of the method.
   *
   * @param name the parameter's name, which is the field's
   */
  record Operand(String name, Source source) {}

  private static final int WORD = 4;
  private static final List<String> REGISTERS = List.of("rs", "rt", "rd", "base");

  private final Method method;
  private final Op op;
  private final Isa isa;
  private final String asm;
  private final BitPattern pattern;
  private final List<Operand> operands = new ArrayList<>();
  private final Binder.Factory factory;
  private final Demand demand;

  Operation(Method method, Encoding encoding) {
    this.method = method;
    this.op = method.getAnnotation(Op.class);
    this.isa = encoding.isa();
    this.asm = encoding.asm().isEmpty() ? op.asm() : encoding.asm();
    this.pattern = new BitPattern(toString(), encoding.value());
    for (Parameter parameter : method.getParameters()) {
      operands.add(new Operand(parameter.getName(), source(parameter.getName())));
    }
    if (!op.writes().isEmpty()) {
      requireField(op.writes());
    }
    factory = Binder.bind(this);
    demand = new Demand(this);
  }

  private Source source(String name) {
    if (name.equals("hart")) {
      return Source.HART;
    }
    if (name.equals("pc")) {
      return Source.PC;
    }
    requireField(name);
    return isRegister(name) ? Source.REGISTER : Source.FIELD;
  }

  /** Whether a field of this name holds the number of a general register. */
  static boolean isRegister(String name) {
    return REGISTERS.contains(name);
  }

  private void requireField(String name) {
    if (!pattern.has(name)) {
      throw new IllegalArgumentException(method + ": its encoding has no field " + name);
    }
  }

  /** Makes the instruction of a word that {@link #matches}. */
  Instruction decode(int word) {
    return factory.make(word);
  }

  /** What its instructions wait for and make late. */
  Demand demand() {
    return demand;
  }

  /** Whether a word is this instruction, if no more special one claims it. */
  boolean matches(int word) {
    return pattern.matches(word);
  }

  /** The bits of the encoding that every instruction of this operation has, as a mask. */
  public int fixedBits() {
    return pattern.mask();
  }

  /** What those bits are; all others are 0. */
  public int fixedValues() {
    return pattern.match();
  }

  /** The encoding. */
  BitPattern pattern() {
    return pattern;
  }

  /** The instruction set of the encoding. */
  public Isa isa() {
    return isa;
  }

  /** The assembly text of {@link Encoding#asm} or {@link Op#asm}. */
  public String asm() {
    return asm;
  }

  /** The mnemonic. */
  public String mnemonic() {
    int blank = asm.indexOf(' ');
    return blank < 0 ? asm : asm.substring(0, blank);
  }

  /** What it does to the flow of control. */
  public Flow flow() {
    return op.flow();
  }

  /** Bytes of the instruction, 2 or 4. */
  public int length() {
    return pattern.width() / 8;
  }

  /** Bytes of the instruction that must stand in the delay slot, or 0 if any may. */
  int slot() {
    if (isa == Isa.MIPS32) {
      return WORD;
    }
    return op.slot() == 0 && !op.link().isEmpty() ? WORD : op.slot();
  }

  /** The method that defines it. */
  Method method() {
    return method;
  }

  /** The field of the register that takes the result, or empty. */
  String writes() {
    return op.writes();
  }

  /** The register that takes the return address, as a field or a number, or empty. */
  String link() {
    return op.link();
  }

  /** The method's operands in the order of its parameters. */
  List<Operand> operands() {
    return operands;
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
