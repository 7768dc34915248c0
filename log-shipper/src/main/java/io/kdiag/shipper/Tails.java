package io.kdiag.shipper;

import io.kdiag.shipper.pods.NodePods;
import io.kdiag.shipper.pods.PodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tails of runs: with what the checkpoint knows of them, and then what the API server
 * does.
 */
final class Tails {
  private final LogShipperConfiguration configuration;
  private final String node;
  private final @Nullable NodePods pods;
  private final Losses losses;
  private final RecordJoiner.Budget budget;
  private final RunRules rules;
  private final Map<String, RunState> restored = new HashMap<>();

  Tails(
      LogShipperConfiguration configuration, String node, @Nullable NodePods pods, Losses losses) {
    this.configuration = configuration;
    this.node = node;
    this.pods = pods;
    this.losses = losses;
    this.budget =
        new RecordJoiner.Budget(configuration.lineBytes(), configuration.unfinishedBytes());
    this.rules = new RunRules(configuration.multiline(), "text", false);
  }

  void restore(List<RunState> states) {
    states.forEach(state -> restored.put(state.run(), state));
  }

  /** What of the checkpoint nothing has been found for yet. */
  boolean isRestoring() {
    return !restored.isEmpty();
  }

  /** The checkpoint knows of such a run. */
  boolean knows(String key) {
    return restored.containsKey(key);
  }

  /** What the checkpoint knows of plain files, by their paths: how their lines' times are read. */
  Map<String, String> restoredFiles() {
    Map<String, String> files = new HashMap<>();
    for (RunState state : restored.values()) {
      RunRules known = state.rules();
      if (state.run().startsWith(FileRun.KEY) && known != null) {
        files.put(state.run().substring(FileRun.KEY.length()), known.parser());
      }
    }
    return files;
  }

  RunTail make(Run run) {
    String stream = run instanceof FileRun ? configuration.systemDataStream() : null;
    RunTail tail =
        new RunTail(
            run,
            new DocumentWriter(run, node, stream),
            budget,
            run instanceof FileRun file
                ? new RunRules(rules.multiline(), file.time().kind().label(), false)
                : rules,
            losses,
            configuration.recordWait());
    RunState state = restored.remove(run.key());
    if (state != null) {
      tail.restore(state);
    }
    return tail;
  }

  /** Tells {@code tail} what is known of its pod by now. */
  void describe(RunTail tail) {
    if (pods != null && tail.run() instanceof ContainerRun run) {
      PodInfo pod = pods.get(run.podUid());
      if (pod != null) {
        tail.describe(pod, RunRules.of(pod, run.container(), rules));
      }
    }
  }

  /** Whether it may be read: how, and whether at all, is known or has been waited for. */
  boolean isReady(RunTail tail) {
    return pods == null
        || tail.run() instanceof FileRun
        || tail.isDescribed(configuration.metadataWait().toNanos());
  }

  /** All that is there has been found: what else the checkpoint knows went while no shipper ran. */
  void allFound(Batch batch) {
    for (RunState gone : new ArrayList<>(restored.values())) {
      String path = gone.path();
      if (gone.unread() > 0 && path != null) {
        long from = Math.min(gone.out(), gone.err());
        String mark = gone.files().isEmpty() ? "" : gone.files().getLast().mark();
        Gap gap =
            new Gap(Gap.Reason.DELETED_MEANWHILE, path, mark, from, from, from + gone.unread());
        losses.gap(gap);
        ContainerRun run = ContainerRun.ofPath(path);
        if (run != null) {
          new DocumentWriter(run, node, null).write(batch, gap);
          batch.reach(gap, () -> {});
        }
      }
    }
    restored.clear();
  }
}
