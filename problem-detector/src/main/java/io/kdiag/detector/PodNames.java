package io.kdiag.detector;

import io.kdiag.detector.document.ReportedProblem.PodObject;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.proc.Mount;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a control group's path which pod and container it is, by the names that kubelet gives
 * to their log directories; nobody is asked.
 *
 * <pre>
 * /kubepods/burstable/pod0c1f7a3e-.../4a5b...               the control group
 * /var/log/pods/default_web-0_0c1f7a3e-...                  the pod
 * /var/log/containers/web-0_default_nginx-4a5b....log       the container
 * </pre>
 */
final class PodNames {
  private final HostRoot root;

  PodNames(HostRoot root) {
    this.root = root;
  }

  /** Null where the path is no pod's. Names that are not to be found are empty. */
  @Nullable PodObject of(String cgroup) {
    CgroupId id = CgroupId.parse(cgroup);
    String uid = id.podUid();
    if (uid == null) {
      return null;
    }
    String containerId = id.containerId() == null ? "" : id.containerId();
    return named(uid, containerId, containerId.isEmpty() ? "" : container(containerId));
  }

  private PodObject named(String uid, String containerId, String container) {
    for (String name : names("/var/log/pods")) {
      int first = name.indexOf('_');
      int second = name.indexOf('_', first + 1);
      if (first > 0 && second > 0 && name.substring(second + 1).equals(uid)) {
        String namespace = name.substring(0, first);
        String pod = name.substring(first + 1, second);
        return new PodObject(namespace, pod, uid, container, containerId);
      }
    }
    return new PodObject("", "", uid, container, containerId);
  }

  /** Whose process that is; null for a process of the node's own, or one that has ended. */
  @Nullable PodObject ofProcess(String pid) {
    if (!pid.matches("[1-9][0-9]{0,6}")) {
      return null;
    }
    String groups = root.read("/proc/" + pid + "/cgroup", HostText::string).optional().orElse("");
    for (String line : groups.split("\n", -1)) {
      // hierarchy:controllers:path
      String path = line.substring(line.indexOf(':', line.indexOf(':') + 1) + 1);
      PodObject pod = of(path);
      if (pod != null) {
        return pod;
      }
    }
    return null;
  }

  /** The pod with a volume on that device or a partition of it; null where none or several have. */
  @Nullable PodObject ofDevice(String device) {
    Set<String> numbers = numbers(device);
    Set<String> uids = new HashSet<>();
    for (Mount mount : Mount.readAll(root).optional().orElse(List.of())) {
      int at = mount.mountPoint().indexOf("/pods/");
      int end = mount.mountPoint().indexOf("/volumes/", at + 1);
      if (at > 0 && end > 0 && numbers.contains(mount.majorMinor())) {
        uids.add(mount.mountPoint().substring(at + 6, end));
      }
    }
    return uids.size() == 1 ? named(uids.iterator().next(), "", "") : null;
  }

  private Set<String> numbers(String device) {
    Set<String> numbers = new HashSet<>();
    if (device.matches("[a-z0-9-]+")) {
      String directory = "/sys/class/block/" + device;
      add(directory, numbers);
      for (String name : root.list(directory).optional().orElse(List.of())) {
        if (name.startsWith(device)) {
          add(directory + "/" + name, numbers);
        }
      }
    }
    return numbers;
  }

  private void add(String directory, Set<String> numbers) {
    root.read(directory + "/dev", HostText::trimmed).optional().ifPresent(numbers::add);
  }

  private String container(String id) {
    String end = "-" + id + ".log";
    for (String name : names("/var/log/containers")) {
      if (name.endsWith(end)) {
        String start = name.substring(0, name.length() - end.length());
        return start.substring(start.lastIndexOf('_') + 1);
      }
    }
    return "";
  }

  private List<String> names(String directory) {
    return root.list(directory).optional().orElse(List.of());
  }
}
