package io.kdiag.detector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.detector.api.NodeCondition;
import io.kdiag.detector.document.ProblemJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The node conditions that the catalogue knows, each {@code True} while one of its problems lives
 * and else {@code False} with reason {@code No<Type>}. Of several problems the worst is named, of
 * equally bad ones the oldest. Not thread-safe.
 */
final class Conditions {
  private record State(String status, String reason, String message, Instant since) {}

  private final Map<String, State> states = new TreeMap<>();
  private final List<String> obsolete = new ArrayList<>();
  private boolean restored;
  private long version = 1;
  private Catalogue catalogue;

  Conditions(Catalogue catalogue, Instant now) {
    this.catalogue = catalogue;
    for (String type : types(catalogue)) {
      states.put(type, good(type, now));
    }
  }

  private static Set<String> types(Catalogue catalogue) {
    Set<String> types = new TreeSet<>(catalogue.healthy().keySet());
    for (Problem problem : catalogue.problems()) {
      problem.condition().ifPresent(types::add);
    }
    return types;
  }

  /** Other rules hold from now on: what only the old ones knew has to go from the node. */
  void follow(Catalogue newer, Instant now) {
    catalogue = newer;
    Set<String> types = types(newer);
    for (String type : List.copyOf(states.keySet())) {
      if (!types.contains(type)) {
        states.remove(type);
        obsolete.add(type);
        version++;
      }
    }
    for (String type : types) {
      if (states.putIfAbsent(type, good(type, now)) == null) {
        obsolete.remove(type);
        version++;
      }
    }
  }

  private State good(String type, Instant since) {
    Catalogue.Healthy words = catalogue.healthy().get(type);
    return words == null
        ? new State("False", "No" + type, "no problem of type " + type + " is known", since)
        : new State("False", words.reason(), words.message(), since);
  }

  /** Follows what lives now; {@code unknown} says of which types it could not be told, and why. */
  void update(Collection<Life> lives, Map<String, String> unknown, Instant now) {
    for (Map.Entry<String, State> entry : states.entrySet()) {
      State before = entry.getValue();
      State after = state(entry.getKey(), lives, unknown, now);
      boolean same = before.status().equals(after.status());
      State kept = new State(after.status(), after.reason(), after.message(), before.since());
      State next = same ? kept : after;
      if (!next.equals(before)) {
        entry.setValue(next);
        version++;
      }
    }
  }

  private State state(
      String type, Collection<Life> lives, Map<String, String> unknown, Instant now) {
    Life worst = null;
    for (Life life : lives) {
      boolean counts = life.reached && life.problem.condition().filter(type::equals).isPresent();
      if (counts && (worst == null || isWorse(life, worst))) {
        worst = life;
      }
    }
    if (worst != null) {
      return new State("True", worst.problem.code(), Wording.message(worst), now);
    }
    State good = good(type, now);
    String why = unknown.get(type);
    return why == null ? good : new State("Unknown", good.reason(), why, now);
  }

  private static boolean isWorse(Life life, Life than) {
    int severity = life.problem.severity().compareTo(than.problem.severity());
    return severity > 0 || (severity == 0 && life.first().isBefore(than.first()));
  }

  /** Changes whenever what {@link #all} says changes. */
  long version() {
    return version;
  }

  List<NodeCondition> all(Instant now) {
    List<NodeCondition> all = new ArrayList<>();
    states.forEach(
        (type, state) ->
            all.add(
                new NodeCondition(
                    type, state.status(), state.reason(), state.message(), now, state.since())));
    return all;
  }

  /** Types set by an earlier catalogue, which nobody will ever clear. */
  List<String> obsolete() {
    return List.copyOf(obsolete);
  }

  void removed(List<String> types) {
    obsolete.removeAll(types);
  }

  /** Without a saved state, the node itself remembers since when a condition is as it is. */
  void adopt(List<NodeCondition> onNode) {
    for (NodeCondition condition : onNode) {
      State state = states.get(condition.type());
      if (!restored
          && state != null
          && state.status().equals(condition.status())
          && condition.lastTransitionTime().isBefore(state.since())
          && condition.lastTransitionTime().isAfter(Instant.EPOCH)) {
        Instant since = condition.lastTransitionTime();
        states.put(
            condition.type(), new State(state.status(), state.reason(), state.message(), since));
      }
    }
  }

  ObjectNode save() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    states.forEach(
        (type, state) ->
            json.putObject(type)
                .put("status", state.status())
                .put("reason", state.reason())
                .put("message", state.message())
                .put("since", state.since().toString()));
    for (String type : obsolete) {
      json.putObject(type);
    }
    return json;
  }

  void restore(@Nullable JsonNode json) throws IOException {
    if (json == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonNode saved = entry.getValue();
      if (states.containsKey(entry.getKey())) {
        states.put(
            entry.getKey(),
            new State(
                saved.path("status").asText(),
                saved.path("reason").asText(),
                saved.path("message").asText(),
                ProblemJson.time(saved, "since")));
      } else {
        obsolete.add(entry.getKey());
      }
    }
    restored = true;
  }
}
