package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Devices by name, written in the language of the configuration. */
public final class DeviceLibrary {
  private static final String STANDARD = "device.lib";

  private final Map<String, DeviceConfig> devices;

  private DeviceLibrary(Map<String, DeviceConfig> devices) {
    this.devices = Collections.unmodifiableMap(devices);
  }

  /** The library of the PIC32MZ EF that comes with vzlab. */
  public static DeviceLibrary standard() throws ConfigException {
    return parse(Path.of(STANDARD), TextFile.resource(STANDARD));
  }

  /**
   * Parses the text of a library.
   *
   * @param file what messages call it
   */
  public static DeviceLibrary parse(Path file, String text) throws ConfigException {
    Findings findings = new Findings();
    Lines lines = new Lines(file, text, findings);
    Map<String, DeviceConfig> devices = new TreeMap<>();
    while (lines.hasNext()) {
      Lines.Line line = lines.next();
      if (!line.text().equals(".device")) {
        throw line.unexpected("a .device block", "a library holds nothing else");
      }
      DeviceConfig device = new DeviceParser(lines, line.position()).parse();
      if (device.name().equals(DeviceParser.UNNAMED)) {
        throw line.unexpected("a device with a name", "add \"name = NAME\" to the block");
      }
      if (devices.put(device.name(), device) != null) {
        throw line.unexpected(
            "each name once in the library", "rename one of the devices " + device.name());
      }
    }
    findings.throwFirst();
    return new DeviceLibrary(devices);
  }

  /** All devices by name. */
  public Map<String, DeviceConfig> devices() {
    return devices;
  }

  DeviceConfig find(Value value) throws ConfigException {
    DeviceConfig device = devices.get(value.text());
    if (device == null) {
      throw value.error(
          "device \"" + value.text() + "\"",
          "a device of the library",
          "use one of " + String.join(", ", devices.keySet()) + ", or describe it in .device");
    }
    return device.at(value.position());
  }
}
