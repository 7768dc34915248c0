package io.kdiag.dashboards.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.detector.Catalogue;
import io.kdiag.detector.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RulesTest {
  private static final List<Alert> ALERTS =
      Rules.all(Catalogue.load()).stream().flatMap(group -> group.alerts().stream()).toList();

  @Test
  void eachProblemOfTheCatalogueHasAnAlertOfItsSeverity() {
    for (Problem problem : Catalogue.load().problems()) {
      Alert alert = alert("Kdiag" + problem.code());
      assertThat(alert.severity().name()).isEqualTo(problem.severity().name());
      assertThat(alert.expr()).contains("reason=\"" + problem.code() + "\"");
    }
  }

  @Test
  void aConditionFiresWhileItHoldsAndAnEventForAWhile() {
    assertThat(alert("KdiagKubeletUnhealthy").expr())
        .isEqualTo(
            "max by (cluster, node, type, reason) (problem_gauge{job=~\"kdiag.*\","
                + "type=\"KubeletUnhealthy\",reason=\"KubeletUnhealthy\"}) == 1");
    assertThat(alert("KdiagOOMKilling").expr())
        .contains("increase(problem_counter{job=~\"kdiag.*\",reason=\"OOMKilling\"}[15m])");
  }

  @Test
  void namesAreUnique() {
    assertThat(ALERTS).extracting(Alert::name).doesNotHaveDuplicates();
  }

  @Test
  void eachAlertSaysWhatItIs() {
    for (Alert alert : ALERTS) {
      assertThat(alert.summary()).as(alert.name()).endsWith(".").doesNotContain("{{");
      assertThat(alert.description()).as(alert.name()).isNotEmpty();
      assertThat(alert.meaning()).as(alert.name()).isNotEmpty();
      assertThat(alert.example().series()).as(alert.name() + "'s test").isNotEmpty();
    }
  }

  @Test
  void noAlertComesAndGoesWithASingleSample() {
    for (Alert alert : ALERTS) {
      boolean window = alert.expr().matches("(?s).*\\[(15|30)m\\].*|.*offset 15m.*");
      assertThat(window || alert.lasting().plus(alert.kept()).isPositive())
          .as(alert.name())
          .isTrue();
    }
  }

  @Test
  void eachAlertHasItsRunbook() {
    Set<String> pages = RuleFiles.of(Catalogue.load()).keySet();
    assertThat(pages)
        .containsAll(
            ALERTS.stream()
                .map(alert -> "runbooks/" + alert.page() + ".md")
                .collect(Collectors.toSet()));
  }

  @Test
  void aRunbookStartsWithKdiag() {
    RuleFiles.of(Catalogue.load())
        .forEach(
            (path, text) -> {
              if (path.startsWith("runbooks/")) {
                assertThat(text).as(path).contains("Ask first:\n\n    kdiag node NODE\n");
              }
            });
  }

  @Test
  void aTitleLosesWhatOnlyARecordCanFillIn() {
    assertThat(CatalogueAlerts.constant("killed {process} (pid {pid}) at last[[, at {limit} KiB]]"))
        .isEqualTo("killed PROCESS at last");
    assertThat(CatalogueAlerts.constant("plain (ARP, NDP)")).isEqualTo("plain (ARP, NDP)");
  }

  private static Alert alert(String name) {
    return ALERTS.stream().filter(alert -> alert.name().equals(name)).findFirst().orElseThrow();
  }
}
