package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FlamegraphTest {
  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("nothing has to be run");
            })
        .execute(words);
  }

  private Path write(String stacks) throws Exception {
    return Files.writeString(folder.resolve("a.prof"), stacks);
  }

  private String svg(String stacks) throws Exception {
    host.outBytes.reset();
    assertThat(vzlab("flamegraph", write(stacks).toString())).as(host.errText()).isZero();
    return host.outText();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document picture, String element) {
    NodeList nodes = picture.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void aFrameIsAsWideAsItsShareAndStandsOnWhatCalledIt() throws Exception {
    assertThat(svg("root;main;work 2\nroot;main 1\nguest 1;put_char 1\n"))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="1200" height="126" viewBox="0 0 1200 126">
            <style>
            text { font: 12px Verdana, 'DejaVu Sans', sans-serif; fill: #111; pointer-events: none }
            rect.frame { stroke: #fff; stroke-width: 0.5 }
            g:hover > rect.frame { stroke: #000; stroke-width: 1.5 }
            </style>
            <rect width="100%" height="100%" fill="#fbfbf8"/>
            <text x="600" y="24" text-anchor="middle" style="font-size: 17px">a.prof</text>
            <g><title>all (4 samples, 100.00%)</title><rect class="frame" x="10" y="99" width="1180" height="16" rx="2" fill="#d8d8d8"/><text x="13" y="111">all</text></g>
            <g><title>guest 1 (1 sample, 25.00%)</title><rect class="frame" x="10" y="82" width="295" height="16" rx="2" fill="hsl(210,70%,72%)"/><text x="13" y="94">guest 1</text></g>
            <g><title>root (3 samples, 75.00%)</title><rect class="frame" x="305" y="82" width="885" height="16" rx="2" fill="hsl(25,69%,64%)"/><text x="308" y="94">root</text></g>
            <g><title>put_char (1 sample, 25.00%)</title><rect class="frame" x="10" y="65" width="295" height="16" rx="2" fill="hsl(210,60%,70%)"/><text x="13" y="77">put_char</text></g>
            <g><title>main (3 samples, 75.00%)</title><rect class="frame" x="305" y="65" width="885" height="16" rx="2" fill="hsl(25,64%,74%)"/><text x="308" y="77">main</text></g>
            <g><title>work (2 samples, 50.00%)</title><rect class="frame" x="305" y="48" width="590" height="16" rx="2" fill="hsl(25,67%,70%)"/><text x="308" y="60">work</text></g>
            </svg>
            """);
  }

  @Test
  void theSameSamplesMakeTheSamePictureInAnyOrder() throws Exception {
    assertThat(svg("b;x 1\na 2\nb;y 3\n")).isEqualTo(svg("b;y 3\na 1\nb;x 1\na 1\n"));
  }

  @SuppressWarnings("StringConcatToTextBlock") // Spaces at both ends of lines, and CR LF.
  @Test
  void linesOfOtherToolsAreRead() throws Exception {
    String svg =
        svg(
            "# austin 3.1\r\n\r\n  java;void Foo.bar(int, long);[unknown] 12  \r\n"
                + "python3;a.py:f:12;b.py:g\t3\n#\nperf;;lost 0\n");

    assertThat(texts(parse(svg), "title"))
        .containsExactly(
            "all (15 samples, 100.00%)",
            "java (12 samples, 80.00%)",
            "python3 (3 samples, 20.00%)",
            "void Foo.bar(int, long) (12 samples, 80.00%)",
            "a.py:f:12 (3 samples, 20.00%)",
            "[unknown] (12 samples, 80.00%)",
            "b.py:g (3 samples, 20.00%)");
  }

  @Test
  void anyNameIsValidXml() throws Exception {
    String name = "operator<<&'\"]]> \u0001\uFFFF é \uD83D\uDD25";

    Document picture = parse(svg(name + ";<script>alert(1)</script> 1\n"));

    assertThat(texts(picture, "title"))
        .contains(
            "operator<<&'\"]]> \uFFFD\uFFFD é \uD83D\uDD25 (1 sample, 100.00%)",
            "<script>alert(1)</script> (1 sample, 100.00%)");
    assertThat(texts(picture, "script")).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreShownAsSuch() throws Exception {
    Path file = Files.write(folder.resolve("latin1"), new byte[] {'f', (byte) 0xFC, 'r', ' ', '1'});

    assertThat(vzlab("flamegraph", file.toString())).isZero();

    assertThat(texts(parse(host.outText()), "title")).contains("f\uFFFDr (1 sample, 100.00%)");
  }

  @Test
  void aNameIsCutToItsFrameAndLeftOutOfANarrowOne() throws Exception {
    Document picture =
        parse(svg("a_function_with_a_long_name 10\nother 290\ntiny 1\nnone 999999\n"));

    assertThat(texts(picture, "text")).containsExactly("a.prof", "all", "none");

    picture = parse(svg("a_function_with_a_long_name 10\nother 190\n"));
    assertThat(texts(picture, "text")).containsExactly("a.prof", "all", "a_fun..", "other");
  }

  @Test
  void aStackOfAnyDepthIsDrawn() throws Exception {
    String svg = svg("f;".repeat(20_000) + "f 1\n");

    assertThat(parse(svg).getElementsByTagName("rect").getLength()).isEqualTo(20_003);
  }

  @Test
  void thePictureGoesToAFileUnderItsTitle() throws Exception {
    Path picture = folder.resolve("out.svg");
    String profile = write("root;main 3\n").toString();

    assertThat(vzlab("flamegraph", profile, "-o", picture.toString(), "--title", "Idle & busy"))
        .isZero();
    assertThat(host.outText()).isEmpty();
    assertThat(texts(parse(Files.readString(picture)), "text")).startsWith("Idle & busy");

    assertThat(vzlab("flamegraph", profile, "-o", "-", "--title", "Idle & busy")).isZero();
    assertThat(host.outText()).isEqualTo(Files.readString(picture));
  }

  @Test
  void aReaderThatGoesAwayIsNoMistake() throws Exception {
    host.readerGone = true;

    assertThat(vzlab("flamegraph", write("a 1\n").toString())).isZero();
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aPictureThatCannotBeWrittenIsTold() throws Exception {
    String picture = folder.resolve("no/such.svg").toString();

    assertThat(vzlab("flamegraph", write("a 1\n").toString(), "-o", picture)).isEqualTo(2);

    assertThat(host.errText())
        .isEqualTo("vzlab: -o: cannot write " + picture + ": there is no such folder\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "root;main 1.5   | '1.5' in the place of COUNT",
        "root;main -3    | '-3' in the place of COUNT",
        "root;main       | 'root;main'",
        "two words       | 'words' in the place of COUNT",
        "42              | '42'",
        "a 9999999999999999999 | '9999999999999999999' in the place of COUNT",
        "a 9223372036854775807 | more samples than 64 bits can count",
      })
  void aLineOfAnotherFormIsToldWithItsPlace(String line, String found) throws Exception {
    Path file = write("root;main 1\n\n" + line + "\n");

    assertThat(vzlab("flamegraph", file.toString())).isEqualTo(2);

    assertThat(host.errText())
        .isEqualTo(
            "vzlab: "
                + file
                + ":3: found "
                + found
                + "; expected 'frame;frame COUNT', such as 'root;main 12'\n");
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void aLongLineIsToldInShort() throws Exception {
    assertThat(vzlab("flamegraph", write("x".repeat(100_000)).toString())).isEqualTo(2);

    assertThat(host.errText()).hasSizeLessThan(400).contains("xxx...'");
  }

  @Test
  void aFileWithoutSamplesIsNoPicture() throws Exception {
    for (String nothing : List.of("", "\n\n", "root;main 0\n")) {
      assertThat(vzlab("flamegraph", write(nothing).toString())).isEqualTo(2);
    }

    assertThat(host.errText().lines())
        .hasSize(3)
        .allMatch(line -> line.contains("a.prof: found no samples; expected 'frame;frame COUNT'"));
  }

  @Test
  void aFileThatCannotBeReadIsTold() {
    assertThat(vzlab("flamegraph", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(vzlab("flamegraph", folder.toString())).isEqualTo(2);

    assertThat(host.errText())
        .isEqualTo(
            "vzlab: %s: there is no such file; 'vzlab run --profile FILE' makes one\n"
                    .formatted(folder.resolve("none"))
                + "vzlab: %s: is a folder; expected a file of collapsed stacks\n"
                    .formatted(folder));
  }
}
