package org.vzlab.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.Bench;
import org.vzlab.board.UserError;
import org.vzlab.isolation.Benches;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Right;
import org.vzlab.isolation.TableRights;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.vp.config.Flags;
import org.vzlab.vp.config.SourcePosition;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Window;

/**
 * The arithmetic of ranges against counting, word by word, in small random layouts: what tables
 * give and lines do not, and what two guests must not both have.
 */
final class RandomLayoutTest {
  private static final int LAYOUTS = 10;
  private static final int GUESTS = 3;
  private static final int PAGES = 12;
  private static final int PAGE = 0x1000;
  private static final int WORD = 4;
  private static final int WORDS = PAGES * PAGE / WORD;

  /** What a task may do to a word, or does: one bit for each way and use. */
  private static final class Words4 {
    final int[] bits = new int[WORDS];

    void set(long address, Way way, Use use) {
      bits[(int) (address / WORD)] |= 1 << number(way, use);
    }

    boolean has(long address, Way way, Use use) {
      return (bits[(int) (address / WORD)] >>> number(way, use) & 1) != 0;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void rangesSayWhatCountingSays(long seed) throws UserError {
    SplittableRandom random = new SplittableRandom(seed);
    Bench bench = Benches.of("two-guests.config");
    int excess = 0;
    int overlaps = 0;
    for (int i = 0; i < LAYOUTS; i++) {
      List<Grant> grants = new ArrayList<>();
      List<Partition> partitions = new ArrayList<>();
      for (int guest = 1; guest <= GUESTS; guest++) {
        grants.addAll(grants(guest, random));
        partitions.add(partition(guest, random));
      }
      Layout layout = new Layout(partitions, List.of(), List.of(), List.of());
      Policy policy = Policy.of(new Inspection(layout, grants, List.of()));
      Places places = new Places(bench, policy);
      List<Reach> reaches = new ArrayList<>();
      for (Partition guest : partitions) {
        for (Right right : TableRights.of(guest.id(), guest.pages(), guest.windows())) {
          reaches.add(new Reach(right, ""));
        }
      }

      BitSet counted = new BitSet();
      Words4[] may = new Words4[GUESTS + 1];
      Words4[] can = new Words4[GUESTS + 1];
      for (Partition guest : partitions) {
        may[guest.id()] = allowed(guest.id(), grants);
        can[guest.id()] = possible(guest);
        excess(guest.id(), can[guest.id()], may[guest.id()], counted);
      }
      assertThat(computed(reaches, policy).equals(counted))
          .as("excess in layout %d of seed %d", i, seed)
          .isTrue();
      excess += counted.cardinality();

      BitSet both = both(can, grants);
      assertThat(computedOverlaps(reaches, policy, places).equals(both))
          .as("overlaps in layout %d of seed %d", i, seed)
          .isTrue();
      overlaps += both.cardinality();
    }
    assertThat(excess).isPositive();
    assertThat(overlaps).isPositive();
  }

  private static List<Grant> grants(int guest, SplittableRandom random) {
    List<Grant> grants = new ArrayList<>();
    long base = 0;
    long delta = 0;
    String letters = "rw";
    while (base < (PAGES - 2) * PAGE) {
      if (random.nextInt(3) == 0) {
        base += random.nextInt(3 * PAGE / WORD) * (long) WORD;
      }
      if (random.nextInt(3) == 0) {
        delta = random.nextInt(2) == 0 ? 0 : (random.nextInt(PAGES) - PAGES / 2) * (long) PAGE;
        letters = List.of("rw", "r", "rx", "rws", "rs", "ri", "rwe", "w").get(random.nextInt(8));
      }
      boolean whole = random.nextInt(2) == 0;
      long size = whole ? PAGE : (1 + random.nextInt(2 * PAGE / WORD)) * (long) WORD;
      long physical = base + delta;
      if (physical >= 0 && physical + size <= PAGES * PAGE) {
        grants.add(
            new Grant(
                new SourcePosition("random", grants.size() + 1),
                "guest " + guest,
                "ram",
                true,
                base,
                size,
                physical,
                new Flags(letters),
                ""));
      }
      base += size;
    }
    return grants;
  }

  private static Partition partition(int guest, SplittableRandom random) {
    List<Leaf> leaves = new ArrayList<>();
    for (int base = 0; base < PAGES * PAGE; base += 2 * PAGE) {
      boolean large = base % (8 * PAGE) == 0 && random.nextInt(3) == 0;
      if (random.nextInt(3) != 0 || large) {
        leaves.add(new Leaf(base, large ? 0x7FFF : 0, entry(random, large), entry(random, large)));
      }
      base += large ? 6 * PAGE : 0;
    }
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int size = (1 + random.nextInt(PAGE / WORD)) * WORD;
      int physical = random.nextInt((PAGES * PAGE - size) / WORD) * WORD;
      boolean ignores = random.nextInt(4) == 0;
      windows.add(
          new Window(
              0x1000_0000 + i * PAGE,
              size,
              physical,
              "device",
              "",
              random.nextBoolean(),
              random.nextBoolean(),
              ignores,
              false));
    }
    return new Partition(
        guest,
        "random",
        0,
        true,
        new PageTree(leaves),
        windows,
        new BitSet(),
        new BitSet(),
        List.of());
  }

