package io.kdiag.host.cgroup;

import io.kdiag.host.FileSource;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that hold settings (limits, shares), which somebody changes once in a container's life:
 * each is read when it is first asked for and again in every sixth round, a sixth of them in each.
 * What a round did not ask for is forgotten. A path is always asked for with the same parser. For
 * one thread.
 */
final class SeldomFiles implements FileSource {
  static final int ROUNDS = 6;

  private final FileSource files;
  private final Map<String, Known> known = new HashMap<>();
  private long round;

  private static final class Known {
    private Reading<?> reading;
    private long usedIn;

    Known(Reading<?> reading) {
      this.reading = reading;
    }
  }

  SeldomFiles(FileSource files) {
    this.files = files;
  }

  @Override
  @SuppressWarnings("unchecked") // A path has one parser.
  public <T> Reading<T> read(String path, HostRoot.Parser<T> parser) {
    Known last = known.get(path);
    if (last == null) {
      last = new Known(files.read(path, parser));
      known.put(path, last);
    } else if (Math.floorMod(path.hashCode(), ROUNDS) == Math.floorMod(round, ROUNDS)) {
      last.reading = files.read(path, parser);
    }
    last.usedIn = round;
    return (Reading<T>) last.reading;
  }

  /** Forgets what was not asked for since the last call. */
  void endRound() {
    known.values().removeIf(each -> each.usedIn != round);
    round++;
  }
}
