package org.vzlab.mips.isa;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.hart.Traps;
import org.vzlab.mips.isa.MethodCode.Call;
import org.vzlab.mips.isa.MethodCode.Constant;
import org.vzlab.mips.isa.MethodCode.End;
import org.vzlab.mips.isa.MethodCode.Jump;
import org.vzlab.mips.isa.MethodCode.Name;
import org.vzlab.mips.isa.MethodCode.Step;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.Faults;
import org.vzlab.mips.mmu.TranslationListener;

/**
 * The exceptions that a method can raise, found in its compiled code: every {@link ExcCode} that
 * it, or a method of the core that it calls, takes other than to compare it. Calls are followed
 * with the constants of {@link Access} and {@link ExcCode} that they pass last, and a comparison
 * with such a constant goes one way only: a load raises nothing of a store's.
 */
final class RaisedExceptions {
  private static final String CORE = "org/vzlab/mips/";
  private static final String TRAPS = Type.getInternalName(Traps.class);
  private static final String FAULTS = Type.getInternalName(Faults.class);

  /** It only hears; its method declares no trap. */
  private static final String LISTENER = Type.getInternalName(TranslationListener.class);

  private static final String EXC_CODE = Type.getInternalName(ExcCode.class);
  private static final String GUEST_EXIT = Type.getInternalName(GuestExit.class);

  /** Enums whose constants are followed into methods that take them. */
  private static final List<String> FOLLOWED =
      List.of(Type.getInternalName(Access.class), EXC_CODE);

  /** Names of Cause.ExcCode values (MD00091) that are not those of the enum. */
  private static final Map<ExcCode, String> NAMES =
      Map.of(
          ExcCode.INT,
          "Int",
          ExcCode.MOD,
          "Mod",
          ExcCode.ADEL,
          "AdEL",
          ExcCode.ADES,
          "AdES",
          ExcCode.SYS,
          "Sys",
          ExcCode.BP,
          "Bp",
          ExcCode.CPU,
          "CpU",
          ExcCode.OV,
          "Ov",
          ExcCode.TR,
          "Tr",
          ExcCode.DSPDIS,
          "DSPDis");

  /** A method, and the constants that it is called with, by their enum. */
  private record Visit(Name method, Map<String, String> constants) {}

  private final Set<Visit> visits = new HashSet<>();
  private final Set<ExcCode> codes = EnumSet.noneOf(ExcCode.class);
  private final Set<GuestExit> exits = EnumSet.noneOf(GuestExit.class);
  private boolean debugBreakpoint;

  private RaisedExceptions() {}

  /**
   * The names of the exceptions, in the order of their numbers. Behind Guest Exit stand its
   * reasons; DBp is the debug exception of SDBBP.
   */
  static String of(Method method) {
    RaisedExceptions raised = new RaisedExceptions();
    raised.visit(
        new Name(
            Type.getInternalName(method.getDeclaringClass()),
            method.getName(),
            Type.getMethodDescriptor(method)),
        Map.of());
    String names = raised.codes.stream().map(raised::name).collect(Collectors.joining(", "));
    return raised.debugBreakpoint ? "DBp" + (names.isEmpty() ? "" : ", " + names) : names;
  }

  private String name(ExcCode code) {
    String name = NAMES.getOrDefault(code, code.name());
    return code == ExcCode.GE
        ? name + exits.stream().map(GuestExit::name).collect(Collectors.joining(", ", " (", ")"))
        : name;
  }

  private void visit(Name method, Map<String, String> constants) {
    if (!visits.add(new Visit(method, constants))) {
      return;
    }
    MethodCode code = MethodCode.of(method);
    if (code == null) {
      throw new IllegalStateException(method + " has no code: which class has it is not known");
    }
    BitSet seen = new BitSet();
    Deque<Integer> starts = new ArrayDeque<>();
    starts.add(0);
    code.handlers.forEach(handler -> starts.add(code.place(handler)));
    while (!starts.isEmpty()) {
      int i = starts.pop();
      while (i >= 0 && !seen.get(i)) {
        seen.set(i);
        i = step(code, i, constants, starts);
      }
    }
  }

  /**
   * Looks at a step.
   *
   * @return the next one, or -1 if there is none
   */
  private int step(MethodCode code, int i, Map<String, String> constants, Deque<Integer> starts) {
    Step step = code.steps.get(i);
    if (step instanceof End) {
      return -1;
    }
    if (step instanceof Constant constant) {
      take(constant, code.steps.get(i + 1));
    } else if (step instanceof Call call) {
      call(call.method(), i == 0 ? null : code.steps.get(i - 1), constants);
    } else if (step instanceof Jump jump) {
      return jump(code, i, jump, constants, starts);
    }
    return i + 1;
  }

  private void take(Constant constant, Step next) {
    boolean compared = next instanceof Jump jump && jump.comparesReferences();
    if (constant.type().equals(EXC_CODE) && !compared) {
      codes.add(ExcCode.valueOf(constant.name()));
    } else if (constant.type().equals(GUEST_EXIT)
        && next instanceof Call call
        && call.method().name().equals("raiseExit")) {
      exits.add(GuestExit.valueOf(constant.name()));
    }
  }

  private void call(Name callee, Step before, Map<String, String> constants) {
    if (callee.owner().equals(TRAPS) && callee.name().equals("raiseDebugBreakpoint")) {
      debugBreakpoint = true;
      return;
    }
    if (!callee.owner().startsWith(CORE)
        || callee.owner().equals(LISTENER)
        || isOfEveryEnum(callee)) {
      return;
    }
    String owner = callee.owner().equals(FAULTS) ? TRAPS : callee.owner();
    Map<String, String> passed = new HashMap<>();
    for (String type : FOLLOWED) {
      if (callee.descriptor().contains("L" + type + ";")) {
        String value =
            before instanceof Constant constant && constant.type().equals(type)
                ? constant.name()
                : constants.get(type);
        passed.put(type, value);
      }
    }
    visit(new Name(owner, callee.name(), callee.descriptor()), passed);
  }

  private static boolean isOfEveryEnum(Name method) {
    return method.name().equals("ordinal") || method.name().equals("name");
  }

  private static int jump(
      MethodCode code, int i, Jump jump, Map<String, String> constants, Deque<Integer> starts) {
    if (jump.comparesReferences()
        && code.steps.get(i - 1) instanceof Constant constant
        && constants.get(constant.type()) != null) {
      boolean equal = constant.name().equals(constants.get(constant.type()));
      boolean jumps = equal == (jump.opcode() == Opcodes.IF_ACMPEQ);
      return jumps ? code.place(jump.targets().get(0)) : i + 1;
    }
    jump.targets().forEach(target -> starts.add(code.place(target)));
    return jump.opcode() == Opcodes.GOTO ? -1 : i + 1;
  }
}
