package org.vzlab.svm.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a program of text, as docs/sense-vm-assembly.md describes it. */
public final class SvmAssembler {
  private static final int HALF = 0xFFFF;
  private static final int BYTE = 0xFF;

  /** Two bytes of the code whose value is known when all of the text has been read. */
  private record Use(int offset, Token token) {}

  private final Words words;
  private final Pools pools = new Pools();
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Use> labelUses = new ArrayList<>();
  private final List<Use> integerUses = new ArrayList<>();
  private final List<Use> nativeUses = new ArrayList<>();
  private int version = ProgramWriter.VERSION;
  private boolean checksummed = true;

  private SvmAssembler(Words words) {
    this.words = words;
  }

  /**
   * The program of a text; {@link ProgramWriter#bytes} makes a file of it.
   *
   * @param file the name of the text, for messages
   * @throws AssemblyException if there is a mistake in it
   */
  public static Program assemble(String file, String text) throws AssemblyException {
    SvmAssembler assembler = new SvmAssembler(new Words(file, Lexer.tokens(file, text)));
    while (!assembler.words.atEnd()) {
      assembler.line();
    }
    return assembler.program();
  }

  private void line() throws AssemblyException {
    while (words.peek().kind() == Token.Kind.NAME && words.second().is(':')) {
      label(words.next());
      words.next();
    }
    if (words.atLineEnd()) {
      words.next();
      return;
    }
    Token word = words.next();
    if (word.kind() != Token.Kind.NAME) {
      throw words.wrong(word, "an instruction or a label", "type name: for a label");
    }
    if (word.text().startsWith(".")) {
      directive(word);
    } else {
      instruction(word);
    }
    if (!words.atLineEnd()) {
      throw words.wrong(words.peek(), "the end of the line", "type one statement in a line");
    }
    words.next();
  }

  private void label(Token name) throws AssemblyException {
    if (labels.putIfAbsent(name.text(), code.size()) != null) {
      throw words.wrong(name, "a label that is not there yet", "rename one of the two");
    }
  }

  private void directive(Token word) throws AssemblyException {
    switch (word.text()) {
      case ".version" -> version = (int) words.number("a version", 0, BYTE);
      case ".checksum" -> checksum();
      case ".int" -> integer();
      case ".string" -> pools.add(words.string());
      case ".native" -> nativeEntry();
      case ".byte" -> {
        code.write((int) words.number("a byte", 0, BYTE));
        while (words.skip(',')) {
          code.write((int) words.number("a byte", 0, BYTE));
        }
      }
      default ->
          throw words.wrong(
              word,
              ".version, .checksum, .int, .string, .native or .byte",
              "labels do not begin with a point");
    }
  }

  private void checksum() throws AssemblyException {
    Token word = words.next();
    if (!word.text().equals("on") && !word.text().equals("off")) {
      throw words.wrong(word, "on or off", "type .checksum off for a file without one");
    }
    checksummed = word.text().equals("on");
  }

  private void integer() throws AssemblyException {
    Token first = words.peek();
    boolean named = first.kind() == Token.Kind.NAME;
    if (named) {
      words.next();
    }
    pools.add(words.value(words.next()));
    if (named && !pools.name(first.text())) {
      throw words.wrong(first, "a name that is not there yet", "rename one of the two");
    }
  }

  private void nativeEntry() throws AssemblyException {
    if (words.peek().kind() == Token.Kind.NAME) {
      pools.add(NativeEntry.of(function(words.next())));
      return;
    }
    int function = (int) words.number("a native function", 0, HALF);
    int arguments = (int) words.number("the number of its arguments", 0, BYTE);
    int unused = words.atLineEnd() ? 0 : (int) words.number("the unused byte", 0, BYTE);
    pools.add(new NativeEntry(function, arguments, unused));
  }

  private NativeFunction function(Token name) throws AssemblyException {
    Optional<NativeFunction> function = NativeFunction.named(name.text());
    if (function.isEmpty()) {
      throw words.wrong(
          name, "a native function", "type its name, such as array_get, or # and its index");
    }
    return function.get();
  }

  private void instruction(Token word) throws AssemblyException {
    Opcode opcode = opcode(word);
    code.write(opcode.code());
    switch (opcode.operand()) {
      case NONE -> {}
      case COUNT -> code.write((int) words.number("a count", 0, BYTE));
      case BOOLEAN -> code.write((int) words.number("a byte", 0, BYTE));
      case CALL -> code.write(runtimeFunction());
      case TAG -> half((int) words.number("a tag", 0, HALF));
      case LABEL -> use(labelUses, "a label");
      case INTEGER -> indexOr(integerUses, "an integer");
      case NATIVE -> indexOr(nativeUses, "a native function");
      case CASES -> cases(word);
    }
  }

