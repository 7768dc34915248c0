package io.kdiag.collector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClusterWatchTest {
  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","newField":{"a":[1,{"b":null}]},
       "metadata":{"uid":"u1","name":"web-0","namespace":"shop","resourceVersion":"7",
        "labels":{"app":"web","secret":"x"},"annotations":{"big":"y"},
        "ownerReferences":[{"kind":"StatefulSet","name":"web","controller":true}]},
       "spec":{"initContainers":[{"name":"init","image":"i:1","resources":{"requests":{"cpu":"1"}}}],
        "containers":[{"name":"web","image":"web:1",
         "resources":{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"memory":"128Mi","x":"?"}}}]},
       "status":{"containerStatuses":[{"name":"web","image":"docker.io/web:1","restartCount":2,
        "lastState":{"terminated":{"reason":"OOMKilled","containerID":"containerd://4a5b"}}}]}}
      """;

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final ClusterWatch watch =
      new ClusterWatch(
          this::answer, "n1", List.of("app"), (message, fields) -> complaints.add(message));

  @Test
  void listsThePodsOfTheNodeAndTheNode() throws IOException {
    answers.add("{\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[" + POD + "]}");
    answers.add("{\"status\":{\"capacity\":{\"cpu\":\"2\",\"memory\":\"1Ki\"}}}");
    watch.list();
    PodFacts pod = watch.facts().pods().get("u1");
    assertThat(pod).isNotNull();
    assertThat(pod)
        .isEqualTo(
            new PodFacts(
                "u1",
                "u1",
                "shop",
                "web-0",
                Map.of("app", "web"),
                "StatefulSet",
                "web",
                Map.of(
                    "init",
                    new ContainerFacts(true, "i:1", Map.of("cpu", 1.0), Map.of(), 0, Set.of()),
                    "web",
                    new ContainerFacts(
                        false,
                        "docker.io/web:1",
                        Map.of("cpu", 0.1, "memory", 67_108_864.0),
                        Map.of("memory", 134_217_728.0),
                        2,
                        Set.of("4a5b")))));
    assertThat(watch.facts().node().capacity()).containsEntry("cpu", 2.0);
    assertThat(asked.getFirst())
        .isEqualTo("/api/v1/pods?fieldSelector=spec.nodeName%3Dn1&resourceVersion=0");
    assertThat(asked.getLast()).isEqualTo("/api/v1/nodes/n1");
  }

  @Test
  void followsWhatTheWatchTells() throws IOException {
    answers.add("{\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[]}");
    answers.add("{}");
    answers.add(
        "{\"type\":\"ADDED\",\"object\":"
            + POD
            + "}\n{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"12\"}}}\n");
    answers.add("{}");
    watch.round();
    assertThat(watch.facts().pods()).containsKey("u1");
    assertThat(asked.get(2)).contains("watch=true").endsWith("resourceVersion=9");

    answers.add("{\"type\":\"DELETED\",\"object\":" + POD + "}");
    answers.add("{}");
    watch.round();
    assertThat(asked.get(4)).endsWith("resourceVersion=12");
    assertThat(watch.facts().pods()).isEmpty();
  }

  @Test
  void listsAnewWhereTheWatchIsTooOld() throws IOException {
    answers.add("{\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[]}");
    answers.add("{}");
    answers.add("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}");
    watch.round();
    answers.add("{\"metadata\":{\"resourceVersion\":\"20\"},\"items\":[" + POD + "]}");
    answers.add("{}");
    answers.add("");
    answers.add("{}");
    watch.round();
    assertThat(asked).anyMatch(path -> path.endsWith("resourceVersion=20"));
    assertThat(watch.facts().pods()).containsKey("u1");
  }

  @Test
  void keepsWhatItKnowsWhereTheServerIsAway() throws IOException {
    answers.add("{\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[" + POD + "]}");
    answers.add("{}");
    watch.list();
    assertThatThrownBy(watch::round).isInstanceOf(IOException.class);
    assertThat(watch.facts().pods()).containsKey("u1");
  }

  @Test
  void knowsAStaticPodByTheHashInItsCgroup() throws IOException {
    answers.add(
        "{\"items\":[{\"metadata\":{\"uid\":\"u2\",\"annotations\":"
            + "{\"kubernetes.io/config.mirror\":\"abcd\"}}}]}");
    answers.add("{}");
    watch.list();
    assertThat(watch.facts().pods()).containsOnlyKeys("abcd");
  }

  @Test
  void readsQuantities() {
    assertThat(Quantity.parse("250m")).isEqualTo(0.25);
    assertThat(Quantity.parse("1.5")).isEqualTo(1.5);
    assertThat(Quantity.parse("128Mi")).isEqualTo(134_217_728);
    assertThat(Quantity.parse("1e3")).isEqualTo(1000);
    assertThat(Quantity.parse("2E")).isEqualTo(2e18);
    assertThat(Quantity.parse("100n")).isEqualTo(1e-7);
    for (String no : List.of("", "x", "1Zi", "Mi", "--1", "1e999999999", "9".repeat(50))) {
      assertThat(Quantity.parse(no)).as(no).isNull();
    }
  }

  private InputStream answer(String path) throws IOException {
    asked.add(path);
    String answer = answers.poll();
    if (answer == null) {
      throw new IOException("nobody answers");
    }
    return new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
  }
}
