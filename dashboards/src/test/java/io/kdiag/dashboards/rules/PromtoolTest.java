package io.kdiag.dashboards.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.dashboards.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool on the files that are checked in. */
final class PromtoolTest {

  @Test
  void prometheusTakesTheRules() throws IOException, InterruptedException {
    Programs.Run run = Programs.promtool(command("check", "rules", rules()));
    assertThat(run.status()).as(run.said()).isZero();
  }

  @Test
  void eachAlertFiresAndDoesNotFireAndIsOver() throws IOException, InterruptedException {
    Programs.Run run = Programs.promtool(command("test", "rules", files("prometheus/tests")));
    assertThat(run.status()).as(run.said()).isZero();
  }

  @Test
  void theRecordingRulesGiveWhatTheMixinsGive() throws IOException, InterruptedException {
    String test = "src/test/resources/recorded.test.yaml";
    Programs.Run run = Programs.promtool("test", "rules", test);
    assertThat(run.status()).as(run.said()).isZero();
  }

  @Test
  void anAlertThatFiresTooEarlyIsSeen(@TempDir Path folder)
      throws IOException, InterruptedException {
    Alert alert =
        Alert.warning("KdiagTooEarly", "max by (node) (lag) > 5")
            .lasting(10)
            .test(Example.of().gauge("lag{node=\"n1\"}", "6", "7"));
    RuleGroup group = RuleGroup.alerting("early", List.of(alert));
    Files.writeString(folder.resolve("early.yaml"), RulesFile.of(group));
    Path test =
        Files.writeString(folder.resolve("early.test.yaml"), RuleTests.of(group, "early.yaml"));
    Programs.Run run = Programs.promtool("test", "rules", test.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said()).contains("KdiagTooEarly", "exp: nil");
  }

  @Test
  void alertmanagerTakesTheExample() throws IOException, InterruptedException {
    Programs.Run run = Programs.amtool("check-config", "prometheus/alertmanager.yml");
    assertThat(run.status()).as(run.said()).isZero();
    assertThat(run.said()).contains("3 inhibit rules");
  }

  private static List<String> rules() throws IOException {
    return Stream.of("prometheus/rules", "prometheus/kube-state-metrics")
        .flatMap(folder -> files(folder).stream())
        .toList();
  }

  private static List<String> files(String folder) {
    try (Stream<Path> found = Files.list(Programs.HOME.resolve(folder))) {
      return found.map(file -> folder + "/" + file.getFileName()).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String[] command(String verb, String what, List<String> files) {
    return Stream.concat(Stream.of(verb, what), files.stream()).toArray(String[]::new);
  }
}
