package io.kdiag.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.cli.cluster.NotHeldException;
import io.kdiag.cli.cluster.Query;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectsTest {
  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"name":"other"},"namespace":"%s","name":"%s",
       "creationTimestamp":"2026-01-02T03:04:05Z","ownerReferences":[{"kind":"ReplicaSet","name":"rs"}]},
       "spec":{"nodeName":"k8s-node-1","containers":[{"name":"app"}]},"status":{"phase":"Running"}}""";

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> names(FileObjects objects, Query query) throws IOException {
    List<String> names = new ArrayList<>();
    objects.read(query, object -> names.add(object.object()));
    return names;
  }

  private static FileObjects open(Path path) throws IOException {
    return FileObjects.open(path, _ -> {});
  }

  @Test
  void readsADumpDirectory() throws IOException {
    file(
        "nodes.json",
        "{\"kind\":\"NodeList\",\"items\":[{\"metadata\":{\"name\":\"k8s-node-1\"}}]}");
    file("shop/pods.json", "{\"kind\":\"PodList\",\"items\":[" + POD.formatted("shop", "a") + "]}");
    file("db/pods.json", "{\"kind\":\"PodList\",\"items\":null}");
    FileObjects objects = open(directory);
    assertThat(names(objects, Query.all(Kind.NODE, ""))).containsExactly("node/k8s-node-1");
    assertThat(names(objects, Query.all(Kind.POD, ""))).containsExactly("pod/shop/a");
    assertThat(names(objects, Query.one(Kind.POD, "shop", "a"))).containsExactly("pod/shop/a");
    assertThat(names(objects, Query.all(Kind.POD, "db"))).isEmpty();
    assertThat(objects.now()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @Test
  void readsTheFieldsThatTheRecordsWant() throws IOException {
    FileObjects objects = open(file("pod.json", POD.formatted("shop", "a")));
    List<KubeObject> pods = new ArrayList<>();
    objects.read(Query.all(Kind.POD, "shop"), pods::add);
    Pod pod = (Pod) pods.getFirst();
    assertThat(pod.node()).isEqualTo("k8s-node-1");
    assertThat(pod.containers()).hasSize(1);
  }

  @Test
  void readsAListOfSeveralKindsWhereverItsKindStands() throws IOException {
    String items =
        POD.formatted("shop", "a") + ",{\"kind\":\"Service\",\"metadata\":{\"name\":\"s\"}}";
    FileObjects mixed = open(file("all.json", "{\"items\":[" + items + "],\"kind\":\"List\"}"));
    assertThat(names(mixed, Query.all(Kind.SERVICE, ""))).containsExactly("service/s");
    FileObjects late =
        open(
            file(
                "late.json",
                "{\"items\":[{\"metadata\":{\"name\":\"n\"}}],\"kind\":\"NodeList\"}"));
    assertThat(names(late, Query.all(Kind.NODE, ""))).containsExactly("node/n");
  }

  @Test
  void readsSeveralDocumentsInOneFile() throws IOException {
    String two = POD.formatted("shop", "a") + "\n" + POD.formatted("shop", "b");
    assertThat(names(open(file("two.json", two)), Query.all(Kind.POD, "shop"))).hasSize(2);
  }

  @Test
  void saysThatAKindIsNotHeldRatherThanThatThereIsNone() throws IOException {
    FileObjects objects = open(file("pod.json", POD.formatted("shop", "a")));
    assertThatThrownBy(() -> names(objects, Query.all(Kind.SECRET, "shop")))
        .isInstanceOf(NotHeldException.class)
        .hasMessage("it holds no secrets");
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    String whole = "{\"kind\":\"PodList\",\"items\":[" + POD.formatted("shop", "a") + "]}";
    Path half = file("half.json", whole.substring(0, whole.length() / 2));
    assertThatThrownBy(() -> open(half)).hasMessageContaining("half.json is not whole: it ends");
    Path text = file("text.json", "apiVersion: v1\nkind: Pod\n");
    assertThatThrownBy(() -> open(text)).hasMessageContaining("text.json is no JSON as");
    Path other = file("other.json", "{\"name\":\"left-pad\",\"version\":\"1.0.0\"}");
    assertThatThrownBy(() -> open(other)).hasMessageContaining("holds no Kubernetes objects");
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> open(none)).hasMessageContaining("none does not exist");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThatThrownBy(() -> open(empty)).hasMessageContaining("empty holds no JSON files");
  }

  @Test
  void takesNoTimeThatIsStillToCome() throws IOException {
    String later =
        POD.replace(
            "\"name\":\"%s\"", "\"name\":\"%s\",\"deletionTimestamp\":\"2027-01-01T00:00:00Z\"");
    FileObjects objects = open(file("pod.json", later.formatted("shop", "a")));
    assertThat(objects.now()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @Test
  void readsTheLastLinesOfOneContainer() throws IOException {
    file("shop/pods.json", POD.formatted("shop", "a"));
    file(
        "shop/a/logs.txt",
        """
        ==== START logs for container side of pod shop/a ====
        not these
        ==== END logs for container side of pod shop/a ====
        ==== START logs for container app of pod shop/a ====
        one
        two
        three
        ==== END logs for container app of pod shop/a ====
        """);
    FileObjects objects = open(directory);
    List<KubeObject> pods = new ArrayList<>();
    objects.read(Query.one(Kind.POD, "shop", "a"), pods::add);
    var app = ((Pod) pods.getFirst()).containers().getFirst();
    assertThat(objects.log(new Query.Log(app, false, 2))).isEqualTo("two\nthree");
    assertThat(objects.log(new Query.Log(app, true, 2))).isEqualTo("two\nthree");
  }
}
