package org.vzlab.mips.isa;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IASTORE;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.vzlab.mips.hart.Hart;

/**
 * Turns an {@link Operation} into a class of {@link Instruction}s: a field for each operand, and an
 * {@code execute} that takes the operands from where the method's parameters say, calls the method
 * and puts the result where {@link Op} says. HotSpot inlines the call, so that the method is both
 * the definition and the code that runs.
 */
final class Binder {
  /** Makes instructions of one operation. */
  @FunctionalInterface
  interface Factory {
    /** The instruction of a word that the operation matches. */
    Instruction make(int word);
  }

  private static final String INSTRUCTION = Type.getInternalName(Instruction.class);
  private static final String OPERATION = Type.getDescriptor(Operation.class);
  private static final String HART = Type.getInternalName(Hart.class);
  private static final String CLASS = INSTRUCTION + "$Bound";
  private static final String TARGET = "target";

  /** Bytes of a delay slot that may have any length, as long as nobody knows better. */
  private static final int LONGEST = 4;

  private static final int THIS = 0;
  private static final int HART_ARGUMENT = 1;
  private static final int PC_ARGUMENT = 2;
  private static final int GPR = 3;
  private static final int RESULT = 4;

  private final Operation operation;

  /** The instance fields of the class, and how each follows from the word. */
  private final Map<String, Extractor> fields = new LinkedHashMap<>();

  @FunctionalInterface
  private interface Extractor {
    int extract(int word);
  }

  private Binder(Operation operation) {
    this.operation = operation;
  }

  /**
   * Makes the class of an operation.
   *
   * @throws IllegalArgumentException if the method's signature does not fit its {@link Op}
   */
  static Factory bind(Operation operation) {
    return new Binder(operation).bind();
  }

