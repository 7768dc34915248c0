package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How kubelet rotates containers' logs: at {@code maxBytes}, keeping {@code maxFiles}, the live one
 * among them.
 *
 * <pre>
 * containerLogMaxSize: 10Mi
 * containerLogMaxFiles: 5
 * </pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/">KubeletConfiguration</a>
 */
record KubeletRotation(long maxBytes, int maxFiles) {
  static final KubeletRotation DEFAULT = new KubeletRotation(10 << 20, 5);

  private static final String FILE = "/var/lib/kubelet/config.yaml";
  private static final Pattern SIZE =
      Pattern.compile("(?m)^ *\"?containerLogMaxSize\"?: *\"?(\\d{1,12})(Ki|Mi|Gi|k|M|G|)\"?,? *$");
  private static final Pattern FILES =
      Pattern.compile("(?m)^ *\"?containerLogMaxFiles\"?: *(\\d{1,4}),? *$");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "k",
          1_000L,
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "Ki",
          1L << 10,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30);

  /** What the node's kubelet is configured to do, as far as its file can be read and says so. */
  static KubeletRotation of(HostRoot root) {
    return root.read(FILE, KubeletRotation::parse).optional().orElse(DEFAULT);
  }

  static KubeletRotation parse(HostText text) {
    String yaml = text.trimmed();
    Matcher size = SIZE.matcher(yaml);
    Matcher files = FILES.matcher(yaml);
    return new KubeletRotation(
        size.find()
            ? Long.parseLong(size.group(1)) * UNITS.getOrDefault(size.group(2), 1L)
            : DEFAULT.maxBytes,
        files.find() ? Integer.parseInt(files.group(1)) : DEFAULT.maxFiles);
  }

  /**
   * How many bytes the container must still write until the file that {@code newer} newer ones
   * follow is deleted, when the live one has {@code liveBytes}: with each rotation it moves on by
   * one place, and the rotation that finds it last of {@code maxFiles} deletes it.
   */
  long bytesUntilDeleted(int newer, long liveBytes) {
    long rotations = Math.max(1, maxFiles - newer);
    return Math.max(0, rotations * maxBytes - liveBytes);
  }
}
