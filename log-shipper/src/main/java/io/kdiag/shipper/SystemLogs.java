package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.journal.JournalEntry;
import io.kdiag.host.journal.JournalFollower;
import io.kdiag.host.kernellog.KernelLogFollower;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's log and units' entries in the journal. One thread reads; how far it came is
 * acknowledged by whichever delivered.
 */
final class SystemLogs implements AutoCloseable {
  private static final String KERNEL = "kernel";
  private static final String JOURNAL = "journal";
  private static final int MOST_A_ROUND = 200;
  private static final int FIRST_ENTRIES = 10_000;
  private static final long REOPEN_NANOS = 30_000_000_000L;

  private final HostRoot root;
  private final boolean kernel;
  private final List<String> units;
  private final SystemDocuments documents;
  private final ShipperLog log;
  private volatile String kernelCursor = "";
  private volatile String journalCursor = "";
  private String kernelRead = "";
  private String journalRead = "";
  private @Nullable KernelLogFollower records;
  private @Nullable JournalFollower entries;
  private long kernelOpenNanos = System.nanoTime() - REOPEN_NANOS;
  private long journalOpenNanos = kernelOpenNanos;
  private long lost;

  SystemLogs(HostRoot root, LogShipperConfiguration configuration, String node, ShipperLog log) {
    this.root = root;
    this.kernel = configuration.kernelLog();
    this.units = configuration.journalUnits();
    this.documents = new SystemDocuments(node, configuration.systemDataStream());
    this.log = log;
  }

  /** Goes on where an earlier shipper stopped. */
  void restore(Map<String, String> cursors) {
    kernelCursor = cursors.getOrDefault(KERNEL, "");
    journalCursor = cursors.getOrDefault(JOURNAL, "");
    kernelRead = kernelCursor;
    journalRead = journalCursor;
  }

  /** What has been acknowledged. */
  Map<String, String> cursors() {
    Map<String, String> cursors = new HashMap<>();
    if (!kernelCursor.isEmpty()) {
      cursors.put(KERNEL, kernelCursor);
    }
    if (!journalCursor.isEmpty()) {
      cursors.put(JOURNAL, journalCursor);
    }
    return cursors;
  }

  /** Reads some of what there is; false where that was all. */
  boolean read(Batch batch) {
    boolean more = kernel && readKernel(batch);
    return (!units.isEmpty() && readJournal(batch)) || more;
  }

  private boolean readKernel(Batch batch) {
    try {
      KernelLogFollower open = records;
      if (open == null && System.nanoTime() - kernelOpenNanos >= REOPEN_NANOS) {
        kernelOpenNanos = System.nanoTime();
        open = openKernel();
        records = open;
      }
      return open != null && readKernel(open, batch);
    } catch (IOException | RuntimeException e) {
      closeKernel();
      log.complain("cannot read the kernel log", "error=" + ShipperLog.quote(e));
      return false;
    }
  }

  private KernelLogFollower openKernel() throws IOException {
    int colon = kernelRead.indexOf(':');
    lost = 0;
    return colon < 0
        ? KernelLogFollower.open(root)
        : KernelLogFollower.openAfter(
            root, kernelRead.substring(0, colon), Long.parseLong(kernelRead.substring(colon + 1)));
  }

  private boolean readKernel(KernelLogFollower open, Batch batch) throws IOException {
    int count = 0;
    KernelRecord record = open.next(Duration.ZERO);
    while (record != null) {
      if (open.lost() > lost) {
        documents.lost(batch, open.bootId(), record.sequence(), open.lost() - lost);
        log.complain("records of the kernel log lost", "records=" + (open.lost() - lost));
        lost = open.lost();
      }
      documents.write(batch, open.bootId(), record);
      kernelRead = open.bootId() + ":" + record.sequence();
      count++;
      record = count < MOST_A_ROUND ? open.next(Duration.ZERO) : null;
    }
    if (count > 0) {
      String reached = kernelRead;
      batch.reach(KERNEL, () -> kernelCursor = reached);
    }
    return count == MOST_A_ROUND;
  }

  private boolean readJournal(Batch batch) {
    JournalFollower open = entries;
    if (open == null) {
      open = openJournal();
      entries = open;
    }
    String ended = open == null ? null : open.ended();
    if (ended != null) {
      closeJournal();
      log.complain("cannot read the journal", "error=" + ShipperLog.quote(ended));
    }
    return open != null && ended == null && readJournal(open, batch);
  }

  private @Nullable JournalFollower openJournal() {
    if (System.nanoTime() - journalOpenNanos < REOPEN_NANOS) {
      return null;
    }
    journalOpenNanos = System.nanoTime();
    try {
      return JournalFollower.open(root, units, journalRead, FIRST_ENTRIES);
    } catch (IOException e) {
      log.complain("cannot read the journal", "error=" + ShipperLog.quote(e));
      return null;
    }
  }

  private boolean readJournal(JournalFollower open, Batch batch) {
    int count = 0;
    JournalEntry entry = open.poll();
    while (entry != null) {
      if (!entry.message().isEmpty()) {
        documents.write(batch, entry);
      }
      journalRead = entry.cursor();
      count++;
      entry = count < MOST_A_ROUND ? open.poll() : null;
    }
    if (count > 0) {
      String reached = journalRead;
      batch.reach(JOURNAL, () -> journalCursor = reached);
    }
    return count == MOST_A_ROUND;
  }

  private void closeKernel() {
    KernelLogFollower open = records;
    records = null;
    if (open != null) {
      open.close();
    }
  }

  private void closeJournal() {
    JournalFollower open = entries;
    entries = null;
    if (open != null) {
      open.close();
    }
  }

  /** By the thread that reads: the kernel's device is its own. */
  @Override
  public void close() {
    closeKernel();
    closeJournal();
  }
}
