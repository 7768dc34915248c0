package io.kdiag.cli.logs;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.containerlog.ContainerLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The container logs under {@code /var/log/pods} of this machine. */
public final class LocalLines implements LineSource {
  private static final Duration LOOKS = Duration.ofMillis(250);

  private final HostRoot root;

  public LocalLines(HostRoot root) {
    this.root = root;
  }

  @Override
  public List<LineStream> open(LogQuery query) throws IOException {
    List<LineStream> streams = new ArrayList<>();
    for (ContainerLog log : logs(query)) {
      List<Path> files = new ArrayList<>();
      for (String file : log.files().reversed()) {
        if (isWanted(log, file, query)) {
          files.add(ContainerLogs.file(root, file));
        }
      }
      streams.add(new ContainerFile(log.namespace(), log.pod(), log.container(), files));
    }
    return streams;
  }

  private List<ContainerLog> logs(LogQuery query) throws IOException {
    Reading<List<ContainerLog>> logs = ContainerLogs.list(root);
    return switch (logs) {
      case Reading.Present<List<ContainerLog>>(List<ContainerLog> all) ->
          all.stream()
              .filter(log -> query.matchesContainer(log.namespace(), log.pod(), log.container()))
              .toList();
      case Reading.Absent<List<ContainerLog>>(String source) ->
          throw new IOException(source + " is not there: no containers run on this machine");
      case Reading.Unreadable<List<ContainerLog>>(String source, String reason) ->
          throw new IOException(source + ": " + reason + "; run it as root");
      case Reading.Malformed<List<ContainerLog>>(String source, String problem) ->
          throw new IOException(source + ": " + problem);
    };
  }

  /** Of the wanted run, and written to since the wanted time. */
  private boolean isWanted(ContainerLog log, String file, LogQuery query) throws IOException {
    String name = file.substring(file.lastIndexOf('/') + 1);
    boolean present = name.startsWith(log.restarts() + ".log");
    if (query.previous() && !name.startsWith((log.restarts() - 1) + ".log")) {
      return false;
    }
    if (query.since() == null || present) {
      return true;
    }
    Path path = ContainerLogs.file(root, file);
    return Files.exists(path)
        && !Files.getLastModifiedTime(path).toInstant().isBefore(query.since());
  }

  @Override
  public void follow(LogQuery query, Consumer<LogLine> lines)
      throws IOException, InterruptedException {
    Map<String, FollowedFile> files = new HashMap<>();
    boolean first = true;
    while (true) {
      Set<String> seen = new HashSet<>();
      for (ContainerLog log : logs(query)) {
        String live = log.files().getFirst();
        seen.add(live);
        if (!files.containsKey(live)) {
          files.put(live, FollowedFile.open(log, ContainerLogs.file(root, live), first));
        }
      }
      files.keySet().retainAll(seen);
      first = false;
      for (FollowedFile file : files.values()) {
        file.read(
            line -> {
              if (query.matches(line)) {
                lines.accept(line);
              }
            });
      }
      Thread.sleep(LOOKS);
    }
  }
}
