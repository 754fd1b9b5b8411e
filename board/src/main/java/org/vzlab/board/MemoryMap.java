package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.vzlab.board.ConfigurationMap.Area;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Inspection;

/** A board's memories by owner. */
final class MemoryMap {
  private record Claim(long from, long to, String owner, String what) {
    boolean covers(long address) {
      return from <= address && address < to;
    }
  }

  private final List<Claim> claims = new ArrayList<>();
  private final List<Claim> windows = new ArrayList<>();
  private final Bus bus;

  MemoryMap(Bus bus, BoardFile board, Inspection inspection) {
    this.bus = bus;
    windows.add(window(board.rom()));
    windows.add(window(board.ram()));
    hypervisor(board, "vzcode", "code and tables");
    hypervisor(board, "vzdata", "data and stack");
    for (Grant grant : inspection.grants()) {
      long end = grant.physical() + grant.size();
      claims.add(new Claim(grant.physical(), end, grant.owner(), grant.name()));
    }
    inspection
        .layout()
        .partitions()
        .forEach(guest -> guest.data().forEach(data -> copy(data, "guest " + guest.id())));
    inspection
        .layout()
        .threads()
        .forEach(thread -> thread.data().forEach(data -> copy(data, "thread " + thread.id())));
  }

  private void copy(InitialData data, String owner) {
    long from = Integer.toUnsignedLong(data.flash());
    claims.add(new Claim(from, from + data.size(), owner, "initialised data"));
  }

  private static Claim window(BoardFile.Span span) {
    return new Claim(
        Integer.toUnsignedLong(span.start()), Integer.toUnsignedLong(span.end()), "", "free");
  }

  /** From a key's address to the next window for guests, or to the end of the memory. */
  private void hypervisor(BoardFile board, String key, String what) {
    if (board.number(key).isEmpty()) {
      return;
    }
    int address = Image.physical(board.number(key).getAsInt());
    Region region = bus.at(address);
    if (region == null || region.memory() == null) {
      return;
    }
    long from = Integer.toUnsignedLong(address);
    long to = Integer.toUnsignedLong(region.base()) + region.size();
    for (Claim window : windows) {
      if (from < window.from) {
        to = Math.min(to, window.from);
      }
    }
    claims.add(new Claim(from, to, "hypervisor", what));
  }

  /** The memories of one kind in the order of their addresses. */
  List<Area> areas(boolean writable) {
    List<Area> areas = new ArrayList<>();
    for (Region region : bus.regions()) {
      if (region.memory() != null && region.memory().writable() == writable) {
        long base = Integer.toUnsignedLong(region.base());
        sweep(base, base + Integer.toUnsignedLong(region.size()), areas);
      }
    }
    areas.sort((a, b) -> Long.compare(a.base(), b.base()));
    return List.copyOf(areas);
  }

  private void sweep(long from, long to, List<Area> areas) {
    TreeSet<Long> edges = new TreeSet<>(List.of(from, to));
    for (List<Claim> list : List.of(claims, windows)) {
      for (Claim claim : list) {
        edges.add(Math.max(from, Math.min(to, claim.from)));
        edges.add(Math.max(from, Math.min(to, claim.to)));
      }
    }
    long start = from;
    for (long end : edges.tailSet(from, false)) {
      append(areas, area(start, end - start));
      start = end;
    }
  }

  private Area area(long base, long size) {
    List<Claim> here = claims.stream().filter(claim -> claim.covers(base)).toList();
    List<String> owners = here.stream().map(Claim::owner).distinct().toList();
    String what = here.stream().map(Claim::what).distinct().collect(Collectors.joining(", "));
    if (here.isEmpty()) {
      what = windows.stream().anyMatch(window -> window.covers(base)) ? "free" : "not for guests";
    }
    return new Area(base, size, owners, what);
  }

  private static void append(List<Area> areas, Area next) {
    int last = areas.size() - 1;
    if (last >= 0) {
      Area before = areas.get(last);
      boolean joins =
          before.base() + before.size() == next.base()
              && before.owners().equals(next.owners())
              && before.what().equals(next.what());
      if (joins && next.owners().isEmpty()) {
        areas.set(
            last, new Area(before.base(), before.size() + next.size(), next.owners(), next.what()));
        return;
      }
    }
    areas.add(next);
  }
}