  private Opcode opcode(Token word) throws AssemblyException {
    String name = word.text().toUpperCase(Locale.ROOT);
    for (int i = 0; i < Opcode.count(); i++) {
      if (Opcode.of(i).name().equals(name)) {
        return Opcode.of(i);
      }
    }
    throw words.wrong(word, "an instruction", "type one such as PUSH, or name: for a label");
  }

  private int runtimeFunction() throws AssemblyException {
    if (words.peek().kind() != Token.Kind.NAME) {
      return (int) words.number("a function of the run-time system", 0, BYTE);
    }
    Token name = words.next();
    Optional<RuntimeFunction> function = RuntimeFunction.named(name.text());
    if (function.isEmpty()) {
      throw words.wrong(
          name,
          "a function of the run-time system",
          "type spawn, channel, send, receive, sync," + " choose, bind, wrap, time or a number");
    }
    return function.get().number();
  }

  /** An index that is written as such, or a word that means one. */
  private void indexOr(List<Use> uses, String what) throws AssemblyException {
    if (words.skip('#')) {
      half((int) words.number("an index", 0, HALF));
    } else {
      use(uses, what);
    }
  }

  private void cases(Token word) throws AssemblyException {
    int count = code.size();
    words.expect('{', "type " + word.text() + " { 1: label, *: other }");
    List<Integer> tags = new ArrayList<>();
    List<Token> targets = new ArrayList<>();
    words.skipLines();
    while (!words.skip('}')) {
      tags.add(words.skip('*') ? HALF : (int) words.number("a tag or *", 0, HALF));
      words.expect(':', "type tag: label");
      targets.add(words.operand("a label"));
      if (!words.skip(',') && !words.atLineEnd() && !words.peek().is('}')) {
        throw words.wrong(words.peek(), "a comma or }", "type tag: label, tag: label");
      }
      words.skipLines();
    }
    if (tags.size() > BYTE) {
      throw words.wrong(word, "at most 255 cases, not " + tags.size(), "divide them in two");
    }
    code.write(tags.size());
    for (int i = 0; i < tags.size(); i++) {
      half(tags.get(i));
      labelUses.add(new Use(count + 3 + 4 * i, targets.get(i)));
      half(0);
    }
  }

  private void use(List<Use> uses, String what) throws AssemblyException {
    uses.add(new Use(code.size(), words.operand(what)));
    half(0);
  }

  private void half(int value) {
    code.write(value >> 8);
    code.write(value);
  }

  private Program program() throws AssemblyException {
    byte[] bytes = code.toByteArray();
    for (Use use : integerUses) {
      put(bytes, use, integerIndex(use.token()));
    }
    for (Use use : nativeUses) {
      put(bytes, use, pools.index(NativeEntry.of(function(use.token()))));
    }
    if (pools.full()) {
      throw words.wrong(
          words.next(),
          "at most 65535 integers, bytes of strings and native functions",
          "take some out");
    }
    for (Use use : labelUses) {
      put(bytes, use, target(use.token()));
    }
    Program program = pools.program(version, bytes);
    return new Program(
        program.image(),
        version,
        program.integers(),
        program.strings(),
        program.natives(),
        program.codeStart(),
        checksummed);
  }

  private int integerIndex(Token token) throws AssemblyException {
    if (token.kind() != Token.Kind.NAME) {
      return pools.index(words.value(token));
    }
    int index = pools.index(token.text());
    if (index < 0) {
      throw words.wrong(
          token, "an integer", "define it with .int " + token.text() + " 42, or type its value");
    }
    return index;
  }

  private int target(Token token) throws AssemblyException {
    if (token.kind() == Token.Kind.NUMBER && token.value() >= 0 && token.value() <= HALF) {
      return (int) token.value();
    }
    if (token.kind() != Token.Kind.NAME) {
      throw words.wrong(token, "a label or an offset of 0 to 65535", "type a label's name");
    }
    Integer offset = labels.get(token.text());
    if (offset == null) {
      throw words.wrong(token, "a label", "write " + token.text() + ": before its instruction");
    }
    int label = pools.header() + offset;
    if (label > HALF) {
      throw words.wrong(
          token, "a label of at most 65535, not " + label, "make the program shorter");
    }
    return label;
  }

  private static void put(byte[] bytes, Use use, int value) {
    bytes[use.offset()] = (byte) (value >> 8);
    bytes[use.offset() + 1] = (byte) value;
  }
}
