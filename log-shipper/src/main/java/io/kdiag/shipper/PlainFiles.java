package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.containerlog.ContainerLogs;
import io.kdiag.shipper.text.LineTime;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Plain log files of the host's by pattern: {@code /var/log/etcd.log=json}, {@code
 * /k8s/kubernetes/logs/*.INFO=klog}. A link counts as the file that it leads to, so that none is
 * read twice. What was rotated away beside a file belongs to it.
 *
 * <pre>
 * etcd.log  etcd.log.1  etcd.log.2.gz  etcd.log-20261120       logrotate
 * audit.log  audit-2026-11-20T21-17-03.123.log                 kube-apiserver
 * </pre>
 */
final class PlainFiles {
  private static final String LOCALTIME = "/etc/localtime";
  private static final String ZONEINFO = "zoneinfo/";

  private final HostRoot root;
  private final Map<String, LineTime.Kind> patterns = new LinkedHashMap<>();
  private final ZoneId zone;

  PlainFiles(HostRoot root, List<String> settings) {
    this.root = root;
    this.zone = zone(root);
    for (String setting : settings) {
      int sign = setting.lastIndexOf('=');
      LineTime.Kind kind = LineTime.Kind.of(setting.substring(sign + 1));
      if (sign > 0 && kind != null) {
        patterns.put(setting.substring(0, sign), kind);
      }
    }
  }

  /** Whether a setting names a pattern without wildcards in its directories, and a parser. */
  static boolean isSetting(String setting) {
    int sign = setting.lastIndexOf('=');
    if (sign < 2 || !setting.startsWith("/") || setting.charAt(sign - 1) == '/') {
      return false;
    }
    String directory = setting.substring(0, setting.lastIndexOf('/', sign));
    return LineTime.Kind.of(setting.substring(sign + 1)) != null
        && !directory.matches(".*[*?{\\[].*");
  }

  /** The zone of the host's local time: a container's own is mostly UTC. */
  private static ZoneId zone(HostRoot root) {
    try {
      String target = Files.readSymbolicLink(root.resolve(LOCALTIME)).toString();
      return ZoneId.of(target.substring(target.indexOf(ZONEINFO) + ZONEINFO.length()));
    } catch (IOException | RuntimeException e) {
      return ZoneId.systemDefault(); // No link, or of no known zone.
    }
  }

  /** One for each file that there is, and for those of {@code known} (by path, with parser). */
  List<LogDirectory> directories(Map<String, String> known) {
    Map<String, LineTime.Kind> files = new LinkedHashMap<>();
    known.forEach(
        (path, parser) -> {
          LineTime.Kind kind = LineTime.Kind.of(parser);
          if (kind != null && Files.exists(root.resolve(path))) {
            files.put(path, kind);
          }
        });
    patterns.forEach((pattern, kind) -> match(pattern).forEach(path -> files.put(path, kind)));
    List<LogDirectory> directories = new ArrayList<>();
    files.forEach(
        (path, kind) -> {
          Run run = new FileRun(path, new LineTime(kind, zone, InstantSource.system()));
          directories.add(new LogDirectory(path, () -> find(run)));
        });
    return directories;
  }

  private List<String> match(String pattern) {
    int slash = pattern.lastIndexOf('/');
    String directory = pattern.substring(0, slash);
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
    List<String> paths = new ArrayList<>();
    if (root.list(directory) instanceof Reading.Present<List<String>>(List<String> names)) {
      for (String name : names) {
        if (matcher.matches(Path.of(name))) {
          addFile(directory + "/" + name, paths);
        }
      }
    }
    return paths;
  }

  private void addFile(String path, List<String> paths) {
    try {
      Path file = ContainerLogs.file(root, path);
      if (Files.isRegularFile(file)) {
        paths.add("/" + root.directory().normalize().relativize(file));
      }
    } catch (IOException e) {
      return; // A link that leads nowhere.
    }
  }

  /** The file and what was rotated away beside it, oldest first. */
  private List<FoundRun> find(Run run) {
    int slash = run.path().lastIndexOf('/');
    String name = run.path().substring(slash + 1);
    Path directory = root.resolve(run.path().substring(0, slash + 1));
    int dot = name.lastIndexOf('.');
    String stem = Pattern.quote(dot < 0 ? name : name.substring(0, dot));
    String end = Pattern.quote(dot < 0 ? "" : name.substring(dot));
    Pattern rotated =
        Pattern.compile(
            Pattern.quote(name)
                + "([.]\\d{1,4}|-\\d{8}(-\\d+)?)([.]gz)?|"
                + stem
                + "-\\d{4}-\\d\\d-\\d\\dT[0-9.-]+"
                + end
                + "([.]gz)?");
    List<FoundFile> files = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (rotated.matcher(entry.getFileName().toString()).matches()) {
          files.add(FoundFile.of(entry));
        }
      }
      files.sort(Comparator.comparing(FoundFile::modified));
      if (Files.exists(root.resolve(run.path()))) {
        files.add(FoundFile.of(root.resolve(run.path())));
      }
    } catch (IOException e) {
      return List.of(); // Renamed or removed meanwhile: the next look finds it.
    }
    return files.isEmpty() ? List.of() : List.of(new FoundRun(run, files, true));
  }
}
