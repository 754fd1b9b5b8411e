package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.Boards;

/** The tour of docs/sense-vm-programs.md: its commands are executed, and print what it shows. */
class SvmProgramsPageTest {
  private static final Path PAGE = Path.of("../docs/sense-vm-programs.md");
  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  @TempDir private Path folder;
  private int status;

  /** A terminal: what goes to standard output and what goes to standard error stand together. */
  private static final class Terminal implements Host {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final OutputStream out;

    Terminal(Optional<ByteArrayOutputStream> redirected) {
      out = redirected.isPresent() ? redirected.get() : shown;
    }

    String text() {
      return shown.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public PrintStream err() {
      return err;
    }

    @Override
    public Optional<Screen> openScreen() {
      return Optional.empty();
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void sleep(long nanos) {
      throw new AssertionError("nothing keeps pace with the board");
    }

    @Override
    public boolean interrupted() {
      return false;
    }

    @Override
    public Path home() {
      return Path.of("..");
    }
  }

  private String here(String word) {
    if (word.startsWith("firmware/") || word.startsWith("configs/")) {
      return "../" + word;
    }
    return word.matches("\\w+\\.\\w+") ? folder.resolve(word).toString() : word;
  }

  private String command(String line, String shown) throws IOException {
    if (line.equals("echo $?")) {
      return status + "\n";
    }
    if (line.startsWith("cat ")) {
      Path file = folder.resolve(line.substring(4));
      if (!Files.exists(file)) {
        Files.writeString(file, shown);
      }
      return Files.readString(file);
    }
    assertThat(line).startsWith("./vzlab ");
    String[] parts = line.substring("./vzlab ".length()).split(" > ", -1);
    Optional<ByteArrayOutputStream> redirected =
        parts.length == 1 ? Optional.empty() : Optional.of(new ByteArrayOutputStream());
    Terminal terminal = new Terminal(redirected);
    List<String> words = new ArrayList<>();
    for (String word : parts[0].split(" (?=(?:[^']*'[^']*')*[^']*$)", -1)) {
      words.add(here(word.replace("'", "")));
    }
    status = new Vzlab(terminal, Boards::open).execute(words.toArray(String[]::new));
    if (redirected.isPresent()) {
      Files.writeString(
          folder.resolve(parts[1]), tidy(redirected.get().toString(StandardCharsets.UTF_8)));
    }
    return tidy(terminal.text());
  }

  private String tidy(String text) {
    String tidy =
        text.replace(folder + "/", "")
            .replace("../firmware", "firmware")
            .replace("../configs", "configs");
    return tidy.isEmpty() || tidy.endsWith("\n") ? tidy : tidy + "\n";
  }

  /** Executes the commands of a block and puts what they print behind them. */
  private String block(String block) throws IOException {
    StringBuilder executed = new StringBuilder();
    for (String command : block.split("(?m)^(?=\\$ )", -1)) {
      if (!command.startsWith(PROMPT)) {
        executed.append(command);
        continue;
      }
      int end = command.indexOf('\n');
      executed
          .append(command, 0, end + 1)
          .append(command(command.substring(PROMPT.length(), end), command.substring(end + 1)));
    }
    return executed.toString();
  }

  /** -Dvzlab.write=true writes what they print into the page. */
  @Test
  void everyCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    String[] parts = page.split(FENCE, -1);
    for (int i = 1; i < parts.length; i += 2) {
      parts[i] = block(parts[i]);
    }
    String executed = Arrays.stream(parts).collect(Collectors.joining(FENCE));
    if (Boolean.getBoolean("vzlab.write")) {
      Files.writeString(PAGE, executed);
    }

    assertThat(Files.readString(PAGE))
        .as("docs/sense-vm-programs.md; to write it anew, run this test with -Dvzlab.write=true")
        .isEqualTo(executed);
  }

  @Test
  void everyCommandOfTheGroupIsOnThePage() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            Svm.line().getSubcommands().keySet().stream()
                .map(name -> "$ ./vzlab svm " + name)
                .toArray(String[]::new));
  }
}
