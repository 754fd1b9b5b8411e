package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.fake.FakeBoard;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.vdev.ConsolePort;
import org.vzlab.vp.vdev.Mailboxes;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.SharedConsole;
import org.vzlab.vp.vdev.VirtualMachine;
import org.vzlab.vp.vdev.Watches;

/** The size of what the hypervisor keeps of a guest is that of the fields that hold it. */
class FootprintTest {
  private static int bytes(Object object) throws IllegalAccessException {
    int bytes = 0;
    for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          bytes += bytes(field.getType(), field.get(object));
        }
      }
    }
    return bytes;
  }

  private static int bytes(Class<?> type, Object value) {
    if (type.isArray()) {
      return Array.getLength(value) * bytes(type.getComponentType(), null);
    }
    return switch (type.getName()) {
      case "int" -> Integer.BYTES;
      case "long" -> Long.BYTES;
      case "byte", "boolean" -> Byte.BYTES;
      default -> 0;
    };
  }

  private static Object field(Object object, String name) throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  @Test
  void whatIsKeptOfAGuestIsWhatItsFieldsHold() throws ReflectiveOperationException {
    FakeRootPort port = new FakeRootPort();
    SharedConsole console =
        new SharedConsole(port, ConsolePort.uart(4), port::charge, (guest, sent) -> {}, false);
    Mailboxes none = new Mailboxes(List.of(), port, new RootClock(port), VpListener.QUIET::message);
    Watches nobody = new Watches(List.of(), port, new RootClock(port));
    VirtualMachine machine =
        new VirtualMachine(port, FakeBoard.guest(1, true), console, none, nobody);

    int bytes =
        bytes(new GuestContext(1))
            + bytes(machine.interrupts())
            + bytes(machine.timer())
            + bytes(field(machine, "uart"));

    assertThat(Footprint.GUEST_BYTES).isEqualTo(bytes);
  }
}
