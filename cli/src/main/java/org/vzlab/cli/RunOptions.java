package org.vzlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that makes a board and runs it. */
final class RunOptions {
  @Option(
      names = "--board",
      paramLabel = "NAME|FILE",
      defaultValue = Setup.OWN_BOARD,
      description =
          "The board: wifire, dm320007, emz64, or a board file in tinyVP's language, which may hold"
              + " constants of the timing model: timing.KEY = N; 'vzlab timing' lists them. By"
              + " default the board that the configuration names, or else wifire.")
  String board;

  @Option(
      names = "--start",
      paramLabel = "reset|ADDRESS",
      description = "Where execution starts. By default the image decides.")
  String start;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "A further image, e.g. a bootloader. Repeatable.")
  List<String> images = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TIME=TEXT",
      converter = TypedConverter.class,
      description =
          "Type on the console at this board time: ^E is Ctrl-E, \\r a return. Repeatable.")
  List<Typed> typed = new ArrayList<>();

  @Option(
      names = "--press",
      paramLabel = "NAME=TIME[+DURATION]",
      converter = PressedConverter.class,
      description =
          "Press a button of the board at this board time, for 100ms unless DURATION says"
              + " otherwise: BTN1=2s, BTN1=2s+500ms. The wifire has BTN1 and BTN2, the dm320007 SW1"
              + " to SW3, the emz64 BUT1 to BUT3. Repeatable.")
  List<Pressed> pressed = new ArrayList<>();

  @Option(
      names = "--unmodelled",
      paramLabel = "report|stop|quiet",
      defaultValue = "report",
      converter = UnmodelledConverter.class,
      description = "What to do when software touches what is not modelled. Default: report.")
  UnmodelledPolicy unmodelled;

  @Option(
      names = "--stale-caches",
      description =
          "Let the caches keep lines that differ from memory, as on the board, until they are"
              + " written back or invalidated. Without it they are coherent.")
  boolean staleCaches;

  @Option(
      names = "--timing",
      paramLabel = "functional|approximate",
      defaultValue = "approximate",
      converter = TimingConverter.class,
      description =
          "What instructions, exceptions, memories and buses take: a cycle an instruction and"
              + " nothing else, or what docs/models/timing.md says. Default: approximate.")
  TimingModel timing;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Write a journal of the run, for 'vzlab replay': what ran, and everything that was typed"
              + " and pressed, with its board time.")
  Path record;

  @Mixin final ObserveOptions observe = new ObserveOptions();

  /** What these options ask of a board. */
  Setup setup(String target) {
    return new Setup(
        target,
        board,
        Optional.ofNullable(start),
        List.copyOf(images),
        unmodelled,
        staleCaches,
        timing);
  }

  static final class TypedConverter implements ITypeConverter<Typed> {
    @Override
    public Typed convert(String text) {
      return Typed.parse(text);
    }
  }

  static final class PressedConverter implements ITypeConverter<Pressed> {
    @Override
    public Pressed convert(String text) {
      return Pressed.parse(text);
    }
  }

  static final class TimingConverter implements ITypeConverter<TimingModel> {
    @Override
    public TimingModel convert(String text) {
      return Choice.of(TimingModel.class, text);
    }
  }

  static final class UnmodelledConverter implements ITypeConverter<UnmodelledPolicy> {
    @Override
    public UnmodelledPolicy convert(String text) {
      return Choice.of(UnmodelledPolicy.class, text);
    }
  }
}
