package org.vzlab.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;

/** SHA-256 of what boards are made of. */
final class Fingerprint {
  private Fingerprint() {}

  /** That of an image: equal images have the same one. */
  static String of(Image image) {
    MessageDigest digest = digest();
    digest.update(
        (image.name() + image.entry() + image.compressed()).getBytes(StandardCharsets.UTF_8));
    for (Segment segment : image.segments()) {
      String place =
          String.format(
              "|%x %x %b %b %b|",
              segment.address(),
              segment.memorySize(),
              segment.readable(),
              segment.writable(),
              segment.executable());
      digest.update(place.getBytes(StandardCharsets.UTF_8));
      digest.update(segment.data());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** That of some bytes. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
