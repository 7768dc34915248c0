package io.kdiag.cli.files;

import io.kdiag.cli.cluster.NotHeldException;
import io.kdiag.cli.cluster.ObjectSource;
import io.kdiag.cli.cluster.Query;
import io.kdiag.cli.evidence.DamagedCaptureException;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.KubeJson;
import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A cluster's objects out of files: a directory as {@code kubectl cluster-info dump} writes it, a
 * capture, or what {@code kubectl get -o json} printed. Of each file it keeps where the objects are
 * in it, and reads those that are asked for.
 */
public final class FileObjects implements ObjectSource {
  private static final KubeJson JSON = new KubeJson(KdiagJson.MAPPER);

  private final ClusterFiles files;
  private final Map<Path, FileIndex> indexes = new LinkedHashMap<>();
  private final Set<Kind> whole = EnumSet.noneOf(Kind.class);
  private Instant now = Instant.MIN;

  private FileObjects(ClusterFiles files) {
    this.files = files;
  }

  /** Reads through all of {@code path}; {@code progress} is told how far it is. */
  public static FileObjects open(Path path, Consumer<String> progress) throws IOException {
    ClusterFiles files = ClusterFiles.of(path);
    FileObjects objects = new FileObjects(files);
    try {
      objects.scan(progress);
      return objects;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private void scan(Consumer<String> progress) throws IOException {
    int found = 0;
    for (Path file : files.objects()) {
      progress.accept(files.relative(file) + ", " + found + " objects so far");
      FileIndex index = FileScan.of(file);
      indexes.put(file, index);
      found += index.size();
      now = index.newest().isAfter(now) ? index.newest() : now;
    }
    ClusterFiles.Manifest manifest = files.manifest();
    if (manifest != null) {
      whole.addAll(manifest.whole());
      now = manifest.time();
    }
    if (whole.isEmpty() && indexes.values().stream().allMatch(index -> index.listed().isEmpty())) {
      throw new DamagedCaptureException(
          files.path()
              + " holds no Kubernetes objects: expected a capture, a directory of `kubectl"
              + " cluster-info dump --all-namespaces --output-directory`, or what `kubectl get -o"
              + " json` printed");
    }
    now = now.equals(Instant.MIN) ? Instant.EPOCH : now;
  }

  @Override
  public String address() {
    return files.path().toString();
  }

  @Override
  public String namespace() {
    return "default";
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public int requests() {
    return 0;
  }

  /** The newest time in any of the files. */
  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void read(Query query, Consumer<KubeObject> each) throws IOException {
    boolean held = whole.contains(query.kind());
    for (Map.Entry<Path, FileIndex> file : indexes.entrySet()) {
      FileIndex index = file.getValue();
      if (index.isListed(query.kind())) {
        held |= files.isOf(file.getKey(), query.namespace());
        held |= read(file.getKey(), index, query, each);
      }
    }
    if (!held) {
      throw new NotHeldException(query.kind());
    }
  }

  /** Whether there was any. */
  private static boolean read(Path file, FileIndex index, Query query, Consumer<KubeObject> each)
      throws IOException {
    boolean any = false;
    FileChannel channel = null;
    try {
      for (int i = 0; i < index.size(); i++) {
        if (index.mayBe(i, query.kind(), query.namespace(), query.name())) {
          channel = channel == null ? FileChannel.open(file) : channel;
          KubeObject object = object(channel, index, i, query.kind());
          any = true;
          if (query.matches(object)) {
            each.accept(object);
          }
        }
      }
      return any;
    } catch (IOException e) {
      throw new DamagedCaptureException(file + ": " + e.getMessage());
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  private static KubeObject object(FileChannel channel, FileIndex index, int i, Kind kind)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(index.length(i));
    long at = index.begin(i);
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at + bytes.position());
      if (read < 0) {
        throw new IOException("was cut while it was read");
      }
    }
    return JSON.object(new ByteArrayInputStream(bytes.array()), kind);
  }

  @Override
  public String log(Query.Log wanted) throws IOException {
    Pod pod = wanted.container().pod();
    String container = wanted.container().name();
    if (wanted.previous() && !files.logs().has(pod.namespace(), pod.name(), true)) {
      // A dump has the log of the newest run only: of a container that waits, the one before.
      return files.logs().last(pod.namespace(), pod.name(), container, false, wanted.lines());
    }
    return files
        .logs()
        .last(pod.namespace(), pod.name(), container, wanted.previous(), wanted.lines());
  }

  @Override
  public Reading<ProblemsDocument> problems(String node, String address) {
    Path file = files.ofHost(node, "problems.json");
    if (!Files.isRegularFile(file)) {
      return Reading.absent(files.relative(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Reading.present(ProblemsDocument.parse(in));
    } catch (IOException e) {
      return Reading.malformed(files.relative(file), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Series> series() throws IOException {
    Path file = files.metrics();
    return Files.isRegularFile(file)
        ? List.of(KdiagJson.MAPPER.readValue(Files.readAllBytes(file), Series[].class))
        : List.of();
  }

  /** The kinds of which there are lists. */
  public List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (whole.isEmpty() && indexes.values().stream().anyMatch(index -> index.isListed(kind))) {
        kinds.add(kind);
      }
    }
    return List.copyOf(kinds);
  }

  public CapturedLogs logs() {
    return files.logs();
  }

  @Override
  public void close() {
    files.close();
  }
}
