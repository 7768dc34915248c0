package io.kdiag.detector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kdiag.detector.api.NodeApi;
import io.kdiag.detector.api.NodeApiException;
import io.kdiag.detector.api.NodeCondition;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes off the node the conditions that a detector set there, for when it is uninstalled: nobody
 * else would ever clear them. They are those of the catalogue and those in the saved state, which
 * may be of configuration that is no longer known.
 */
public final class Farewell {
  private Farewell() {}

  /** The types that were on the node and are not any more. */
  public static List<String> say(HostRoot root, NodeApi api) throws NodeApiException, IOException {
    Set<String> ours = new TreeSet<>(saved(root));
    Catalogue.load().problems().forEach(problem -> problem.condition().ifPresent(ours::add));
    List<String> there =
        api.conditions().stream().map(NodeCondition::type).filter(ours::contains).toList();
    if (!there.isEmpty()) {
      api.remove(there);
    }
    return there;
  }

  private static Set<String> saved(HostRoot root) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(root.resolve(StateFile.DIRECTORY + "/state.json"));
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    Set<String> types = new TreeSet<>();
    new ObjectMapper().readTree(bytes).path("conditions").fieldNames().forEachRemaining(types::add);
    return types;
  }
}
