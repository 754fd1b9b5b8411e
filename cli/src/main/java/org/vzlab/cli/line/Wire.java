package org.vzlab.cli.line;

import java.util.Arrays;

/** How characters become bytes on a connection, and back. One for each client. */
interface Wire {
  /**
   * What bytes of a client mean.
   *
   * @param typed the characters among them
   * @param reply what the client is to be answered, mostly nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  record Incoming(byte[] typed, byte[] reply) {}

  /** Characters as they are. */
  Wire RAW =
      new Wire() {
        @Override
        public byte[] greeting() {
          return new byte[0];
        }

        @Override
        public byte[] outgoing(byte[] characters, int length) {
          return Arrays.copyOf(characters, length);
        }

        @Override
        public Incoming incoming(byte[] bytes, int length) {
          return new Incoming(Arrays.copyOf(bytes, length), new byte[0]);
        }
      };

  /** What a client is sent before anything else. */
  byte[] greeting();

  /** The bytes for characters from the board. */
  byte[] outgoing(byte[] characters, int length);

  /** What bytes from the client mean. */
  Incoming incoming(byte[] bytes, int length);
}
