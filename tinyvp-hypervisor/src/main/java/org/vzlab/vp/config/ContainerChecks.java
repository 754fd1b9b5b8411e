package org.vzlab.vp.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vzlab.vp.config.ContainerConfig.Driver;
import org.vzlab.vp.config.ContainerConfig.Kind;

/** Checks containers as far as no board and no program is needed. */
final class ContainerChecks {
  /** A message that a channel carries is a word. */
  private static final int WORD = 4;

  /** A device that a container has. */
  private record Claim(Domain guest, SourcePosition position) {}

  private final Map<String, Claim> claims = new HashMap<>();
  private final List<MailboxConfig> mailboxes;
  private final List<SupervisionConfig> supervisions;
  private final Findings findings;

  private ContainerChecks(
      List<MailboxConfig> mailboxes, List<SupervisionConfig> supervisions, Findings findings) {
    this.mailboxes = mailboxes;
    this.supervisions = supervisions;
    this.findings = findings;
  }

  /** Checks the containers among some guests. */
  static void check(
      List<Domain> guests,
      List<MailboxConfig> mailboxes,
      List<SupervisionConfig> supervisions,
      Findings findings) {
    ContainerChecks checks = new ContainerChecks(mailboxes, supervisions, findings);
    for (Domain guest : guests) {
      guest.container().ifPresent(container -> checks.check(guest, container));
    }
  }

  private void check(Domain guest, ContainerConfig container) {
    container
        .watchdog()
        .ifPresent(position -> findings.attempt(() -> claim(guest, "watchdog", position)));
    for (Driver driver : container.drivers()) {
      findings.attempt(
          () -> {
            switch (driver.kind()) {
              case CONSOLE -> {}
              case MAILBOX -> mailbox(guest, driver);
              case SUPERVISOR -> supervisor(guest, driver);
              case LED, BUTTON, STREAM -> claim(guest, driver.text(), driver.position());
            }
          });
    }
    for (MailboxConfig mailbox : mailboxes) {
      boolean named =
          container.drivers().stream()
              .anyMatch(d -> d.kind() == Kind.MAILBOX && d.name().equals(mailbox.name()));
      if (isEnd(guest, mailbox) && !named) {
        findings.warn(
            Check.CONTAINERS,
            mailbox.position(),
            "%s is an end of mailbox %s and cannot use it; add \"driver = mailbox %s\" to its block"
                .formatted(guest.title(), mailbox.name(), mailbox.name()));
      }
    }
  }

  private void claim(Domain guest, String device, SourcePosition position) throws ConfigException {
    Claim first = claims.putIfAbsent(device, new Claim(guest, position));
    if (first != null) {
      throw mistake(
          position,
          "driver = " + device + " for " + guest.title(),
          "a device of its own, as " + first.guest.title() + " has it at " + first.position,
          "a device belongs to one container: remove one of the two lines");
    }
  }

  private void supervisor(Domain guest, Driver driver) throws ConfigException {
    for (SupervisionConfig supervision : supervisions) {
      if (String.valueOf(supervision.guest()).equals(driver.name())) {
        if (supervision.supervisor() == guest.id()) {
          return;
        }
        throw mistake(
            driver.position(),
            "driver = " + driver.text() + " for " + guest.title(),
            "a guest that it supervises",
            "guest "
                + supervision.supervisor()
                + " supervises this one: see "
                + supervision.position());
      }
    }
    throw mistake(
        driver.position(),
        "driver = " + driver.text(),
        "a guest that somebody supervises",
        "add a .supervision block with \"guest = %s\" and \"supervisor = %d\""
            .formatted(driver.name(), guest.id()));
  }

  private void mailbox(Domain guest, Driver driver) throws ConfigException {
    MailboxConfig mailbox = named(driver);
    if (!isEnd(guest, mailbox)) {
      throw mistake(
          driver.position(),
          "driver = " + driver.text() + " for " + guest.title(),
          "a mailbox that it is an end of",
          "this one goes from guest "
              + mailbox.from()
              + " to guest "
              + mailbox.to()
              + ": see "
              + mailbox.position());
    }
    if (mailbox.size() != WORD) {
      throw mistake(
          driver.position(),
          "mailbox " + mailbox.name() + " with messages of " + mailbox.size() + " bytes",
          "messages of 4 bytes",
          "a channel carries words: write \"size = 4\" at " + mailbox.position());
    }
  }

  private MailboxConfig named(Driver driver) throws ConfigException {
    Optional<MailboxConfig> found =
        mailboxes.stream().filter(mailbox -> mailbox.name().equals(driver.name())).findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    List<String> names = mailboxes.stream().map(MailboxConfig::name).toList();
    throw mistake(
        driver.position(),
        "driver = " + driver.text(),
        "a mailbox of the configuration",
        names.isEmpty()
            ? "add a .mailbox block with \"name = " + driver.name() + "\""
            : "did you mean " + Nearest.of(driver.name(), names) + "?");
  }

  private static boolean isEnd(Domain guest, MailboxConfig mailbox) {
    return mailbox.from() == guest.id() || mailbox.to() == guest.id();
  }

  private static ConfigException mistake(
      SourcePosition position, String found, String expected, String hint) {
    return new ConfigException(Check.CONTAINERS, position, found, expected, hint);
  }
}
