package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpr",
        "stored",
        "moved",
        "pair",
        "addend",
        "mask",
        "shift",
        "constant",
        "byte",
        "frame",
        "list16",
        "list"
      })
  void everyDefinedValueStandsForSomethingElse(String name) {
    FieldCode code = FieldCode.of(name);
    Set<Integer> meanings = new HashSet<>();
    for (int value = 0; value < code.size(); value++) {
      if (code.isDefined(value)) {
        assertThat(meanings.add(code.meaning(value))).as("%s %d", name, value).isTrue();
        assertThat(code.value(code.meaning(value))).isEqualTo(value);
      }
    }
    assertThat(meanings).isNotEmpty();
  }

  @Test
  void whatNoValueStandsForHasNone() {
    assertThat(FieldCode.of("gpr").value(8)).isEqualTo(-1);
    assertThat(FieldCode.of("addend").value(0)).isEqualTo(-1);
    assertThat(FieldCode.of("constant").value(127)).isEqualTo(-1);
    assertThat(FieldCode.of("frame").value(1)).isEqualTo(-1);
    assertThat(FieldCode.of("frame").value(-3)).isEqualTo(512 - 3);
    assertThat(FieldCode.of("frame").value(257)).isEqualTo(1);
    assertThat(FieldCode.of("frame").value(-258)).isEqualTo(512 - 2);
  }

  @Test
  void aListHoldsUpToNineSavedRegistersInOrderAndTheReturnAddress() {
    FieldCode list = FieldCode.of("list");
    assertThat(list.meaning(1)).isEqualTo(1 << 16);
    assertThat(list.meaning(9)).isEqualTo(0xFF << 16 | 1 << 30);
    assertThat(list.meaning(16)).isEqualTo(1 << 31);
    assertThat(list.meaning(16 + 9)).isEqualTo(0xFF << 16 | 3 << 30);
    for (int value = 0; value < list.size(); value++) {
      boolean empty = value == 0;
      assertThat(list.isDefined(value)).as("%d", value).isEqualTo(!empty && (value & 15) <= 9);
    }
    assertThat(list.value(1 << 17)).as("s1 without s0").isEqualTo(-1);
  }

  @Test
  void anUnknownCodeIsRefused() {
    assertThatThrownBy(() -> FieldCode.of("gprs")).hasMessage("there is no code \"gprs\"");
  }
}
