package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pod that kubelet starts from a file of its own, such as {@code
 * /etc/kubernetes/manifests/etcd.yaml}: the file, and the command of the container of the same
 * name.
 */
record StaticPod(String path, List<String> command) {

  /** The static pods that hold a container named as one of {@code known}, by that name. */
  static Map<String, StaticPod> read(HostRoot root, String directory, List<String> known) {
    Map<String, StaticPod> pods = new HashMap<>();
    for (String file : root.list(directory).optional().orElse(List.of())) {
      boolean manifest = file.endsWith(".yaml") || file.endsWith(".yml") || file.endsWith(".json");
      if (file.startsWith(".") || !manifest) {
        continue;
      }
      String path = directory + "/" + file;
      Reading<YamlDocument> document = YamlDocument.read(root, path);
      if (document instanceof Reading.Present<YamlDocument>(YamlDocument pod)) {
        add(pods, path, pod, known);
      } else {
        // A damaged manifest still says by its name what was meant to run here.
        String name = file.substring(0, file.lastIndexOf('.'));
        if (known.contains(name)) {
          pods.putIfAbsent(name, new StaticPod(path, List.of()));
        }
      }
    }
    return pods;
  }

  private static void add(
      Map<String, StaticPod> pods, String path, YamlDocument pod, List<String> known) {
    for (YamlDocument container : pod.map("spec").maps("containers")) {
      String name = container.string("name", "");
      if (known.contains(name)) {
        List<String> command = new ArrayList<>(container.strings("command"));
        command.addAll(container.strings("args"));
        pods.putIfAbsent(name, new StaticPod(path, command));
      }
    }
  }
}
