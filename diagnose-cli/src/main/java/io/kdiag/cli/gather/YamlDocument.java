package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A map of a YAML or JSON file, as it is written: kubelet's settings, a pod, a kubeconfig, a CNI
 * configuration. What is missing or of another type than asked for is null or empty.
 */
record YamlDocument(Map<?, ?> map) {
  static final YamlDocument EMPTY = new YamlDocument(Map.of());

  /** The first document of a file; malformed where it is no map. */
  static Reading<YamlDocument> read(HostRoot root, String path) {
    return root.read(path, YamlDocument::parse);
  }

  private static YamlDocument parse(HostText text) throws MalformedTextException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    try {
      for (Object document : yaml.loadAll(text.string())) {
        if (document instanceof Map<?, ?> map) {
          return new YamlDocument(map);
        }
        break;
      }
    } catch (YAMLException | ClassCastException e) {
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("damaged");
      throw new MalformedTextException(text.path(), 1, "YAML", problem);
    }
    throw new MalformedTextException(text.path(), 1, "a YAML map", "something else");
  }

  @Nullable String string(String key) {
    Object value = map.get(key);
    boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
    return scalar ? String.valueOf(value) : null;
  }

  String string(String key, String otherwise) {
    String value = string(key);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  @Nullable Boolean bool(String key) {
    return map.get(key) instanceof Boolean value ? value : null;
  }

  YamlDocument map(String key) {
    return map.get(key) instanceof Map<?, ?> inner ? new YamlDocument(inner) : EMPTY;
  }

  List<YamlDocument> maps(String key) {
    List<YamlDocument> maps = new ArrayList<>();
    if (map.get(key) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> inner) {
          maps.add(new YamlDocument(inner));
        }
      }
    }
    return maps;
  }

  List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    if (map.get(key) instanceof List<?> list) {
      for (Object item : list) {
        if (item != null) {
          strings.add(item.toString());
        }
      }
    }
    return strings;
  }

  /** All entries with scalar values, in order. */
  Map<String, String> scalars() {
    Map<String, String> scalars = new LinkedHashMap<>();
    for (Object key : map.keySet()) {
      String value = key instanceof String name ? string(name) : null;
      if (value != null) {
        scalars.put(key.toString(), value);
      }
    }
    return scalars;
  }
}
