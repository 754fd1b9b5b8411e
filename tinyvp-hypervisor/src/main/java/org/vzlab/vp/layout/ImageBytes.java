package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.Flags;

/**
 * Where the bytes of a guest's or a thread's image go. What belongs into flash is put there; what
 * belongs into RAM is kept as a copy in flash beside the guests', as RAM holds nothing at power-on.
 *
 * @param loads what is put into flash
 * @param data which of it is copied into RAM
 */
record ImageBytes(List<Load> loads, List<InitialData> data) {
  /**
   * The bytes of a domain's image at their physical places; checks that there is memory for all.
   *
   * @param own the domain's memory
   * @param flash where copies are placed
   */
  static ImageBytes of(Domain domain, GuestFile file, List<Grant> own, Extent.Window flash)
      throws ConfigException {
    ImageBytes bytes = new ImageBytes(new ArrayList<>(), new ArrayList<>());
    if (file.image() != null) {
      for (Segment segment : file.image().segments()) {
        bytes.add(segment, domain, file, own, flash);
      }
    }
    return bytes;
  }

  private void add(
      Segment segment, Domain domain, GuestFile file, List<Grant> own, Extent.Window flash)
      throws ConfigException {
    long address = GuestFile.address(segment);
    long size = Integer.toUnsignedLong(segment.memorySize());
    Grant home = Configurator.home(own, address, size);
    if (size != 0 && home == null) {
      throw new ConfigException(
          Check.IMAGES,
          domain.image().get().position(),
          file.name() + " with " + size + " bytes at " + Grant.hex(address),
          "all of them inside the memory of " + domain.title(),
          "enlarge its rom or ram line or link it elsewhere");
    }
    if (segment.data().length == 0) {
      return;
    }
    long place = home.physical() + address - home.base();
    if (place >= HypervisorMemory.RAM_END) {
      loads.add(new Load((int) place, segment.data(), domain.title()));
    } else {
      String owner = "initialised data of " + domain.title();
      int copy = (int) copyOf(segment, (int) place & 3, domain, owner, flash);
      loads.add(new Load(copy, segment.data(), owner));
      data.add(new InitialData(copy, (int) place, segment.data().length));
    }
  }

  /** Room in flash in whole words, in which the bytes are where they are in their words of RAM. */
  private static long copyOf(
      Segment segment, int inWord, Domain domain, String owner, Extent.Window flash)
      throws ConfigException {
    int size = (inWord + segment.data().length + 3) & -4;
    Extent room =
        new Extent(domain.image().get().position(), 0, size, new Flags("r"), Integer.BYTES);
    return flash.place(room, owner) + inWord;
  }

  /** Checks that data goes only into pages that nobody else has: a restart overwrites it. */
  static void requireOwnRam(
      List<Domain> domains, List<Partition> guests, List<RootThread> threads, Findings findings) {
    RamOwners owners = new RamOwners(guests, threads);
    for (Domain domain : domains) {
      for (InitialData data : dataOf(domain.id(), guests, threads)) {
        if (!owners.owns(domain.id(), data.ram(), data.size())) {
          findings.add(
              new ConfigException(
                  Check.IMAGES,
                  domain.image().get().position(),
                  "%d bytes of the image for physical %s"
                      .formatted(data.size(), Grant.hex(Integer.toUnsignedLong(data.ram()))),
                  "pages of RAM that " + domain.title() + " alone maps",
                  "a restart restores them: put them into its ram line, or link them with a load"
                      + " address in flash (AT>) and copy them at the start"));
        }
      }
    }
  }

  private static List<InitialData> dataOf(
      int id, List<Partition> guests, List<RootThread> threads) {
    List<InitialData> data = new ArrayList<>();
    guests.stream().filter(guest -> guest.id() == id).forEach(guest -> data.addAll(guest.data()));
    threads.stream()
        .filter(thread -> thread.id() == id)
        .forEach(thread -> data.addAll(thread.data()));
    return data;
  }
}
