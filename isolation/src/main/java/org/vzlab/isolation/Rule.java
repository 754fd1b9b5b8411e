package org.vzlab.isolation;

/** What isolation consists of; whatever finds a hole says which of these does not hold. */
public enum Rule {
  /** The processor, for a task, reaches what the task is granted, in the ways it is granted. */
  LEAST_PRIVILEGE("a task reaches what it is granted and nothing else"),

  /** What one task can write, no other reaches unless the configuration shares it. */
  DISJOINT("what one task can write, no other reaches unless it is shared"),

  /** A task's DMA stays in the task's zone and peripheral sets. */
  DMA("DMA reaches the zone and the devices of its guest and nothing else"),

  /** The hypervisor carries out and emulates what a task is granted. */
  EMULATION("the hypervisor accesses for a task what the task is granted and nothing else"),

  /** An interrupt reaches whom it belongs to. */
  INTERRUPT("an interrupt reaches the guests that have it and nobody else"),

  /** The processor's time is divided as the configuration divides it. */
  TIME("a task has the time that it is given, and nobody else has it");

  private final String meaning;

  Rule(String meaning) {
    this.meaning = meaning;
  }

  /** What holds if nothing is found. */
  public String meaning() {
    return meaning;
  }
}
