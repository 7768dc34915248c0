package io.kdiag.cli.evidence.kube;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Service as a program is told to call it.
 *
 * @param port 0 where none is named
 */
public record ServiceAddress(String namespace, String name, int port) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[a-z0-9+:]+://)?([a-zA-Z0-9.-]+)(?::(\\d{1,5}))?");

  /**
   * What {@code variable} of a pod in {@code namespace} names: {@code cart}, {@code cart.shop},
   * {@code cart.shop.svc}, {@code cart.shop.svc.cluster.local}, with a port and a scheme or
   * without. Null where it can be no Service's name: an address in numbers, a name of the outer
   * world.
   */
  public static @Nullable ServiceAddress of(EnvVar variable, String namespace) {
    Matcher matcher = ADDRESS.matcher(variable.value());
    if (!matcher.matches() || !Character.isLetter(matcher.group(1).charAt(0))) {
      return null;
    }
    String[] labels = matcher.group(1).split("\\.", -1);
    boolean ours = labels.length <= 2 || labels[2].equals("svc");
    if (!ours || labels[0].equals("localhost")) {
      return null;
    }
    String port = matcher.group(2);
    return new ServiceAddress(
        labels.length > 1 ? labels[1] : namespace,
        labels[0],
        port == null ? 0 : Integer.parseInt(port));
  }
}
