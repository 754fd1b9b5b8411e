package org.vzlab.soc.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.vzlab.kit.reg.FieldSpec;
import org.vzlab.kit.reg.RegisterSpec;

/**
 * Where the device pack is wrong or silent, and why. The resource files stay as the pack has them.
 */
final class Corrections {
  private record Correction(Pattern names, UnaryOperator<RegisterSpec> change) {}

  private static final List<Correction> REGISTERS =
      List.of(
          // The pack gives 0x1FF after power-on and 0 after MCLR. All timers run after power-on in
          // software proven on silicon, so 0x1FF (all off) is a slip of the pack.
          correct("PMD4", spec -> reset(spec, 0)),
          // With T32=1 the even timer of a pair holds all 32 bits in one store (Microchip's
          // Harmony examples write 99999998 to PR2); the pack's access string shows 16.
          correct("(TMR|PR)[2468]", spec -> writable(spec, 0xFFFF_FFFF)),
          // SPITBE, SPIRBE and SRMT of an idle module read 1: Harmony's SPI driver loops while they
          // are 0, so the pack's reset value 0 cannot be what software sees.
          correct("SPI[1-6]STAT", spec -> reset(spec, 0xA8)),
          // The pack names PLL readiness SPDIVRDY (bit 1) only; its ATDF file and Linux's
          // drivers/clk/microchip have SPLLRDY in bit 7.
          correct("CLKSTAT", spec -> field(spec, new FieldSpec("SPLLRDY", 7, 1))),
          // The pack has names and addresses only; the rows differ from row 0 in nothing else.
          correct("EBICS[123]", spec -> shape(spec, 0, 0xFFFF_0000)),
          correct("EBIMSK[123]", spec -> shape(spec, 0x20, 0x7FF)));

  /**
   * Sources that Microchip's Harmony drivers acknowledge first and serve afterwards, which a level
   * would answer with a second interrupt: I2C master and slave, SQI, the ADC's digital comparators.
   */
  private static final Pattern EVENTS = Pattern.compile("I2C\\d_(MASTER|SLAVE)|SQI1|ADC_DC\\d");

  private Corrections() {}

  static RegisterSpec apply(RegisterSpec spec) {
    RegisterSpec corrected = spec;
    for (Correction correction : REGISTERS) {
      if (correction.names().matcher(spec.name()).matches()) {
        corrected = correction.change().apply(corrected);
      }
    }
    return corrected;
  }

  static InterruptSource apply(InterruptSource source) {
    return EVENTS.matcher(source.name()).matches() ? source.asEvent() : source;
  }

  private static Correction correct(String names, UnaryOperator<RegisterSpec> change) {
    return new Correction(Pattern.compile(names), change);
  }

  private static RegisterSpec reset(RegisterSpec s, int reset) {
    return shape(s, reset, s.writable());
  }

  private static RegisterSpec writable(RegisterSpec s, int writable) {
    return shape(s, s.reset(), writable);
  }

  private static RegisterSpec shape(RegisterSpec s, int reset, int writable) {
    return new RegisterSpec(s.name(), s.address(), reset, writable, s.shadows(), s.fields());
  }

  private static RegisterSpec field(RegisterSpec s, FieldSpec more) {
    List<FieldSpec> fields = new ArrayList<>(s.fields());
    fields.add(more);
    return new RegisterSpec(
        s.name(), s.address(), s.reset(), s.writable(), s.shadows(), List.copyOf(fields));
  }
}
