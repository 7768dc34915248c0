package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.ContainerRun;
import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pod takes its configuration from and does not find, as kubelet says it: in a container's
 * state for variables, in an event for volumes.
 *
 * <pre>
 * configmap "settings" not found
 * couldn't find key mode in ConfigMap shop/settings
 * MountVolume.SetUp failed for volume "v" : references non-existent secret key: tls.crt
 * </pre>
 *
 * @param name of the ConfigMap or Secret; empty where only a key was named
 * @param key empty where all of it is missing
 */
record ConfigurationGap(Pod pod, Kind kind, String name, String key, String where, String said) {
  private static final Duration LATELY = Duration.ofMinutes(5);
  private static final Pattern MISSING =
      Pattern.compile("(configmap|secret) \"([^\"]+)\" not found", Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY =
      Pattern.compile("couldn't find key (\\S+) in (ConfigMap|Secret) \\S+?/(\\S+)");
  private static final Pattern VOLUME_KEY =
      Pattern.compile("references non-existent (config|secret) key: ([^,\\s]+)");
  private static final Pattern VOLUME = Pattern.compile("for volume \"([^\"]+)\"");

  static List<ConfigurationGap> all(ClusterEvidence cluster, Instant now) {
    List<ConfigurationGap> gaps = new ArrayList<>();
    for (Pod pod : cluster.objects().unwellPods()) {
      ConfigurationGap gap = ofContainers(cluster, pod);
      gap = gap == null ? ofVolumes(cluster, pod, now) : gap;
      if (gap != null && !gap.isThereNow(cluster)) {
        gaps.add(gap);
      }
    }
    return gaps;
  }

  private static @Nullable ConfigurationGap ofContainers(ClusterEvidence cluster, Pod pod) {
    for (ContainerRun container : pod.containers()) {
      if (container.waiting().equals("CreateContainerConfigError")) {
        String said = container.waitingMessage();
        for (Event event : cluster.warnings(pod.object())) {
          said = said.isEmpty() && event.reason().equals("Failed") ? event.message() : said;
        }
        return of(pod, "container " + container.name(), said);
      }
    }
    return null;
  }

  private static @Nullable ConfigurationGap ofVolumes(
      ClusterEvidence cluster, Pod pod, Instant now) {
    boolean creating =
        pod.phase().equals("Pending")
            && pod.containers().stream().noneMatch(c -> c.running() || c.lastEnd() != null);
    for (Event event : creating ? cluster.warnings(pod.object()) : List.<Event>of()) {
      boolean lately = event.last() != null && event.last().isAfter(now.minus(LATELY));
      if (event.reason().equals("FailedMount") && lately) {
        Matcher volume = VOLUME.matcher(event.message());
        String where = volume.find() ? "volume " + volume.group(1) : "a volume";
        ConfigurationGap gap = of(pod, where, event.message());
        if (gap != null) {
          return gap;
        }
      }
    }
    return null;
  }

  private static @Nullable ConfigurationGap of(Pod pod, String where, String said) {
    Matcher key = KEY.matcher(said);
    if (key.find()) {
      return new ConfigurationGap(pod, kind(key.group(2)), key.group(3), key.group(1), where, said);
    }
    Matcher volumeKey = VOLUME_KEY.matcher(said);
    if (volumeKey.find()) {
      Kind kind = volumeKey.group(1).equals("secret") ? Kind.SECRET : Kind.CONFIG_MAP;
      return new ConfigurationGap(pod, kind, "", volumeKey.group(2), where, said);
    }
    Matcher missing = MISSING.matcher(said);
    return missing.find()
        ? new ConfigurationGap(pod, kind(missing.group(1)), missing.group(2), "", where, said)
        : null;
  }

  private static Kind kind(String word) {
    return word.equalsIgnoreCase("secret") ? Kind.SECRET : Kind.CONFIG_MAP;
  }

  /** Made in the meantime: kubelet will see it on its next try. */
  private boolean isThereNow(ClusterEvidence cluster) {
    return key.isEmpty() && cluster.objects().find(kind, pod.namespace(), name) != null;
  }
}
