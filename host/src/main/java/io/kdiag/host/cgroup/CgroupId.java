package io.kdiag.host.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * Whose a cgroup is, from its path alone: {@code podUid} (dashes as in the API; a static pod's
 * config hash), {@code containerId}, {@code runtime} (containerd, cri-o, docker, podman; null where
 * the path does not say). Both null: a slice or service of the system.
 *
 * <pre>
 * /kubepods/burstable/pod0c1f.../4a5b...                                                 cgroupfs
 * /kubepods.slice/kubepods-pod0c1f_....slice/cri-containerd-4a5b....scope                systemd
 * /kubepods.slice/kubepods-pod0c1f_....slice/crio-4a5b....scope                          CRI-O
 * /system.slice/containerd.service/kubepods-pod0c1f_....slice:cri-containerd:4a5b...     drivers at odds
 * /docker/4a5b..., /system.slice/docker-4a5b....scope, /k8s.io/4a5b...                   no pod
 * </pre>
 */
public record CgroupId(
    String path, @Nullable String podUid, @Nullable String containerId, @Nullable String runtime) {
  private static final int ID_LENGTH = 64;

  public boolean isContainer() {
    return containerId != null;
  }

  public boolean isPod() {
    return podUid != null && containerId == null;
  }

  /**
   * Reads {@code path} from its end: the last pod in it, and the first container below that. What
   * lies inside of a container is the container's; what lies in a pod beside its containers (such
   * as CRI-O's conmon) is the pod's.
   */
  public static CgroupId parse(String path) {
    String uid = null;
    String container = null;
    String runtime = null;
    String above = "";
    int start = 0;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(start, end);
      String pod = podUid(segment);
      if (pod != null) {
        uid = pod;
        container = null;
        runtime = null;
      }
      String id = container == null ? containerId(segment) : null;
      if (id != null) {
        container = id;
        runtime = runtime(segment, above);
      }
      above = segment;
      start = end + 1;
    }
    return new CgroupId(path, uid, container, runtime);
  }

  /** The uid in {@code pod<uid>} or in {@code ...-pod<uid_with_underscores>.slice[:...]}. */
  private static @Nullable String podUid(String segment) {
    int slice = segment.indexOf(".slice");
    int pod = slice < 0 ? (segment.startsWith("pod") ? 0 : -1) : segment.lastIndexOf("-pod", slice);
    if (pod < 0) {
      return null;
    }
    String uid =
        slice < 0 ? segment.substring(3) : segment.substring(pod + 4, slice).replace('_', '-');
    return isUid(uid) ? uid : null;
  }

  /** A UUID with its dashes, or the 32 hexadecimal digits that name a static pod's source. */
  private static boolean isUid(String text) {
    if (text.length() == 32) {
      return isHex(text, 0, 32);
    }
    return text.length() == 36
        && isHex(text, 0, 8)
        && text.charAt(8) == '-'
        && isHex(text, 9, 13)
        && text.charAt(13) == '-'
        && isHex(text, 14, 18)
        && text.charAt(18) == '-'
        && isHex(text, 19, 23)
        && text.charAt(23) == '-'
        && isHex(text, 24, 36);
  }

  /** The id in {@code <id>}, {@code <runtime>-<id>.scope} or {@code <slice>:<runtime>:<id>}. */
  private static @Nullable String containerId(String segment) {
    int end = segment.endsWith(".scope") ? segment.length() - 6 : segment.length();
    int start = end - ID_LENGTH;
    if (start < 0 || !isHex(segment, start, end)) {
      return null;
    }
    boolean known = start == 0 || prefixRuntime(segment.substring(0, start)) != null;
    return known ? segment.substring(start, end) : null;
  }

  private static @Nullable String runtime(String segment, String above) {
    int dash = segment.length() - ID_LENGTH - (segment.endsWith(".scope") ? 6 : 0);
    if (dash > 0) {
      return prefixRuntime(segment.substring(0, dash));
    }
    return switch (above) {
      case "docker" -> "docker";
      case "k8s.io", "default", "moby" -> "containerd";
      case "libpod_parent" -> "podman";
      default -> null;
    };
  }

  /** The runtime that puts this before an id. CRI-O's {@code crio-conmon-} is no container. */
  private static @Nullable String prefixRuntime(String prefix) {
    int colon = prefix.lastIndexOf(':', prefix.length() - 2);
    return switch (colon < 0 ? prefix : prefix.substring(colon + 1).replace(':', '-')) {
      case "cri-containerd-", "nerdctl-" -> "containerd";
      case "crio-" -> "cri-o";
      case "docker-" -> "docker";
      case "libpod-" -> "podman";
      default -> null;
    };
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