  private static int entry(SplittableRandom random, boolean large) {
    int frame = large ? random.nextInt(PAGES / 4) * 4 : random.nextInt(PAGES);
    return frame << 6 | random.nextInt(4) << 30 | random.nextInt(4) << 1 | 1;
  }

  /** A page whose words all have grants with the same letters and place is mapped. */
  private static Words4 allowed(int guest, List<Grant> all) {
    List<Grant> grants =
        all.stream().filter(grant -> grant.owner().equals("guest " + guest)).toList();
    Words4 may = new Words4();
    for (long page = 0; page < 2 * PAGES * PAGE; page += PAGE) {
      Grant first = at(page, grants);
      boolean whole = first != null && (first.base() - first.physical()) % PAGE == 0;
      for (long word = page; whole && word < page + PAGE; word += WORD) {
        Grant grant = at(word, grants);
        whole =
            grant != null
                && !grant.flags().emulated()
                && unshared(grant).equals(unshared(first))
                && grant.base() - grant.physical() == first.base() - first.physical();
      }
      for (long word = page; word < page + PAGE; word += WORD) {
        Grant grant = at(word, grants);
        if (grant != null) {
          allow(may, grant, grant.physical() + word - grant.base(), whole);
        }
      }
    }
    return may;
  }

  /** Whether it is shared makes no difference for how it is mapped. */
  private static String unshared(Grant grant) {
    return grant.flags().letters().replace("s", "");
  }

  private static void allow(Words4 may, Grant grant, long address, boolean whole) {
    Flags flags = grant.flags();
    for (Way way : List.of(Way.MAPPED, Way.EMULATED)) {
      if (way == Way.MAPPED ? whole : !whole || flags.ignoresWrites()) {
        if (flags.readable()) {
          may.set(address, way, Use.READ);
        }
        if (flags.writable() && !flags.ignoresWrites()) {
          may.set(address, way, Use.WRITE);
        }
        if (flags.executable() && way == Way.MAPPED) {
          may.set(address, way, Use.EXECUTE);
        }
      }
    }
  }

  private static Grant at(long address, List<Grant> grants) {
    for (Grant grant : grants) {
      if (grant.base() <= address && address < grant.end()) {
        return grant;
      }
    }
    return null;
  }

