package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/sense-vm-assembly.md} and {@code docs/sense-vm.md} say what the code does. */
class AssemblyPageTest {
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  @Test
  void theExampleOfThePageAssemblesAndIsAccepted() throws Exception {
    String page = page("sense-vm-assembly.md");
    String example = page.split("```", -1)[1];

    Program program = SvmAssembler.assemble("example", example);

    assertThat(Verifier.verify(program).accepted()).isTrue();
    assertThat(StackMeter.measure(program, 1).first()).isEqualTo(1);
  }

  @Test
  void everyOperandAndDirectiveOfThePageIsUnderstood() throws Exception {
    String page = page("sense-vm-assembly.md");
    List<String> statements = new ArrayList<>();
    statements.addAll(firstColumn(section(page, "Operands")));
    statements.addAll(firstColumn(section(page, "Directives")));
    assertThat(statements).hasSize(24);
    for (String statement : statements) {
      String named = statement.contains("FIVE 5") ? "" : ".int FIVE 5\n";

      SvmAssembler.assemble("page", named + statement + "\nend:\none:\ntwo:\nother: STOP");
    }
    for (String value : firstColumn(section(page, "Values"))) {
      SvmAssembler.assemble("page", "LOADI " + value);
    }
  }

  @Test
  void thePageNamesAllFunctionsInTheOrderOfTheirNumbers() throws Exception {
    String page = page("sense-vm-assembly.md").replace('\n', ' ');
    String natives =
        Arrays.stream(NativeFunction.values())
            .map(function -> "`" + function.title() + "`")
            .collect(Collectors.joining(", "));
    String functions =
        Arrays.stream(RuntimeFunction.values())
            .map(function -> "`" + function.title() + "`")
            .collect(Collectors.joining(", "));

    assertThat(page).contains(natives).contains(functions);
  }

  @Test
  void nativeFunctionsHaveTheArgumentsOfTheMachinesPage() throws Exception {
    List<String[]> rows = rows(section(page("sense-vm.md"), "Native functions"));
    assertThat(rows).hasSameSizeAs(NativeFunction.values());
    for (NativeFunction function : NativeFunction.values()) {
      String[] row = rows.get(function.number());
      assertThat(row[1].strip()).isEqualTo(String.valueOf(function.number()));
      assertThat(row[3].split(",", -1)).as(function.title()).hasSize(function.arguments());
    }
  }

  private static String page(String name) throws Exception {
    return Files.readString(Path.of("../docs", name));
  }

  private static String section(String page, String title) {
    String from = page.substring(page.indexOf("## " + title + "\n") + 3);
    int end = from.indexOf("\n## ");
    return end < 0 ? from : from.substring(0, end);
  }

  private static List<String[]> rows(String section) {
    return section
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> line.split("\\|", -1))
        .toList();
  }

  private static List<String> firstColumn(String section) {
    List<String> codes = new ArrayList<>();
    for (String[] row : rows(section)) {
      Matcher code = CODE.matcher(row[1]);
      while (code.find()) {
        codes.add(code.group(1));
      }
    }
    return codes;
  }
}
