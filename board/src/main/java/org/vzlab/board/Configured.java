package org.vzlab.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.GuestImage;
import org.vzlab.vp.layout.Configurator;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;

/**
 * A configuration, allocated.
 *
 * @param inspection the hypervisor's tables, and what they are made of
 * @param console which UART is the console
 * @param images what has been read for it
 * @param containers the containers among the guests, by the guests' ids
 * @param warnings what is allowed but probably not meant
 */
record Configured(
    Inspection inspection,
    int console,
    Map<GuestImage, Image> images,
    Map<Integer, Containers.Running> containers,
    List<String> warnings) {
  /** Allocates a configuration on a board. */
  static Configured of(Board board, BoardFile boardFile, Configuration configuration)
      throws UserError {
    return of(board, boardFile, configuration, Map.of());
  }

  /**
   * The same with other images in some guests.
   *
   * @param others images by the ids of the guests
   */
  static Configured of(
      Board board, BoardFile boardFile, Configuration configuration, Map<Integer, Image> others)
      throws UserError {
    List<String> warnings = new ArrayList<>(configuration.warnings());
    try {
      Findings findings = new Findings();
      Containers containers = Boards.containers(configuration, board, findings);
      Configuration expanded = containers.configuration();
      ConsoleChoice console = ConsoleChoice.of(expanded, board, findings);
      Map<GuestImage, Image> images = new HashMap<>();
      Map<GuestImage, Image> replaced = replaced(expanded, others);
      Inspection made =
          Configurator.inspect(
              expanded,
              boardFile,
              (file, raw) -> {
                Image other = replaced.get(file);
                Image image = other == null ? containers.open(file, raw) : other;
                images.put(file, image);
                return image;
              },
              findings);
      Layout layout = console.connect(made.layout(), board, findings);
      findings.warnings().forEach(warning -> warnings.add(warning.toString()));
      findings.throwFirst();
      return new Configured(
          new Inspection(layout, made.grants(), made.groups()),
          console.uart(),
          images,
          containers.running(),
          List.copyOf(warnings));
    } catch (ConfigException e) {
      // What is only warned of is often the reason: a key that is misspelt is ignored.
      StringBuilder message = new StringBuilder(e.getMessage());
      warnings.forEach(warning -> message.append("\nwarning: ").append(warning));
      throw new UserError(message.toString());
    }
  }

  private static Map<GuestImage, Image> replaced(
      Configuration configuration, Map<Integer, Image> others) {
    Map<GuestImage, Image> replaced = new HashMap<>();
    for (Domain guest : configuration.guests()) {
      if (others.containsKey(guest.id())) {
        guest.image().ifPresent(own -> replaced.put(own, others.get(guest.id())));
      }
    }
    return replaced;
  }

  /** The hypervisor's tables. */
  Layout layout() {
    return inspection.layout();
  }
}
