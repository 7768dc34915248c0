package io.kdiag.cli.rules;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.EnvVar;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.evidence.kube.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program calls, as its log or its environment names it, and the Service that this is.
 *
 * @param host as it was named; empty: not named
 * @param port 0 where none is named
 * @param namespace and {@code name}: what the Service would be called; empty where {@code host} can
 *     be no Service's name
 * @param service null where there is none or it was not read
 */
record CalledService(
    String host, int port, String namespace, String name, @Nullable Service service) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[a-z0-9+:]+://)?(?:\\[[^\\]]*\\]|([a-zA-Z0-9._-]+))(?::(\\d{1,5}))?");

  /**
   * {@code named}: {@code db:5432}, {@code 10.96.3.4:5432}, {@code db.shop.svc}; where it is empty
   * or does not tell, the one address in the container's environment.
   */
  static CalledService of(ClusterEvidence cluster, Pod pod, Container container, String named) {
    Matcher matcher = ADDRESS.matcher(named.isEmpty() ? only(container) : named);
    if (!matcher.matches() || matcher.group(1) == null) {
      return new CalledService("", 0, "", "", null);
    }
    String host = matcher.group(1);
    int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    if (Character.isDigit(host.charAt(0)) && host.chars().filter(c -> c == '.').count() == 3) {
      Service service = byAddress(cluster, host);
      return service == null
          ? new CalledService(host, port, "", "", null)
          : new CalledService(host, port, service.namespace(), service.name(), service);
    }
    String[] labels = host.split("\\.", -1);
    boolean ours = labels.length <= 2 || labels[2].equals("svc");
    if (!ours || host.equals("localhost")) {
      return new CalledService(host, port, "", "", null);
    }
    String namespace = labels.length > 1 ? labels[1] : pod.namespace();
    Service service = cluster.objects().service(namespace, labels[0]);
    return new CalledService(host, port, namespace, labels[0], service);
  }

  private static String only(Container container) {
    Set<String> addresses = new LinkedHashSet<>();
    for (EnvVar variable : container.env()) {
      if (!variable.value().isEmpty() && !variable.value().matches("\\d+")) {
        addresses.add(variable.value());
      }
    }
    return addresses.size() == 1 ? addresses.iterator().next() : "";
  }

  private static @Nullable Service byAddress(ClusterEvidence cluster, String address) {
    for (Service service : cluster.objects().services()) {
      if (service.spec().clusterIP().equals(address)) {
        return service;
      }
    }
    return null;
  }

  /** The program itself, or what shares its pod. */
  boolean itself() {
    return host.equals("localhost") || host.startsWith("127.");
  }

  /** Whether it is certain that there is no such Service. */
  boolean absent(ClusterEvidence cluster) {
    return service == null
        && !name.isEmpty()
        && cluster.objects().absent(Kind.SERVICE, namespace, name);
  }

  /** Services that may be meant: of the same name elsewhere, of a like name in the namespace. */
  List<String> near(ClusterEvidence cluster) {
    List<String> near = new ArrayList<>();
    for (Service each : cluster.objects().services()) {
      if (each.name().equals(name) && !each.namespace().equals(namespace)) {
        near.add(each.address());
      } else if (each.namespace().equals(namespace) && alike(each.name(), name)) {
        near.add(each.name());
      }
    }
    return near.subList(0, Math.min(3, near.size()));
  }

  /** One within the other, or the same but for one sign. */
  private static boolean alike(String a, String b) {
    if (a.contains(b) || b.contains(a)) {
      return true;
    }
    int length = Math.min(a.length(), b.length());
    int start = 0;
    while (start < length && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < length - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    return length > 3 && Math.max(a.length(), b.length()) - start - end <= 2;
  }
}
