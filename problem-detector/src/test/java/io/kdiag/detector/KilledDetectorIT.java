package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kdiag.detector.api.NodeCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a detector that is killed has told, and what one that follows it tells. {@code
 * -Dkdiag.kills=20} kills it as often (default 6).
 */
final class KilledDetectorIT {
  private static final int KILLS = Integer.getInteger("kdiag.kills", 6);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TestNode node;

  @TempDir Path root;

  @BeforeAll
  static void findTheNode() throws Exception {
    node = TestNode.find();
  }

  @AfterAll
  static void restore() throws Exception {
    if (node != null) {
      node.restore();
    }
  }

  @BeforeEach
  void tree() throws Exception {
    TestNode.run("dmesg --clear");
    TestNode.tree(root);
  }

  private Process start(String... rules) throws IOException {
    return DetectorProcess.start(root, TestNode.NAME, node.kubeconfig, List.of(rules));
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** What the state file says of the problem whose key has {@code word}. */
  private long counted(String word) throws IOException {
    Path file = root.resolve("var/lib/kdiag/problem-detector/state.json");
    if (!Files.exists(file)) {
      return 0;
    }
    for (JsonNode life : JSON.readTree(Files.readAllBytes(file)).path("lives")) {
      if (life.path("key").asText().contains(word)) {
        return life.path("count").asLong();
      }
    }
    return 0;
  }

  private void untilCounted(String word, long count) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (counted(word) < count && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(counted(word)).as(Files.readString(root.resolve("detector.log"))).isEqualTo(count);
  }

  /** Before, while and after it reads, tells and saves: the moment is another one each time. */
  @Test
  void countsNothingTwiceAndMissesNothingHoweverOftenItIsKilled() throws Exception {
    String device = "kdiagk" + ProcessHandle.current().pid();
    Random random = new Random(5);
    List<Long> delays = new ArrayList<>();
    long said = 0;
    for (int i = 0; i < KILLS; i++) {
      node.kernel("I/O error, dev " + device + ", sector " + ++said + " op 0x0:(READ)");
      Process process = start();
      long delay = 500L + random.nextInt(3000);
      delays.add(delay);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay / 2));
      node.kernel("I/O error, dev " + device + ", sector " + ++said + " op 0x0:(READ)");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay / 2));
      kill(process);
      node.kernel("I/O error, dev " + device + ", sector " + ++said + " op 0x0:(READ)");
    }
    Process last = start();
    try {
      untilCounted(device, said);
      long expected = said;
      JsonNode event =
          node.event(
              "default",
              one ->
                  one.path("message").asText().contains(device)
                      && one.path("count").asLong() == expected);
      assertThat(event.path("reason").asText()).isEqualTo("IOError");
      JsonNode all = node.cluster.ask("GET", "/api/v1/namespaces/default/events", null);
      int series = 0;
      for (JsonNode one : all.path("items")) {
        series += one.path("message").asText().contains(device) ? 1 : 0;
      }
      assertThat(series).as("events of the one device").isEqualTo(1);
    } finally {
      kill(last);
    }
    System.out.printf(
        "killed %d times, %s ms after its start: %d lines, each counted once%n",
        KILLS, delays, said);
  }

  private static List<String> others(TestNode node) throws IOException {
    List<String> others = new ArrayList<>();
    for (NodeCondition condition : node.api().conditions()) {
      if (List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "HandMade")
          .contains(condition.type())) {
        others.add(
            condition.type()
                + condition.status()
                + condition.reason()
                + condition.lastTransitionTime());
      }
    }
    return others;
  }

  /** A condition of a file of rules that is gone goes too; what others set stays as it is. */
  @Test
  void takesOffTheNodeWhatItsRulesNoLongerKnowAndTouchesNothingElse() throws Exception {
    Instant then = Instant.parse("2026-01-02T03:04:05Z");
    node.api()
        .patch(List.of(new NodeCondition("HandMade", "True", "ByHand", "by hand", then, then)));
    try {
      List<String> before = others(node);
      Path rules = root.resolve("own.json");
      Files.writeString(
          rules,
          """
          {"plugin":"kmsg","conditions":[{"type":"KdiagTest","reason":"Fine","message":"fine"}],
          "rules":[{"type":"permanent","condition":"KdiagTest","reason":"KdiagTested",
          "pattern":"kdiag says so.*"}]}\
          """);
      Process process = start(rules.toString());
      node.kernel("kdiag says so " + ProcessHandle.current().pid());
      assertThat(node.condition("KdiagTest", "True", 60).reason()).isEqualTo("KdiagTested");
      untilSaved("KdiagTested");
      kill(process);
      Process without = start();
      JsonNode after =
          node.cluster.until(
              60,
              answer -> TestNode.find(answer, "KdiagTest").isMissingNode(),
              "GET",
              "/api/v1/nodes/" + TestNode.NAME,
              null);
      kill(without);
      assertThat(TestNode.find(after, "KdiagTest").isMissingNode()).isTrue();
      assertThat(others(node)).isEqualTo(before);
    } finally {
      node.api().remove(List.of("HandMade", "KdiagTest"));
    }
  }

  private void untilSaved(String word) throws IOException {
    untilCounted(word, 1);
  }
}
