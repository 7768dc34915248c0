package io.kdiag.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.cli.scenarios.Suite.Options;
import io.kdiag.cli.scenarios.Suite.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All scenarios on the test cluster whose script {@code KDIAG_TESTCLUSTER} names. */
final class ScenariosIT {
  private static final @Nullable String CLUSTER = System.getenv("KDIAG_TESTCLUSTER");
  private static final double RIGHT = 0.95;

  @Test
  void findsTheCauseOfNearlyEveryFaultFirstAndNothingWhereNothingIsWrong() throws Exception {
    assumeTrue(CLUSTER != null, "left out: KDIAG_TESTCLUSTER names no test cluster script");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putIfAbsent("KUBECONFIG", "/var/lib/testcluster/admin.kubeconfig");
    environment.put("PATH", "/var/cache/testcluster/bin:" + System.getenv("PATH"));
    new Cluster(environment, Path.of("src/test/scenarios")).run(CLUSTER + " up", "");
    Results results =
        new Suite(
                new Options(
                    Path.of("src/test/scenarios"),
                    Set.of(),
                    Long.getLong("scenarios.seed", System.currentTimeMillis()),
                    8,
                    true,
                    true,
                    Path.of("target/scenarios")),
                environment)
            .run();
    String table = Table.of(results);
    System.out.println(table);
    Files.writeString(Path.of("target/scenarios/results.md"), table);
    List<Outcome> outcomes = results.outcomes();
    assertThat(outcomes.stream().filter(each -> each.rank() == 1).count())
        .as(table)
        .isGreaterThanOrEqualTo((long) Math.ceil(RIGHT * outcomes.size()));
    assertThat(outcomes)
        .allSatisfy(each -> assertThat(each.falseCritical()).as(each.line()).isEmpty());
    assertThat(outcomes).allSatisfy(each -> assertThat(each.healed()).as(each.line()).isTrue());
    assertThat(results.falseAlarms()).isEmpty();
  }
}
