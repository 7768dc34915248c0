package io.kdiag.cli.evidence.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code matchLabels} and {@code matchExpressions}: all must hold; an empty one takes all. */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
  public LabelSelector {
    matchLabels = Given.map(matchLabels);
    matchExpressions = Given.list(matchExpressions);
  }

  public static LabelSelector everything() {
    return new LabelSelector(Map.of(), List.of());
  }

  public boolean isEmpty() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }

  public boolean matches(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && matchExpressions.stream().allMatch(each -> each.holds(labels));
  }

  /** As kubectl takes it: {@code app=web,tier in (a,b)}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    matchLabels.forEach((key, value) -> text.append(',').append(key).append('=').append(value));
    matchExpressions.forEach(each -> text.append(',').append(each.text()));
    return text.isEmpty() ? "" : text.substring(1);
  }

  /** One expression, of a selector of labels or of nodes. */
  public record Requirement(String key, String operator, List<String> values) {
    public Requirement {
      key = Given.text(key);
      operator = Given.text(operator);
      values = Given.list(values);
    }

    public boolean holds(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        case "Gt" -> compared(value) > 0;
        case "Lt" -> compared(value) < 0;
        default -> false;
      };
    }

    /** Against the one value, as whole numbers; 0 where either is none. */
    private int compared(@Nullable String value) {
      try {
        return value == null || values.isEmpty()
            ? 0
            : Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    String text() {
      String list = "(" + String.join(",", values) + ")";
      return switch (operator) {
        case "In" -> key + " in " + list;
        case "NotIn" -> key + " notin " + list;
        case "Exists" -> key;
        case "DoesNotExist" -> "!" + key;
        default -> key + " " + operator + " " + list;
      };
    }
  }
}
