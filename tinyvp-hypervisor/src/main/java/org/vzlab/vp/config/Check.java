package org.vzlab.vp.config;

/** The sanity checks of a configuration, in the order in which they are listed. */
public enum Check {
  /** Every line is in the language. */
  SYNTAX("syntax", "every line is in the language"),
  /** Every key and every flag does something. */
  KEYS("keys", "every key and every flag has an effect"),
  /** The board's file. */
  BOARD("board", "the board has memory where its file places guests"),
  /** Ids are unique; a guest's is 1 to 7. */
  IDS("ids", "every block has an id of its own"),
  /** rom and ram lines that replace each other. */
  ROM_AND_RAM("rom-and-ram", "a guest has one rom line and one ram line"),
  /** Code is fetched through the TLB. */
  EXECUTABLE_PAGES("executable-pages", "what is executable has at least a page of 4 KB"),
  /** Emulated regions have an emulator that the hypervisor has. */
  EMULATORS("emulators", "what is emulated has an emulator"),
  /** The console that guests share. */
  CONSOLES("consoles", "all guests have the same console, one of the UARTs"),
  /** An interrupt has one owner. */
  INTERRUPTS("interrupts", "an interrupt belongs to one guest, or is shared"),
  /** Peripheral sets and guests with DMA. */
  DMA_SETS("dma-sets", "a peripheral set is open to the DMA of one guest"),
  /** Permission groups and guests with DMA devices. */
  DMA_GROUPS("dma-groups", "two permission groups are enough for the guests with DMA devices"),
  /** Registers of the DMA controller. */
  DMA_CHANNELS("dma-channels", "a guest has all registers of a DMA channel, or none"),
  /** DMA zones. */
  DMA_ZONES("dma-zones", "a guest with DMA has a zone at its own address in RAM for guests"),
  /** The guests' files. */
  IMAGES("images", "the guests' images can be read and lie in their memory"),
  /** Where guests start. */
  ENTRIES("entries", "a guest starts in its code"),
  /** The hypervisor's threads. */
  THREADS("threads", "a thread has code and memory that its mode reaches"),
  /** A major frame. */
  SCHEDULE("schedule", "the windows of the major frame follow one another inside it"),
  /** Budgets of time. */
  BUDGETS("budgets", "every budget of time can be had in its period"),
  /** Mailboxes. */
  MAILBOXES("mailboxes", "a mailbox has two guests, and interrupts and addresses of its own"),
  /** Supervisions. */
  SUPERVISIONS("supervisions", "a guest has one supervisor at most, and none is its own"),
  /** Containers. */
  CONTAINERS("containers", "a container's program can be read, and its devices are its own"),
  /** Flash for guests. */
  FLASH("flash", "the board has the flash that the guests need"),
  /** RAM for guests. */
  RAM("ram", "the board has the RAM that the guests need"),
  /** Places in pages. */
  ALIGNMENT("alignment", "an address and its physical one have the same place in their pages"),
  /** One meaning for each address of a guest. */
  GUEST_ADDRESSES("guest-addresses", "an address of a guest has one meaning"),
  /** Owners of physical addresses. */
  PHYSICAL_ADDRESSES(
      "physical-addresses", "a physical address belongs to one guest, or is shared, or only read"),
  /** The hypervisor's own memory. */
  HYPERVISOR("hypervisor-memory", "no guest can reach the hypervisor's own memory");

  private final String key;
  private final String meaning;

  Check(String key, String meaning) {
    this.key = key;
    this.meaning = meaning;
  }

  /** Its name. */
  public String key() {
    return key;
  }

  /** What holds if nothing is found. */
  public String meaning() {
    return meaning;
  }
}
