package org.vzlab.kit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  private static final String HEX = ":0100000001FE\n:00000001FF\n";

  @TempDir private Path folder;
  private Path raw;

  @BeforeEach
  void write() throws Exception {
    raw = Files.write(folder.resolve("boot.bin"), new byte[] {1, 2, 3});
  }

  @Test
  void rawBytesLieAtTheAddressAfterTheAtSign() throws Exception {
    Image image = ImageFile.loadSpec(raw + "@0x9D001000");

    assertThat(image.name()).isEqualTo(raw.toString());
    assertThat(image.entry()).isEmpty();
    assertThat(image.segments()).hasSize(1);
    assertThat(image.segments().get(0).address()).isEqualTo(0x9D001000);
    assertThat(image.segments().get(0).physicalAddress()).isEqualTo(0x1D001000);
    assertThat(image.segments().get(0).data()).containsExactly(1, 2, 3);
  }

  @Test
  void rawBytesWithoutAnAddressAreRefusedSayingWhatToType() {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.loadSpec(raw.toString()))
        .withMessage(
            "%1$s: raw bytes need an address; type %1$s@ADDRESS, such as @0x9D000000", raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0x", "0x1FFFFFFFF", "-1", "+1", "9D000000"})
  void somethingElseThanAnAddressIsRefused(String address) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.loadSpec(raw + "@" + address))
        .withMessageContaining("'" + address + "' is not an address; expected FILE@ADDRESS");
  }

  @Test
  void rawBytesThatReachBeyond4GigabytesAreRefused() {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.loadSpec(raw + "@0xFFFFFFFE"))
        .withMessageContaining("3 bytes from 0xFFFFFFFE do not fit below 4 GB");
  }

  @Test
  void aFileWithItsOwnAddressesIsRefusedAtAnother() throws Exception {
    Path hex = Files.writeString(folder.resolve("a.hex"), HEX);

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.loadSpec(hex + "@0"))
        .withMessage("%s: found Intel HEX, which has its own addresses; leave @ADDRESS out", hex);
  }

  @Test
  void anAtSignInAFilesNameIsNoAddress() throws Exception {
    Path hex = Files.writeString(folder.resolve("a@b.hex"), HEX);

    assertThat(ImageFile.loadSpec(hex.toString()).segments()).hasSize(1);
  }

  @Test
  void theContentsDecideWhenTheNameSaysNothing() throws Exception {
    Path hex = Files.writeString(folder.resolve("one"), HEX);
    Path srec = Files.writeString(folder.resolve("two.out"), "S104123401B4\nS9031234B6\n");
    Path elf = Files.write(folder.resolve("three.hex"), ElfBytes.valid().array());

    assertThat(ImageFile.load(hex).segments().get(0).address()).isZero();
    assertThat(ImageFile.load(srec).entry()).hasValue(0x1234);
    assertThat(ImageFile.load(elf).symbols()).hasSize(2);
  }

  @Test
  void aFileOfNoKnownKindIsRefusedWithItsFirstBytes() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "Sorry");

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.load(text))
        .withMessageStartingWith(text + ": found 53 6F 72 72 at the beginning; expected an ELF");
  }

  @Test
  void aMissingAnEmptyAndAnUnreadableFileAreToldApart() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.srec"));

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.load(folder.resolve("no.elf")))
        .withMessage("%s: there is no such file", folder.resolve("no.elf"));
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.load(empty))
        .withMessage("%s: the file is empty; expected an image", empty);
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageFile.load(folder))
        .withMessage("%s: is a directory", folder);
  }

  @ParameterizedTest
  @CsvSource({"0x80000000,-2147483648", "0Xff,255", "4096,4096", "4294967295,-1"})
  void addressesAreHexadecimalOrDecimal(String text, int address) {
    assertThat(Image.parseAddress(text)).hasValue(address);
  }

  @ParameterizedTest
  @CsvSource({
    "0x9FC00000,0x1FC00000",
    "0xBD000010,0x1D000010",
    "0x1D000010,0x1D000010",
    "0x00001000,0x00001000",
    "0xC0001000,0xC0001000"
  })
  void onlyKseg0AndKseg1AddressesAreMasked(String address, String physical) {
    assertThat(Image.physical(parse(address))).isEqualTo(parse(physical));
  }

  private static int parse(String address) {
    return Image.parseAddress(address).orElseThrow();
  }
}
