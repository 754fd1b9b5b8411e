package org.vzlab.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules, and those inside the core, as the README draws them. */
@AnalyzeClasses(packages = "org.vzlab", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_KIT_NEEDS_THE_JDK_ONLY =
      classes()
          .that()
          .resideInAPackage("org.vzlab.kit..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.vzlab.kit..", "java..");

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_CHIP_AND_NO_HYPERVISOR =
      noClasses()
          .that()
          .resideInAPackage("org.vzlab.mips..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.vzlab.soc..", "org.vzlab.vp..", "org.vzlab.board..");

  @ArchTest
  static final ArchRule THE_CHIP_KNOWS_NO_PROCESSOR =
      noClasses()
          .that()
          .resideInAPackage("org.vzlab.soc..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.vzlab.mips..", "org.vzlab.vp..", "org.vzlab.board..");

  @ArchTest
  static final ArchRule THE_HYPERVISOR_SEES_WHAT_ROOT_SOFTWARE_SEES =
      noClasses()
          .that()
          .resideInAPackage("org.vzlab.vp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.vzlab.soc..",
              "org.vzlab.board..",
              "org.vzlab.mips.engine..",
              "org.vzlab.mips.hart..",
              "org.vzlab.mips.isa..",
              "org.vzlab.mips.mmu..");

  @ArchTest
  static final ArchRule THE_STATE_OF_THE_PROCESSOR_KNOWS_NO_INSTRUCTION_AND_NO_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.vzlab.mips.cp0..", "org.vzlab.mips.mmu..", "org.vzlab.mips.hart..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.vzlab.mips.isa..", "org.vzlab.mips.engine..");

  @ArchTest
  static final ArchRule THE_TIMING_MODEL_KNOWS_NO_INSTRUCTION_AND_NO_PROCESSOR =
      classes()
          .that()
          .resideInAPackage("org.vzlab.mips.timing..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.vzlab.mips.timing..", "org.vzlab.kit..", "java..");

  @ArchTest
  static final ArchRule CP0_KNOWS_NOTHING_ABOVE_IT =
      noClasses()
          .that()
          .resideInAPackage("org.vzlab.mips.cp0..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.vzlab.mips.mmu..", "org.vzlab.mips.hart..", "org.vzlab.mips.port..");

  @ArchTest
  static final ArchRule TRANSLATION_KNOWS_REGISTERS_AND_NO_PROCESSOR =
      noClasses()
          .that()
          .resideInAPackage("org.vzlab.mips.mmu..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.vzlab.mips.hart..", "org.vzlab.mips.port..");

  @ArchTest
  static final ArchRule AN_INSTRUCTION_KNOWS_NO_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("org.vzlab.mips.isa..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.vzlab.mips.engine..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_HAS_THREADS_AND_A_WALL_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.vzlab.cli..", "org.vzlab.benchmarks..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.Thread|java\\.util\\.concurrent\\..*|java\\.util\\.Random|java\\.time\\..*")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule NOTHING_IS_MUTABLE_AND_STATIC =
      noFields().that().areStatic().should().notBeFinal();
}
