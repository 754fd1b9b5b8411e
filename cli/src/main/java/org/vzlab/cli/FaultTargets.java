package org.vzlab.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vzlab.isolation.fault.FaultTarget;
import org.vzlab.isolation.fault.FaultTarget.Owner;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --target} names: one target, or all of an owner's.
 *
 * @param some at least one
 */
record FaultTargets(List<FaultTarget> some) {
  private static FaultTargets parse(String text) {
    List<FaultTarget> found =
        Arrays.stream(FaultTarget.values())
            .filter(one -> one.word().equals(text) || Choice.word(one.owner()).equals(text))
            .toList();
    if (found.isEmpty()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not known; expected one of "
              + Stream.concat(Arrays.stream(Owner.values()).map(Choice::word), names())
                  .collect(Collectors.joining(", ")));
    }
    return new FaultTargets(found);
  }

  private static Stream<String> names() {
    return Arrays.stream(FaultTarget.values()).map(FaultTarget::word);
  }

  /** The names of targets, for help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  static final class Converter implements ITypeConverter<FaultTargets> {
    @Override
    public FaultTargets convert(String text) {
      return parse(text);
    }
  }
}
