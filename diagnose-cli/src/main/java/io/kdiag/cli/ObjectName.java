package io.kdiag.cli;

import io.kdiag.cli.evidence.kube.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An object as typed: {@code pod/cart-0}, {@code deploy/cart}, {@code svc/cart}, {@code node/n}.
 */
record ObjectName(Kind kind, String name) {

  static ObjectName parse(String text) throws FailureException {
    int slash = text.indexOf('/');
    String word = slash < 0 ? "" : text.substring(0, slash).toLowerCase(Locale.ROOT);
    String name = text.substring(slash + 1);
    Kind kind = kind(word);
    if (kind == null || name.isEmpty()) {
      throw new FailureException(
          ExitCode.USAGE,
          "'"
              + text
              + "' names no object: expected KIND/NAME such as pod/cart-0 or deployment/cart");
    }
    return new ObjectName(kind, name);
  }

  private static @Nullable Kind kind(String word) {
    Kind workload = WorkloadCommand.kind(word);
    if (workload != null) {
      return workload;
    }
    return switch (word) {
      case "po" -> Kind.POD;
      case "no" -> Kind.NODE;
      case "svc" -> Kind.SERVICE;
      case "ns" -> Kind.NAMESPACE;
      case "pvc" -> Kind.CLAIM;
      case "pv" -> Kind.VOLUME;
      case "cm" -> Kind.CONFIG_MAP;
      case "hpa" -> Kind.AUTOSCALER;
      case "pdb" -> Kind.DISRUPTION_BUDGET;
      case "ing" -> Kind.INGRESS;
      default -> {
        for (Kind kind : Kind.values()) {
          if (kind.plural().equals(word) || kind.kindName().toLowerCase(Locale.ROOT).equals(word)) {
            yield kind;
          }
        }
        yield null;
      }
    };
  }
}
