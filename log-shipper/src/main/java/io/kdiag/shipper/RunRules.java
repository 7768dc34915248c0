package io.kdiag.shipper;

import io.kdiag.shipper.pods.PodInfo;
import io.kdiag.shipper.text.Multiline;

/**
 * How a run's lines are read: {@code multiline} is a name of {@link Multiline}, {@code parser} is
 * {@code text} or {@code json}. They come from the pod's annotations and are kept in the
 * checkpoint, so that a shipper that starts without the API server joins the same lines.
 */
record RunRules(String multiline, String parser, boolean excluded) {

  /** The annotations of {@code pod}, and {@code defaults} where they say nothing or nonsense. */
  static RunRules of(PodInfo pod, String container, RunRules defaults) {
    String multiline = pod.annotation("logs-multiline", container);
    String parser = pod.annotation("logs-parser", container);
    return new RunRules(
        multiline == null || !isMultiline(multiline) ? defaults.multiline : multiline,
        parser == null || !isParser(parser) ? defaults.parser : parser,
        pod.excludes(container));
  }

  static boolean isParser(String name) {
    return name.equals("text") || name.equals("json");
  }

  static boolean isMultiline(String name) {
    try {
      return Multiline.of(name) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
