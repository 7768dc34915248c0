package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.containerlog.ContainerLogs;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All directories with log files. Those in which nothing happens sleep: they are watched by inotify
 * and cost nothing. Those in which something does are looked at in turn and not watched. All are
 * looked at now and then, and always where there is no inotify.
 */
final class LogDirectories {
  private static final String PODS = "/var/log/pods";

  /** Files of sleeping directories are kept open up to here: what is deleted can still be read. */
  private static final int MOST_OPEN = 1_000;

  private final HostRoot root;
  private final long rescanNanos;
  private final Tails tails;
  private final PlainFiles plain;
  private final LogWatch watch;
  private final ContainerIds ids;
  private final Map<String, LogDirectory> awake = new LinkedHashMap<>();
  private final Map<String, LogDirectory> asleep = new HashMap<>();
  private long rescannedNanos;
  private boolean scanned;
  private volatile @Nullable String trouble = "has not looked for logs yet";

  LogDirectories(
      HostRoot root,
      LogShipperConfiguration configuration,
      Tails tails,
      PlainFiles plain,
      Losses losses) {
    this.root = root;
    this.rescanNanos = configuration.rescanInterval().toNanos();
    this.tails = tails;
    this.plain = plain;
    this.watch = new LogWatch(root, losses);
    this.ids = new ContainerIds(root);
  }

  /** Why logs cannot be found, or null. */
  @Nullable String trouble() {
    return trouble;
  }

  /** Wakes those in which something happened; true where one did. */
  boolean wake() {
    boolean woken = false;
    boolean known = scanned;
    for (String path : watch.changed()) {
      LogDirectory directory = asleep.remove(path);
      if (directory == null) {
        scanned &= isKnown(path); // A pod or container has come or gone.
      } else {
        watch.unwatch(path);
        directory.stir(tails);
        awake.put(path, directory);
        woken = true;
      }
    }
    if (known && !scanned) {
      scan();
      woken = true;
    }
    return woken;
  }

  private boolean isKnown(String path) {
    return awake.containsKey(path);
  }

  /** Looks into those that are awake; into all when it is time for that. */
  void look() {
    boolean rescan = System.nanoTime() - rescannedNanos >= rescanNanos;
    if (!scanned || rescan) {
      scan();
    }
    if (rescan) {
      rescannedNanos = System.nanoTime();
      asleep.values().forEach(directory -> directory.look(tails));
      for (LogDirectory directory : new ArrayList<>(asleep.values())) {
        if (!directory.isQuiet()) {
          asleep.remove(directory.path());
          watch.unwatch(directory.path());
          awake.put(directory.path(), directory);
        }
      }
    }
    for (LogDirectory directory : new ArrayList<>(awake.values())) {
      directory.look(tails);
      if (directory.isEmpty() && !Files.exists(root.resolve(directory.path()))) {
        awake.remove(directory.path());
      } else if (directory.isQuiet()) {
        sleep(directory);
      }
    }
  }

  private void sleep(LogDirectory directory) {
    if (directory.path().startsWith(PODS) && watch.watch(directory.path())) {
      directory.look(tails); // What happened before it was watched.
      if (directory.isQuiet()) {
        awake.remove(directory.path());
        asleep.put(directory.path(), directory);
        if (asleep.size() > MOST_OPEN) {
          directory.rest();
        }
      } else {
        watch.unwatch(directory.path());
      }
    }
  }

  /** Finds directories that are new. */
  private void scan() {
    plain
        .directories(tails.restoredFiles())
        .forEach(directory -> awake.putIfAbsent(directory.path(), directory));
    boolean watched = watch.watch(PODS);
    switch (ContainerLogs.directories(root)) {
      case Reading.Present<List<String>>(List<String> found) -> {
        trouble = null;
        scanned = watched && allHaveContainers(found);
        found.forEach(this::add);
      }
      case Reading.Absent<List<String>>(String source) -> trouble = source + ": not there";
      case Reading.Unreadable<List<String>>(String source, String reason) ->
          trouble = source + ": " + reason;
      case Reading.Malformed<List<String>>(String source, String problem) ->
          trouble = source + ": " + problem;
    }
  }

  /** A pod without a container gets one a moment later, in a directory that nobody watches yet. */
  private boolean allHaveContainers(List<String> containers) {
    Set<String> pods = new HashSet<>();
    containers.forEach(path -> pods.add(path.substring(0, path.lastIndexOf('/'))));
    try (DirectoryStream<Path> there = Files.newDirectoryStream(root.resolve(PODS))) {
      for (Path pod : there) {
        if (!pods.contains(PODS + "/" + pod.getFileName()) && Files.isDirectory(pod)) {
          return false;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false; // Looked for again at the next look.
    }
    return true;
  }

  private void add(String path) {
    if (!awake.containsKey(path) && !asleep.containsKey(path)) {
      LogDirectory fresh = new LogDirectory(path, () -> FoundRun.inDirectory(root, path, ids));
      awake.put(path, fresh);
      fresh.look(tails);
    }
    scanned &= watch.watch(path.substring(0, path.lastIndexOf('/')));
  }

  /** The tails that may have something to read. */
  List<RunTail> awake() {
    List<RunTail> found = new ArrayList<>();
    awake.values().forEach(directory -> found.addAll(directory.tails()));
    return found;
  }

  /** All tails. */
  List<RunTail> all() {
    List<RunTail> found = awake();
    asleep.values().forEach(directory -> found.addAll(directory.tails()));
    return found;
  }

  int size() {
    return awake.size() + asleep.size();
  }

  /** Only after the thread has ended. */
  void close() {
    all().forEach(RunTail::close);
    watch.close();
  }
}
