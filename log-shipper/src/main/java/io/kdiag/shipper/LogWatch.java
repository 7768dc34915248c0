package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells in which directories something happened, by inotify. A directory in which much happens is
 * better not watched: each write would be an event. One thread uses it.
 */
final class LogWatch implements Closeable {
  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };

  private final HostRoot root;
  private final Losses losses;
  private final @Nullable WatchService service;
  private final Map<String, WatchKey> keys = new HashMap<>();
  private final Map<WatchKey, String> directories = new HashMap<>();

  LogWatch(HostRoot root, Losses losses) {
    this.root = root;
    this.losses = losses;
    this.service = open(losses);
  }

  private static @Nullable WatchService open(Losses losses) {
    try {
      return Path.of("/").getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      losses.unwatched("/", e);
      return null;
    }
  }

  /** From now on {@link #changed} tells of the directory; false where it cannot. */
  boolean watch(String directory) {
    if (service == null) {
      return false;
    }
    if (keys.containsKey(directory)) {
      return true;
    }
    try {
      WatchKey key = root.resolve(directory).register(service, KINDS);
      keys.put(directory, key);
      directories.put(key, directory);
      return true;
    } catch (IOException e) {
      losses.unwatched(directory, e); // Gone, or the user's limit of watches is reached.
      return false;
    }
  }

  void unwatch(String directory) {
    WatchKey key = keys.remove(directory);
    if (key != null) {
      directories.remove(key);
      key.cancel();
    }
  }

  /** Where something happened since it was last asked. */
  Set<String> changed() {
    Set<String> changed = new HashSet<>();
    if (service == null) {
      return changed;
    }
    WatchKey key = service.poll();
    while (key != null) {
      String directory = directories.get(key);
      if (directory != null) {
        changed.add(directory);
        boolean ignored = key.pollEvents().isEmpty();
        if (!key.reset()) {
          unwatch(directory);
        }
      }
      key = service.poll();
    }
    return changed;
  }

  int size() {
    return keys.size();
  }

  @Override
  public void close() {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      losses.unwatched("/", e);
    }
  }
}
