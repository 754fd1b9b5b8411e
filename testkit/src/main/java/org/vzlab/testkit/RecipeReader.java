package org.vzlab.testkit;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.mips.isa.AssemblyException;

/** What a test's annotations ask for. */
record RecipeReader(Class<?> test, Board board, List<Program> programs) {
  private static final String ASSEMBLY = ".s";
  private static final String OUTPUT = "vzlab.output";
  private static final String USUAL_OUTPUT = "target";

  /**
   * What a test asks for.
   *
   * @throws BadBoard if there is no {@link Board} on it, or two programs for one guest
   */
  static RecipeReader of(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    Method method = context.getRequiredTestMethod();
    Map<Integer, Program> programs = new TreeMap<>();
    Optional<Board> own = AnnotationSupport.findAnnotation(method, Board.class);
    Optional<Board> board = own;
    if (own.isEmpty()) {
      List<Class<?>> classes = new ArrayList<>(context.getEnclosingTestClasses());
      classes.add(test);
      for (Class<?> outer : classes) {
        Optional<Board> nearer = AnnotationSupport.findAnnotation(outer, Board.class);
        board = nearer.isPresent() ? nearer : board;
        programs.putAll(on(outer));
      }
    }
    programs.putAll(on(method));
    if (board.isEmpty()) {
      throw new BadBoard(
          String.format(
              "found no @Board on %s.%s or its class, expected one: write"
                  + " @Board(\"NAME.config\")",
              test.getSimpleName(), method.getName()));
    }
    return new RecipeReader(test, board.get(), List.copyOf(programs.values()));
  }

  private static Map<Integer, Program> on(AnnotatedElement element) {
    Map<Integer, Program> programs = new TreeMap<>();
    for (Program program : AnnotationSupport.findRepeatableAnnotations(element, Program.class)) {
      if (programs.put(program.guest(), program) != null) {
        throw new BadBoard(
            String.format(
                "found two @Program(guest = %d) on %s, expected one", program.guest(), element));
      }
    }
    return programs;
  }

  /** The folder for what tests write. */
  static Path output(ExtensionContext context) {
    return Path.of(context.getConfigurationParameter(OUTPUT).orElse(USUAL_OUTPUT));
  }

  /**
   * Reads everything.
   *
   * @param output the folder for what tests write
   * @throws BadBoard if something is wrong
   */
  Recipe read(Path output) {
    Map<Integer, Image> images = new HashMap<>();
    for (Program program : programs) {
      images.put(program.guest(), image(program));
    }
    Path target = target(images, output);
    Setup setup =
        new Setup(
            target.toString(),
            board.hardware(),
            Optional.empty(),
            List.of(),
            board.unmodelled(),
            false,
            board.timing());
    return Recipe.of(setup, time(board.boot(), "@Board(boot = "), images);
  }

  /**
   * A board time.
   *
   * @param where what has it, for the message
   */
  static BoardTime time(String text, String where) {
    try {
      return BoardTime.parse(text);
    } catch (UserError e) {
      throw new BadBoard(where + '"' + text + '"' + ": " + e.getMessage(), e);
    }
  }

  private Path target(Map<Integer, Image> images, Path output) {
    if (board.value().isEmpty() == board.text().isEmpty()) {
      throw new BadBoard(
          String.format(
              "found @Board on %s with %s, expected the name of a configuration or its text",
              test.getSimpleName(), board.value().isEmpty() ? "neither" : "both"));
    }
    if (!board.text().isEmpty()) {
      return moved(board.text(), Path.of(""), images, output);
    }
    Path file = Places.find(board.value(), test, "a configuration or an image");
    if (images.isEmpty()) {
      return file;
    }
    if (!Boards.isConfiguration(file.toString())) {
      throw new BadBoard(
          file + ": found an image with @Program, expected a configuration, which has guests");
    }
    try {
      return moved(
          Files.readString(file, StandardCharsets.ISO_8859_1), file.getParent(), images, output);
    } catch (IOException e) {
      throw new BadBoard(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** A configuration of which the board can be made. The programs' files need not be there. */
  private Path moved(String text, Path folder, Map<Integer, Image> images, Path output) {
    Map<Integer, Path> names = new HashMap<>();
    images.forEach((guest, image) -> names.put(guest, Path.of(image.name())));
    byte[] moved = ConfigText.moved(text, folder, names).getBytes(StandardCharsets.ISO_8859_1);
    String name = test.getSimpleName() + "-" + Fingerprint.of(moved).substring(0, 12) + ".config";
    Path file = output.toAbsolutePath().resolve("vzlab-boards").resolve(name);
    if (!Files.exists(file)) {
      Places.write(file, moved);
    }
    return file;
  }

  private Image image(Program program) {
    String where = "@Program(guest = " + program.guest() + ") of " + test.getSimpleName() + ": ";
    boolean made = program.source() != ProgramSource.class;
    int given =
        (program.file().isEmpty() ? 0 : 1)
            + (program.assembly().isEmpty() ? 0 : 1)
            + (made ? 1 : 0);
    if (given != 1) {
      throw new BadBoard(
          where + "found " + given + " programs, expected one of file, assembly and source");
    }
    try {
      if (!program.file().isEmpty()) {
        return file(Places.find(program.file(), test, "an ELF file or assembly"), program);
      }
      String name = "guest" + program.guest() + "-test.elf";
      ProgramSource source =
          made ? source(program, where) : Assembly.of(name, program.assembly()).in(program.isa());
      return source.program();
    } catch (AssemblyException | ImageException e) {
      throw new BadBoard(where + e.getMessage(), e);
    }
  }

  private static Image file(Path file, Program program) throws ImageException {
    if (!file.toString().endsWith(ASSEMBLY)) {
      return ImageFile.load(file);
    }
    try {
      return Assembly.read(file).in(program.isa()).program();
    } catch (AssemblyException e) {
      throw new BadBoard(file + ": " + e.getMessage(), e);
    }
  }

  private static ProgramSource source(Program program, String where) {
    try {
      return ReflectionSupport.newInstance(program.source());
    } catch (Exception e) {
      // The constructor's own, and what reflection says if there is none: they come as they are.
      throw new BadBoard(
          String.format(
              "%sfound %s, expected a class that is not abstract with a constructor without"
                  + " parameters: %s",
              where, program.source().getName(), e.getMessage()),
          e);
    }
  }
}
