package org.vzlab.mips.isa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a compiled method can do, as far as it matters for which exceptions it can raise. */
final class MethodCode {
  /** A method by the internal name of its class, its name and its descriptor. */
  record Name(String owner, String name, String descriptor) {}

  /** A step of the code. */
  sealed interface Step {}

  /** Takes a constant of an enum, or any other static field. */
  record Constant(String type, String name) implements Step {}

  /** Calls a method. */
  record Call(Name method) implements Step {}

  /** May go elsewhere, or must. */
  record Jump(int opcode, List<Label> targets) implements Step {
    /** Whether it compares two references. */
    boolean comparesReferences() {
      return opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE;
    }
  }

  /** Returns or throws. */
  record End() implements Step {}

  /** A place that something jumps to, or any other instruction. */
  record Other() implements Step {}

  private static final Map<String, Map<Name, MethodCode>> CLASSES = new HashMap<>();

  /** The steps in their order. */
  final List<Step> steps = new ArrayList<>();

  /** Where the handlers of Java exceptions begin. */
  final List<Label> handlers = new ArrayList<>();

  private final Map<Label, Integer> places = new HashMap<>();

  private MethodCode() {}

  /** The index of the step at a label. */
  int place(Label label) {
    return places.get(label);
  }

  /** The code of a method; null if it has none where it is declared. */
  static MethodCode of(Name method) {
    return CLASSES.computeIfAbsent(method.owner(), MethodCode::read).get(method);
  }

  private static Map<Name, MethodCode> read(String owner) {
    Map<Name, MethodCode> methods = new HashMap<>();
    try {
      new ClassReader(owner)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                  if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
                    return null;
                  }
                  MethodCode code = new MethodCode();
                  methods.put(new Name(owner, name, descriptor), code);
                  return code.new Reader();
                }
              },
              ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (IOException e) {
      throw new UncheckedIOException(owner, e);
    }
    return methods;
  }

  private final class Reader extends MethodVisitor {
    Reader() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      steps.add(opcode == Opcodes.GETSTATIC ? new Constant(owner, name) : new Other());
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      steps.add(new Call(new Name(owner, name, descriptor)));
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        if (argument instanceof Handle handle) {
          steps.add(new Call(new Name(handle.getOwner(), handle.getName(), handle.getDesc())));
        }
      }
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      steps.add(new Jump(opcode, List.of(target)));
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... targets) {
      choice(otherwise, targets);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
      choice(otherwise, targets);
    }

    private void choice(Label otherwise, Label[] targets) {
      List<Label> all = new ArrayList<>(List.of(targets));
      all.add(otherwise);
      steps.add(new Jump(Opcodes.GOTO, all));
    }

    @Override
    public void visitInsn(int opcode) {
      boolean ends =
          opcode == Opcodes.ATHROW || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
      steps.add(ends ? new End() : new Other());
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      steps.add(new Other());
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      steps.add(new Other());
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      steps.add(new Other());
    }

    @Override
    public void visitLdcInsn(Object value) {
      steps.add(new Other());
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
      steps.add(new Other());
    }

    @Override
    public void visitLabel(Label label) {
      places.put(label, steps.size());
      steps.add(new Other());
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      handlers.add(handler);
    }
  }
}
