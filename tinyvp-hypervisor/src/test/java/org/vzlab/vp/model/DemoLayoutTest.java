package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.layout.Configurator;
import org.vzlab.vp.layout.Layout;

class DemoLayoutTest {
  @Test
  void theDemosConfigurationStarts() throws Exception {
    Layout layout =
        Configurator.configure(
            Configuration.read(Path.of("../configs/two-guests.config")),
            BoardFile.named("DigilentChipKitWiFire"),
            (file, address) -> ImageFile.load(file.path()));
    TinyVp vp = new TinyVp(layout, Platform.withConsole(4), VpListener.QUIET);
    vp.start(new FakeRootPort());
    vp.run();
    assertThat(vp.guests()).extracting(GuestView::name).containsExactly("guest1.elf", "guest2.elf");
    assertThat(vp.guests()).allMatch(guest -> guest.state() == GuestState.RUNNING);
  }
}
