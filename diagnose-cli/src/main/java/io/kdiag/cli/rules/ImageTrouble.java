package io.kdiag.cli.rules;

import java.util.Locale;

/**
 * Why an image cannot be had, told by the words of containerd, CRI-O and docker, which differ.
 *
 * <pre>
 * failed to resolve reference "shop/app:9": shop/app:9: not found
 * pulling from host registry.example failed with status code [manifests 1]: 403 Forbidden
 * Error response from daemon: pull access denied for shop/app, repository does not exist or may require 'docker login'
 * dial tcp: lookup registry.example on 10.96.0.10:53: no such host
 * </pre>
 */
enum ImageTrouble {
  NAME_INVALID,
  NOT_ON_NODE,
  OTHER_ARCHITECTURE,
  DENIED,
  LIMITED,
  NAME_UNKNOWN,
  CERTIFICATE,
  UNREACHABLE,
  NOT_FOUND,
  OTHER;

  /**
   * By the reason that a container waits for and what is said of it; the image's own name, in which
   * any word may stand, does not count.
   */
  static ImageTrouble of(String waiting, String image, String saidWithNames) {
    String said =
        saidWithNames
            .replaceAll("\"[^\"]*\"", "~")
            .replace(image, "~")
            .replace(repository(image), "~")
            .toLowerCase(Locale.ROOT);
    if (waiting.equals("InvalidImageName")) {
      return NAME_INVALID;
    }
    if (waiting.equals("ErrImageNeverPull")) {
      return NOT_ON_NODE;
    }
    if (any(
        said, "no match for platform", "no matching manifest", "no image found in manifest list")) {
      return OTHER_ARCHITECTURE;
    }
    if (any(said, "toomanyrequests", "too many requests", "pull rate limit")) {
      return LIMITED;
    }
    if (any(
        said,
        "unauthorized",
        "authentication required",
        "401",
        "403",
        "denied",
        "forbidden",
        "authorization failed",
        "no basic auth credentials",
        "insufficient_scope")) {
      return DENIED;
    }
    if (any(said, "no such host", "server misbehaving", "name resolution")) {
      return NAME_UNKNOWN;
    }
    if (any(said, "x509", "certificate", "server gave http response to https client")) {
      return CERTIFICATE;
    }
    if (any(
        said,
        "timeout",
        "timed out",
        "connection refused",
        "unreachable",
        "deadline exceeded",
        "no route to host",
        "connection reset",
        "503 service unavailable",
        "502 bad gateway")) {
      return UNREACHABLE;
    }
    return any(said, "not found", "notfound", "manifest unknown", "does not exist", "404")
        ? NOT_FOUND
        : OTHER;
  }

  private static String repository(String image) {
    int digest = image.indexOf('@');
    String named = digest < 0 ? image : image.substring(0, digest);
    int colon = named.lastIndexOf(':');
    return colon > named.lastIndexOf('/') ? named.substring(0, colon) : named;
  }

  private static boolean any(String said, String... words) {
    for (String word : words) {
      if (said.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