  private Factory bind() {
    checkSignature();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(V17, ACC_FINAL | ACC_SUPER, CLASS, null, INSTRUCTION, null);
    execute(writer);
    constructor(writer);
    writer.visitEnd();
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
      return factory(
          lookup.findConstructor(
              lookup.lookupClass(),
              MethodType.methodType(void.class, Operation.class, int.class, int[].class)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot bind " + operation, e);
    }
  }

  private Factory factory(MethodHandle constructor) {
    List<Extractor> extractors = List.copyOf(fields.values());
    MethodHandle maker = constructor.asType(constructor.type().changeReturnType(Instruction.class));
    return word -> {
      int[] values = new int[extractors.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = extractors.get(i).extract(word);
      }
      try {
        return (Instruction) maker.invokeExact(operation, word, values);
      } catch (Throwable e) {
        throw new IllegalStateException("cannot make an instance of " + operation, e);
      }
    };
  }

  private void checkSignature() {
    Class<?> returns = operation.method().getReturnType();
    boolean writes = !operation.writes().isEmpty();
    boolean fits =
        switch (operation.flow()) {
          case NEXT -> returns == (writes ? int.class : void.class);
          case BRANCH, BRANCH_LIKELY, BRANCH_COMPACT -> returns == boolean.class && !writes;
          case JUMP, JUMP_COMPACT, RESUME -> returns == int.class && !writes;
        };
    if (!fits || !Modifier.isStatic(operation.method().getModifiers())) {
      throw new IllegalArgumentException(
          operation + " returns " + returns + ", which does not fit its @Op");
    }
  }

  private void execute(ClassWriter writer) {
    MethodVisitor code =
        writer.visitMethod(
            ACC_PUBLIC,
            "execute",
            Type.getMethodDescriptor(Type.INT_TYPE, Type.getType(Hart.class), Type.INT_TYPE),
            null,
            new String[] {"org/vzlab/mips/cp0/GuestTrap"});
    code.visitCode();
    code.visitVarInsn(ALOAD, HART_ARGUMENT);
    code.visitFieldInsn(GETFIELD, HART, "gpr", "[I");
    code.visitVarInsn(ASTORE, GPR);
    switch (operation.flow()) {
      case NEXT -> next(code);
      case BRANCH, BRANCH_LIKELY, BRANCH_COMPACT -> branch(code);
      case JUMP, JUMP_COMPACT, RESUME -> jump(code);
    }
    code.visitInsn(IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void next(MethodVisitor code) {
    boolean writes = !operation.writes().isEmpty();
    if (writes) {
      code.visitVarInsn(ALOAD, GPR);
      field(code, "to_" + operation.writes(), word -> destination(operation.writes(), word));
    }
    call(code);
    if (writes) {
      code.visitInsn(IASTORE);
    }
    advance(code, operation.length());
  }

  /** Pushes an address so many bytes behind the instruction's. */
  private static void advance(MethodVisitor code, int bytes) {
    code.visitVarInsn(ILOAD, PC_ARGUMENT);
    code.visitIntInsn(BIPUSH, bytes);
    code.visitInsn(IADD);
  }

  private void branch(MethodVisitor code) {
    call(code);
    code.visitVarInsn(ISTORE, RESULT);
    link(code);
    Label notTaken = new Label();
    code.visitVarInsn(ILOAD, RESULT);
    code.visitJumpInsn(IFEQ, notTaken);
    code.visitVarInsn(ILOAD, PC_ARGUMENT);
    field(code, TARGET, word -> operation.length() + operation.pattern().extract(word, "offset"));
    code.visitInsn(IADD);
    code.visitInsn(IRETURN);
    code.visitLabel(notTaken);
    if (operation.flow() == Flow.BRANCH_COMPACT) {
      advance(code, operation.length());
      return;
    }
    if (operation.flow() == Flow.BRANCH_LIKELY) {
      flag(code, "annulled");
    } else if (operation.slot() == 0) {
      flag(code, "notTaken");
    }
    advance(code, behindSlot());
  }

  private static void flag(MethodVisitor code, String name) {
    code.visitVarInsn(ALOAD, HART_ARGUMENT);
    code.visitInsn(ICONST_1);
    code.visitFieldInsn(PUTFIELD, HART, name, "Z");
  }

  private int behindSlot() {
    return operation.length() + (operation.slot() == 0 ? LONGEST : operation.slot());
  }

  private void jump(MethodVisitor code) {
    call(code);
    code.visitVarInsn(ISTORE, RESULT);
    link(code);
    code.visitVarInsn(ILOAD, RESULT);
  }

  private void link(MethodVisitor code) {
    String link = operation.link();
    if (!link.isEmpty()) {
      code.visitVarInsn(ALOAD, GPR);
      field(
          code,
          "link",
          word -> operation.pattern().has(link) ? destination(link, word) : Integer.parseInt(link));
      advance(code, behindSlot());
      code.visitInsn(IASTORE);
    }
  }

  private int destination(String register, int word) {
    int number = operation.pattern().extract(word, register);
    return number == 0 ? Hart.SINK : number;
  }

  private void call(MethodVisitor code) {
    for (Operation.Operand operand : operation.operands()) {
      String name = operand.name();
      switch (operand.source()) {
        case HART -> code.visitVarInsn(ALOAD, HART_ARGUMENT);
        case PC -> code.visitVarInsn(ILOAD, PC_ARGUMENT);
        case FIELD -> field(code, name, word -> operation.pattern().extract(word, name));
        case REGISTER -> {
          code.visitVarInsn(ALOAD, GPR);
          field(code, name, word -> operation.pattern().extract(word, name));
          code.visitInsn(IALOAD);
        }
      }
    }
    code.visitMethodInsn(
        INVOKESTATIC,
        Type.getInternalName(operation.method().getDeclaringClass()),
        operation.method().getName(),
        Type.getMethodDescriptor(operation.method()),
        false);
  }

  /** Pushes an instance field, which is declared at its first use. */
  private void field(MethodVisitor code, String name, Extractor extractor) {
    fields.putIfAbsent(name, extractor);
    code.visitVarInsn(ALOAD, THIS);
    code.visitFieldInsn(GETFIELD, CLASS, name, "I");
  }

  private void constructor(ClassWriter writer) {
    String arguments = "(" + OPERATION + "I[I)V";
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", arguments, null, null);
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, 1);
    code.visitVarInsn(ILOAD, 2);
    code.visitMethodInsn(INVOKESPECIAL, INSTRUCTION, "<init>", "(" + OPERATION + "I)V", false);
    int index = 0;
    for (String name : fields.keySet()) {
      writer.visitField(ACC_PRIVATE | ACC_FINAL, name, "I", null, null).visitEnd();
      code.visitVarInsn(ALOAD, 0);
      code.visitVarInsn(ALOAD, 3);
      code.visitIntInsn(BIPUSH, index++);
      code.visitInsn(IALOAD);
      code.visitFieldInsn(PUTFIELD, CLASS, name, "I");
    }
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
