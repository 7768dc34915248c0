package io.kdiag.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may use whom: host, then the agents, then diagnose-cli; frameworks outermost only. */
class LayoutTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.kdiag");

  private static final Set<String> MODULES =
      Set.of(
          "host",
          "collector",
          "problem-detector",
          "log-shipper",
          "diagnose-cli",
          "dashboards",
          "deploy");

  private static final String NULLNESS = "org.jspecify..";

  @Test
  void hostUsesTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("io.kdiag.host..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.kdiag.host..", "java..", "javax..", NULLNESS)
        .check(CLASSES);
  }

  @Test
  void theDetectorUsesHostAndNoOtherAgent() {
    classes()
        .that()
        .resideInAPackage("io.kdiag.detector..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.kdiag.detector..",
            "io.kdiag.host..",
            "java..",
            "javax..",
            NULLNESS,
            "org.yaml.snakeyaml..",
            "com.google.re2j..",
            "com.fasterxml.jackson..",
            "com.sun.net.httpserver..",
            "io.kubernetes.client..",
            "io.micronaut..",
            "io.prometheus.client..")
        .check(CLASSES);
  }

  @Test
  void rulesSeeEvidenceOnly() {
    classes()
        .that()
        .resideInAPackage("io.kdiag.cli.rules..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.kdiag.cli.rules..",
            "io.kdiag.cli.engine..",
            "io.kdiag.cli.evidence..",
            "io.kdiag.host..",
            "io.kdiag.detector..",
            "java.lang..",
            "java.time..",
            "java.util..",
            NULLNESS)
        .check(CLASSES);
  }

  @Test
  void theEngineAndItsRulesKnowNeitherClockNorFilesNorNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage("io.kdiag.cli.engine..", "io.kdiag.cli.rules..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void picocliIsSeenInTheOutermostPackageOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.kdiag.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void noNameSaysNothing() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .check(CLASSES);
    noClasses().should().resideInAnyPackage("..common..", "..util..", "..core..").check(CLASSES);
  }

  @Test
  void theModulesAreTheHousesRooms() throws IOException {
    Path repository = Path.of(System.getProperty("kdiag.repository", ".."));
    Set<String> modules = new TreeSet<>();
    try (Stream<Path> folders = Files.list(repository)) {
      for (Path folder : folders.toList()) {
        if (Files.exists(folder.resolve("pom.xml")) || Files.isDirectory(folder.resolve("src"))) {
          modules.add(folder.getFileName().toString());
        }
      }
    }
    assertThat(MODULES).containsAll(modules);
    assertThat(modules).containsAll(List.of("host", "problem-detector", "diagnose-cli"));
  }
}
