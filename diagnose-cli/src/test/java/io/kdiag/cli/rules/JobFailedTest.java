package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class JobFailedTest {
  private final JobFailed rule = new JobFailed();

  private static TestCluster job(String name, String age, String condition, String reason) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: CronJob
            metadata: {namespace: shop, name: report}
            ---
            kind: Job
            metadata:
              namespace: shop
              name: %s
              creationTimestamp: %s
              ownerReferences: [{kind: CronJob, name: report, controller: true}]
            spec: {backoffLimit: 2, activeDeadlineSeconds: 60}
            status: {failed: 3}
            """
                .formatted(name, age))
        .condition("Job shop/" + name, condition, "True", reason, "Job has failed");
  }

  @Test
  void saysWhyItGaveUp() {
    assertThat(Found.only(rule, job("report-1", "-1h", "Failed", "BackoffLimitExceeded")).cause())
        .isEqualTo("it has failed: 3 pods failed, and after 2 retries it gives up");
    assertThat(Found.only(rule, job("report-1", "-1h", "Failed", "DeadlineExceeded")).cause())
        .isEqualTo("it has failed: it ran longer than the 60 s that activeDeadlineSeconds allows");
  }

  @Test
  void isHistoryOnceALaterOneSucceeded() {
    TestCluster later =
        job("report-1", "-2h", "Failed", "BackoffLimitExceeded")
            .yaml(
                """
                kind: Job
                metadata:
                  namespace: shop
                  name: report-2
                  creationTimestamp: -1h
                  ownerReferences: [{kind: CronJob, name: report, controller: true}]
                status: {succeeded: 1}
                """)
            .condition("Job shop/report-2", "Complete", "True", "", "");
    Found.silent(rule, later);
    assertThat(rule.history(later.build())).hasSize(1);
  }

  @Test
  void isSilentOfOneThatRunsOrIsDone() {
    Found.silent(rule, job("report-1", "-1h", "Complete", ""));
    Found.silent(rule, job("report-1", "-1h", "Suspended", ""));
    Found.silent(rule, TestCluster.healthy());
  }
}
