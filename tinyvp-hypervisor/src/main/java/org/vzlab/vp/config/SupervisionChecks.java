package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Checks supervisions as far as no layout is needed, and chooses what their blocks leave open. */
final class SupervisionChecks {
  private final TreeSet<Integer> guests = new TreeSet<>();
  private final List<SupervisionBlock> blocks;
  private final GuestInterrupts interrupts;
  private final Findings findings;

  /** Blocks by the guest that is watched; the first one counts. */
  private final Map<Integer, SupervisionBlock> watched = new HashMap<>();

  /** Notes the interrupts that blocks name. */
  SupervisionChecks(
      List<SupervisionBlock> blocks,
      List<Domain> guests,
      GuestInterrupts interrupts,
      Findings findings) {
    this.blocks = blocks;
    this.interrupts = interrupts;
    this.findings = findings;
    guests.forEach(guest -> this.guests.add(guest.id()));
    for (SupervisionBlock block : blocks) {
      watched.putIfAbsent(block.guest(), block);
      block
          .interrupt()
          .ifPresent(
              given ->
                  findings.attempt(
                      () ->
                          interrupts.claim(
                              Check.SUPERVISIONS,
                              block.title(),
                              given.position(),
                              block.supervisor(),
                              given.number())));
    }
  }

  /** The supervisions without a mistake, complete. */
  List<SupervisionConfig> check() {
    List<SupervisionConfig> supervisions = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      int number = i;
      findings.attempt(() -> supervisions.add(supervision(blocks.get(number), number)));
    }
    return List.copyOf(supervisions);
  }

  private SupervisionConfig supervision(SupervisionBlock block, int number) throws ConfigException {
    guest(block, "guest", block.guest());
    guest(block, "supervisor", block.supervisor());
    SupervisionBlock first = watched.get(block.guest());
    if (!first.position().equals(block.position())) {
      throw mistake(
          block,
          "a second supervision of guest " + block.guest(),
          "one supervisor",
          "remove this block or the one at " + first.position());
    }
    circle(block);
    return new SupervisionConfig(
        block.position(),
        block.guest(),
        block.supervisor(),
        block.heartbeat().orElse(0),
        block.restarts(),
        block.interval(),
        interrupt(block),
        block.registers().orElse(SupervisionConfig.FIRST_BLOCK + number * SupervisionConfig.BLOCK));
  }

  private void guest(SupervisionBlock block, String key, int id) throws ConfigException {
    if (!guests.contains(id)) {
      throw mistake(
          block,
          "a supervision with " + key + " = " + Integer.toUnsignedString(id),
          "the id of a guest",
          "the guests' ids are " + guests);
    }
  }

  /** Whoever watches over the others must not be watched by them. */
  private void circle(SupervisionBlock block) throws ConfigException {
    List<Integer> chain = new ArrayList<>(List.of(block.guest()));
    SupervisionBlock next = block;
    while (next != null && chain.size() <= blocks.size()) {
      chain.add(next.supervisor());
      if (next.supervisor() == block.guest()) {
        throw mistake(
            block,
            "guest "
                + String.join(" supervised by guest ", chain.stream().map(id -> "" + id).toList()),
            "a supervisor that is not supervised by the guest, directly or by others",
            "remove one of these blocks");
      }
      next = watched.get(next.supervisor());
    }
  }

  private int interrupt(SupervisionBlock block) throws ConfigException {
    if (block.interrupt().isPresent()) {
      return block.interrupt().get().number();
    }
    OptionalInt next = interrupts.next(block.supervisor(), block.guest());
    if (next.isEmpty()) {
      throw mistake(
          block,
          "no interrupt left for guest " + block.supervisor() + " and " + block.title(),
          "one of the " + GuestInterrupts.choices() + " numbers without a source",
          "name one that the guest does not use: irq = NUMBER");
    }
    return next.getAsInt();
  }

  private static ConfigException mistake(
      SupervisionBlock block, String found, String expected, String hint) {
    return new ConfigException(Check.SUPERVISIONS, block.position(), found, expected, hint);
  }
}
