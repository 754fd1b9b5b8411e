package org.vzlab.vp.model;

import java.util.List;
import java.util.stream.Stream;
import org.vzlab.kit.state.StateVisitor;

/**
 * All tasks of the hypervisor: the guests in the order of their ids, then the threads in that of
 * theirs.
 */
record Tasks(List<Task> all) {
  /** Stands for no task where one is named by its id. */
  static final int NOBODY = 0;

  static Tasks of(List<Guest> guests, List<HypervisorThread> threads) {
    return new Tasks(Stream.concat(guests.stream(), threads.stream()).toList());
  }

  /** The task with an id, or null. */
  Task of(int id) {
    for (Task task : all) {
      if (task.id() == id) {
        return task;
      }
    }
    return null;
  }

  /** Shows which task it is that a field holds, or null; the answer is what it must hold now. */
  Task visit(StateVisitor visitor, String name, Task task) {
    return of(visitor.int32(name, task == null ? NOBODY : task.id()));
  }
}