  /** A walk through the tree for every page, and every word of every window. */
  private static Words4 possible(Partition guest) {
    Words4 can = new Words4();
    for (int page = 0; page < 2 * PAGES * PAGE; page += PAGE) {
      Leaf leaf = guest.pages().at(page);
      int entry = leaf == null ? 0 : leaf.entryLo(page);
      if ((entry & 2) != 0) {
        for (int word = 0; word < PAGE; word += WORD) {
          int address = leaf.physical(page) + word;
          if (entry >= 0) {
            can.set(address, Way.MAPPED, Use.READ);
          }
          if ((entry & 4) != 0) {
            can.set(address, Way.MAPPED, Use.WRITE);
          }
          if ((entry & 1 << 30) == 0) {
            can.set(address, Way.MAPPED, Use.EXECUTE);
          }
        }
      }
    }
    for (Window window : guest.windows()) {
      for (int word = 0; word < window.size(); word += WORD) {
        if (window.readable()) {
          can.set(window.physical() + word, Way.EMULATED, Use.READ);
        }
        if (window.writable() && !window.ignoreWrites()) {
          can.set(window.physical() + word, Way.EMULATED, Use.WRITE);
        }
      }
    }
    return can;
  }

  private static void excess(int guest, Words4 can, Words4 may, BitSet into) {
    for (long word = 0; word < PAGES * PAGE; word += WORD) {
      for (Way way : List.of(Way.MAPPED, Way.EMULATED)) {
        for (Use use : Use.values()) {
          if (can.has(word, way, use) && !may.has(word, way, use)) {
            into.set(index(guest, way, use, word));
          }
        }
      }
    }
  }

  private static int number(Way way, Use use) {
    return List.of(Way.values()).indexOf(way) * 3 + List.of(Use.values()).indexOf(use);
  }

  private static int index(int guest, Way way, Use use, long word) {
    return (guest * 9 + number(way, use)) * WORDS + (int) word / WORD;
  }

  /** Of an unordered pair of guests. */
  private static int index(int one, int other, long word) {
    return (Math.min(one, other) * 8 + Math.max(one, other)) * WORDS + (int) word / WORD;
  }

  private static BitSet computed(List<Reach> reaches, Policy policy) {
    BitSet computed = new BitSet();
    for (Reach reach : reaches) {
      for (Piece piece : PrivilegeCheck.excess(reach.right(), policy)) {
        for (Use use : piece.uses()) {
          for (long word = piece.first(); word < piece.end(); word += WORD) {
            computed.set(index(reach.task(), reach.right().way(), use, word));
          }
        }
      }
    }
    return computed;
  }

  /** Words that one guest can write and another reaches, without lines of both that share it. */
  private static BitSet both(Words4[] can, List<Grant> grants) {
    BitSet both = new BitSet();
    for (int one = 1; one <= GUESTS; one++) {
      for (int other = 1; other <= GUESTS; other++) {
        for (long word = 0; one != other && word < PAGES * PAGE; word += WORD) {
          boolean writes =
              can[one].has(word, Way.MAPPED, Use.WRITE)
                  || can[one].has(word, Way.EMULATED, Use.WRITE);
          if (writes && can[other].bits[(int) word / WORD] != 0) {
            if (!shared(one, other, word, grants)) {
              both.set(index(one, other, word));
            }
          }
        }
      }
    }
    return both;
  }

  private static boolean shared(int one, int other, long physical, List<Grant> grants) {
    List<Grant> here = grants.stream().filter(grant -> holds(grant, physical)).toList();
    return here.stream()
        .filter(grant -> grant.owner().equals("guest " + one))
        .anyMatch(
            grant ->
                here.stream()
                    .filter(another -> another.owner().equals("guest " + other))
                    .anyMatch(grant::sharesWith));
  }

  private static boolean holds(Grant grant, long physical) {
    return grant.physical() <= physical && physical < grant.physical() + grant.size();
  }

  private static BitSet computedOverlaps(List<Reach> reaches, Policy policy, Places places) {
    BitSet computed = new BitSet();
    for (int i = 0; i < reaches.size(); i++) {
      for (Reach other : reaches.subList(0, i)) {
        Reach one = reaches.get(i);
        for (Piece piece : DisjointCheck.overlap(one, other, policy, places)) {
          for (long word = piece.first(); word < piece.end(); word += WORD) {
            computed.set(index(one.task(), other.task(), word));
          }
        }
      }
    }
    return computed;
  }
}
