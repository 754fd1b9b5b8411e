package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Rule;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.layout.Window;

/**
 * Windows are emulated by what the configuration says, and mailboxes and supervisions are those of
 * the configuration. What is reached through a window is held against the policy elsewhere ({@link
 * PrivilegeCheck}).
 */
final class EmulationCheck {
  private final Policy policy;
  private final List<Finding> findings = new ArrayList<>();

  private EmulationCheck(Policy policy) {
    this.policy = policy;
  }

  static List<Finding> of(Layout layout, Inspection granted, Policy policy) {
    EmulationCheck check = new EmulationCheck(policy);
    for (Partition guest : layout.partitions()) {
      guest.windows().forEach(window -> check.window(guest.id(), window));
    }
    for (Mailbox mailbox : layout.mailboxes()) {
      if (!granted.layout().mailboxes().contains(mailbox)) {
        check.add(
            mailbox.sender(),
            "mailbox "
                + mailbox.name()
                + " from guest "
                + mailbox.sender()
                + " to guest "
                + mailbox.receiver()
                + " is in the tables and not so in the configuration");
      }
    }
    for (Supervision supervision : layout.supervisions()) {
      if (!granted.layout().supervisions().contains(supervision)) {
        check.add(
            supervision.supervisor(),
            "the supervision of guest "
                + supervision.guest()
                + " by guest "
                + supervision.supervisor()
                + " is in the tables and not so in the configuration");
      }
    }
    return check.findings;
  }

  private void window(int guest, Window window) {
    List<Grant> here =
        policy.lines(guest).stream().filter(line -> isOverlapped(line, window)).toList();
    if (here.isEmpty() && window.isVirtual()) {
      add(guest, says(guest, window) + ", and no line grants it " + window.device());
    }
    for (Grant line : here) {
      if (!line.emulator().equals(window.emulator())) {
        add(
            guest,
            says(guest, window)
                + (window.emulator().isEmpty()
                    ? " is carried out on the real registers"
                    : " is emulated by " + window.emulator())
                + "; "
                + line.position()
                + " grants "
                + line.name()
                + (line.emulator().isEmpty()
                    ? " without an emulator"
                    : " emulated by " + line.emulator()));
      }
    }
  }

  private static boolean isOverlapped(Grant line, Window window) {
    long first = Integer.toUnsignedLong(window.base());
    long end = first + Integer.toUnsignedLong(window.size());
    return line.base() < end && first < line.end();
  }

  private String says(int guest, Window window) {
    long first = Integer.toUnsignedLong(window.base());
    return Words.task(guest, policy)
        + "'s window "
        + Words.range(first, first + Integer.toUnsignedLong(window.size()));
  }

  private void add(int task, String text) {
    findings.add(new Finding(Rule.EMULATION, task, text));
  }
}
