package io.kdiag.host.containerlog;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the log files of all containers by the names that kubelet gives them. Nothing is opened.
 *
 * <pre>
 * /var/log/pods/default_web-0_0c1f7a3e-.../nginx/3.log                     the live file
 * /var/log/pods/default_web-0_0c1f7a3e-.../nginx/3.log.20261120-211703.gz  rotated
 * /var/log/pods/default_web-0_0c1f7a3e-.../nginx/2.log                     the run before
 * /var/log/containers/web-0_default_nginx-4a5b....log -> the live file
 * </pre>
 */
public final class ContainerLogs {
  private static final String PODS = "/var/log/pods";
  private static final String CONTAINERS = "/var/log/containers";
  private static final int MOST_CONTAINERS = 20_000;
  private static final int ID_LENGTH = 64;

  private ContainerLogs() {}

  /** All containers with log files, sorted by the names of their directories. */
  public static Reading<List<ContainerLog>> list(HostRoot root) {
    Reading<List<String>> pods = root.list(PODS);
    if (!(pods instanceof Reading.Present<List<String>>(List<String> names))) {
      return pods.map(ignored -> List.of());
    }
    Map<String, String> ids = containerIds(root);
    List<ContainerLog> logs = new ArrayList<>();
    for (String name : names) {
      addPod(root, name, ids, logs);
      if (logs.size() >= MOST_CONTAINERS) {
        break;
      }
    }
    return Reading.present(List.copyOf(logs));
  }

  /** The directories of all containers, as in {@code /var/log/pods/<pod>/<container>}. */
  public static Reading<List<String>> directories(HostRoot root) {
    return root.list(PODS)
        .map(
            names -> {
              List<String> directories = new ArrayList<>();
              for (String name : names) {
                if (podName(name).length == 3 && directories.size() < MOST_CONTAINERS) {
                  directories.addAll(directories(root, PODS + "/" + name));
                }
              }
              return List.copyOf(directories);
            });
  }

  private static List<String> directories(HostRoot root, String pod) {
    List<String> directories = new ArrayList<>();
    for (String container : names(root, pod)) {
      directories.add(pod + "/" + container);
    }
    return directories;
  }

  /**
   * The container whose {@link #directories directory} that is, without its id; empty where the
   * name says nothing or there is no log file.
   */
  public static Optional<ContainerLog> inDirectory(HostRoot root, String directory) {
    int slash = directory.lastIndexOf('/');
    int before = directory.lastIndexOf('/', slash - 1);
    if (before < 0 || podName(directory.substring(before + 1, slash)).length != 3) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        container(
            root,
            podName(directory.substring(before + 1, slash)),
            directory.substring(0, slash),
            directory.substring(slash + 1),
            Map.of()));
  }

  /** The ids of containers, by the log file that each one's link in /var/log/containers names. */
  public static Map<String, String> containerIds(HostRoot root) {
    Map<String, String> ids = new HashMap<>();
    for (String name : names(root, CONTAINERS)) {
      int start = name.length() - ".log".length() - ID_LENGTH;
      if (start > 0 && name.endsWith(".log") && name.charAt(start - 1) == '-') {
        String target = linkTarget(root.resolve(CONTAINERS + "/" + name));
        if (target != null) {
          ids.put(target, name.substring(start, start + ID_LENGTH));
        }
      }
    }
    return ids;
  }

  /** Where the log file {@code path} of the host's is for this process, its links followed. */
  public static Path file(HostRoot root, String path) throws IOException {
    return HostLink.follow(root, path);
  }

  private static void addPod(
      HostRoot root, String name, Map<String, String> ids, List<ContainerLog> logs) {
    String[] words = podName(name);
    if (words.length != 3) {
      return;
    }
    String pod = PODS + "/" + name;
    for (String container : names(root, pod)) {
      ContainerLog log = container(root, words, pod, container, ids);
      if (log != null) {
        logs.add(log);
      }
    }
  }

  /** Namespace, pod, uid; nothing for a name that is none of kubelet's. */
  private static String[] podName(String name) {
    int first = name.indexOf('_');
    int second = name.indexOf('_', first + 1);
    if (first <= 0 || second <= first + 1 || second == name.length() - 1) {
      return new String[0];
    }
    return new String[] {
      name.substring(0, first), name.substring(first + 1, second), name.substring(second + 1)
    };
  }

  private static @Nullable ContainerLog container(
      HostRoot root, String[] words, String pod, String container, Map<String, String> ids) {
    String directory = pod + "/" + container;
    RunFiles files = RunFiles.of(names(root, directory));
    Instant modified = files.isEmpty() ? null : modified(root, directory, files);
    if (modified == null) {
      return null;
    }
    return new ContainerLog(
        words[0],
        words[1],
        words[2],
        container,
        files.restarts(),
        ids.get(directory + "/" + files.restarts() + ".log"),
        files.under(directory),
        modified);
  }

  /** When the newest file there is was written to; null where all have gone meanwhile. */
  private static @Nullable Instant modified(HostRoot root, String directory, RunFiles files) {
    for (String file : files.under(directory)) {
      Instant time = modified(root, file);
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  /** Null where it was rotated away, or is docker's link to a file that may not be seen. */
  private static @Nullable Instant modified(HostRoot root, String file) {
    try {
      return Files.getLastModifiedTime(HostLink.follow(root, file)).toInstant();
    } catch (IOException e) {
      return null;
    }
  }

  /** Null where it is no link, or gone: the container keeps its name and lacks its id. */
  private static @Nullable String linkTarget(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static List<String> names(HostRoot root, String directory) {
    return root.list(directory).optional().orElse(List.of());
  }
}
