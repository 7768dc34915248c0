package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service of systemd by its files: {@code command} is ExecStart with its variables put in, {@code
 * environment} what it is started with. {@code enabled}: some target wants it. {@code
 * administered}: it lies in /etc/systemd/system, so somebody of this machine wrote it; a package's
 * lies elsewhere and may be there without being meant to run.
 */
record SystemdUnit(
    String path,
    boolean administered,
    boolean enabled,
    List<String> command,
    Map<String, String> environment) {

  /** The program that it starts, without its directory; through a shell, the one named in it. */
  String program(List<String> known) {
    for (String word : command) {
      String name = word.substring(word.lastIndexOf('/') + 1);
      if (known.contains(name)) {
        return name;
      }
    }
    return "";
  }

  static SystemdUnit read(HostRoot root, String path, boolean enabled) {
    Map<String, List<String>> service = new HashMap<>();
    merge(service, root, path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (String directory : SystemdUnits.DIRECTORIES) {
      String dropIns = directory + "/" + name + ".d";
      for (String file : root.list(dropIns).optional().orElse(List.of())) {
        if (file.endsWith(".conf")) {
          merge(service, root, dropIns + "/" + file);
        }
      }
    }
    Map<String, String> environment = environment(root, service);
    List<String> starts = service.getOrDefault("ExecStart", List.of());
    List<String> command = starts.isEmpty() ? List.of() : command(starts.getLast(), environment);
    boolean administered =
        path.startsWith(SystemdUnits.ADMINISTERED) && !Files.isSymbolicLink(root.resolve(path));
    return new SystemdUnit(path, administered, enabled, command, environment);
  }

  private static void merge(Map<String, List<String>> into, HostRoot root, String path) {
    String text = root.read(path, HostText::string).optional().orElse("");
    for (Map.Entry<String, List<String>> entry : UnitFile.service(text).entrySet()) {
      boolean reset = entry.getKey().equals("ExecStart");
      if (reset) {
        into.put(entry.getKey(), entry.getValue());
      } else {
        into.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).addAll(entry.getValue());
      }
    }
  }

  private static Map<String, String> environment(HostRoot root, Map<String, List<String>> service) {
    Map<String, String> environment = new HashMap<>();
    for (String line : service.getOrDefault("Environment", List.of())) {
      for (String word : UnitFile.words(line)) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          environment.put(word.substring(0, equals), word.substring(equals + 1));
        }
      }
    }
    for (String file : service.getOrDefault("EnvironmentFile", List.of())) {
      String path = file.startsWith("-") ? file.substring(1) : file;
      String text = root.read(path, HostText::string).optional().orElse("");
      environment.putAll(UnitFile.environment(text));
    }
    return environment;
  }

  /** {@code ${NAME}} is put in where it stands, {@code $NAME} alone gives several words. */
  private static List<String> command(String start, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    for (String word : UnitFile.words(start)) {
      if (word.startsWith("$") && !word.startsWith("${")) {
        command.addAll(UnitFile.words(environment.getOrDefault(word.substring(1), "")));
      } else {
        command.add(expanded(word, environment));
      }
    }
    if (!command.isEmpty()) {
      command.set(0, command.getFirst().replaceFirst("^[-@:+!|]+", ""));
    }
    return command;
  }

  private static String expanded(String word, Map<String, String> environment) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (true) {
      int open = word.indexOf("${", at);
      int close = open < 0 ? -1 : word.indexOf('}', open);
      if (close < 0) {
        return out.append(word, at, word.length()).toString();
      }
      out.append(word, at, open);
      out.append(environment.getOrDefault(word.substring(open + 2, close), ""));
      at = close + 1;
    }
  }
}
