package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

class CronJobNotRunningTest {
  private final CronJobNotRunning rule = new CronJobNotRunning();

  private static TestCluster cron(boolean suspended) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: CronJob
            metadata: {namespace: shop, name: report}
            spec: {schedule: "0 3 * * *", suspend: %b}
            """
                .formatted(suspended));
  }

  @Test
  void tellsOfOneThatIsSuspended() {
    Finding finding = Found.only(rule, cron(true));
    assertThat(finding.latent()).isTrue();
    assertThat(finding.cause()).isEqualTo("it is suspended: nothing runs at 0 3 * * *");
  }

  @Test
  void quotesWhyItIsNotStarted() {
    assertThat(
            Found.only(
                    rule,
                    cron(false)
                        .warning(
                            "CronJob shop/report",
                            "FailedNeedsStart",
                            "too many missed start times"))
                .cause())
        .isEqualTo("it is not started: too many missed start times");
  }

  @Test
  void isSilentWhereItRuns() {
    Found.silent(rule, cron(false));
    Found.silent(
        rule,
        cron(false)
            .change("CronJob shop/report", "status.lastScheduleTime", "-1s")
            .warning("CronJob shop/report", "FailedNeedsStart", "too many missed start times"));
    Found.silent(rule, TestCluster.healthy());
  }
}
