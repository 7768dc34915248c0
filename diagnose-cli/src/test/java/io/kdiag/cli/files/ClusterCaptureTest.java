package io.kdiag.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.cluster.Query;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one dump to a capture, and back: the same objects, and no secret. */
class ClusterCaptureTest {
  @TempDir private Path directory;
  private Path capture = Path.of("");

  @BeforeEach
  void captures() throws Exception {
    Path dump = Files.createDirectories(directory.resolve("dump"));
    Files.writeString(
        dump.resolve("all.json"),
        """
        {"kind":"List","items":[
         {"kind":"Secret","metadata":{"namespace":"shop","name":"db","creationTimestamp":"2026-01-02T03:04:05Z"},
          "data":{"password":"aHVudGVyMg=="},"stringData":{"password":"hunter2"}},
         {"kind":"ConfigMap","metadata":{"namespace":"shop","name":"settings","annotations":
          {"kubectl.kubernetes.io/last-applied-configuration":"hunter2"}},"data":{"file":"hunter2"}},
         {"kind":"Pod","metadata":{"namespace":"shop","name":"cart-0"},
          "spec":{"nodeName":"n","containers":[{"name":"app","args":["--password=hunter2"],
           "env":[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"DB","value":"db.shop.svc:5432"}]}]},
          "status":{"containerStatuses":[{"name":"app","restartCount":3,
           "state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":2}}}]}}]}
        """);
    Path logs = Files.createDirectories(dump.resolve("shop/cart-0"));
    Files.writeString(
        logs.resolve("logs.txt"),
        """
        ==== START logs for container app of pod shop/cart-0 ====
        connecting with password=hunter2
        ==== END logs for container app of pod shop/cart-0 ====
        """);
    capture = directory.resolve("c.tar.gz");
    try (FileObjects source = FileObjects.open(dump, _ -> {});
        CaptureArchive archive = CaptureArchive.begin()) {
      ClusterCapture files = new ClusterCapture(source, archive.directory(), 100, _ -> {});
      archive.write(capture, files.write("test", List.of()).time());
    }
  }

  private static List<String> names(FileObjects objects, Query query) throws IOException {
    List<String> names = new ArrayList<>();
    objects.read(query, object -> names.add(object.object()));
    return names;
  }

  @Test
  void isReadBackAsItWas() throws IOException {
    try (FileObjects objects = FileObjects.open(capture, _ -> {});
        FileObjects dump = FileObjects.open(directory.resolve("dump"), _ -> {})) {
      List<KubeObject> captured = new ArrayList<>();
      objects.read(Query.all(Kind.POD, ""), captured::add);
      List<KubeObject> original = new ArrayList<>();
      dump.read(Query.all(Kind.POD, ""), original::add);
      assertThat(captured).isEqualTo(original).hasSize(1);
      assertThat(objects.now()).isEqualTo(dump.now());
    }
  }

  @Test
  void holdsNoValueOfASecret() throws IOException {
    Path unpacked = UnpackedArchive.of(capture);
    try (Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("hunter2", "aHVudGVyMg");
      }
    } finally {
      UnpackedArchive.remove(unpacked);
    }
    try (FileObjects objects = FileObjects.open(capture, _ -> {})) {
      assertThat(names(objects, Query.one(Kind.SECRET, "shop", "db"))).hasSize(1);
    }
  }

  @Test
  void knowsThatThereIsNoneOfWhatItHasWhole() throws IOException {
    try (FileObjects objects = FileObjects.open(capture, _ -> {})) {
      assertThat(names(objects, Query.one(Kind.SECRET, "shop", "other"))).isEmpty();
      assertThat(names(objects, Query.all(Kind.SECRET, "elsewhere"))).isEmpty();
    }
  }
}
