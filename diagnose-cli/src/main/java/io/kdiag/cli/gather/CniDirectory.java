package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods' network as the runtime finds it: the configuration files in their directory, of which
 * the first by name counts, and the plugins it names that have no program.
 *
 * <pre>{@code
 * {"name": "bridge", "plugins": [{"type": "bridge", "ipam": {"type": "host-local"}}]}
 * }</pre>
 *
 * @param configurations null where the directory may not be read; empty where there is none
 */
record CniDirectory(@Nullable List<String> configurations, List<String> missing) {
  static CniDirectory read(HostRoot root, String directory, String binaries) {
    Reading<List<String>> listed = root.list(directory);
    if (!(listed instanceof Reading.Present<List<String>>(List<String> names))) {
      boolean absent = listed instanceof Reading.Absent<List<String>>;
      return new CniDirectory(absent ? List.of() : null, List.of());
    }
    List<String> files = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith(".conf") || name.endsWith(".conflist") || name.endsWith(".json")) {
        files.add(directory + "/" + name);
      }
    }
    List<String> missing = files.isEmpty() ? List.of() : missing(root, files.getFirst(), binaries);
    return new CniDirectory(List.copyOf(files), missing);
  }

  private static List<String> missing(HostRoot root, String file, String binaries) {
    YamlDocument network = YamlDocument.read(root, file).optional().orElse(YamlDocument.EMPTY);
    List<YamlDocument> plugins = network.maps("plugins");
    List<String> types = new ArrayList<>();
    for (YamlDocument plugin : plugins.isEmpty() ? List.of(network) : plugins) {
      add(types, plugin.string("type"));
      add(types, plugin.map("ipam").string("type"));
    }
    Reading<List<String>> there = root.list(binaries);
    if (there instanceof Reading.Unreadable<List<String>>) {
      return List.of();
    }
    types.removeAll(there.optional().orElse(List.of()));
    return List.copyOf(types);
  }

  private static void add(List<String> types, @Nullable String type) {
    if (type != null && !type.isEmpty() && !type.contains("/") && !types.contains(type)) {
      types.add(type);
    }
  }
}
