package io.kdiag.detector;

import io.kdiag.detector.RuleSet.FileLog;
import io.kdiag.host.HostRoot;
import io.kdiag.host.journal.JournalTail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The threads that follow the logs beside the kernel's, as the rules ask for them: the journal, and
 * files. When the rules change, those that are no longer asked for are stopped.
 */
final class LogSources {
  private final HostRoot root;
  private final boolean journal;
  private final NodeProblems problems;
  private final DetectorLog log;
  private final Map<Object, SourceThread> threads = new HashMap<>();

  LogSources(HostRoot root, boolean journal, NodeProblems problems, DetectorLog log) {
    this.root = root;
    this.journal = journal;
    this.problems = problems;
    this.log = log;
  }

  /** Follows what {@code rules} ask for, and nothing else. */
  synchronized void follow(RuleSet rules) {
    Map<Object, SourceThread.Opener> wanted = new HashMap<>();
    Set<String> journals = rules.journals();
    if (journal && !journals.isEmpty() && JournalTail.isPossible(root)) {
      wanted.put(
          journals, place -> JournalSource.open(root, journals, begun(JournalSource.LOG, place)));
    }
    for (FileLog file : rules.files()) {
      wanted.put(
          file.rules(),
          place -> FileLogSource.open(root, file.path(), file.rules(), file.format(), place));
    }
    threads
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.containsKey(entry.getKey());
              if (gone) {
                entry.getValue().stop();
              }
              return gone;
            });
    wanted.forEach((key, opener) -> threads.computeIfAbsent(key, k -> start(k, opener)));
  }

  /** Without a cursor it is read from now on, and from then on after a restart. */
  private String begun(String name, String place) {
    String start = place.isEmpty() ? "@" + Instant.now().getEpochSecond() : place;
    problems.begun(name, start);
    return start;
  }

  private SourceThread start(Object key, SourceThread.Opener opener) {
    String name = key instanceof String file ? path(file) : JournalSource.LOG;
    SourceThread thread = new SourceThread(name, opener, problems, log);
    Thread.ofPlatform().daemon().name("problem-detector-log").start(thread);
    return thread;
  }

  /** {@code file:/var/log/kern.log\0...}. */
  private static String path(String rules) {
    return rules.substring("file:".length(), rules.indexOf('\0'));
  }

  synchronized List<String> notReady() {
    List<String> reasons = new ArrayList<>();
    threads.values().forEach(thread -> thread.notReady().ifPresent(reasons::add));
    return reasons;
  }

  synchronized void stop() {
    threads.values().forEach(SourceThread::stop);
    threads.clear();
  }
}
