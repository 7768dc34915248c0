package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks conditions up by their type. */
final class Conditions {
  private Conditions() {}

  static @Nullable Condition of(List<Condition> conditions, String type) {
    for (Condition condition : conditions) {
      if (condition.type().equals(type)) {
        return condition;
      }
    }
    return null;
  }
}
