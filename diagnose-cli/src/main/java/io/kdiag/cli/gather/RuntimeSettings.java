package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few settings of a container runtime that kubelet's must fit, read line by line from TOML;
 * null where the file does not say.
 *
 * <pre>{@code
 * [plugins."io.containerd.grpc.v1.cri".cni]
 *   conf_dir = "/etc/cni/net.d"
 * [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
 *   SystemdCgroup = true
 * }</pre>
 */
record RuntimeSettings(
    @Nullable String socket,
    @Nullable String cgroupDriver,
    @Nullable String cniConfigurationDirectory,
    @Nullable String cniBinaryDirectory) {

  static final RuntimeSettings UNKNOWN = new RuntimeSettings(null, null, null, null);

  /** containerd's: without SystemdCgroup, its configurations before version 3 mean cgroupfs. */
  static RuntimeSettings containerd(HostRoot root, String path) {
    String text = root.read(path, HostText::string).optional().orElse(null);
    if (text == null) {
      return UNKNOWN;
    }
    String systemd = value(text, "options", "SystemdCgroup");
    String version = value(text, "", "version");
    String driver = "true".equals(systemd) ? "systemd" : "cgroupfs";
    boolean silent = systemd == null && !(version == null || version.equals("2"));
    return new RuntimeSettings(
        value(text, "[grpc]", "address"),
        silent ? null : driver,
        value(text, "cni]", "conf_dir"),
        value(text, "cni]", "bin_dir"));
  }

  /** CRI-O's: the main file and its drop-ins, the last wins; its own default is systemd. */
  static RuntimeSettings crio(HostRoot root) {
    List<String> files = new ArrayList<>();
    for (String file : root.list("/etc/crio/crio.conf.d").optional().orElse(List.of())) {
      files.addFirst("/etc/crio/crio.conf.d/" + file);
    }
    files.add("/etc/crio/crio.conf");
    RuntimeSettings settings = new RuntimeSettings(null, "systemd", null, null);
    for (String file : files.reversed()) {
      String text = root.read(file, HostText::string).optional().orElse("");
      settings =
          new RuntimeSettings(
              or(value(text, "[crio.api]", "listen"), settings.socket),
              or(value(text, "[crio.runtime]", "cgroup_manager"), settings.cgroupDriver),
              or(value(text, "[crio.network]", "network_dir"), settings.cniConfigurationDirectory),
              settings.cniBinaryDirectory);
    }
    return settings;
  }

  private static @Nullable String or(@Nullable String value, @Nullable String otherwise) {
    return value == null ? otherwise : value;
  }

  /** The first value of {@code key} in a table whose header contains {@code table}. */
  private static @Nullable String value(String text, String table, String key) {
    String header = "";
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("[")) {
        header = line.replace("'", "\"");
      } else if (line.startsWith(key) && header.contains(table)) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.substring(0, equals).strip().equals(key)) {
          return unquoted(line.substring(equals + 1).strip());
        }
      }
    }
    return null;
  }

  private static String unquoted(String value) {
    char quote = value.isEmpty() ? ' ' : value.charAt(0);
    if (quote == '"' || quote == '\'') {
      int end = value.indexOf(quote, 1);
      return value.substring(1, end < 0 ? value.length() : end);
    }
    int comment = value.indexOf('#');
    return (comment < 0 ? value : value.substring(0, comment)).strip();
  }
}
